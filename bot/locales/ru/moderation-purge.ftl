### Удаление многих сообщений сразу.

menu-purge = Удалить много сообщений

command-purge = Удалить последние сообщения, все начиная с одного (в ответ на него) или написанное участником
command-purge-option-count = Сколько последних сообщений, не больше 500
command-purge-option-who = Чьи сообщения, во всех связанных чатах
command-purge-option-last = Написанное за это время, например: 1ч
command-purge-example = /purge @max 1ч

moderation-purge-how = { $platform ->
    [discord] Укажите, что удалить: `count` — столько последних сообщений, `who` и `last` — то, что кто-то написал за это время. Всё начиная с какого-то сообщения: щёлкните по нему правой кнопкой (на телефоне — удерживайте его), затем «Приложения» и «Удалить отсюда».
   *[other] Скажите, что удалить: `/purge 20` — последние 20 сообщений, `/purge` в ответ на сообщение — всё начиная с него, `/purge @max 1ч` — написанное участником за час.
}
moderation-purge-private = В личной переписке удалять нечего. Дайте команду в чате.
moderation-purge-too-many = За раз удаляю не больше { $most }. `/purge { $most }` удалит последние { $most }, потом можно продолжить.
moderation-purge-unknown = Начиная с этого сообщения удалить не могу: я его не знаю. Оно слишком старое или написано до меня. `/purge 20` удалит последние 20.
moderation-purge-progress = Удаляю сообщения: { $done } из { $count } …
moderation-purge-chat = в чате
moderation-purge-person = участника { $who } (за { $length })
moderation-purge-did = { $count ->
    [one] удалено { $count } сообщение
    [few] удалено { $count } сообщения
    [many] удалено { $count } сообщений
   *[other] удалено { $count } сообщения
} { $scope }
moderation-purge-logged = { $who }: { $what }.
moderation-purged = { $count ->
    [0] Ничего не удалено.
    [one] Удалено { $count } сообщение.
    [few] Удалено { $count } сообщения.
    [many] Удалено { $count } сообщений.
   *[other] Удалено { $count } сообщения.
}
moderation-purge-missing = Уже исчезли раньше: { $count }.
moderation-purge-old = Слишком старые, платформа не даёт удалить: { $count }.
moderation-purge-forbidden = Нет права удалять там сообщения: { $count }. Дать его может администратор.
moderation-purge-spared = Не тронуты, потому что у авторов не меньше прав, чем у вас: { $count }.
moderation-purge-later = Уйдут, как только позволит платформа: { $count }.
