### Правило целиком: как его изменить, как испытать и почему оно сработало.

command-rule-show = Правило целиком: все настройки и как часто оно срабатывало
command-rule-show-option-rule = Название правила
command-rule-show-example = /rule show blocklist
command-rule-edit = Изменить настройки правила, можно сразу несколько
command-rule-edit-option-rule = Название правила
command-rule-edit-option-changes = Настройки и значения, как в `/rule show`
command-rule-edit-example = /rule edit blocklist | действие: mute 10m | проба: да
command-rule-test = Что скажет о тексте одно правило, включённое или нет; ничего не происходит
command-rule-test-option-rule = Название правила
command-rule-test-option-text = Текст
command-rule-test-example = /rule test blocklist Заработок из дома
command-rule-why = Почему правило сработало: что нашло, где и при каких настройках
command-rule-why-option-case = Номер дела
command-rule-why-example = /rule why 12
command-rule-replay = Что правило сделало бы за последнее время; на деле ничего не происходит
command-rule-replay-option-rule = Название правила
command-rule-replay-option-last = За какое время, например: 24ч; если не указать — за всё, что хранится
command-rule-replay-option-changes = Какие настройки попробовать; само правило не изменится
command-rule-replay-example = /rule replay blocklist | last: 24ч | действие: mute 10m

rule-title = Правило { $rule }
rule-counts = За последние { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
} сработало { $acted ->
    [one] { $acted } раз
    [few] { $acted } раза
   *[many] { $acted } раз
}, на пробу сработало бы { $tried ->
    [one] { $tried } раз
    [few] { $tried } раза
   *[many] { $tried } раз
}.
rule-edit-hint = Меняет администратор, можно сразу несколько настроек: { $example }
rule-switch = { $key ->
    [dry_run] { $on ->
        [yes] Закончить пробу
       *[no] Включить на пробу
    }
   *[on] { $on ->
        [yes] Выключить
       *[no] Включить
    }
}
rule-unknown-setting = У правила { $rule } нет настройки «{ $key }». Есть такие: { $keys }.
rule-bad-value = «{ $value }» не подходит для { $key }. { $range } Например: { $example }
rule-bad-value-like = «{ $value }» не подходит для { $key }. Правильно, например: { $example }
rule-range-action = Можно: `nothing`, `log`, `review`, `delete`, `warn`, `mute 10m`, `kick`, `ban`, `ban 7d`.
rule-range-list = Можно перечислить id через запятую, для чатов и тем — ещё `here`; в Discord годятся и `@роль`, `#канал`; `no` — никаких.
rule-not-messages = Правило { $rule } не смотрит на сообщения, поэтому на тексте его не проверить.
rule-why-title = Почему открыто дело { $number }
rule-why-rule = Правило
rule-why-by-hand = Дело { $number } открыл человек, а не правило. Целиком его покажет `/case`.
rule-why-said = { $action }{ $dry ->
    [yes] {" "}(на пробу)
   *[no] {""}
}. Настройки тогда: { $settings }
rule-why-forgotten = Что именно сказали правила и какими были настройки, уже не хранится.

rule-nothing-kept = Слова здесь не хранятся, поэтому испытывать правило не на чем. Администратор может это изменить: `/settings moderation evidence_hours: 72`
rule-replay-busy = Здесь уже идёт другая проверка. Дождитесь её конца, пожалуйста.
rule-replay-started = Нужно просмотреть { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
   *[many] { $count } сообщений
}: это займёт немного времени. Напишу вам, как идёт дело и что получилось.
rule-replay-running = Просмотрено { $percent } %
rule-replay-interrupted = Проверка прервалась. Запустите её ещё раз, пожалуйста.
rule-replay-title = Проверка правила { $rule } на прошлом
rule-replay-found = Сработало бы на { $caught ->
    [one] { $caught } сообщение
    [few] { $caught } сообщения
   *[many] { $caught } сообщений
} из { $looked } ({ $people ->
    [one] { $people } автор
    [few] { $people } автора
   *[many] { $people } авторов
}). Начало просмотра: { $since }.
rule-replay-would = Что было бы: { $action }.
rule-replay-compared = По сравнению с тем, как сейчас: добавилось { $newly }, больше не сработало бы { $spared }.
rule-replay-newly = Добавилось
rule-replay-spared = Больше не сработало бы
rule-replay-latest = Последние
rule-replay-nothing-done = Никого это не коснулось.
rule-file-found = сработало бы
rule-file-both = сработало бы, как и сейчас
rule-file-spared = больше не сработало бы

setting-rule-on = смотрит ли правило на сообщения
setting-rule-action = что делать с тем, что нашлось
setting-rule-dry-run = только сообщать в журнал, ничего не делая
setting-rule-exempt-access = на кого не смотреть: на одобренных и выше или на всех участников
setting-rule-exempt-roles = id ролей, на обладателей которых не смотреть
setting-rule-exempt-chats = id чатов, на которые не смотреть; `here` — этот чат
setting-rule-exempt-topics = id тем, на которые не смотреть; `here` — эта тема
