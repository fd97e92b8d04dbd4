### Классификатор спама.

setting-rule-spam-threshold = насколько вероятно сообщение должно быть спамом, от 0 до 1; чем ниже, тем больше находок и ошибок
setting-rule-spam-first = после скольких содержательных сообщений участника больше не проверяют
moderation-spam-reason = Похоже на спам.
moderation-spam-detail = спам с вероятностью { $percent } %: { $reasons }
moderation-spam-word = «{ $word }»
moderation-spam-sign = { $sign ->
    [earning] обещает заработок
    [earning-contact] заработок и кому писать
    [recruiting-earning] ищет желающих заработать
    [remote-earning] заработок из дома или с телефона
    [teaching-earning] бесплатно учит зарабатывать
    [invest] инвестиции или трейдинг
    [invest-earning] инвестиции с обещанием прибыли
    [crypto-given] раздача криптовалюты
    [gambling] азартные игры
    [gambling-bonus] азартные игры с бонусом или приглашением
    [bonus] бонус или промокод
    [adult] материалы для взрослых
    [illegal] запрещённые товары или услуги
    [illegal-contact] где взять запрещённое
    [prize] призы или подарки
    [prize-link] где забрать приз
    [urgent-offer] предложение, которое торопит
    [account-link] ссылка «ради аккаунта»
    [promotion] продвижение или накрутка
    [promotion-contact] где заказать продвижение
    [loan] займы и кредиты
    [loan-contact] где взять заём
    [trust-me] уверяет в своей честности
    [selling-contact] продажа и кому писать
    [money-contact] деньги и кому писать
    [recruiting-contact] ищет людей и говорит, кому писать
    [profile] отправляет в профиль
    [profile-lure] заманивает в профиль
    [vote-link] ссылка для голосования
    [cure] лечение, похудение или магия
    [cure-contact] где получить лечение или магию
    [amount] сумма денег
    [pay-per-time] столько-то денег за такой-то срок
    [few-hours] пара часов в день
    [no-experience] опыт не нужен
    [adults-only] только для совершеннолетних
    [write-privately] просит писать в личку
    [write-plus] просит написать «+»
    [go-there] просит куда-то перейти
    [digital-assets] цифровые активы
    [adult-pictures] интимные фото
    [recruiting] ищет людей
    [earning-at-once] заработок сразу
    [link] ссылка
    [links] несколько ссылок
    [hidden-link] ссылка под другими словами
    [invite] приглашение в чат
    [shortener] сокращённая ссылка
    [referral] реферальная ссылка
    [bot] имя бота
    [mentions] несколько упоминаний
    [emoji] эмодзи
    [emoji-many] сплошные эмодзи
    [emoji-list] список из эмодзи
    [pointing] эмодзи, которые куда-то указывают
    [money-emoji] деньги в эмодзи
    [capitals] почти всё заглавными
    [exclaiming] много восклицательных знаков
    [mixed-alphabets] буквы двух алфавитов в одном слове
    [digits-for-letters] цифры вместо букв
    [spaced-letters] слова по буквам
    [invisible] невидимые символы
    [fancy-letters] замаскированные буквы
    [phone] номер телефона
    [hashtags] несколько хештегов
    [forwarded] переслано
    [everyone] упоминание всех сразу
    [greeting-all] обращение ко всем
    [taught] модераторы здесь так решили о похожих сообщениях
    [reply] ответ
    [code] код
    [short] очень короткое
    [brief] короткое
    [media-only] без слов
    [known-site] известный сайт
    [computers] про компьютеры
    [computers-hiring] работа с компьютерами
    [gathering] встреча или доклад
   *[question] вопрос
}
