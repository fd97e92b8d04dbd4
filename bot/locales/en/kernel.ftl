### What Hearth says about commands, access and mistakes, whatever the capability.

access-name = { $access ->
    [member] member
    [trusted] trusted member
    [moderator] moderator
    [admin] admin
    [owner] owner
   *[everyone] guest
}
refused-access = { $access ->
    [member] This is for members of the community. Please finish joining first.
    [trusted] This is for members whom a moderator has approved.
    [moderator] This is for moderators. A moderator of this chat can do it for you.
    [admin] This is for admins of this chat. Please ask one of them.
    [owner] This is for the owner of this chat only.
   *[everyone] This is not possible here.
}
refused-private-only = Please write this to me in private: it concerns only you.
no-community = I don't know which community you mean. Write in the community's chat first, or add me to your group and make me an admin.
fault = Something went wrong on my side, and nothing was changed. If it happens again, show this number to whoever runs me: { $incident }
platform-refused = The platform did not let me do that. An admin can see with which rights I am here; please check them and try again.
storage-failed = I could not save that just now, and nothing was changed. Please try again in a minute.
done-before-restart = This was done, once, just before I was restarted. If something you expected to see is missing, please ask for it again.
act-refused = { $act ->
    [mute] I could not mute { $who } here.
    [unmute] I could not let { $who } write again here.
    [kick] I could not remove { $who } here.
    [ban] I could not ban { $who } here.
   *[unban] I could not let { $who } back in here.
} { act-refused-help }
act-refused-aside = { $act ->
    [mute] I could not mute { $who } in { $chat }.
    [unmute] I could not let { $who } write again in { $chat }.
    [kick] I could not remove { $who } from { $chat }.
    [ban] I could not ban { $who } in { $chat }.
   *[unban] I could not let { $who } back into { $chat }.
} { act-refused-help }
act-refused-help = { $platform ->
    [telegram] { $act ->
        [mute] Either I lack the right “Ban users”, or they are an admin, or this is an ordinary group, in which Telegram lets nobody be muted: it becomes a supergroup when an admin makes its history visible to new members. After that, give the command again.
       *[other] Either I lack the right “Ban users”, or they are an admin. An admin can give me the right; then give the command again.
    }
   *[other] Either I lack the right to, or they rank above me. An admin can give me the right to restrict and ban members, and move my role above theirs; then give the command again.
}
act-taken-back = A correction: { $act ->
    [mute] you can still write in { $chat }.
    [kick] you were not removed from { $chat }.
   *[ban] you were not banned in { $chat }.
} What I told you could not be done there. The moderators know.
message-undelivered = { $why ->
    [forbidden] I may not write in { $chat } any more, so a message for it did not arrive. Please give me the right to send messages there.
    [gone] I am no longer in { $chat }, or it no longer exists, so a message for it did not arrive. Add me again if I should go on there.
   *[unknown] A message for { $chat } may not have arrived: the platform did not answer. Please look there.
} I will tell you again only after something has arrived there in between.
log-undelivered = { $why ->
    [forbidden] I may not write in the log chat any more, so what belongs there did not arrive: cases, reports, appeals. Please give me the right to send messages there, or choose another chat with `/log here`.
    [gone] The log chat is gone, or I am no longer in it, so what belongs there did not arrive: cases, reports, appeals. Choose another chat with `/log here`, or do without one: `/log off`.
   *[unknown] A message for the log chat may not have arrived: the platform did not answer. Please look there.
} I will tell you again only after something has arrived there in between.
topic-lost = A topic of { $chat } that I was to write in is closed or gone, so I write to the whole chat instead. Open the topic again, or choose another place.
rights-lost = { $right ->
    [presence] I was removed from { $chat }: I see and do nothing there any more. Add me again if I should go on.
    [write] I may no longer write in { $chat }: no answers, welcomes, reminders or announcements arrive there.
    [delete] I may no longer delete messages in { $chat }: what the rules find stays where it is.
    [mute] I may no longer mute people in { $chat }: mutes are noted, but do not take effect.
   *[ban] I may no longer remove or ban people in { $chat }: kicks and bans are noted, but do not take effect.
}
rights-give = { $platform ->
    [telegram] An admin can give me the rights back: the group’s name → Edit → Administrators → me. I need “Delete messages” and “Ban users”.
    [discord] An admin can give me the rights back: Server Settings → Roles → my role. I need “Send Messages”, “Manage Messages”, “Timeout Members”, “Kick Members” and “Ban Members”.
   *[other] An admin can give me the rights back.
}
job-parked = Something I had planned did not work in { $tries } tries, so I have put it aside. I will try it again when I am next restarted. Whoever runs me finds the details in the log under { $incident }.
private-hello = Hello! I look after the community from its chat. Send `/help` to see what you can do here.
button-outdated = This button is from an earlier time and no longer does anything. Please give the command again.
command-unknown = There is no command “/{ $name }”. `/help` lists what there is.
command-unknown-close = There is no command “/{ $name }”. Did you mean { $close }?

dialogue-cancel = Cancel
dialogue-cancelled = All right, cancelled. Nothing was changed.
dialogue-none = There was nothing to cancel any more.
prove-yourself = You write as an anonymous admin, so I can't see who you are. Please press the button, and I'll go on.
prove-button = It's me

argument-missing = One thing is missing.
argument-empty = There is nothing in it.
argument-what = { $name } — { $what }
argument-example = For example: { $example }
argument-answer = Just answer with it, and I'll go on with the rest as you gave it.
argument-too-long = That is too long: { $length } characters, and { $limit } fit.
argument-too-much = I understood everything up to here, but not this: { $extra }
argument-unknown-option = There is no option “{ $option }:” here. The options are: { $options }.
argument-too-many-members = That is too many people at once; { $limit } are possible.
argument-bad-word = “{ $value }” is not something I can use here.
argument-bad-duration = “{ $value }” is not a length of time I understand. Right would be `30m`, `3h`, `1d`, `1h30m` or `2 hours`.
argument-long-duration = “{ $value }” is too long: the most is { $most }.
argument-bad-count = “{ $value }” is not a number I can use. Right would be a whole number from 1 to 1000000.
argument-bad-number = “{ $value }” is not a number of something here. Right would be `12` or `#12`.
argument-bad-who = I don't know who “{ $value }” is. Reply to one of their messages, or give their `@username` or numeric id.
argument-bad-several = I don't know who “{ $value }” is. Give their `@username`, or reply to one of their messages.
argument-bad-choice = “{ $value }” is not one of the possibilities: { $choices }.
argument-bad-flag = “{ $value }” is neither `yes` nor `no`.
argument-bad-changes = “{ $value }” is not a setting with its value. Right would be `name: value`, several of them with `|` between.
argument-setting = The setting’s name
argument-value = Its new value; more settings may follow: 5 | name: value
argument-when-unreadable = I can't read “{ $value }” as a date and time. Right would be `tomorrow 19:00`, `friday 7pm`, `25.12 19:00` or `in 2 hours`.
argument-when-ambiguous = “{ $value }” could mean different moments. Please say it more exactly.
argument-when-past = “{ $value }” is in the past. Please give a moment that is still to come.
argument-when-too-far = “{ $value }” is more than two years ahead. Please give an earlier date.
argument-when-gap = “{ $value }” does not exist: the clocks are put forward over that time. Please choose a time before or after.
argument-when-fold = “{ $value }” happens twice: the clocks are put back over that time. Please choose which of the two.
argument-when-no-time = “{ $value }” has no time of day. Right would be `tomorrow 19:00`.
argument-when-no-date = “{ $value }” has no date. Right would be `tomorrow 19:00`.
argument-when-impossible = “{ $value }” is not in the calendar. Please check the day and the time.

settings-unknown-section = There is no section “{ $section }”. The sections are: { $sections }.
settings-unknown-key = There is no setting “{ $key }” here. The settings are: { $keys }.
settings-bad-value = “{ $value }” is not possible for { $key }. { $range }
settings-range-flag = Possible are `yes` and `no`.
settings-range-choice = Possible are: { $choices }.
settings-range-number = Possible is a number from { $low } to { $high }.
settings-range-like = Right would be, for example: { $example }
settings-title = Settings
settings-choose = Which part would you like to see?
settings-value = Now { $value }, default { $default }. { $range }
settings-how = To change one, give its name and value: `/settings { $section } name: value`
settings-changed = Done: { $key } is now { $value }.
settings-switch-on = Switch on: { $key }
settings-switch-off = Switch off: { $key }
settings-events = Events
settings-moderation = Moderation
settings-recognition = Recognition
settings-onboarding = Onboarding
setting-onboarding-welcome = greet newcomers in the chat
setting-events-remind = when to remind, before the start
setting-events-default-duration-minutes = how many minutes an event lasts, if nobody says
setting-events-offer-hours = for how many hours a freed seat is held for the next in line
