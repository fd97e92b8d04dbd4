### Thanks, scores and the ranking.

menu-thanks = Thank somebody
menu-score = Your points, or somebody's
menu-why = What a score is made of
menu-top = Who is thanked most

command-thanks = Thank somebody; several people at once share one thank-you
command-thanks-option-who = Whom to thank
command-thanks-option-reason = What for
command-thanks-option-for = What kind of help it was
command-thanks-example = /thanks @anna for the talk about asyncio | for: talks
command-score = Your points, or somebody's
command-score-option-who = Whose points; yours, if left out
command-score-example = /score @anna
command-why = Every entry that a score is made of
command-why-option-who = Whose score; yours, if left out
command-why-example = /why @anna
command-top = Who is thanked by the most people
command-top-option-period = How far back to look; a month, if left out
command-top-option-category = What kind of help to look at
command-top-example = /top month mentoring

setting-recognition-acts-a-day = how many times a member may thank within 24 hours
setting-recognition-pair-hours = after how many hours the same two people may thank each other again
setting-recognition-active-days = within how many days the receiver must have written here
setting-recognition-newcomer-days = how many days after joining a member's thanks begin to count
setting-recognition-half-life-days = after how many days a point weighs half in `/top`
setting-recognition-plain-thanks = take a reply such as `+` or `thanks` for a thank-you

recognition-points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
recognition-signed = { $sign ->
    [minus] −{ $points }
   *[plus] +{ $points }
}
recognition-category = { $category ->
    [answers] answers
    [code] code
    [content] content
    [design] design
    [ideas] ideas
    [mentoring] mentoring
    [organizing] organizing
    [talks] talks
   *[translation] translation
}
recognition-somebody = somebody who has left
recognition-people-only = Only people have a score: not bots, channels or anonymous admins. Try `/score` from your own account.
recognition-gone = There is nobody like that here any more. `/top` shows who is thanked most.

thanks-given = { $who }, thank you! { $giver } gives you **{ $points }**.
thanks-shared = Thank you all! { $giver } gives points: { $who }
thanks-category = For: { $category }
thanks-pending = It counts from { $when }, because the giver is new here.
thanks-in-chat = Thanks are said where everybody can see them. Please send it in the community's chat, for example: `/thanks @anna for the talk`
thanks-self = Thanking yourself does not bring points, though you may well deserve it. Thank somebody else, for example: `/thanks @anna for the talk`
thanks-people-only = Thanks go from person to person: not to or from bots, channels or anonymous admins. Please use your own account and name a person, for example: `/thanks @anna for the talk`
thanks-reason-too-long = The reason is too long: { $length } characters, and { $most } fit. Please shorten it.
thanks-inactive = There has been no message from { $who } in the last { $days ->
    [one] { $days } day
   *[other] { $days } days
}. You can say thanks as soon as they write here again.
thanks-pair = There were thanks between you and { $who } not long ago. It is possible again on { $when }.
thanks-daily = You have said thanks { $limit ->
    [one] { $limit } time
   *[other] { $limit } times
} within 24 hours, which is all there is. It is possible again on { $when }.

score-sum = { $whose ->
    [own] Your score: { $points }
   *[other] The score of { $who }: { $points }
}
score-pending = { $points } more will count later. `/why` shows from when.
score-button-why = What it is made of

why-none = Nothing has been counted yet. Points come from other people's thanks: `/thanks @anna for the talk`
why-entry = { $number }: { $points } — { $who }, { $when }
why-correction = { $number }: { $points } — takes { $old } back, { $cause ->
    [deleted] because the message was deleted
   *[joined] because both accounts are one person's
}, { $when }
why-newer = Newer entries: { $points }
why-earlier = Earlier entries: { $points }
why-pending = Not counted yet: { $points }
why-pending-line = { $entry } (counts from { $when })
why-button-newer = Newer
why-button-earlier = Earlier

top-title = Most thanked{ $category ->
    [answers] {" "}for answers
    [code] {" "}for code
    [content] {" "}for content
    [design] {" "}for design
    [ideas] {" "}for ideas
    [mentoring] {" "}for mentoring
    [organizing] {" "}for organizing
    [talks] {" "}for talks
    [translation] {" "}for translation
   *[any] {""}
}, { $period ->
    [week] last 7 days
    [month] last 30 days
   *[all] of all time
}
top-line = { $who } — thanked by { $givers ->
    [one] { $givers } person
   *[other] { $givers } people
}, { $points }
top-none = Nobody yet. Be the first to say thanks: `/thanks @anna for the talk`
top-hint = Points fade with time here; `/score` shows yours in full, and lets you stay out of this list.
top-is-out = You are left out of `/top`. Your points stay.
top-is-in = You are in `/top` again.
top-button-out = Leave me out of the top
top-button-in = Let me into the top again
