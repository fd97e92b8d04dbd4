### Закрытые чаты и медленный режим.

menu-lock = Закрыть чат или вид сообщений
menu-unlock = Снова открыть
menu-slowmode = Медленный режим

command-lock = Закрыть вид сообщений для всех, кроме модераторов; без слова покажет, что закрыто
command-lock-option-kind = Что: all (всё), links, invites, forwards, media, photo, video, gif, sticker, voice …
command-lock-option-for = На сколько, например: 1ч; если не указать — пока не откроют
command-lock-example = /lock links | for: 1ч
command-unlock = Открыть вид сообщений
command-unlock-option-kind = Что
command-unlock-example = /unlock links
command-slowmode = Каждый пишет не чаще, чем раз в указанное время; off — выключить
command-slowmode-option-duration = Пауза между сообщениями, например: 30с или 5м; off — выключить
command-slowmode-example = /slowmode 30с

moderation-lock-what = { $kind ->
    [all] все сообщения
    [links] ссылки
    [invites] приглашения в другие чаты
    [forwards] пересланные сообщения
    [media] картинки, видео, файлы и подобное
    [photo] картинки
    [video] видео
    [gif] гифки
    [sticker] стикеры
    [voice] голосовые сообщения
    [audio] музыка
    [document] файлы
    [poll] опросы
    [location] места на карте
    [contact] контакты
   *[game] игры
}
moderation-locked = Закрыто для всех, кроме модераторов: { $what }.{ $timed ->
    [yes] {" "}Срок: { $until }.
   *[no] {""}
}
moderation-locked-natively = За этим следит сама платформа, поэтому писать не смогут и те, кто вне автоматических правил.
moderation-unlocked = Снова открыто: { $what }.
moderation-not-locked = Здесь и так открыто: { $what }. Что закрыто, покажет `/lock`.
moderation-lock-held = { $what }{ $timed ->
    [yes] ; срок: { $until }
   *[no] {""}
}
moderation-locks = Здесь закрыто
moderation-locks-none = Здесь ничего не закрыто. Например, `/lock links` закроет ссылки.
moderation-locks-hint = Модераторов и тех, кто вне автоматических правил, это не касается.
moderation-lock-private = В личной переписке закрывать нечего. Дайте команду в чате.
moderation-lock-notice = { $who }, ваше сообщение удалено. { $why }
moderation-lock-reason = Сейчас здесь закрыто: { $what }.
moderation-lock-logged = { $who } закрывает: { $what }.
moderation-unlock-logged = { $who } открывает: { $what }.
moderation-slow-on = Медленный режим: у всех, кроме модераторов, пауза между сообщениями — { $pause }.
moderation-slow-off = Медленный режим выключен.
moderation-slow-held = медленный режим, пауза { $pause }
moderation-slow-reason = В чате медленный режим. До следующего сообщения: { $wait }.
moderation-slow-how = «{ $value }» — это не длительность. Например: `/slowmode 30с`, `/slowmode 5м`, `/slowmode off`.
moderation-slow-too-long = Самая долгая пауза: { $most }.
moderation-not-slow = Медленный режим здесь и так выключен.
moderation-slow-logged = { $state ->
    [on] { $who } включает медленный режим: пауза { $pause }.
   *[off] { $who } выключает медленный режим.
}
chat-act-refused = { $act ->
    [close] Не удалось закрыть чат «{ $chat }», поэтому удаляю то, что в нём пишут.
    [reopen] Не удалось снова открыть чат «{ $chat }». Верните, пожалуйста, всем право писать там вручную.
   *[slow] Не удалось изменить медленный режим в чате «{ $chat }».
} У меня нет права: в Telegram это «Блокировка пользователей», в Discord — «Управлять каналами» и «Управлять ролями». Дать его может администратор.
