### Приветствие и правила.

menu-rules = Правила сообщества
menu-welcome = Как встречают новичков

command-rules = Действующие правила, и принять их
command-rules-example = /rules
command-rules-set = Ввести новые правила
command-rules-set-option-text = правила, сколько угодно строк
command-rules-set-example = /rules set Будьте добры друг к другу. Реклама только по договорённости.
command-rules-history = Прежние версии правил
command-rules-history-example = /rules history
command-welcome = Показать, как встречают новичков
command-welcome-example = /welcome
command-welcome-set = Написать своё приветствие
command-welcome-set-option-text = текст; можно {"{name} {mention} {community} {rules} {members}"} и кнопки-ссылки
command-welcome-set-example = /welcome set Здравствуйте, {"{mention}"}! Рады видеть вас в {"{community}"}. Загляните в {"{rules}"}.
command-welcome-test = Увидеть приветствие глазами новичка
command-welcome-test-example = /welcome test
command-welcome-off = Больше не встречать новичков
command-welcome-off-example = /welcome off

rules-none = Правил пока нет. Администратор пишет их командой `/rules set`.
rules-title = Правила сообщества { $community }
rules-version = Версия { $version }, действует с { $since }. Вы их принимаете?
rules-accept = Принимаю
rules-read = Прочитать правила
rules-accepted-already = Версия { $version }, действует с { $since }. Вы их уже приняли. Спасибо!
rules-thanks = Спасибо! Добро пожаловать в { $community }.
rules-accepted-before = Вы их уже приняли раньше. Спасибо!
rules-changed = С тех пор правила изменились. Загляните в `/rules` ещё раз, пожалуйста.
rules-set = Готово: действует версия правил { $version }.
rules-history = Правила, начиная с новых
rules-history-version = Версия { $version }

welcome-default = Здравствуйте, { $who }! Добро пожаловать в { $community }! Расскажите немного о себе и осмотритесь: `/help` покажет, что здесь можно сделать.
welcome-own = Новичков встречает этот текст:
welcome-is-default = Новичков встречает моё короткое приветствие. `/welcome set` напишет ваше, `/welcome test` покажет его, `/welcome off` отключит.
welcome-is-off = Новичков никто не встречает. `/welcome set` напишет приветствие и включит его.
welcome-set = Готово. Вот что увидят новички:
welcome-off-done = Готово: новичков больше не встречают приветствием.
