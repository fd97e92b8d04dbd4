### Raids: many who come at once.

menu-raid = When many come at once
command-raid = When many come at once: hold newcomers now, leave it to the number of arrivals, or never
command-raid-option-mode = on: hold newcomers now; off: never by itself; auto: by arrivals; nothing: how it stands
command-raid-example = /raid on

raid-reason = They came in a raid and are held until somebody has looked.
raid-ban-reason = They came in a raid.
raid-title = { $state ->
    [on] Raid: newcomers are held
   *[over] The raid is over
}
raid-tried = { $state ->
    [on] This looks like a raid (the rule is on trial: nothing is done)
   *[over] What looked like a raid is over (the rule is on trial: nothing was done)
}
raid-cause = { $cause ->
    [messages] Several newcomers in a row wrote what the rules punish.
   *[arrivals] Many people came within a short time.
}
raid-by-hand = { $who } said so.
raid-since = Since
raid-over-at = Over
raid-came = Came
raid-held = Held
raid-left = Left again
raid-banned = Banned
raid-freed = Let in
raid-first = The first
raid-and-more = { $names } and { $count ->
    [one] { $count } more
   *[other] { $count } more
}
raid-would = Would have held { $count ->
    [one] { $count } person
   *[other] { $count } people
}.
raid-decided = { $what ->
    [in] Let everyone in: { $who }
    [ban] Banned those who were held: { $who }
   *[end] Ended the raid: { $who }
}
raid-what-next = Whoever is held cannot write and is not greeted. If nobody decides, they are let in { $hold } after the raid is over.
raid-button-in = Let everyone in
raid-button-ban = Ban all who are held
raid-button-end = End the raid

raid-state = Raids
raid-switched = { $mode ->
    [on] From now on newcomers are held until it is over.
    [off] Newcomers are not held, however many come.
   *[auto] When many come at once, newcomers are held by themselves.
}
raid-none = There is no raid.
raid-now = { $state ->
    [on] There is a raid. { $count ->
        [one] { $count } person is held.
       *[other] { $count } people are held.
    }
   *[held] The raid is over. { $count ->
        [one] { $count } person is still held.
       *[other] { $count } people are still held.
    }
}
raid-until = Over, if it stays calm, at
raid-rule-off = The rule is off: no number of arrivals begins a raid. An admin can switch it on: `/rule on raid`
raid-mode-off = No number of arrivals begins a raid. `/raid auto` changes that.
raid-takes = { $count ->
    [one] { $count } newcomer
   *[other] { $count } newcomers
} within { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
} begin one.{ $dry ->
    [yes] {" "}The rule is on trial: it would only be told.
   *[no] {""}
}
raid-calm = It is over after { $calm } without another burst; who was held is let in { $hold } later.
raid-ended = The raid is over. Whoever comes now is welcome; about those who are held you can still decide.
raid-done = { $what ->
    [in] { $count ->
        [one] { $count } person is let in.
       *[other] { $count } people are let in.
    }
   *[ban] { $count ->
        [one] { $count } person is banned.
       *[other] { $count } people are banned.
    }
}

raid-on-already = There is a raid already: newcomers are held. `/raid off` ends it.
raid-over-long = That raid is over, and nobody is held any more. `/raid` shows how it stands.
raid-over-already = The raid was over before. About those who are still held you can decide.
raid-nobody-held = Nobody is held any more: that was decided before. `/raid` shows how it stands.
raid-pause-refused = There is a raid, and I could not pause invites and private messages: I lack the right “Manage Server”. An admin can give it to me; newcomers are held all the same.
act-refused-many = { $act ->
    [mute] I could not mute those who came in the raid.
    [unmute] I could not let those who were held write again.
   *[ban] I could not ban those who came in the raid.
} I lack the right to restrict and ban members, or my role stands too low. An admin can change that.

setting-rule-raid-arrivals = how many newcomers at once are a raid
setting-rule-raid-seconds = within how many seconds they come
setting-rule-raid-condemned = how many newcomers whose messages are punished are a raid
setting-rule-raid-calm = after how long without a burst a raid is over
setting-rule-raid-hold = how long after a raid those who were held are let in
setting-rule-raid-pause-invites = pause invites and private messages where the platform can
