### The rules that look at what a message has in it: reasons for everybody, details for moderators, settings.

settings-range-choices = Possible are one or more of: { $choices }.


moderation-links-reason = { $why ->
    [hidden] The words of a link say one site, and it leads to another.
    [shortener] Short links that hide where they lead are not wanted here. Please post the full address.
    [punycode] The address of a link looks like that of another site.
    [denied] Links to this site are not wanted here.
   *[unknown] Links to this site are not among those allowed here.
}
moderation-links-detail = { $why ->
    [hidden] the words say another site than { $host }: { $link }
    [shortener] a shortener, { $host }: { $link }
    [punycode] a look-alike or foreign alphabet, { $host }: { $link }
    [denied] a denied domain, { $host }: { $link }
   *[unknown] not an allowed domain, { $host }: { $link }
}
moderation-invites-reason = Invitations to other groups are not wanted here.
moderation-invites-detail = an invitation: { $link }
moderation-forwards-reason = { $origin ->
    [story] Stories are not passed on here.
    [quote] Messages of other chats are not quoted here.
   *[other] Messages are not forwarded here. Please say it in your own words.
}
moderation-forwards-detail = { $origin ->
    [user] forwarded from a person: { $name }
    [hidden] forwarded from somebody whose account is hidden: { $name }
    [bot] forwarded from a bot: { $name }
    [group] forwarded from a group: { $name }
    [channel] forwarded from a channel: { $name }
    [story] a story of { $name }
    [quote] a quote from another chat: { $name }
   *[here] forwarded from this very community
}
moderation-media-reason = This kind of attachment is not wanted here.
moderation-media-detail = the kind { $kind }
moderation-mentions-reason = { $why ->
    [everyone] Please don't call everybody at once.
   *[crowd] It calls too many people at once.
}
moderation-mentions-detail = { $why ->
    [everyone] it calls everybody
   *[crowd] { $count ->
        [one] it calls { $count } person
       *[other] it calls { $count } people
    }; { $most } may be called
}
moderation-caps-reason = It is written in capitals, which reads like shouting.
moderation-caps-detail = { $share } % of the letters are capitals; the limit is { $most } %
moderation-emoji-reason = It has too many emoji.
moderation-emoji-detail = { $count } emoji; the limit is { $most }
moderation-newcomer-reason = { $hours ->
    [one] { $what ->
        [link] Links can be posted after the first hour here.
        [forward] Messages can be forwarded after the first hour here.
       *[media] Photos, files and other media can be posted after the first hour here.
    }
   *[other] { $what ->
        [link] Links can be posted after the first { $hours } hours here.
        [forward] Messages can be forwarded after the first { $hours } hours here.
       *[media] Photos, files and other media can be posted after the first { $hours } hours here.
    }
}
moderation-newcomer-detail = { $what ->
    [link] a link
    [forward] a forward
   *[media] media
} by somebody who came { $hours } h { $minutes } min before
moderation-names-reason = { $why ->
    [link] Your name has a link in it. Please change your name.
    [invite] Your name has an invitation in it. Please change your name.
    [word] Your name has a word in it that is not wanted here. Please change your name.
    [official] Your name makes you look like an admin or like support. Please change your name.
    [turned] Your name has invisible signs in it that turn text backwards. Please change your name.
    [heaped] Your name can't be read for all the marks on its letters. Please change your name.
    [empty] Your name can't be seen. Please choose one that can.
   *[emoji] Your name has too many emoji in it. Please change your name.
}
moderation-names-detail = { $why ->
    [link] a link in the name “{ $name }”: { $about }
    [invite] an invitation in the name “{ $name }”: { $about }
    [word] in the name “{ $name }”: { $about }
    [official] the name “{ $name }” passes for somebody official: { $about }
    [turned] signs that turn text backwards in the name “{ $name }”
    [heaped] heaps of marks in the name “{ $name }”
    [empty] a name that shows nothing
   *[emoji] { $about } emoji in the name “{ $name }”
}

setting-rule-links-mode = `denied`: only what is denied is found; `allowed`: everything but what is allowed
setting-rule-links-allowed = domains that may always be linked to, with all that is under them
setting-rule-links-denied = domains that may not be linked to, with all that is under them
setting-rule-links-shorteners = find short links that hide where they lead (bit.ly, clck.ru …)
setting-rule-links-punycode = find addresses in other alphabets: `lookalike` those that look like Latin ones, `any` all, `no` none
setting-rule-links-hidden = find links whose words say another site than they lead to
setting-rule-invites-allowed = invitations that may be posted: your own groups, as links or names
setting-rule-invites-public = a plain link to a public Telegram group, channel or person counts as well
setting-rule-invites-others = invitations of WhatsApp, Viber, Signal, VK and MAX count as well
setting-rule-forwards-origins = what is found, by where it comes from
setting-rule-forwards-allowed = channels and groups whose posts may be passed on, as @names or ids
setting-rule-media-kinds = which kinds are found
setting-rule-mentions-most = how many people one message may call
setting-rule-mentions-everyone = find attempts to call everybody (@everyone, @here)
setting-rule-caps-share = from how many per cent of capitals a message is found
setting-rule-caps-letters = how many letters a message must have to be looked at
setting-rule-emoji-most = how many emoji a message may have
setting-rule-emoji-share = from how many per cent of emoji a message with more than four is found; 0 is never
setting-rule-newcomer-hours = for how many hours somebody is a newcomer
setting-rule-newcomer-links = newcomers may not post links
setting-rule-newcomer-forwards = newcomers may not forward
setting-rule-newcomer-media = newcomers may not post media
setting-rule-names-links = find links and invitations in names
setting-rule-names-words = find what is on the blocklist in names
setting-rule-names-officials = find names that pass for an admin, support or the platform
setting-rule-names-hidden = find names that show nothing, turn text backwards or can't be read
setting-rule-names-emoji = how many emoji a name may have
