# The local chat's own notices. What the bot says and does there comes from the other files.
console-welcome =
    Welcome to the local chat: a group in your terminal, in which you speak as anybody.
    Write “anna: hello” or “anna: /help”. A question mark shows all you can write, Ctrl-D leaves.
console-help =
    One line, one thing:
      olga is owner · max is moderator      roles: owner, admin, moderator, member; the first to speak is the owner
      anna joins · anna leaves
      anna: text · anna: /command …         in the group
      anna > text · anna > /command …       to the bot, in private
      anna: [Going] · anna: [Going] 12      presses the button that begins with these words
      anna re 12: text                      replies to message 12
      anna edits 12: text · anna deletes 12 · anna reacts ❤ 12
      time 2026-12-01 18:00 Europe/Moscow   sets the clock
      time +2h · time next                  moves it; what falls due on the way happens
      lang ru anna                          the language of anna’s own app
      # a comment · ?                       this help

console-bad-line = I cannot read “{ $line }”. Write, for example: anna: hello. A question mark alone shows everything.
console-bad-name = “{ $name }” cannot be a name: use up to 32 letters, digits and hyphens, beginning with a letter. For example: anna: hello
console-name-taken = “{ $name }” is me. Speak as somebody else, for example: anna: hello
console-empty = There is no text. For example: anna: hello
console-bad-role = There is no role “{ $role }”, only { $roles }. For example: max is moderator
console-bad-emoji = A reaction is one emoji. For example: anna reacts ❤ 12
console-bad-time = That is no time. For example: time 2026-12-01 18:00 Europe/Moscow, or time +2h, or time next
console-bad-zone = I do not know the zone “{ $zone }”. For example: time 2026-12-01 18:00 Europe/Moscow
console-bad-duration = “{ $length }” is no length of time up to ten years. For example: time +2h, or time +1h30m
console-bad-year = The clock goes from { $first } to { $last }. For example: time 2026-12-01 18:00
console-bad-reply = A reply names a message and has a text. For example: anna re 12: thank you
console-bad-edit = An edit names a message and has a new text. For example: anna edits 12: hello all
console-bad-delete = Which message? For example: anna deletes 12
console-bad-react = A reaction has an emoji and the number of a message. For example: anna reacts ❤ 12
console-bad-lang = A language and a person are needed. For example: lang ru anna

console-time-gap = There is no { $wall } in { $zone }: the clocks are put forward over it. Take an hour later.
console-time-stuck = Something that is due never gets done, so I stopped waiting for it. This is a fault.
console-nothing-due = Nothing is due.

console-no-message = There is no message { $number } that { $name } could see.
console-no-button = No button begins with [{ $label }].
console-no-button-there = No button of message { $number } begins with [{ $label }]. There are: { $there }
console-button-opens = [{ $label }] opens { $url }; here nothing happens.
console-not-yours = Message { $number } is somebody else’s.
console-react-private = Reactions are for messages in the group.
console-not-here = { $name } is not in the group. For example: { $name } joins
console-cannot-join = { $name } cannot join (banned)
console-cannot-write = { $name } cannot write here ({ $why ->
    [banned] banned
    [muted] muted
   *[absent] not in the group
})
console-cannot-write-until = { $name } cannot write here ({ $why ->
    [banned] banned
   *[muted] muted
} until { $until })
