### Warnings, mutes, kicks and bans, cases, rules and the blocklist.

menu-warn = Warn somebody
menu-unwarn = Take a warning back
menu-warnings = The warnings that count
menu-mute = Stop somebody from writing
menu-unmute = Let somebody write again
menu-kick = Remove somebody, who may come back
menu-ban = Keep somebody out
menu-unban = Let somebody come back
menu-case = One case in full
menu-cases = The latest cases
menu-rule = The rules that watch over messages
menu-check = Try a text on the rules
menu-blocklist = Words that are not wanted here
menu-log = Where cases are posted

command-warn = Warn somebody; several warnings lead further by themselves
command-warn-option-who = Whom
command-warn-option-reason = Why; the person and the chat will read it
command-warn-option-silent = Say nothing in the chat
command-warn-example = /warn @max Advertising again, after we talked about it
command-unwarn = Take a warning back
command-unwarn-option-id = The number of the warning's case
command-unwarn-option-reason = Why
command-unwarn-option-silent = Say nothing in the chat
command-unwarn-example = /unwarn 12
command-warnings = The warnings that still count, of everybody or of one person
command-warnings-option-who = Whose
command-warnings-example = /warnings @max
command-mute = Stop somebody from writing, in every linked chat
command-mute-option-who = Whom
command-mute-option-duration = For how long, for example 30m, 2h or 7d; until taken back, if you leave it out
command-mute-option-reason = Why; the person and the chat will read it
command-mute-option-silent = Say nothing in the chat
command-mute-example = /mute @max 2h Please cool down
command-unmute = Let somebody write again
command-unmute-option-who = Whom
command-unmute-option-reason = Why
command-unmute-option-silent = Say nothing in the chat
command-unmute-example = /unmute @max
command-kick = Remove somebody, who may come back
command-kick-option-who = Whom
command-kick-option-reason = Why; the chat will read it
command-kick-option-silent = Say nothing in the chat
command-kick-example = /kick @max Not here to talk
command-ban = Keep somebody out of every linked chat
command-ban-option-who = Whom
command-ban-option-duration = For how long, for example 7d; for good, if you leave it out
command-ban-option-reason = Why; the chat will read it
command-ban-option-silent = Say nothing in the chat
command-ban-example = /ban @max 7d Insults
command-unban = Let somebody come back
command-unban-option-who = Whom
command-unban-option-reason = Why
command-unban-option-silent = Say nothing in the chat
command-unban-example = /unban @max
command-case = Show one case in full: who, what, why, and what became of it
command-case-option-id = The number of the case
command-case-example = /case 12
command-cases = The latest cases, of everybody or of one person
command-cases-option-who = Whose
command-cases-example = /cases @max
command-rule-list = The rules that watch over messages, and what each does
command-rule-list-example = /rule list
command-rule-on = Switch a rule on
command-rule-on-option-rule = The rule's name
command-rule-on-example = /rule on blocklist
command-rule-off = Switch a rule off
command-rule-off-option-rule = The rule's name
command-rule-off-example = /rule off blocklist
command-check = See what every rule says to a text; nothing is done
command-check-option-text = The text
command-check-example = /check Earn money from home
command-blocklist-add = Put a word or a phrase on the blocklist; * and ? stand for letters
command-blocklist-add-option-entry = The word or phrase; * stands for any letters, ? for one
command-blocklist-add-option-action = What to do: nothing, log, delete, warn, mute 10m, kick or ban
command-blocklist-add-option-reason = Why; the person and the chat will read it
command-blocklist-add-option-for = For how long it stays on the list, for example 30d
command-blocklist-add-example = /blocklist add casino* | action: mute 1d | reason: No gambling here | for: 30d
command-blocklist-remove = Take a word or a phrase off the blocklist
command-blocklist-remove-option-entry = The word or phrase, as it is on the list
command-blocklist-remove-example = /blocklist remove casino*
command-blocklist-list = What is on the blocklist
command-blocklist-list-option-find = Only what contains this
command-blocklist-list-example = /blocklist list | find: casino
command-log-here = Post every case in this chat
command-log-here-example = /log here
command-log-off = Stop posting cases
command-log-off-example = /log off

moderation-did = { $action ->
    [delete] A message by { $who } was removed.
    [warn] { $who }, this is a warning.
    [mute] { $who } can't write here for now.
    [kick] { $who } was removed and may come back.
    [ban] { $who } was banned.
    [unmute] { $who } can write again.
    [note] A note about { $who } was written down.
    [approve] { $who } is exempt from the automatic rules.
    [purge] Messages by { $who } were deleted.
    [unapprove] The automatic rules look at { $who } again.
   *[unban] { $who } may come back.
}
moderation-kind = { $kind ->
    [delete] message removed
    [warn] warning
    [mute] mute
    [kick] kick
    [ban] ban
    [unmute] mute lifted
    [note] note
    [approve] approval
    [purge] messages deleted
    [unapprove] approval taken back
   *[unban] ban lifted
}
moderation-measure = { $action ->
    [nothing] nothing is done
    [log] noted in the log
    [review] a moderator is asked
    [delete] the message is removed
    [warn] warning
    [kick] kick
    [mute] { $timed ->
        [yes] mute for { $length }
       *[no] mute until taken back
    }
   *[ban] { $timed ->
        [yes] ban for { $length }
       *[no] ban for good
    }
}
moderation-why = Why
moderation-case-why = { $kind ->
    [note] Note
    [purge] Done
    [unmute] Why
    [unban] Why
    [approve] Why
    [unapprove] Why
   *[other] Why
}
moderation-until = Until
moderation-until-time = { $until } ({ $length })
moderation-length = Length
moderation-for-good = it is taken back
moderation-counts = Counts for
moderation-standing = Warnings
moderation-warnings-count = { $count }
moderation-warnings-next = { $count }; at { $at }: { $then }
moderation-case = Case
moderation-case-title = Case { $number }: { $kind }
moderation-who = Who
moderation-by = By
moderation-case-by = { $kind ->
    [note] By
   *[other] By
}
moderation-by-rule = the rule { $rule }
moderation-by-ladder = the ladder of warnings
moderation-detail = Found
moderation-at = When
moderation-evidence = The message:
moderation-hearth = Hearth
moderation-somebody = somebody who is no longer here
moderation-no-reason = no reason given
moderation-over = {" "}(over)
moderation-step = { $step ->
    [lifted] { $at }: taken back by { $by }.{ $more ->
        [yes] {" "}{ $text }
       *[no] {""}
    }
    [removed] { $at }: more was removed ({ $text }).
    [released] { $at }: found lifted on the platform itself, so it is over.
    [continued] { $at }: continued in case #{ $text }.
    [appealed] { $at }: { $by } appealed.
    [upheld] { $at }: upheld on appeal by { $by }.
    [overturned] { $at }: overturned on appeal by { $by }.
   *[ended] { $at }: its time was over.
}
moderation-taken-back = Case { $number } ({ $kind }, { $who }) was taken back by { $by }.{ $more ->
    [yes] {" "}{ $text }
   *[no] {""}
}
moderation-ladder-reason = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
moderation-blocklist-reason = It contains something that is not wanted here.
moderation-blocklist-detail = on the blocklist: { $entry }
moderation-not-deleted = I could not remove the message: I lack the right to delete messages here. An admin can give it to me.
moderation-logged = The rule { $rule } found something by { $who }
moderation-tried = The rule { $rule } is on trial. A message by { $who } would mean: { $action }
moderation-tried-person = The rule { $rule } is on trial. For { $who } it would mean: { $action }

moderation-unwarned = Warning { $number } of { $who } is taken back.
moderation-unmuted = { $who } can write again. Case { $number }.
moderation-unbanned = { $who } may come back. Case { $number }.
moderation-warnings = Warnings
moderation-warnings-of = Warnings of { $who }
moderation-warnings-none = There are no warnings that count.
moderation-cases = The latest cases
moderation-cases-of = The latest cases of { $who }
moderation-cases-none = There are no cases.
moderation-case-hint = `/case` with its number shows one in full.
moderation-more = … and { $count ->
    [one] { $count } more
   *[other] { $count } more
}
moderation-rules = Rules
moderation-rules-hint = Moderators and approved members are exempt from all rules. `/rule show` shows one in full. An admin changes them: `/rule on`, `/rule off`, `/rule edit`.
moderation-rule-state = { $state ->
    [on] on: { $action }
    [dry] on trial, it is only told (would be: { $action })
   *[off] off (would be: { $action })
}
moderation-check = What the rules say
moderation-check-nothing = nothing
moderation-check-found = { $detail }; { $state ->
    [on] { $action }
   *[off] the rule is off; it would be: { $action }
}
moderation-blocklist = The blocklist
moderation-blocklist-empty = The blocklist is empty. An admin fills it: `/blocklist add word`
moderation-blocklist-nothing = Nothing on the blocklist contains that.
moderation-blocklist-added = Added: { $entry }
moderation-blocklist-changed = Changed: { $entry }
moderation-blocklist-removed = Removed: { $entry }
moderation-blocklist-until = until { $until }
moderation-log-here = Every case will be posted here from now on.
moderation-log-off = Cases are no longer posted.

moderation-not-a-person = That is a bot, a channel or an anonymous admin: there is nobody to act on. Name a person, for example by replying to one of their messages.
moderation-yourself = You can't do that to yourself. Name somebody else, for example by replying to one of their messages.
moderation-nothing-to-lift = { $kind ->
    [mute] { $who } is not muted, so there is nothing to take back.
   *[other] { $who } is not banned, so there is nothing to take back.
}
moderation-not-here = { $who } is not here, so there is nobody to remove. `/ban` keeps somebody out who left.
moderation-equal = { $who } has as much say here as you, or more: you can't act on them. Somebody of higher rank can.
moderation-reason-too-long = The reason is too long: { $length } characters, and { $most } fit. Please say it more briefly.
moderation-unknown-case = There is no case { $number }. `/cases` lists the latest.
moderation-no-warning = Case { $number } is no warning. `/warnings` lists those, `/unmute` and `/unban` take the others back.
moderation-warning-over = Warning { $number } was taken back before.
moderation-unknown-rule = There is no rule “{ $rule }”. The rules are: { $rules }.
moderation-blocklist-full = The blocklist is full: { $most } entries fit. Please remove some first; `*` makes one out of many.
moderation-blocklist-none = “{ $entry }” is not on the blocklist. `/blocklist list` shows what is.
moderation-entry-too-long = An entry of the blocklist may have { $most } characters; this one has { $length }. Please give the telling part of it.
moderation-entry-too-wide = “{ $entry }” would be found in almost every message. Next to `*` and `?`, an entry needs at least two letters, for example `casino*`.
moderation-bad-action = “{ $action }” is not something I can do. Possible are: `nothing`, `log`, `review`, `delete`, `warn`, `mute 10m`, `kick`, `ban`, `ban 7d`.

setting-moderation-warning-days = for how many days a warning counts
setting-moderation-ladder = what follows so many warnings
setting-moderation-evidence-hours = for how many hours the words a case is about are kept; 0 is never
