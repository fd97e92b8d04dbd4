### Locking chats and slowing them down.

menu-lock = Lock the chat, or a kind of messages
menu-unlock = Unlock it again
menu-slowmode = Slow the chat down

command-lock = Lock a kind of messages for everybody but moderators; alone it shows what is locked
command-lock-option-kind = What: all, links, invites, forwards, media, photo, video, gif, sticker, voice …
command-lock-option-for = For how long, for example 1h; until it is unlocked, if you leave it out
command-lock-example = /lock links | for: 1h
command-unlock = Unlock a kind of messages
command-unlock-option-kind = What
command-unlock-example = /unlock links
command-slowmode = Let everybody write once in so long; off ends it
command-slowmode-option-duration = The pause between two messages, for example 30s or 5m; off ends it
command-slowmode-example = /slowmode 30s

moderation-lock-what = { $kind ->
    [all] all messages
    [links] links
    [invites] invitations to other chats
    [forwards] forwarded messages
    [media] pictures, videos, files and the like
    [photo] pictures
    [video] videos
    [gif] GIFs
    [sticker] stickers
    [voice] voice messages
    [audio] music
    [document] files
    [poll] polls
    [location] places
    [contact] contacts
   *[game] games
}
moderation-locked = Locked for everybody but moderators: { $what }.{ $timed ->
    [yes] {" "}Until { $until }.
   *[no] {""}
}
moderation-locked-natively = The platform itself sees to it: approved members can't write either.
moderation-unlocked = Unlocked: { $what }.
moderation-not-locked = Not locked here: { $what }. `/lock` shows what is.
moderation-lock-held = { $what }{ $timed ->
    [yes] , until { $until }
   *[no] {""}
}
moderation-locks = Locked here
moderation-locks-none = Nothing is locked here. `/lock links`, for example, locks links.
moderation-locks-hint = Moderators and approved members are exempt.
moderation-lock-private = There is nothing to lock in a private conversation. Give the command in the chat.
moderation-lock-notice = { $who }, your message was removed. { $why }
moderation-lock-reason = Locked here for now: { $what }.
moderation-lock-logged = { $who } locked: { $what }.
moderation-unlock-logged = { $who } unlocked: { $what }.
moderation-slow-on = Slow mode: everybody but moderators can write once in { $pause }.
moderation-slow-off = Slow mode is off.
moderation-slow-held = slow mode: one message in { $pause }
moderation-slow-reason = This chat is in slow mode: you can write again in { $wait }.
moderation-slow-how = “{ $value }” is no length of time. For example: `/slowmode 30s`, `/slowmode 5m`, `/slowmode off`.
moderation-slow-too-long = The pause can be { $most } at most.
moderation-not-slow = This chat is not in slow mode.
moderation-slow-logged = { $state ->
    [on] { $who } turned slow mode on: one message in { $pause }.
   *[off] { $who } turned slow mode off.
}
chat-act-refused = { $act ->
    [close] I could not close { $chat }, so I delete what is written there instead.
    [reopen] I could not open { $chat } again. Please give everybody the right to write there by hand.
   *[slow] I could not change the slow mode of { $chat }.
} I lack a right: on Telegram it is “Ban users”, on Discord “Manage Channels” and “Manage Roles”. An admin can give it to me.
