### The community itself: help, language, zone, joining chats and accounts.

menu-help = What I can do here
menu-about = About this community
menu-language = Choose the language
menu-timezone = Choose the time zone
menu-settings = Every setting of this community
menu-link = Join another chat to this community
menu-me = Your profile and accounts

command-help = What you can do here, or how one command is used
command-help-option-command = the command to explain, such as event new
command-help-example = /help event new
command-about = What this community is and what I do here
command-about-example = /about
command-language = Choose the language, for yourself or (admins) for the chat
command-language-option-language = en or ru
command-language-option-for = me: only for yourself; chat: for everybody here
command-language-example = /language en | for: me
command-timezone = Choose the time zone, for yourself or (admins) for the community
command-timezone-option-zone = a city or a zone name
command-timezone-option-for = me: only for yourself; chat: for everybody here
command-timezone-example = /timezone Europe/Berlin | for: me
command-settings = Show every setting, or change one
command-settings-option-section = which part, such as events
command-settings-option-change = the setting and its new value, as name: value
command-settings-example = /settings onboarding welcome: no
command-link = Make another chat, on either platform, part of this community
command-link-option-code = the code you got in the other chat
command-link-example = /link ABCD2345
command-me = Your profile, standing and accounts
command-me-example = /me
command-me-link = Join your Telegram and Discord accounts, so that you are one person here
command-me-link-option-code = the code you got on the other platform
command-me-link-example = /me link ABCD2345

help-title = What you can do here
help-more = `/help COMMAND` explains one with an example.
help-access-member = For members.
help-access-trusted = For approved members.
help-access-moderator = For moderators.
help-access-admin = For admins.
help-access-owner = For the owner.

about-chats = Chats
about-members = People I have met
about-zone = Time zone
about-hearth = I'm Hearth. I welcome newcomers, plan events, keep count of thanks and help the moderators. `/help` shows what you can do, `/rules` what we agreed on.

language-set-own = Done: I'll speak English with you.
language-set-chat = Done: this chat speaks English from now on.
zone-set-own = Done: I'll show you times in { $zone }.
zone-set-chat = Done: this community's time zone is { $zone }.
zone-unknown = I don't know the time zone “{ $zone }”. Right would be a city such as `Berlin`, or a zone such as `Europe/Moscow`.
zone-ambiguous = “{ $zone }” could mean several time zones. Please give a city, or one of these:

link-offer = In the other chat, where I am too, an admin sends { $command } within { $span }. After that both chats are one community: the same events, scores and rules. The code works once.
link-bad-code = This code is not right, or its ten minutes are over. Send `/link` (for a chat) or `/me link` (for yourself) on the other side to get a new one.
link-too-many = Too many wrong codes. Please wait ten minutes, then get a new code on the other side.
link-same-community = This chat is already part of that community.
link-in-chat-only = Please send this in the chat that you want to join, not in private.
link-joined-here = This chat is now part of “{ $community }”. Events, scores and rules are shared from here on.
link-joined-there = “{ $chat }” is now part of this community. Events, scores and rules are shared from here on.

me-community = Community
me-access = You are here as
me-zone = Time zone
me-accounts = Your accounts:
me-link-hint = To join your account on the other platform, send `/me link`.
me-link-offer = On the other platform, send me { $command } within { $span }. Only do it yourself, and show the code to nobody: whoever enters it becomes one person with you. It works once.
me-link-other-side = This is your own code. Please enter it on the other platform.
me-link-other-community = That code is from another community. First an admin joins the two chats with `/link`.
me-link-same-person = These accounts are already joined.
me-link-same-platform = You already have an account on that platform here. One account on each platform can be joined.
me-link-done = Done: your accounts are one person now, { $name }. One history, one score, one answer to each event.
