### The rules of behaviour (flood, repeats, reactions), and what becomes of a burst.

moderation-flood-reason = Too many messages at once.
moderation-flood-detail = { $count } messages in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}
moderation-repeats-reason = The same text again and again.
moderation-repeats-detail = { $count } copies in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}, by { $people ->
    [one] one person
   *[other] { $people } people
}
moderation-reactions-reason = Too many reactions at once.
moderation-reactions-detail = { $count } reactions in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}
moderation-did-reactions = Reactions by { $who } were taken away.
moderation-kind-reactions = reactions taken away
moderation-more-removed = { $count ->
    [one] { $count } more message was removed.
   *[other] { $count } more messages were removed.
}
moderation-more-found = … and { $count } more at once
moderation-channel = A message by { $who } was removed. A channel is no person, so there is no case.
moderation-expelled = The channel { $who } is banned, and its message was removed. A channel is no person, so there is no case.
moderation-channel-banned = The channel { $who } is banned: it can't write here any more. `/unban`, in reply to a message of it, lets it write again.
moderation-channel-for-good = Channels cannot be banned for a while here: this lasts until it is taken back.
moderation-channel-unbanned = The channel { $who } can write here again.

setting-rule-flood-messages = messages of one person, in all chats together, that make it a flood; an album is one
setting-rule-flood-seconds = in how many seconds
setting-rule-repeats-times = the copy from which on each is too many, whoever writes it
setting-rule-repeats-seconds = in how many seconds
setting-rule-repeats-similarity = from how much likeness on, in percent, a text counts as a copy
setting-rule-reactions-reactions = reactions of one person that are too many
setting-rule-reactions-seconds = in how many seconds
