### Notes about people, approving them, and what was done in a platform's own menu.

menu-note = Note something about somebody
menu-approve = Exempt somebody from the rules
menu-unapprove = Take an approval back

command-note = Note something about somebody; only moderators will read it
command-note-option-who = About whom
command-note-option-text = What moderators should know
command-note-example = /note @max Asked to go easy on newcomers; he understood
command-approve = Exempt somebody from the automatic rules
command-approve-option-who = Whom
command-approve-option-reason = Why, for other moderators
command-approve-example = /approve @max
command-unapprove = Let the automatic rules look at somebody again
command-unapprove-option-who = Whom
command-unapprove-option-reason = Why, for other moderators
command-unapprove-example = /unapprove @max

moderation-noted = Noted in case { $number }. Only moderators see it.
moderation-note-too-long = The note is too long: { $length } characters, and { $most } fit. Please say it more briefly, or write two.
moderation-approved = { $who } is approved: the automatic rules leave them alone now. Case { $number }.
moderation-unapproved = { $who } is no longer approved: the automatic rules look at their messages again. Case { $number }.
moderation-approved-before = { $who } is approved already. `/unapprove` takes it back.
moderation-not-approved = { $who } is not approved, so there is nothing to take back.

moderation-by-native = somebody, in the platform's own menu
moderation-native-somebody = somebody
moderation-native-detail = { $platform ->
    [telegram] done in Telegram's own menu by { $who }
    [discord] done in Discord's own menu by { $who }
   *[console] done in the chat's own menu by { $who }
}
