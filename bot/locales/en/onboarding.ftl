### The welcome and the rules.

menu-rules = The rules of this community
menu-welcome = How newcomers are greeted

command-rules = The rules in force, and accepting them
command-rules-example = /rules
command-rules-set = Put new rules in force
command-rules-set-option-text = the rules, on as many lines as you like
command-rules-set-example = /rules set Be kind. No advertising without asking first.
command-rules-history = The earlier versions of the rules
command-rules-history-example = /rules history
command-welcome = Show how newcomers are greeted
command-welcome-example = /welcome
command-welcome-set = Write your own welcome
command-welcome-set-option-text = the text; it may hold {"{name} {mention} {community} {rules} {members}"} and link buttons
command-welcome-set-example = /welcome set Hello {"{mention}"}, good to have you in {"{community}"}! Please look at {"{rules}"}.
command-welcome-test = See the welcome as a newcomer would
command-welcome-test-example = /welcome test
command-welcome-off = Stop greeting newcomers
command-welcome-off-example = /welcome off

rules-none = There are no rules yet. An admin writes them with `/rules set`.
rules-title = The rules of { $community }
rules-version = Version { $version }, since { $since }. Do you accept them?
rules-accept = I accept
rules-read = Read the rules
rules-accepted-already = Version { $version }, since { $since }. You have accepted them. Thank you!
rules-thanks = Thank you! Welcome to { $community }.
rules-accepted-before = You had accepted them already. Thank you!
rules-changed = The rules have changed since. Please look at `/rules` again.
rules-set = Done: version { $version } of the rules is in force.
rules-history = The rules, the newest first
rules-history-version = Version { $version }

welcome-default = Hello { $who }, welcome to { $community }! Tell us a little about yourself, and have a look around: `/help` shows what you can do here.
welcome-own = Newcomers are greeted with this text:
welcome-is-default = Newcomers are greeted with my own short welcome. `/welcome set` writes yours, `/welcome test` shows it, `/welcome off` stops it.
welcome-is-off = Newcomers are not greeted. `/welcome set` writes a welcome and switches it on.
welcome-set = Done. This is what newcomers will see:
welcome-off-done = Done: newcomers are no longer greeted.
