### Заметки об участниках, доверие к ним и то, что сделано в меню самой платформы.

menu-note = Заметка об участнике
menu-approve = Избавить участника от проверок
menu-unapprove = Вернуть участника под проверки

command-note = Записать заметку об участнике; прочтут её только модераторы
command-note-option-who = О ком
command-note-option-text = Что стоит знать модераторам
command-note-example = /note @max Просили мягче с новичками; он согласился
command-approve = Избавить участника от автоматических правил
command-approve-option-who = Кого
command-approve-option-reason = Почему — для других модераторов
command-approve-example = /approve @max
command-unapprove = Снова проверять участника автоматическими правилами
command-unapprove-option-who = Кого
command-unapprove-option-reason = Почему — для других модераторов
command-unapprove-example = /unapprove @max

moderation-noted = Записано в дело { $number }. Видят его только модераторы.
moderation-note-too-long = Заметка длинновата: { $length } знаков, а помещается { $most }. Напишите, пожалуйста, короче или разделите на две.
moderation-approved = { $who } теперь вне автоматических правил. Дело { $number }.
moderation-unapproved = { $who } снова под автоматическими правилами. Дело { $number }.
moderation-approved-before = { $who } и так вне автоматических правил. Вернуть под них: `/unapprove`.
moderation-not-approved = { $who } и так под автоматическими правилами — возвращать нечего.

moderation-by-native = кто-то, средствами самой платформы
moderation-native-somebody = неизвестно кто
moderation-native-detail = { $platform ->
    [telegram] сделано в меню самого Telegram, автор: { $who }
    [discord] сделано в меню самого Discord, автор: { $who }
   *[console] сделано в меню самого чата, автор: { $who }
}
