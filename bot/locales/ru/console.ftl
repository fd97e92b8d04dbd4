# Собственные подсказки локального чата. Всё, что бот в нём говорит и делает, — в других файлах.
console-welcome =
    Это локальный чат: группа в терминале, где вы говорите за кого угодно.
    Напишите «anna: привет» или «anna: /help». Вопросительный знак покажет всё, что можно написать, Ctrl-D — выход.
console-help =
    Одна строка — одно действие:
      olga is owner · max is moderator      роли: owner, admin, moderator, member; кто заговорит первым, тот и владелец
      anna joins · anna leaves              anna приходит, anna уходит
      anna: текст · anna: /команда …        в группе
      anna > текст · anna > /команда …      боту, наедине
      anna: [Going] · anna: [Going] 12      нажимает кнопку, которая начинается с этих слов
      anna re 12: текст                     отвечает на сообщение 12
      anna edits 12: текст · anna deletes 12 · anna reacts ❤ 12
      time 2026-12-01 18:00 Europe/Moscow   ставит часы
      time +2h · time next                  двигает их; всё, чему пришёл срок, происходит
      lang ru anna                          язык приложения, которым пользуется anna
      # комментарий · ?                     эта подсказка

console-bad-line = Не получается прочитать «{ $line }». Напишите, например: anna: привет. Один вопросительный знак покажет всё остальное.
console-bad-name = «{ $name }» не годится как имя: нужно до 32 букв, цифр и дефисов, первой — буква. Например: anna: привет
console-name-taken = «{ $name }» — это я. Говорите за кого-нибудь другого, например: anna: привет
console-empty = Здесь нет текста. Например: anna: привет
console-bad-role = Роли «{ $role }» нет, есть только { $roles }. Например: max is moderator
console-bad-emoji = Реакция — это один эмодзи. Например: anna reacts ❤ 12
console-bad-time = Это не время. Например: time 2026-12-01 18:00 Europe/Moscow, или time +2h, или time next
console-bad-zone = Часовой пояс «{ $zone }» мне неизвестен. Например: time 2026-12-01 18:00 Europe/Moscow
console-bad-duration = «{ $length }» — не отрезок времени до десяти лет. Например: time +2h или time +1h30m
console-bad-year = Часы идут с { $first } по { $last } год. Например: time 2026-12-01 18:00
console-bad-reply = В ответе нужны номер сообщения и текст. Например: anna re 12: спасибо
console-bad-edit = Для правки нужны номер сообщения и новый текст. Например: anna edits 12: всем привет
console-bad-delete = Какое сообщение? Например: anna deletes 12
console-bad-react = Для реакции нужны эмодзи и номер сообщения. Например: anna reacts ❤ 12
console-bad-lang = Нужны язык и человек. Например: lang ru anna

console-time-gap = Времени { $wall } в поясе { $zone } нет: в этот час часы переводят вперёд. Возьмите часом позже.
console-time-stuck = То, чему пришёл срок, никак не выполнится, и ждать больше нет смысла. Это сбой.
console-nothing-due = Впереди ничего не запланировано.

console-no-message = Сообщения { $number }, которое было бы видно { $name }, нет.
console-no-button = Ни одна кнопка не начинается с [{ $label }].
console-no-button-there = В сообщении { $number } ни одна кнопка не начинается с [{ $label }]. Есть: { $there }
console-button-opens = [{ $label }] открывает { $url }; здесь ничего не произойдёт.
console-not-yours = Сообщение { $number } написано кем-то другим.
console-react-private = Реакции ставят на сообщения в группе.
console-not-here = { $name } сейчас не в группе. Например: { $name } joins
console-cannot-join = { $name } не может войти (бан)
console-cannot-write = { $name } не может здесь писать ({ $why ->
    [banned] бан
    [muted] режим чтения
   *[absent] не в группе
})
console-cannot-write-until = { $name } не может здесь писать ({ $why ->
    [banned] бан
   *[muted] режим чтения
} до { $until })
