command-event-new = Plan an event: shows a preview, then announces it in every linked chat
command-event-new-option-title = What it is called
command-event-new-option-when = When it starts, for example tomorrow 19:00
command-event-new-option-where = The place
command-event-new-option-limit = How many seats there are
command-event-new-option-duration = How long it lasts, for example 2h
command-event-new-option-about = What it is about
command-event-new-option-repeat = How it repeats, for example every 2 weeks, or first monday of the month
command-event-new-option-host = Who hosts it; you, if you leave it out
command-event-new-option-format = How people come together
command-event-new-option-link = Where to join online; only those going see it
command-event-new-option-remind = When to remind, before the start: 24h, 1h, 0m; or no
command-event-new-example = /event new Python meetup | tomorrow 19:00 | where: Café Lenin | limit: 20
command-events = What is coming
command-events-example = /events
command-event-show = Show one event in full
command-event-show-option-id = The event's number
command-event-show-example = /event show 12
command-event-edit = Change an event; everybody with an RSVP is told
command-event-edit-option-id = The event's number
command-event-edit-option-title = A new title
command-event-edit-option-when = A new start, for example friday 19:00
command-event-edit-option-where = A new place
command-event-edit-option-limit = A new number of seats; nobody loses theirs
command-event-edit-option-duration = A new length, for example 2h
command-event-edit-option-about = A new description
command-event-edit-option-host = A new host
command-event-edit-option-format = A new format
command-event-edit-option-link = A new link; only those going see it
command-event-edit-option-remind = When to remind, before the start: 24h, 1h, 0m; or no
command-event-edit-example = /event edit 12 | when: friday 19:30 | limit: 30
command-event-cancel = Cancel an event; everybody with an RSVP is told
command-event-cancel-option-id = The event's number
command-event-cancel-option-reason = Why
command-event-cancel-example = /event cancel 12 The speaker is ill
command-event-stop = End a series; the occurrence that is announced stays
command-event-stop-option-id = The number of the occurrence that is announced
command-event-stop-example = /event stop 12

event-field-when = When
event-field-duration = Lasts
event-field-repeat = Repeats
event-repeat = { $en }
event-field-format = Format
event-field-where = Where
event-field-host = Host
event-field-link = Link
event-field-seats = Seats taken
event-field-coming = Coming
event-field-going = Going
event-field-maybe = Maybe
event-field-remind = Reminders before the start
event-remind-start = at the start
event-remind-none = none
event-format = { $format ->
    [online] online
    [offline] in person
   *[hybrid] in person and online
}
event-seats = { $taken } of { $limit }
event-seats-open = { $taken ->
    [0] nobody yet
    [one] { $taken } person
   *[other] { $taken } people
}
event-waiting = { $count } on the waitlist
event-more = and { $count } more
event-cancelled-mark = Cancelled.
event-link-for-going = changed; those going see it

event-preview = This is how it will look. Announce it?
event-button-announce = Announce
event-button-drop = Cancel
event-announced = Announced as { $number }: **{ $title }**, { $when }.
event-dropped = Dropped. Nothing was announced.

event-button-going = Going
event-button-maybe = Maybe
event-button-no = Can't
event-answer-going = You're going to **{ $title }** on { $when }. See you there!
event-answer-already-going = You're already going to **{ $title }** on { $when }.
event-answer-took = The seat is yours: you're going to **{ $title }** on { $when }.
event-answer-waiting = All seats for **{ $title }** are taken. You're number { $position } on the waitlist; I'll write when a seat is yours.
event-answer-already-waiting = You're number { $position } on the waitlist for **{ $title }**. I'll write when a seat is yours.
event-answer-maybe = Noted: maybe for **{ $title }** on { $when }.
event-answer-no = Noted: you can't come to **{ $title }**. Thanks for saying so.
event-answer-passed = You passed; the seat at **{ $title }** goes to the next in line.

event-offer = A seat at **{ $title }** is free, and it is held for you until { $until }. Do you take it?
event-offer-lapsed = The seat at **{ $title }** that was held for you went to the next in line. If you still want to come, press Going again.
event-button-take = Take it
event-button-pass = Pass

event-reminder-ahead = **{ $title }** starts in { $distance }.
event-reminder-now = **{ $title }** is starting now!
event-reminder-begun = **{ $title }** has started, { $distance } ago.
event-reminder-late = This reminder is late: I was away. Sorry!
event-button-reminders-off = No more reminders
event-button-reminders-on = Remind me again
event-reminders-off = I won't remind you of this community's events any more.
event-reminders-on = I'll remind you of events you're going to.

event-told-changed = **{ $title }** has changed:
event-told-cancelled = **{ $title }** on { $when } is cancelled.
event-change-title = Title
event-change-starts = When
event-change-duration = Lasts
event-change-host = Host
event-change-place = Where
event-change-about = About
event-change-link = Link
event-change-format = Format
event-change-limit = Seats
event-change-remind = Reminders before the start
event-edited = Everybody with an RSVP is told.
event-cancelled = { $number } **{ $title }** is cancelled. Everybody with an RSVP is told.
event-following = The series goes on with { $number }, { $when }. `/event stop` with that number ends it.
event-stopped = The series ends with { $number } **{ $title }**, { $when }, which stays. `/event cancel` cancels that as well.

events-title = Coming up
events-line = { $number } **{ $title }** — { $when } ({ $seats })
events-hint = `/event show 12` shows one in full and lets you answer.
events-none = Nothing is planned yet. Organizers plan events with `/event new`.

event-people-only = Only people can come to an event or host it. Please use an account of your own, not a channel's, a bot's or an anonymous one.
event-unknown = There is no event { $number } here. `/events` lists what is coming.
event-gone = This event is not here any more. `/events` lists what is coming.
event-not-yours = Only the host of { $number } or a moderator can do this. `/event show` names the host.
event-is-cancelled = **{ $title }** is cancelled. `/events` lists what is coming.
event-begun = **{ $title }** has begun already, so answers and changes are closed. `/events` lists what is coming.
event-over = **{ $title }** is over. `/events` lists what is coming.
event-draft-gone = This preview is not kept any more. Please write `/event new` again.
event-already-announced = This event is announced already. `/event cancel` with its number { $number } cancels it.
event-nothing-changed = That changes nothing about { $number }. Say what to change, for example: `/event edit 12 | when: friday 19:30`
event-title-missing = An event needs a title, for example: `/event new Python meetup | tomorrow 19:00`
event-text-too-long = The text for `{ $option }` is { $length ->
    [one] { $length } character
   *[other] { $length } characters
} long. At most { $most } fit, so please shorten it.
event-link-bad = “{ $link }” is no web address. A link begins with https:// and has no spaces, for example: `link: https://meet.example.org/python`
event-in-the-past = The start is in the past. Please give a time ahead, for example: `tomorrow 19:00`
event-duration-bad = An event lasts between one second and { $most }, for example: `duration: 2h`
event-limit-bad = The number of seats can be from 1 to { $most }, for example: `limit: 20`
event-remind-bad = I can't read “{ $given }” as reminders. Give up to five lengths of time of at most 30 days before the start, for example: `remind: 24h, 1h, 0m`; or `remind: no`
event-repeat-bad = I can't read “{ $given }” as how it repeats. Try for example: `repeat: every 2 weeks`, `repeat: every tuesday and thursday`, `repeat: first monday of the month`, `repeat: daily until 1 june`
event-repeats-not = Nothing follows { $number }: it does not repeat, or its series goes on with a later number. `/events` lists what is coming.

menu-event = Plan events, change and cancel them
menu-events = What is coming
