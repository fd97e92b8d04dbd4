### What waits for moderators: reports, reviews that rules ask for, appeals; and moderation in numbers.

menu-report = Report a message to the moderators
menu-appeal = Appeal against a decision about you
menu-moderation = What moderation does, in numbers

command-report = Report a message to the moderators: reply to it with this command (on Discord: its menu, Apps)
command-report-option-reason = What is wrong with it; only moderators will read it
command-report-example = reply to the message with `/report` and say what is wrong, for example `/report Advertising`
command-appeal = Ask another moderator to look at a decision about you
command-appeal-option-id = The number of the case; it stands in the message about it
command-appeal-option-text = Why it was wrong
command-appeal-example = /appeal 12 That was a quotation, not my own words
command-moderation-report = What moderation did, in numbers and without names
command-moderation-report-option-period = For how long back, for example 7d or 12w; without it 30 days
command-moderation-report-example = /moderation report 30d

moderation-did-you = { $action ->
    [delete] A message of yours in { $community } was removed.
    [warn] You have been warned in { $community }.
    [mute] You can't write in { $community } for now.
    [kick] You were removed from { $community }. You may come back.
   *[ban] You were banned from { $community }.
}
moderation-remedy = Not right? Write to me privately: { $command }
moderation-remedy-you = If you think that this is not right, you have { $days ->
    [one] { $days } day
   *[other] { $days } days
} to appeal: { $command } and why, here. Another moderator will look at it.
moderation-pseudonym = member { $code }

queue-look = Open the message
queue-report-title = { $count ->
    [one] A message was reported
   *[other] A message was reported by { $count } people
}
queue-review-title = { $count ->
    [0] A rule asks what to do about a message
    [one] A rule asks what to do about a message; one person reported it too
   *[other] A rule asks what to do about a message; { $count } people reported it too
}
queue-arrival-title = A rule asks what to do about somebody who came
queue-arrival-decided = { $ruling ->
    [warn] { $by } warned them. Case { $number }.
    [mute] { $by } muted them. Case { $number }.
    [ban] { $by } banned them. Case { $number }.
   *[dismiss] { $by } looked at it: it is all right.
}
queue-called = { $who }, please decide.
queue-somebody = A moderator will decide.
queue-button = { $ruling ->
    [delete] Delete
    [warn] Warn
    [mute] Mute for { $length }
    [ban] Ban
    [dismiss] Dismiss
    [uphold] Uphold
   *[overturn] Overturn
}
queue-decided = { $ruling ->
    [delete] { $by } removed the message. Case { $number }.
    [warn] { $by } warned the author and removed the message. Case { $number }.
    [mute] { $by } muted the author and removed the message. Case { $number }.
    [ban] { $by } banned the author and removed the message. Case { $number }.
    [dismiss] { $by } looked at it: the message may stay.
    [uphold] Appeal against case { $number }: { $by } decided that it stands.
   *[overturn] Appeal against case { $number }: { $by } overturned it.
}
queue-already = Somebody was faster:
queue-reason = Members reported a message, and a moderator agreed.
queue-outcome = You reported a message. { $ruling ->
    [delete] A moderator removed it. Thank you!
    [warn] A moderator removed it and warned its author. Thank you!
    [mute] A moderator removed it, and its author can't write for now. Thank you!
    [ban] A moderator removed it and banned its author. Thank you!
   *[dismiss] A moderator looked at it and let it stay.
}

queue-report-taken = Thank you. The moderators will look at it, and you will hear what came of it.
queue-report-how = { $platform ->
    [discord] Right-click the message (on a phone: press and hold it), then choose Apps and Report.
   *[other] Reply to the message that is wrong with `/report`, and say why, for example: `/report Advertising`
}
queue-report-not-a-person = That was written by a bot, a channel or the group itself: there is nobody to report. If something is wrong with it, please tell an admin.
queue-report-yourself = That is your own message. You can simply delete it.
queue-report-again = You have reported this message already. You will hear what came of it.
queue-report-barred = Of your last { $decided } reports { $dismissed } came to nothing, so for now you can't report. You can again from { $until }. If something is urgent, please write to a moderator.
queue-report-full = { $most } of your reports are still waiting for a moderator. Please wait until some of them are answered.

queue-no-yourself = This is about you: somebody else has to decide.
queue-no-own-report = You reported this yourself: somebody else has to decide. By hand you can act at any time, for example with `/warn`.
queue-no-rank = The author has as much say here as you, or more. Somebody of higher rank has to decide; you can only dismiss it.
queue-no-own-case = You decided this yourself: somebody else has to look at the appeal.
queue-nobody-left = Whoever wrote that is no longer known here. You can dismiss it.

queue-appeal-title = Appeal against case { $number }
queue-appeal-about = About
queue-appeal-words = What they say:
queue-appeal-until = Answer by
queue-appeal-look = All of it: { $command }
queue-came-from = { $kind ->
    [review] A rule had asked for a decision.
   *[report] It was reported by:
}
queue-appeal-taken = Your appeal against case { $number } is with the moderators. { $alone ->
    [yes] It will be looked at
   *[no] Somebody else than whoever acted will look at it,
} by { $due }. You will hear from me.
queue-appeal-alone = To be open about it: nobody but { $who } moderates here, who made that decision. So the same person will look at it again.
queue-appeal-remind = The appeal against case { $number } still waits for an answer, until { $due }. All of it: { $look }
queue-appeal-pass = Nobody has answered the appeal against case { $number } in time. Now it is with the admins. All of it: { $look }
queue-appeal-passed-you = Nobody has answered your appeal against case { $number } in time. I am sorry. It is now with the admins and the owner; you will hear from me.
queue-appeal-outcome = { $ruling ->
    [uphold] Another look was taken at case { $number }, on your appeal: the decision stands.
   *[overturn] Your appeal against case { $number } was granted. { $kind ->
        [warn] The warning no longer counts.
        [mute] You can write again.
        [ban] You may come back.
        [kick] You may come back; it was not right to remove you.
       *[delete] It was not right to remove your message. I can't bring it back, but you may post it again.
    }
}
queue-appeal-not-yours = I find no case { $number } about you. The number stands in the message that told you, for example `/appeal 12 Why it was wrong`.
queue-appeal-too-long = The appeal is too long: { $length } characters, and { $most } fit. Please say it more briefly.
queue-appeal-no-kind = There is nothing to appeal against in case { $number }.
queue-appeal-no-undone = Case { $number } was taken back already.
queue-appeal-no-ended = Case { $number } is over: its time has passed.
queue-appeal-no-continued = Case { $number } went on in a later one. Please appeal against that; its number stands in the latest message about it.
queue-appeal-no-again = There was an appeal against case { $number } already, and there is one for each case.
queue-appeal-no-late = Case { $number } is too old: there { $days ->
    [one] is { $days } day
   *[other] are { $days } days
} to appeal.

queue-figures-title = Moderation in the last { $length }
queue-figures-none = Nothing had to be done.
queue-figures-acts = By hand: { $hand }, by rules: { $rules }
queue-figures-kind = { $kind }: { $count }
queue-figures-reports = Reports and reviews
queue-figures-reports-value = upheld { $upheld }, dismissed { $dismissed }
queue-figures-appeals = Appeals
queue-figures-appeals-value = upheld { $upheld }, overturned { $overturned }
queue-figures-wait = Half of them were answered within

setting-moderation-appeal-days = for how many days a case can be appealed
setting-moderation-appeal-hours = for how many hours an appeal may wait before the admins are asked
