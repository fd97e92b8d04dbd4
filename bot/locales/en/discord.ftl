# What only Discord needs: notes around an answer, and kind words for what an earlier version left behind.
discord-posted-below = Done, see below.
discord-form-open = Fill in the form
discord-old-button = This button comes from an earlier version of me. Please run the command again, and you will get a fresh one.
discord-old-command = I no longer know this command. Restart Discord to refresh the list, or look into `/help`.
discord-old-form = I was restarted and have forgotten this form. Please run the command again.
discord-menu-report = Report
discord-menu-thank = Thank
discord-menu-warn = Warn the author
discord-menu-purge = Delete from here
