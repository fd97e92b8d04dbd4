### One rule in full, changing it, trying it, and why it did something.

command-rule-show = One rule in full: every setting, and how often it acted
command-rule-show-option-rule = The rule's name
command-rule-show-example = /rule show blocklist
command-rule-edit = Change settings of a rule, several at once
command-rule-edit-option-rule = The rule's name
command-rule-edit-option-changes = Settings and their values, as `/rule show` lists them
command-rule-edit-example = /rule edit blocklist | action: mute 10m | dry run: yes
command-rule-test = See what one rule, on or off, says to a text; nothing is done
command-rule-test-option-rule = The rule's name
command-rule-test-option-text = The text
command-rule-test-example = /rule test blocklist Earn money from home
command-rule-why = Why a rule did something: what it found, where, and under which settings
command-rule-why-option-case = The number of the case
command-rule-why-example = /rule why 12
command-rule-replay = What a rule, or a changed setting, would have done lately; nothing is done
command-rule-replay-option-rule = The rule's name
command-rule-replay-option-last = How far back, for example 24h; as far as words are kept, if you leave it out
command-rule-replay-option-changes = Settings to try, with their values; the rule itself stays as it is
command-rule-replay-example = /rule replay blocklist | last: 24h | action: mute 10m

rule-title = Rule { $rule }
rule-counts = In the last { $days } days it acted { $acted ->
    [one] once
   *[other] { $acted } times
}, and would have acted { $tried ->
    [one] once
   *[other] { $tried } times
} while on trial.
rule-edit-hint = An admin changes it, several settings at once: { $example }
rule-switch = { $key ->
    [dry_run] { $on ->
        [yes] End the trial
       *[no] Put on trial
    }
   *[on] { $on ->
        [yes] Switch off
       *[no] Switch on
    }
}
rule-unknown-setting = The rule { $rule } has no setting “{ $key }”. It has: { $keys }.
rule-bad-value = “{ $value }” is not possible for { $key }. { $range } For example: { $example }
rule-bad-value-like = “{ $value }” is not possible for { $key }. Right would be, for example: { $example }
rule-range-action = Possible are: `nothing`, `log`, `review`, `delete`, `warn`, `mute 10m`, `kick`, `ban`, `ban 7d`.
rule-range-list = Possible are ids with commas between, `here` (for chats and topics), or `no`; on Discord also `@role` and `#channel`.
rule-not-messages = The rule { $rule } does not look at messages, so there is no text to try it on.
rule-why-title = Why case { $number }
rule-why-rule = Rule
rule-why-by-hand = Case { $number } was opened by hand, not by a rule. `/case` shows it in full.
rule-why-said = { $action }{ $dry ->
    [yes] {" "}(on trial)
   *[no] {""}
}. Settings then: { $settings }
rule-why-forgotten = What the rules said in full, and their settings then, are no longer kept.

rule-nothing-kept = No words are kept here, so there is nothing to run a rule over. An admin changes that: `/settings moderation evidence_hours: 72`
rule-replay-busy = Another replay is still running here. Please wait until it is done.
rule-replay-started = { $count ->
    [one] { $count } message
   *[other] { $count } messages
} to look at: that takes a moment. I write to you how far I am, and what came of it.
rule-replay-running = Running: { $percent } %
rule-replay-interrupted = The replay was interrupted. Please start it again.
rule-replay-title = Replay of { $rule }
rule-replay-found = It would catch { $caught ->
    [one] { $caught } message
   *[other] { $caught } messages
} of { $looked }, by { $people ->
    [one] { $people } person
   *[other] { $people } people
}, since { $since }.
rule-replay-would = What it would do: { $action }.
rule-replay-compared = Compared with the rule as it is now: { $newly } newly caught, { $spared } no longer caught.
rule-replay-newly = Newly caught
rule-replay-spared = No longer caught
rule-replay-latest = The latest
rule-replay-nothing-done = Nothing was done to anybody.
rule-file-found = caught
rule-file-both = caught, as now
rule-file-spared = no longer caught

setting-rule-on = whether the rule looks at messages
setting-rule-action = what is done about what it finds
setting-rule-dry-run = only told in the log chat, not done
setting-rule-exempt-access = who is not looked at: approved members and above, or all members
setting-rule-exempt-roles = ids of roles whose owners are not looked at
setting-rule-exempt-chats = ids of chats that are not looked at; `here` is this one
setting-rule-exempt-topics = ids of topics that are not looked at; `here` is this one
