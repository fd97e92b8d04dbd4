### Само сообщество: помощь, язык, часовой пояс, соединение чатов и аккаунтов.

menu-help = Что я умею
menu-about = Об этом сообществе
menu-language = Выбрать язык
menu-timezone = Выбрать часовой пояс
menu-settings = Все настройки сообщества
menu-link = Присоединить другой чат к сообществу
menu-me = Ваш профиль и аккаунты

command-help = Что здесь можно сделать, или как устроена одна команда
command-help-option-command = команда, которую объяснить, например event new
command-help-example = /help event new
command-about = Что это за сообщество и что я здесь делаю
command-about-example = /about
command-language = Выбрать язык: для себя или (администраторам) для чата
command-language-option-language = en или ru
command-language-option-for = me: только для вас; chat: для всех здесь
command-language-example = /language ru | for: me
command-timezone = Выбрать часовой пояс: для себя или (администраторам) для сообщества
command-timezone-option-zone = город или название пояса
command-timezone-option-for = me: только для вас; chat: для всех здесь
command-timezone-example = /timezone Москва | for: me
command-settings = Показать все настройки или изменить одну
command-settings-option-section = какой раздел, например events
command-settings-option-change = настройка и новое значение в виде название: значение
command-settings-example = /settings onboarding welcome: no
command-link = Сделать другой чат, на любой платформе, частью этого сообщества
command-link-option-code = код, полученный в другом чате
command-link-example = /link ABCD2345
command-me = Ваш профиль, права и аккаунты
command-me-example = /me
command-me-link = Соединить ваши аккаунты в Telegram и Discord, чтобы вы были одним человеком
command-me-link-option-code = код, полученный на другой платформе
command-me-link-example = /me link ABCD2345

help-title = Что здесь можно сделать
help-more = `/help КОМАНДА` объяснит любую из них на примере.
help-access-member = Для участников.
help-access-trusted = Для проверенных участников.
help-access-moderator = Для модераторов.
help-access-admin = Для администраторов.
help-access-owner = Для владельца.

about-chats = Чаты
about-members = Людей, с которыми я знаком
about-zone = Часовой пояс
about-hearth = Я Hearth. Встречаю новичков, помогаю с событиями, веду счёт благодарностям и помогаю модераторам. `/help` покажет, что можно сделать, `/rules` — о чём мы договорились.

language-set-own = Готово: буду говорить с вами по-русски.
language-set-chat = Готово: теперь этот чат говорит по-русски.
zone-set-own = Готово: буду показывать вам время в поясе { $zone }.
zone-set-chat = Готово: часовой пояс сообщества — { $zone }.
zone-unknown = Не знаю часового пояса «{ $zone }». Правильно: город, например `Берлин`, или пояс, например `Europe/Moscow`.
zone-ambiguous = «{ $zone }» может означать несколько поясов. Укажите город или один из этих:

link-offer = В другом чате, где я тоже есть, администратор отправляет { $command } в течение { $span }. После этого оба чата — одно сообщество: общие события, баллы и правила. Код работает один раз.
link-bad-code = Код неверный, или его десять минут прошли. Отправьте `/link` (для чата) или `/me link` (для себя) на другой стороне, чтобы получить новый.
link-too-many = Слишком много неверных кодов. Подождите десять минут и получите новый код на другой стороне.
link-same-community = Этот чат уже часть того сообщества.
link-in-chat-only = Отправьте это, пожалуйста, в том чате, который хотите присоединить, а не в личных сообщениях.
link-joined-here = Теперь этот чат — часть сообщества «{ $community }». События, баллы и правила отныне общие.
link-joined-there = «{ $chat }» теперь часть этого сообщества. События, баллы и правила отныне общие.

me-community = Сообщество
me-access = Вы здесь
me-zone = Часовой пояс
me-accounts = Ваши аккаунты:
me-link-hint = Чтобы присоединить аккаунт на другой платформе, отправьте `/me link`.
me-link-offer = На другой платформе отправьте мне { $command } в течение { $span }. Делайте это только сами и никому не показывайте код: кто его введёт, станет с вами одним человеком. Код работает один раз.
me-link-other-side = Это ваш собственный код. Введите его, пожалуйста, на другой платформе.
me-link-other-community = Этот код из другого сообщества. Сначала администратор соединяет чаты командой `/link`.
me-link-same-person = Эти аккаунты уже соединены.
me-link-same-platform = У вас здесь уже есть аккаунт на той платформе. Соединить можно по одному на каждой.
me-link-done = Готово: теперь ваши аккаунты — один человек, { $name }. Одна история, один счёт, один ответ на каждое событие.
