### Предупреждения, запреты писать, исключения и баны, дела, правила и стоп-лист.

menu-warn = Предупредить участника
menu-unwarn = Снять предупреждение
menu-warnings = Действующие предупреждения
menu-mute = Запретить участнику писать
menu-unmute = Снова разрешить писать
menu-kick = Исключить с правом вернуться
menu-ban = Закрыть вход
menu-unban = Снова впустить
menu-case = Одно дело целиком
menu-cases = Последние дела
menu-rule = Правила, которые следят за сообщениями
menu-check = Проверить текст правилами
menu-blocklist = Слова, которым здесь не место
menu-log = Где публикуются дела

command-warn = Предупредить участника; несколько предупреждений ведут дальше сами
command-warn-option-who = Кого
command-warn-option-reason = За что; это прочтут и человек, и чат
command-warn-option-silent = Ничего не говорить в чате
command-warn-example = /warn @max Снова реклама, хотя мы об этом говорили
command-unwarn = Снять предупреждение
command-unwarn-option-id = Номер дела
command-unwarn-option-reason = Почему
command-unwarn-option-silent = Ничего не говорить в чате
command-unwarn-example = /unwarn 12
command-warnings = Действующие предупреждения: все или одного участника
command-warnings-option-who = Чьи
command-warnings-example = /warnings @max
command-mute = Запретить участнику писать во всех связанных чатах
command-mute-option-who = Кому
command-mute-option-duration = На сколько, например: 30м, 2ч, 7д; если не указать — пока не снимут
command-mute-option-reason = За что; это прочтут и человек, и чат
command-mute-option-silent = Ничего не говорить в чате
command-mute-example = /mute @max 2ч Давайте остынем
command-unmute = Снова разрешить участнику писать
command-unmute-option-who = Кому
command-unmute-option-reason = Почему
command-unmute-option-silent = Ничего не говорить в чате
command-unmute-example = /unmute @max
command-kick = Исключить участника; вернуться можно
command-kick-option-who = Кого
command-kick-option-reason = За что; это прочтёт чат
command-kick-option-silent = Ничего не говорить в чате
command-kick-example = /kick @max Здесь не за разговорами
command-ban = Закрыть участнику вход во все связанные чаты
command-ban-option-who = Кому
command-ban-option-duration = На сколько, например: 7д; если не указать — навсегда
command-ban-option-reason = За что; это прочтёт чат
command-ban-option-silent = Ничего не говорить в чате
command-ban-example = /ban @max 7д Оскорбления
command-unban = Снова впустить участника
command-unban-option-who = Кого
command-unban-option-reason = Почему
command-unban-option-silent = Ничего не говорить в чате
command-unban-example = /unban @max
command-case = Показать дело целиком: кто, что, за что и чем кончилось
command-case-option-id = Номер дела
command-case-example = /case 12
command-cases = Последние дела: все или одного участника
command-cases-option-who = Чьи
command-cases-example = /cases @max
command-rule-list = Правила, которые следят за сообщениями, и что делает каждое
command-rule-list-example = /rule list
command-rule-on = Включить правило
command-rule-on-option-rule = Название правила
command-rule-on-example = /rule on blocklist
command-rule-off = Выключить правило
command-rule-off-option-rule = Название правила
command-rule-off-example = /rule off blocklist
command-check = Узнать, что скажет о тексте каждое правило; ничего не произойдёт
command-check-option-text = Текст
command-check-example = /check Заработок на дому
command-blocklist-add = Добавить слово или фразу в стоп-лист; * и ? заменяют буквы
command-blocklist-add-option-entry = Слово или фраза; * — любые буквы, ? — одна
command-blocklist-add-option-action = Что делать: nothing, log, delete, warn, mute 10m, kick или ban
command-blocklist-add-option-reason = За что; это прочтут и человек, и чат
command-blocklist-add-option-for = На сколько оставить в списке, например: 30д
command-blocklist-add-example = /blocklist add казино* | action: mute 1д | reason: Здесь не играют | for: 30д
command-blocklist-remove = Убрать слово или фразу из стоп-листа
command-blocklist-remove-option-entry = Слово или фраза, как в списке
command-blocklist-remove-example = /blocklist remove казино*
command-blocklist-list = Что есть в стоп-листе
command-blocklist-list-option-find = Только то, что это содержит
command-blocklist-list-example = /blocklist list | find: казино
command-log-here = Публиковать каждое дело в этом чате
command-log-here-example = /log here
command-log-off = Больше не публиковать дела
command-log-off-example = /log off

moderation-did = { $action ->
    [delete] Сообщение участника { $who } удалено.
    [warn] { $who }, это предупреждение.
    [mute] { $who } пока не может здесь писать.
    [kick] { $who } больше не в чате; вернуться можно.
    [ban] { $who } — вход закрыт.
    [unmute] { $who } снова может писать.
    [note] Записана заметка об участнике { $who }.
    [approve] { $who } теперь вне автоматических правил.
    [purge] Сообщения участника { $who } удалены.
    [unapprove] { $who } снова под автоматическими правилами.
   *[unban] { $who } снова может войти.
}
moderation-kind = { $kind ->
    [delete] удаление сообщения
    [warn] предупреждение
    [mute] запрет писать
    [kick] исключение
    [ban] бан
    [unmute] снят запрет писать
    [note] заметка
    [approve] доверие
    [purge] удаление сообщений
    [unapprove] доверие отозвано
   *[unban] снят бан
}
moderation-measure = { $action ->
    [nothing] ничего
    [log] запись в журнале
    [review] вопрос модератору
    [delete] удаление сообщения
    [warn] предупреждение
    [kick] исключение
    [mute] { $timed ->
        [yes] запрет писать на { $length }
       *[no] запрет писать, пока не снимут
    }
   *[ban] { $timed ->
        [yes] бан на { $length }
       *[no] бан навсегда
    }
}
moderation-why = За что
moderation-case-why = { $kind ->
    [note] Заметка
    [purge] Сделано
    [unmute] Почему
    [unban] Почему
    [approve] Почему
    [unapprove] Почему
   *[other] За что
}
moderation-until = Срок
moderation-until-time = { $until } ({ $length })
moderation-length = Срок
moderation-for-good = пока не снимут
moderation-counts = Действует
moderation-standing = Предупреждений
moderation-warnings-count = { $count }
moderation-warnings-next = { $count }; на { $at }-м — { $then }
moderation-case = Дело
moderation-case-title = Дело { $number }: { $kind }
moderation-who = Кто
moderation-by = Решение
moderation-case-by = { $kind ->
    [note] Автор
   *[other] Решение
}
moderation-by-rule = правило { $rule }
moderation-by-ladder = лестница предупреждений
moderation-detail = Найдено
moderation-at = Когда
moderation-evidence = Сообщение:
moderation-hearth = Hearth
moderation-somebody = участник, которого здесь больше нет
moderation-no-reason = причина не указана
moderation-over = {" "}(закрыто)
moderation-step = { $step ->
    [lifted] { $at }: снято, решение — { $by }.{ $more ->
        [yes] {" "}{ $text }
       *[no] {""}
    }
    [removed] { $at }: удалено ещё ({ $text }).
    [released] { $at }: уже снято на самой платформе, поэтому закончено.
    [continued] { $at }: продолжено в деле #{ $text }.
    [appealed] { $at }: обжаловано, { $by }.
    [upheld] { $at }: после обжалования в силе, решение — { $by }.
    [overturned] { $at }: после обжалования отменено, решение — { $by }.
   *[ended] { $at }: срок истёк.
}
moderation-taken-back = Дело { $number } ({ $kind }, { $who }): снято, решение — { $by }.{ $more ->
    [yes] {" "}{ $text }
   *[no] {""}
}
moderation-ladder-reason = { $count ->
    [one] { $count } предупреждение
    [few] { $count } предупреждения
    [many] { $count } предупреждений
   *[other] { $count } предупреждения
}
moderation-blocklist-reason = В сообщении есть то, чему здесь не место.
moderation-blocklist-detail = в стоп-листе: { $entry }
moderation-not-deleted = Удалить сообщение не удалось: у меня нет здесь права удалять сообщения. Его может дать администратор.
moderation-logged = Правило { $rule } сработало, автор — { $who }
moderation-tried = Правило { $rule } на испытании. За сообщение участника { $who } было бы: { $action }
moderation-tried-person = Правило { $rule } на испытании. Для участника { $who } было бы: { $action }

moderation-unwarned = Предупреждение { $number } снято: { $who }.
moderation-unmuted = { $who } снова может писать. Дело { $number }.
moderation-unbanned = { $who } снова может войти. Дело { $number }.
moderation-warnings = Предупреждения
moderation-warnings-of = Предупреждения: { $who }
moderation-warnings-none = Действующих предупреждений нет.
moderation-cases = Последние дела
moderation-cases-of = Последние дела: { $who }
moderation-cases-none = Дел нет.
moderation-case-hint = `/case` с номером покажет дело целиком.
moderation-more = … и ещё { $count ->
    [one] { $count } запись
    [few] { $count } записи
    [many] { $count } записей
   *[other] { $count } записи
}
moderation-rules = Правила
moderation-rules-hint = На модераторов и одобренных участников правила не действуют. `/rule show` покажет правило целиком. Меняет их администратор: `/rule on`, `/rule off`, `/rule edit`.
moderation-rule-state = { $state ->
    [on] включено: { $action }
    [dry] на пробу, только сообщает (было бы: { $action })
   *[off] выключено (было бы: { $action })
}
moderation-check = Что говорят правила
moderation-check-nothing = ничего
moderation-check-found = { $detail }; { $state ->
    [on] { $action }
   *[off] правило выключено; было бы: { $action }
}
moderation-blocklist = Стоп-лист
moderation-blocklist-empty = Стоп-лист пуст. Заполняет его администратор: `/blocklist add слово`
moderation-blocklist-nothing = В стоп-листе нет ничего, что это содержит.
moderation-blocklist-added = Добавлено: { $entry }
moderation-blocklist-changed = Изменено: { $entry }
moderation-blocklist-removed = Убрано: { $entry }
moderation-blocklist-until = до { $until }
moderation-log-here = Теперь каждое дело будет публиковаться здесь.
moderation-log-off = Дела больше не публикуются.

moderation-not-a-person = Это бот, канал или анонимный администратор: действовать не на кого. Укажите человека, например ответив на его сообщение.
moderation-yourself = С собой так нельзя. Укажите другого человека, например ответив на его сообщение.
moderation-nothing-to-lift = { $kind ->
    [mute] { $who } может писать: снимать нечего.
   *[other] { $who } может войти: снимать нечего.
}
moderation-not-here = { $who } сейчас не в чате: исключать некого. Чтобы вышедший участник не вернулся, есть `/ban`.
moderation-equal = У участника { $who } здесь не меньше прав, чем у вас, поэтому решать не вам. Это может тот, у кого их больше.
moderation-reason-too-long = Причина слишком длинная: { $length } знаков, а помещается { $most }. Скажите, пожалуйста, короче.
moderation-unknown-case = Дела { $number } нет. Последние покажет `/cases`.
moderation-no-warning = Дело { $number } — не предупреждение. Предупреждения покажет `/warnings`, остальное снимают `/unmute` и `/unban`.
moderation-warning-over = Предупреждение { $number } уже снято.
moderation-unknown-rule = Правила «{ $rule }» нет. Есть такие: { $rules }.
moderation-blocklist-full = Стоп-лист полон: помещается { $most } записей. Уберите, пожалуйста, лишние; `*` заменяет много слов одним.
moderation-blocklist-none = «{ $entry }» нет в стоп-листе. Что в нём есть, покажет `/blocklist list`.
moderation-entry-too-long = В записи стоп-листа помещается { $most } знаков, а здесь { $length }. Укажите, пожалуйста, самое характерное.
moderation-entry-too-wide = «{ $entry }» нашлось бы почти в каждом сообщении. Кроме `*` и `?` нужны хотя бы две буквы, например `казино*`.
moderation-bad-action = «{ $action }» — такого я не умею. Можно: `nothing`, `log`, `review`, `delete`, `warn`, `mute 10m`, `kick`, `ban`, `ban 7d`.

setting-moderation-warning-days = сколько дней действует предупреждение
setting-moderation-ladder = что следует за предупреждениями
setting-moderation-evidence-hours = сколько часов хранить слова, о которых дело; 0 — не хранить
