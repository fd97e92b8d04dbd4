### Что Hearth говорит о командах, правах и ошибках, независимо от раздела.

access-name = { $access ->
    [member] участник
    [trusted] проверенный участник
    [moderator] модератор
    [admin] администратор
    [owner] владелец
   *[everyone] гость
}
refused-access = { $access ->
    [member] Это для участников сообщества. Сначала завершите вступление, пожалуйста.
    [trusted] Это для участников, которых одобрил модератор.
    [moderator] Это для модераторов. Попросите модератора этого чата, он поможет.
    [admin] Это для администраторов этого чата. Попросите, пожалуйста, кого-нибудь из них.
    [owner] Это только для владельца этого чата.
   *[everyone] Здесь это невозможно.
}
refused-private-only = Напишите мне это, пожалуйста, в личные сообщения: это касается только вас.
no-community = Не знаю, о каком сообществе речь. Сначала напишите что-нибудь в его чате или добавьте меня в свою группу и сделайте администратором.
fault = У меня что-то пошло не так, ничего не изменилось. Если повторится, покажите этот номер тому, кто меня запускает: { $incident }
platform-refused = Платформа не дала мне это сделать. Администратор может проверить, какие права у меня здесь есть; после этого попробуйте ещё раз.
act-refused = { $act ->
    [mute] Не удалось запретить участнику { $who } писать здесь.
    [unmute] Не удалось снова разрешить участнику { $who } писать здесь.
    [kick] Не удалось исключить участника { $who } отсюда.
    [ban] Не удалось закрыть участнику { $who } вход сюда.
   *[unban] Не удалось снова впустить участника { $who } сюда.
} Либо у меня нет на это права, либо это администратор или роль выше моей. Администратор может дать мне право ограничивать и банить участников, а в Discord — поднять мою роль выше; после этого повторите команду.
private-hello = Здравствуйте! Я помогаю сообществу в его чате. Отправьте `/help`, чтобы увидеть, что здесь можно сделать.
button-outdated = Эта кнопка осталась с прежних времён и больше ничего не делает. Отправьте команду ещё раз, пожалуйста.
command-unknown = Команды «/{ $name }» нет. Все команды покажет `/help`.
command-unknown-close = Команды «/{ $name }» нет. Может быть, { $close }?

dialogue-cancel = Отмена
dialogue-cancelled = Хорошо, отменено. Ничего не изменилось.
dialogue-none = Отменять уже нечего.
prove-yourself = Вы пишете как анонимный администратор, поэтому мне не видно, кто вы. Нажмите кнопку, и я продолжу.
prove-button = Это я

argument-missing = Кое-чего не хватает.
argument-empty = Тут пусто.
argument-what = { $name } — { $what }
argument-example = Например: { $example }
argument-answer = Просто ответьте этим, а остальное я возьму из того, что вы уже написали.
argument-too-long = Слишком длинно: { $length ->
    [one] { $length } символ
    [few] { $length } символа
   *[many] { $length } символов
}, а помещается { $limit }.
argument-too-much = До этого места всё понятно, а вот это — нет: { $extra }
argument-unknown-option = Параметра «{ $option }:» здесь нет. Есть такие: { $options }.
argument-too-many-members = Слишком много людей сразу; можно не больше { $limit }.
argument-bad-word = «{ $value }» здесь не подходит.
argument-bad-duration = «{ $value }» не похоже на длительность. Правильно: `30м`, `3ч`, `1д`, `1ч30м` или `2 часа`.
argument-bad-count = «{ $value }» не подходит. Нужно целое число от 1 до 1000000.
argument-bad-number = «{ $value }» не похоже на номер. Правильно: `12` или `#12`.
argument-bad-who = Не знаю, кто такой «{ $value }». Ответьте на сообщение этого человека или укажите `@username` либо числовой id.
argument-bad-several = Не знаю, кто такой «{ $value }». Укажите `@username` или ответьте на сообщение этого человека.
argument-bad-choice = «{ $value }» не подходит. Можно так: { $choices }.
argument-bad-flag = «{ $value }» — это не `yes` и не `no`.
argument-when-unreadable = Не получается прочитать «{ $value }» как дату и время. Правильно: `завтра в 19:00`, `в пятницу в 7 вечера`, `25.12 19:00` или `через 2 часа`.
argument-when-ambiguous = «{ $value }» можно понять по-разному. Скажите точнее, пожалуйста.
argument-when-past = «{ $value }» уже в прошлом. Нужен момент, который ещё впереди.
argument-when-too-far = «{ $value }» — это больше чем через два года. Выберите дату поближе.
argument-when-gap = «{ $value }» не бывает: в это время часы переводят вперёд. Выберите время раньше или позже.
argument-when-fold = «{ $value }» бывает дважды: в это время часы переводят назад. Выберите, какой из двух моментов нужен.
argument-when-no-time = В «{ $value }» нет времени. Правильно: `завтра в 19:00`.
argument-when-no-date = В «{ $value }» нет даты. Правильно: `завтра в 19:00`.
argument-when-impossible = «{ $value }» нет в календаре. Проверьте день и время, пожалуйста.

settings-unknown-section = Раздела «{ $section }» нет. Есть такие: { $sections }.
settings-unknown-key = Настройки «{ $key }» здесь нет. Есть такие: { $keys }.
settings-bad-value = «{ $value }» не подходит для { $key }. { $range }
settings-range-flag = Можно `yes` и `no`.
settings-range-choice = Можно: { $choices }.
settings-range-number = Можно число от { $low } до { $high }.
settings-range-like = Правильно, например: { $example }
settings-title = Настройки
settings-choose = Какой раздел показать?
settings-value = Сейчас { $value }, по умолчанию { $default }. { $range }
settings-how = Чтобы изменить, укажите название и значение: `/settings { $section } название: значение`
settings-changed = Готово: { $key } теперь { $value }.
settings-switch-on = Включить: { $key }
settings-switch-off = Выключить: { $key }
settings-events = События
settings-moderation = Модерация
settings-recognition = Благодарности
settings-onboarding = Вступление
setting-onboarding-welcome = приветствовать новичков в чате
setting-events-remind = когда напоминать, до начала
setting-events-default-duration-minutes = сколько минут длится событие, если не сказано
setting-events-offer-hours = сколько часов освободившееся место ждёт следующего в очереди
