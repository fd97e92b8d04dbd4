### Deleting many messages at once.

menu-purge = Delete many messages

command-purge = Delete the latest messages, all from one on (as a reply), or what somebody wrote
command-purge-option-count = How many of the latest messages, 500 at most
command-purge-option-who = Whose messages, in every linked chat
command-purge-option-last = What they wrote in this time, for example 1h
command-purge-example = /purge @max 1h

moderation-purge-how = { $platform ->
    [discord] Say what should go: with `count` that many of the latest messages, with `who` and `last` what somebody wrote in that time. Everything from a message on: right-click it (on a phone: press and hold it), then choose Apps and Delete from here.
   *[other] Say what should go: `/purge 20` the latest 20 messages, `/purge` as a reply everything from that message on, `/purge @max 1h` what somebody wrote in the last hour.
}
moderation-purge-private = There is nothing to purge in a private conversation. Give the command in the chat.
moderation-purge-too-many = I delete { $most } messages at once at most. `/purge { $most }` deletes the latest { $most }; after that you can go on.
moderation-purge-unknown = I can't delete from that message on: I don't know it. It is too old, or it was written before I came. `/purge 20` deletes the latest 20.
moderation-purge-progress = Deleting messages: { $done } of { $count } …
moderation-purge-chat = in the chat
moderation-purge-person = of { $who } (last { $length })
moderation-purge-did = deleted { $count ->
    [one] { $count } message
   *[other] { $count } messages
} { $scope }
moderation-purge-logged = { $who } { $what }.
moderation-purged = { $count ->
    [0] No messages were deleted.
    [one] { $count } message was deleted.
   *[other] { $count } messages were deleted.
}
moderation-purge-missing = Gone before: { $count }.
moderation-purge-old = Too old for the platform to let me delete them: { $count }.
moderation-purge-forbidden = Not allowed: { $count }. I lack the right to delete messages there; an admin can give it to me.
moderation-purge-spared = Left alone because their authors have as much say here as you, or more: { $count }.
moderation-purge-later = Still to go, as soon as the platform lets me: { $count }.
