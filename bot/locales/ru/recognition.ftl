### Благодарности, баллы и рейтинг.

menu-thanks = Сказать спасибо
menu-score = Ваши баллы или чужие
menu-why = Из чего сложились баллы
menu-top = Кого благодарят чаще всего

command-thanks = Сказать спасибо; если людей несколько, они делят одну благодарность
command-thanks-option-who = Кому спасибо
command-thanks-option-reason = За что
command-thanks-option-for = Какая это была помощь
command-thanks-example = /thanks @anna за доклад об asyncio | for: talks
command-score = Ваши баллы или баллы другого человека
command-score-option-who = Чьи баллы; если не указать — ваши
command-score-example = /score @anna
command-why = Все записи, из которых сложились баллы
command-why-option-who = Чьи баллы; если не указать — ваши
command-why-example = /why @anna
command-top = Кого благодарит больше всего людей
command-top-option-period = За какое время; если не указать — за месяц
command-top-option-category = За какую помощь
command-top-example = /top month mentoring

setting-recognition-acts-a-day = сколько раз за 24 часа можно сказать спасибо
setting-recognition-pair-hours = через сколько часов те же двое снова могут благодарить друг друга
setting-recognition-active-days = за сколько последних дней тот, кого благодарят, должен был здесь написать
setting-recognition-newcomer-days = через сколько дней после прихода благодарности новичка начинают учитываться
setting-recognition-half-life-days = через сколько дней балл весит в `/top` вдвое меньше
setting-recognition-plain-thanks = считать ответ вроде `+` или `спасибо` благодарностью

recognition-points = { $points ->
    [one] { $points } балл
    [few] { $points } балла
    [many] { $points } баллов
   *[other] { $points } балла
}
recognition-signed = { $sign ->
    [minus] −{ $points }
   *[plus] +{ $points }
}
recognition-category = { $category ->
    [answers] ответы
    [code] код
    [content] материалы
    [design] дизайн
    [ideas] идеи
    [mentoring] наставничество
    [organizing] организация
    [talks] доклады
   *[translation] переводы
}
recognition-somebody = кто-то, кого здесь больше нет
recognition-people-only = Баллы бывают только у людей: не у ботов, каналов и анонимных администраторов. Попробуйте `/score` с личного аккаунта.
recognition-gone = Такого человека здесь больше нет. Кого благодарят чаще всего, покажет `/top`.

thanks-given = { $who }, вам спасибо! { $giver } дарит вам **{ $points }**.
thanks-shared = Всем спасибо! { $giver } дарит баллы: { $who }
thanks-category = За что: { $category }
thanks-pending = Учитываться это начнёт позже ({ $when }): тот, кто благодарит, здесь недавно.
thanks-in-chat = Спасибо говорят там, где это видят все. Напишите, пожалуйста, в чате сообщества, например: `/thanks @anna за доклад`
thanks-self = Спасибо себе баллов не приносит, даже заслуженное. Поблагодарите кого-нибудь ещё, например: `/thanks @anna за доклад`
thanks-people-only = Благодарят люди людей: не боты, не каналы и не анонимные администраторы. Напишите с личного аккаунта и назовите человека, например: `/thanks @anna за доклад`
thanks-reason-too-long = Слишком длинно: { $length ->
    [one] { $length } знак
    [few] { $length } знака
    [many] { $length } знаков
   *[other] { $length } знака
}. Помещается не больше { $most }, сократите, пожалуйста.
thanks-inactive = Здесь давно не было сообщений от тех, кого вы благодарите: { $who } (смотрю на { $days ->
    [one] последний { $days } день
    [few] последние { $days } дня
    [many] последние { $days } дней
   *[other] последние { $days } дня
}). Сказать спасибо можно будет, как только придёт новое сообщение.
thanks-pair = Между вами недавно уже была благодарность: { $who }. Снова можно будет тогда: { $when }.
thanks-daily = За 24 часа вы уже сказали спасибо { $limit ->
    [one] { $limit } раз
    [few] { $limit } раза
    [many] { $limit } раз
   *[other] { $limit } раза
}, больше пока нельзя. Снова можно будет тогда: { $when }.

score-sum = { $whose ->
    [own] У вас { $points }
   *[other] { $who }: { $points }
}
score-pending = Ещё не учтено: { $points }. Когда придёт их время, покажет `/why`.
score-button-why = Из чего это сложилось

why-none = Пока ничего не учтено. Баллы появляются, когда кто-то говорит спасибо: `/thanks @anna за доклад`
why-entry = { $number }: { $points } — { $who }, { $when }
why-correction = { $number }: { $points } — отменяет { $old }: { $cause ->
    [deleted] сообщение удалено
   *[joined] оба аккаунта принадлежат одному человеку
}, { $when }
why-newer = Более новые записи: { $points }
why-earlier = Более ранние записи: { $points }
why-pending = Ещё не учтено: { $points }
why-pending-line = { $entry } (учитывается с { $when })
why-button-newer = Новее
why-button-earlier = Раньше

top-title = Кого благодарят чаще всего{ $category ->
    [answers] {" "}за ответы
    [code] {" "}за код
    [content] {" "}за материалы
    [design] {" "}за дизайн
    [ideas] {" "}за идеи
    [mentoring] {" "}за наставничество
    [organizing] {" "}за организацию
    [talks] {" "}за доклады
    [translation] {" "}за переводы
   *[any] {""}
}, { $period ->
    [week] последние 7 дней
    [month] последние 30 дней
   *[all] за всё время
}
top-line = { $who } — спасибо от { $givers ->
    [one] { $givers } человека
   *[other] { $givers } человек
}, { $points }
top-none = Пока никого. Скажите спасибо первыми: `/thanks @anna за доклад`
top-hint = Баллы здесь со временем весят меньше; ваши полностью покажет `/score`, там же можно не участвовать в этом списке.
top-is-out = Вас больше не будет в `/top`. Баллы остаются.
top-is-in = Вы снова в `/top`.
top-button-out = Не показывать меня в топе
top-button-in = Снова показывать меня в топе
