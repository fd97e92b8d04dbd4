### The spam classifier.

setting-rule-spam-threshold = how likely a message has to be spam, from 0 to 1; lower finds more and errs more often
setting-rule-spam-first = after how many messages that say something somebody is no longer looked at
moderation-spam-reason = It looks like spam.
moderation-spam-detail = spam with { $percent } % probability: { $reasons }
moderation-spam-word = “{ $word }”
moderation-spam-sign = { $sign ->
    [earning] promises earnings
    [earning-contact] earnings, and whom to write to
    [recruiting-earning] looks for people who want to earn
    [remote-earning] earnings from home or by phone
    [teaching-earning] earnings taught for free
    [invest] investments or trading
    [invest-earning] investments that promise a profit
    [crypto-given] crypto money is given away
    [gambling] gambling
    [gambling-bonus] gambling with a bonus or an invitation
    [bonus] a bonus or a promo code
    [adult] adult content
    [illegal] forbidden goods or services
    [illegal-contact] where to get forbidden goods or services
    [prize] prizes or gifts
    [prize-link] where to fetch a prize
    [urgent-offer] an offer that is in a hurry
    [account-link] a link for an account's sake
    [promotion] promotion or followers
    [promotion-contact] where to order promotion
    [loan] loans
    [loan-contact] where to get a loan
    [trust-me] assures how honest an offer is
    [selling-contact] something for sale, and whom to write to
    [money-contact] money, and whom to write to
    [recruiting-contact] looks for people, and whom to write to
    [profile] sends people to a profile
    [profile-lure] lures people to a profile
    [vote-link] a link to vote
    [cure] cures, slimming or magic
    [cure-contact] where to get cures or magic
    [amount] a sum of money
    [pay-per-time] so much money in so much time
    [few-hours] a few hours a day
    [no-experience] no experience needed
    [adults-only] adults only
    [write-privately] asks to write privately
    [write-plus] asks to write “+”
    [go-there] asks to go somewhere
    [digital-assets] digital assets
    [adult-pictures] intimate pictures
    [recruiting] looks for people
    [earning-at-once] earnings at once
    [link] a link
    [links] several links
    [hidden-link] a link behind other words
    [invite] an invitation to a chat
    [shortener] a shortened link
    [referral] a referral link
    [bot] the name of a bot
    [mentions] several mentions
    [emoji] emoji
    [emoji-many] emoji everywhere
    [emoji-list] a list made of emoji
    [pointing] emoji that point somewhere
    [money-emoji] money in emoji
    [capitals] mostly capitals
    [exclaiming] many exclamation marks
    [mixed-alphabets] letters of two alphabets within a word
    [digits-for-letters] digits in the place of letters
    [spaced-letters] words spelt out letter by letter
    [invisible] invisible characters
    [fancy-letters] disguised letters
    [phone] a phone number
    [hashtags] several hashtags
    [forwarded] forwarded
    [everyone] a mention of everybody
    [greeting-all] greets everybody
    [taught] moderators here decided so about messages like it
    [reply] an answer
    [code] code
    [short] very short
    [brief] short
    [media-only] no words
    [known-site] a well-known site
    [computers] about computers
    [computers-hiring] work with computers
    [gathering] a meeting or a talk
   *[question] a question
}
