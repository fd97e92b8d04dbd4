command-event-new = Запланировать встречу: покажет её вам, а потом объявит во всех связанных чатах
command-event-new-option-title = Название
command-event-new-option-when = Когда начало, например: завтра 19:00
command-event-new-option-where = Место
command-event-new-option-limit = Сколько мест
command-event-new-option-duration = Сколько продлится, например: 2ч
command-event-new-option-about = О чём встреча
command-event-new-option-repeat = Как повторять, например: каждые 2 недели, каждый вторник
command-event-new-option-host = Кто проводит; если не указать — вы
command-event-new-option-format = Как встречаемся
command-event-new-option-link = Ссылка для подключения; её видят только те, кто идёт
command-event-new-option-remind = За сколько до начала напомнить: 24ч, 1ч, 0м; или: нет
command-event-new-example = /event new Встреча питонистов | завтра 19:00 | where: Кафе «Ленин» | limit: 20
command-events = Что будет в ближайшее время
command-events-example = /events
command-event-show = Показать встречу целиком
command-event-show-option-id = Номер встречи
command-event-show-example = /event show 12
command-event-edit = Изменить встречу; все ответившие об этом узнают
command-event-edit-option-id = Номер встречи
command-event-edit-option-title = Новое название
command-event-edit-option-when = Новое время начала, например: пятница 19:00
command-event-edit-option-where = Новое место
command-event-edit-option-limit = Новое число мест; занятые места останутся за людьми
command-event-edit-option-duration = Новая продолжительность, например: 2ч
command-event-edit-option-about = Новое описание
command-event-edit-option-host = Кто теперь проводит
command-event-edit-option-format = Новый формат
command-event-edit-option-link = Новая ссылка; её видят только те, кто идёт
command-event-edit-option-remind = За сколько до начала напомнить: 24ч, 1ч, 0м; или: нет
command-event-edit-example = /event edit 12 | when: в пятницу в 19:30 | limit: 30
command-event-cancel = Отменить встречу; все ответившие об этом узнают
command-event-cancel-option-id = Номер встречи
command-event-cancel-option-reason = Почему
command-event-cancel-example = /event cancel 12 Докладчик заболел
command-event-stop = Завершить серию; уже объявленная встреча останется
command-event-stop-option-id = Номер объявленной встречи
command-event-stop-example = /event stop 12

event-field-when = Когда
event-field-duration = Продлится
event-field-repeat = Повторяется
event-repeat = { $ru }
event-field-format = Формат
event-field-where = Где
event-field-host = Проводит
event-field-link = Ссылка
event-field-seats = Мест занято
event-field-coming = Собираются
event-field-going = Идут
event-field-maybe = Может быть, придут
event-field-remind = Напоминания до начала
event-remind-start = в момент начала
event-remind-none = без напоминаний
event-format = { $format ->
    [online] онлайн
    [offline] вживую
   *[hybrid] вживую и онлайн
}
event-seats = { $taken } из { $limit }
event-seats-open = { $taken ->
    [0] пока никого
    [one] { $taken } человек
    [few] { $taken } человека
    [many] { $taken } человек
   *[other] { $taken } человека
}
event-waiting = { $count ->
    [one] { $count } человек в очереди
    [few] { $count } человека в очереди
    [many] { $count } человек в очереди
   *[other] { $count } человека в очереди
}
event-more = и ещё { $count }
event-cancelled-mark = Отменено.
event-link-for-going = изменилась; её видят те, кто идёт

event-preview = Так это будет выглядеть. Объявить?
event-button-announce = Объявить
event-button-drop = Отмена
event-announced = Объявлено под номером { $number }: **{ $title }**, { $when }.
event-dropped = Хорошо, ничего не объявляю.

event-button-going = Иду
event-button-maybe = Может быть
event-button-no = Не смогу
event-answer-going = Вы идёте на **{ $title }**: { $when }. До встречи!
event-answer-already-going = Вы уже записаны на **{ $title }**: { $when }.
event-answer-took = Место ваше! Вы идёте на **{ $title }**: { $when }.
event-answer-waiting = На **{ $title }** все места заняты. Ваш номер в очереди — { $position }; напишу, когда место достанется вам.
event-answer-already-waiting = Ваш номер в очереди на **{ $title }** — { $position }. Напишу, когда место достанется вам.
event-answer-maybe = Записано: вы, может быть, придёте на **{ $title }**: { $when }.
event-answer-no = Записано: на **{ $title }** вы не сможете. Спасибо, что предупредили.
event-answer-passed = Хорошо, место на **{ $title }** перейдёт следующему в очереди.

event-offer = Освободилось место на **{ $title }**. Оно ждёт вас до этого времени: { $until }. Берёте?
event-offer-lapsed = Место на **{ $title }**, которое ждало вас, перешло следующему в очереди. Если всё же хотите прийти, нажмите «Иду» ещё раз.
event-button-take = Беру
event-button-pass = Уступаю

event-reminder-ahead = Скоро **{ $title }**. До начала: { $distance }.
event-reminder-now = **{ $title }** — начинаем!
event-reminder-begun = **{ $title }** уже идёт. С начала прошло: { $distance }.
event-reminder-late = Напоминание опоздало: меня не было на связи. Простите!
event-button-reminders-off = Больше не напоминать
event-button-reminders-on = Напоминать снова
event-reminders-off = Больше не буду напоминать вам о встречах этого сообщества.
event-reminders-on = Буду напоминать о встречах, на которые вы идёте.

event-told-changed = Изменения во встрече **{ $title }**:
event-told-cancelled = Встреча **{ $title }** отменена. Она была назначена на это время: { $when }.
event-change-title = Название
event-change-starts = Когда
event-change-duration = Продлится
event-change-host = Проводит
event-change-place = Где
event-change-about = Описание
event-change-link = Ссылка
event-change-format = Формат
event-change-limit = Мест
event-change-remind = Напоминания до начала
event-edited = Все ответившие об этом узнают.
event-cancelled = Встреча { $number } **{ $title }** отменена. Все ответившие об этом узнают.
event-following = Серия продолжается встречей { $number }: { $when }. Завершить её можно командой `/event stop` с этим номером.
event-stopped = Серия завершится встречей { $number } **{ $title }**: { $when }. Она остаётся; отменить её можно командой `/event cancel`.

events-title = Ближайшие встречи
events-line = { $number } **{ $title }** — { $when } ({ $seats })
events-hint = `/event show 12` покажет встречу целиком, там же можно ответить.
events-none = Пока ничего не запланировано. Организаторы планируют встречи командой `/event new`.

event-people-only = Прийти на встречу или провести её может только человек. Пожалуйста, используйте личный аккаунт, а не канал, бота или анонимного администратора.
event-unknown = Встречи { $number } здесь нет. Ближайшие встречи показывает `/events`.
event-gone = Этой встречи здесь больше нет. Ближайшие встречи показывает `/events`.
event-not-yours = Это может сделать только ведущий встречи { $number } или модератор. Кто ведёт, покажет `/event show`.
event-is-cancelled = Встреча **{ $title }** отменена. Ближайшие встречи показывает `/events`.
event-begun = Встреча **{ $title }** уже началась, поэтому ответы и изменения закрыты. Ближайшие встречи показывает `/events`.
event-over = Встреча **{ $title }** уже закончилась. Ближайшие встречи показывает `/events`.
event-draft-gone = Этот черновик больше не хранится. Пожалуйста, напишите `/event new` ещё раз.
event-already-announced = Эта встреча уже объявлена. Отменить её можно командой `/event cancel` с номером { $number }.
event-nothing-changed = Во встрече { $number } от этого ничего не меняется. Напишите, что изменить, например: `/event edit 12 | when: в пятницу в 19:30`
event-title-missing = Встрече нужно название, например: `/event new Встреча питонистов | завтра 19:00`
event-text-too-long = Текст для `{ $option }` слишком длинный: { $length ->
    [one] { $length } знак
    [few] { $length } знака
    [many] { $length } знаков
   *[other] { $length } знака
}. Помещается не больше { $most }, сократите его, пожалуйста.
event-link-bad = «{ $link }» — не адрес страницы. Ссылка начинается с https:// и не содержит пробелов, например: `link: https://meet.example.org/python`
event-in-the-past = Это время уже прошло. Укажите время в будущем, например: `завтра 19:00`
event-duration-bad = Встреча может длиться от одной секунды; самое большее — { $most }. Например: `duration: 2ч`
event-limit-bad = Мест может быть от 1 до { $most }, например: `limit: 20`
event-remind-bad = Не получается понять напоминания «{ $given }». Укажите до пяти промежутков не больше 30 дней, например: `remind: 24ч, 1ч, 0м`; или `remind: нет`
event-repeat-bad = Не получается понять повторение «{ $given }». Попробуйте, например: `repeat: каждые 2 недели`, `repeat: каждый вторник`, `repeat: каждый первый понедельник месяца`
event-repeats-not = После { $number } ничего не следует: встреча не повторяется, или серия продолжается под другим номером. Ближайшие встречи показывает `/events`.

menu-event = Назначать события, менять и отменять их
menu-events = Что впереди
