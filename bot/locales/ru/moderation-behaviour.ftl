### Правила о поведении (flood, repeats, reactions) и то, что бывает за очередь сообщений подряд.

moderation-flood-reason = Слишком много сообщений подряд.
moderation-flood-detail = { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
    [many] { $count } сообщений
   *[other] { $count } сообщения
} за { $seconds ->
    [one] { $seconds } секунду
    [few] { $seconds } секунды
    [many] { $seconds } секунд
   *[other] { $seconds } секунды
}
moderation-repeats-reason = Один и тот же текст снова и снова.
moderation-repeats-detail = { $count ->
    [one] { $count } копия
    [few] { $count } копии
    [many] { $count } копий
   *[other] { $count } копии
} за { $seconds ->
    [one] { $seconds } секунду
    [few] { $seconds } секунды
    [many] { $seconds } секунд
   *[other] { $seconds } секунды
} от { $people ->
    [one] { $people } человека
    [few] { $people } человек
    [many] { $people } человек
   *[other] { $people } человека
}
moderation-reactions-reason = Слишком много реакций подряд.
moderation-reactions-detail = { $count ->
    [one] { $count } реакция
    [few] { $count } реакции
    [many] { $count } реакций
   *[other] { $count } реакции
} за { $seconds ->
    [one] { $seconds } секунду
    [few] { $seconds } секунды
    [many] { $seconds } секунд
   *[other] { $seconds } секунды
}
moderation-did-reactions = Реакции участника { $who } убраны.
moderation-kind-reactions = реакции убраны
moderation-more-removed = { $count ->
    [one] Удалено ещё { $count } сообщение.
    [few] Удалено ещё { $count } сообщения.
    [many] Удалено ещё { $count } сообщений.
   *[other] Удалено ещё { $count } сообщения.
}
moderation-more-found = … и ещё { $count } подряд
moderation-channel = Сообщение канала «{ $who }» удалено. Канал — не человек, поэтому дела нет.
moderation-expelled = Канал «{ $who }» заблокирован, его сообщение удалено. Канал — не человек, поэтому дела нет.
moderation-channel-banned = Канал «{ $who }» заблокирован: писать здесь он больше не может. Вернуть его: `/unban` в ответ на его сообщение.
moderation-channel-for-good = На время каналы здесь не блокируют: этот запрет действует, пока его не снимут.
moderation-channel-unbanned = Канал «{ $who }» снова может здесь писать.

setting-rule-flood-messages = сколько сообщений одного человека, во всех чатах вместе, — уже слишком; альбом — одно сообщение
setting-rule-flood-seconds = за сколько секунд
setting-rule-repeats-times = с какой по счёту копии каждая лишняя, чья бы она ни была
setting-rule-repeats-seconds = за сколько секунд
setting-rule-repeats-similarity = при каком сходстве в процентах текст считается копией
setting-rule-reactions-reactions = сколько реакций одного человека — уже слишком
setting-rule-reactions-seconds = за сколько секунд
