### The blocklist as a file, expressions and domains on it, and the rule against mixed alphabets.

command-blocklist-export = The blocklist as a text file
command-blocklist-export-example = /blocklist export
command-blocklist-import = Add entries from a text file, or from the lines below the command; nothing is removed
command-blocklist-import-option-lines = The entries, one a line
command-blocklist-import-option-file = A text file with one entry a line
command-blocklist-import-option-as = domains, if every line is just a domain
command-blocklist-import-example = /blocklist import, as the caption of a text file or in reply to one

argument-no-file = Please attach the file to the command itself.
argument-file-too-large = That file is too large: { $limit } KB fit.

moderation-exported = { $count ->
    [one] The blocklist, { $count } entry. `/blocklist import` reads such a file.
   *[other] The blocklist, { $count } entries. `/blocklist import` reads such a file.
}
moderation-export-head =
    One entry a line; lines that begin with # are comments.
    entry | action: mute 1d | reason: Not here, please | until: 2026-12-31
    In an entry, * stands for any letters, ? for one; /…/ is an RE2 expression; domain:example.com covers its subdomains too.
moderation-imported = Done. New: { $new }, changed: { $changed }, already there: { $same }.
moderation-import-bad = { $count ->
    [one] { $count } line was left out:
   *[other] { $count } lines were left out:
}
moderation-import-line = Line { $line }: { $problem }
moderation-import-no-text = This is not a text file. Please save the list as plain text (UTF-8), one entry a line.
moderation-import-nothing = { $platform ->
    [discord] Please give the text file with the option `file`: one entry on each line.
   *[other] Please send a text file with `/blocklist import` as its caption, answer a text file with `/blocklist import`, or write the entries below the command, one a line.
}
moderation-import-long = That is too much at once: { $most } lines fit. Please split the file.
moderation-import-field = There is no “{ $field }:” here. After an entry there may be `action:`, `reason:`, and `until:` or `for:`.
moderation-import-for = “{ $length }” is not a length of time. Write it like `for: 30d`.
moderation-import-until = “{ $until }” is not a date. Write it like `until: 2026-12-31` or `until: 2026-12-31 18:00`.
moderation-import-over = Its time is already over.

moderation-entry-bad-domain = “{ $domain }” is not a domain. Write it like `domain:example.com`, without a path.
moderation-expression-backtracks = `/{ $expression }/` looks around or back (`(?=…)`, `(?!…)`, `\1`), which can take for ever on some texts; RE2 does not do that. Say what should be found instead, for example `/casino\d+/`.
moderation-expression-bad = `/{ $expression }/` is not an expression that RE2 understands: { $problem }. For example: `/casino\d+/`.
moderation-expression-empty = `/{ $expression }/` is found in every message, even an empty one. At least one thing in it has to be there: `/casino\d+/` rather than `/(casino)?\d*/`.
moderation-expression-wide = `/{ $expression }/` is found in almost every message. Please add what tells your case apart, for example `/casino\d+/`.
moderation-expression-loose = There are already { $most } expressions without three letters in a row, and each message is held against all of them. Please add the letters that are always there, for example `/casino\d+/`.

moderation-scripts-reason = Its words are written so that they cannot be read as what they are.
moderation-scripts-foreign-reason = Messages in this alphabet are not wanted here.
moderation-scripts-invisible = characters that show nothing, inside words
moderation-scripts-bidi = controls that turn the text around
moderation-scripts-mixed = { $count ->
    [one] a word of mixed alphabets: { $words }
   *[other] { $count } words of mixed alphabets, such as { $words }
}
moderation-scripts-foreign = { $count ->
    [one] { $count } letter of an alphabet that is not wanted here ({ $scripts })
   *[other] { $count } letters of alphabets that are not wanted here ({ $scripts })
}
setting-rule-scripts-mixed-words = how many words of mixed alphabets are let pass; one may be a slip of the keyboard
setting-rule-scripts-foreign = alphabets that are not wanted here: latin, cyrillic, greek, armenian, hebrew, arabic, devanagari, bengali, tamil, thai, georgian, ethiopic, hangul, kana, han
