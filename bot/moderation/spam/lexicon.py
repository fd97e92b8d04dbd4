"""What words are about, in Russian and English: one letter for each kind of word, to be put together by concepts.

An entry is a beginning of words; `=word` is that word alone. They are our own, written from what spam in chats says,
and not taken from any corpus.
"""

KINDS: dict[str, str] = {
    # earning
    "Z": (
        "заработ зарабат зароботк зароботок подзаработ =доход =дохода =доходы =доходом =доходе =доходов доходн "
        "прибыль =прибыли профит подработ халтурк пассивн =earn =earns earning =earned income profit payout cashout "
        "=roi =earner =earners moneymak surebet"
    ),
    # investment and trade
    "I": (
        "инвест =разнице =разница вложен вложи трейд форекс арбитраж бирж депозит invest trading =trader =traders "
        "forex arbitrag broker deposit withdraw stocks staking =pump =pumps whale =signals =signal сигналы "
        "мультипликат пирамид портфел свопт =своп памп =x10 =x100 =100x =10x =1000x dividend p2p =п2п"
    ),
    # crypto money
    "C": (
        "крипт crypto bitcoin биткоин битк =btc =usdt =eth =bnb =sol =ton ethereum =nft =nfts altcoin memecoin =coin "
        "=coins wallet кошел binance бинанс bybit байбит =web3 metamask tether =token =tokens presale шиткоин =defi "
        "=ltc =trx =usdc стейбл блокчейн blockchain =шилл =shill =gem =gems =доге doge"
    ),
    # digital, as in digital assets
    "D": "цифров digital",
    # assets and currencies
    "A": "актив валют =assets =asset =currency =currencies",
    # looking for people
    "R": (
        "=набор =набора набира наберу =ищу =ищем =ищет требуется требуются =нужен =нужна =нужны приглаша ваканс =веду "
        "=ведем =ведется hiring recruit =vacancy =vacancies =wanted =needed =seeking =hire подбор возьму =беру =берем "
        "отклик соискател"
    ),
    # the people looked for
    "P": (
        "=люди =людей =людям =человек =человека =сотрудник =сотрудники сотруднич =сотрудников =сотрудника =партнер "
        "=партнеры =партнеров партнер =команда =команду =команды =коллег =коллеги =ребят =ребята =ребятки =девушки "
        "=девушек =девушка помощник ассистент менеджер курьер водител разнорабоч грузчик модел people =person "
        "=persons partner workers =worker assistant =manager =agents =candidates =individuals =ladies =team амбициозн "
        "целеустремл ответственн коммуникаб"
    ),
    # from home, by phone
    "U": (
        "удален дистанц онлайн телефон смартфон remote remotely =home =online =phone =smartphone =laptop компьютер "
        "=дома =дому =parttime неполный"
    ),
    # hours
    "H": "=час =часа =часов =часик =минут =минуты =hour =hours =minutes =mins =hrs",
    # days, weeks, months
    "T": (
        "=день =дня =дней ежеднев =неделю =недели =неделя еженедел =месяц =месяца =месяцев =сутки =суток =смена "
        "=смену =мес =нед =day =days daily =week =weeks weekly =month =months monthly =24h =24ч"
    ),
    # years of age
    "o": "=лет =года =years =yrs =y =yo",
    # experience, training, for nothing
    "E": (
        "=опыт =опыта опытн обуч научу научим новичк =безопыта бесплатн бесплатно беспл легальн официальн гибк "
        "свободн пошагов инструкц experience =training =beginner =beginners =newbies =free =легко =просто =свободного "
        "предоплат стажиров =effortlessly =easy =easily =passive наставн ментор =mentor"
    ),
    # no, without
    "n": "=без =не =no =without =zero =нет =ноль",
    # write to me
    "W": (
        "=пиши =пишите =пишем =писать =пишет напиши напишит отпиш =отпишись обращай обращать =жду =ждем =ждут стучи "
        "=связь =связи свяж =контакт =контакты маякн отзовит откликн расскаж рассказ подробн детал интересно "
        "заинтерес желающ =whatsapp =ватсап =вотсап =вацап =viber =telegram =contact =contacts =message =msg =text "
        "=write =hmu =inbox =reply =reach =dm =dms =interested =звони =звоните =позвони =call =txt =texting"
    ),
    # a profile
    "l": "=профиле =профиля =профиль =profile =bio =био шапк",
    # voting
    "v": "голосов проголосу =голосуй =голосуйте =vote =votes =voting =конкурсе =конкурс",
    # cures, slimming, magic
    "h": (
        "похуд =диет =диеты стройн приворот =порчу =порча гадал гадан гадаю таролог =таро =расклад астролог ясновид "
        "целител увелич spell =healer =herbal =remedy =kg =weight потенц =простатит суставы"
    ),
    # meetings and talks
    "m": (
        "митап =доклад =доклады =доклада лекци хакатон =созвон =созвона =встреча =встречу =встрече конференц воркшоп "
        "экскурс meetup hackathon conference =talk =talks workshop =standup lecture =slides слайд =запись =recording "
        "=созвоне"
    ),
    # in private
    "L": (
        "=лс =личку =личка =личке =личные =личных =личное =личными =директ =direct =pm =private =privately =privat "
        "приват =приват"
    ),
    # go there
    "K": (
        "перейд переход переходи заходи =зайди жми =жмите нажми нажать кликн кликай =ссылк =ссылка =ссылке =ссылку "
        "=ссылки подпишис подпиши подписыва подписка =подписку вступай вступи присоедин регистр зарегистр =click =tap "
        "=visit =join =joined =subscribe =register registration =registered =signup =sign =link =links =below =here "
        "=канал =канале =каналу =bot =бот =бота =боту =боте =поиск =поиске =поиска"
    ),
    # gambling
    "B": (
        "казин =казик =ставим =ставки =ставку =ставка =ставок букмек =тотал прогноз =слот =слоты =слотов слотах "
        "джекпот фриспин фрибет выигр казино casino =slots =slot =bet =bets betting jackpot freespin gambl =1xbet "
        "=1win =vavada =pinup roulette рулетк занос =занос заносы лудо =коэф экспресс =lottery лотере"
    ),
    # bonus
    "b": "бонус bonus промокод promocod =promo =промо =кэшбек кешбек cashback =депа =деп",
    # adult
    "X": (
        "секс интим порн =голые =голая =голых =голую =голенькая обнаж оголен эскорт трусик вирт виртик =нюдсы =нюдс "
        "минет проститут шлюх шлюшк сисеч =сиськи =сливы =слив слит горяч развлеч содержан =sex sexy porn nude nudes "
        "onlyfans escort =xxx =naked =horny hentai =leaked =leaks =webcam =вебкам =массаж =милф =milf =teen =teens "
        "=cum =adult =dating =знакомства =досуг возбужд =шалун"
    ),
    # what goes with it
    "x": (
        "=фото =фотки =фоточки =видео =photos =pics =pictures =videos =video видеозвон =девочка =девочки =девушку "
        "=girl =girls =модели =перепиcка перепис"
    ),
    # against the law
    "F": (
        "фальш фальшив поддел =купюры =купюр наркот закладк кладмен =меф =мефа мефедрон =шишки =гашиш амфет =соль "
        "обнал дроп =дропы пробив пробиваем взлом взлома =хакер carding fullz =cvv cloned counterfeit =weed =meth "
        "=cocaine =mdma =pills =xanax =viagra =виагра =паспорт =паспорта диплом =диплом =права =водительские =справка "
        "=справки =больничный легализ =sim =симки =симкарт =киви =hacked =hacker флуд =запрещен =bank =банковские "
        "=банкомат =обменка"
    ),
    # given away
    "G": (
        "розыгр разыгр =приз =призы =призов призов подарк подарок подари раздач раздаю раздаем giveaway airdrop "
        "эйрдроп аирдроп =prize =prizes =gift =gifts =reward =rewards =won =winner =winners =win =claim =claimed "
        "=voucher =nitro =нитро =robux =робукс =vbucks =skins =скины =lifafa =congratulations поздравляем =awarded "
        "=selected =guaranteed =халява халяв"
    ),
    # urgent
    "Y": (
        "срочн успей успева торопи торопит поспеш ограничен =осталось =последние =последний =hurry urgent limited "
        "=asap =immediately expire expires =now =today =сегодня =сейчас =прямо =только =only =spots =мест =места"
    ),
    # accounts and what guards them
    "V": (
        "аккаунт подтверд верифи заблокир блокировк =account =accounts verify verified verification suspend "
        "=suspended =login =password =пароль =seed =phrase =validate =unlock =restore =confirm =identity =cookie qr"
    ),
    # promotion
    "S": (
        "накрут накруч =подписчик =подписчики =подписчиков просмотры просмотров реклам раскрут продвиж продвин =пиар "
        "взаимопиар =followers =follower =subscribers =likes promotion =promote promoting =seo marketing маркетинг "
        "=лидов =лиды =лидогенерация =трафик =трафика таргет =рассылка =рассылки =охват =охваты =boost =views blogger "
        "блогер"
    ),
    # loans
    "O": (
        "кредит займ =займы =заем заемщ =loan =loans =credit =debt =долги =долгов ипотек =mortgage refinanc рассрочк "
        "микрозайм =банкротство"
    ),
    # assurances
    "J": (
        "гарант провере честн безопасн надежн =legit legitimate trusted trustworthy genuine =guarantee testimony "
        "testimonies transparent =risk =риска =рисков риск =рисковать =отзывы =scam =обмана кидал recommend grateful "
        "=thanks =expert successful =успех успешн финансов financial =freedom =независимость"
    ),
    # words for money
    "M": (
        "=руб рублей =рубля =рубль =рублях =р =тр =тыс тысяч =тысяч =доллар долларов =доллара =долларах =бакс =баксов "
        "=баксы =бачей =евро =eur =euro =euros =usd =gbp dollar =dollars =bucks =bux =зеленых =деревянных =гривен "
        "=грн =тенге =money =деньги =денег =деньгами =cash =бабки =бабок =бабла =лям =косарь =кэш =к =k =млн =миллион "
        "=миллиона =million"
    ),
    # buying and selling
    "s": (
        "продам продаю продаем =продажа =куплю скупаю =скупка закажи =заказать заказ =скидка =скидки скидк распродаж "
        "дешев =discount discounts =sale =order =buy =sell =selling =shop =магазин =магазине =оптом =доставка =цена "
        "=цены =прайс =price =offer =offers =deal =опт =услуги =услуга =консультация =консультации =курс =курсы "
        "=вебинар =вебинаре webinar =марафон =марафона"
    ),
    # computers and work with them, where money and hiring are no spam
    "q": (
        "код =коде =кода =кодить программ разработ сервер =апи =api python питон =java javascript typescript =js =ts "
        "=rust =go =golang docker докер kubern =k8s =linux линукс =ubuntu github гитхаб gitlab =git =commit коммит "
        "=merge =branch =pr =issue =issues =bug =bugs баг багов =фикс =fix =fixed =тест =тесты =tests =test =repo "
        "репозитор библиотек =library =libraries фреймворк framework =compiler =compile =function функци =class "
        "=database базы =sql postgres =redis =cpu =gpu =ram =ssd процессор памят =memory =latency =kernel =driver "
        "драйвер =версия =версии =version =release релиз =deploy деплой =прод =проде =backend бэкенд =frontend "
        "фронтенд =devops девопс =senior =middle =junior =сеньор =мидл =джун =джуны синьор =стек =stack =regex "
        "=parser =json =yaml =config конфиг =async =error =errors ошибк =exception =traceback =log =логи =логах "
        "=build =pipeline =cluster кластер =proxy =vpn =впн =dns =ssh =http =cache кеш кэш скрипт =script алгоритм "
        "algorithm =node =npm =pip =package =packages =docs документац =hardhat =solidity =consensus =протокол "
        "=protocol =ноут ноутбук =мак =macbook =монитор клавиатур =middleware =endpoint =webhook =вебхук =ci =cd"
    ),
}

POINTING = "👇👉➡⬇⤵🔽📲📩✉💌🔗"
BULLETS = "✅☑✔🔸🔹🔶🔷▪▫◾◽🔺🔻❗‼⚡🔥💥♨💯🔴🟢🔵⭐🌟✨📌📍💎♻🚀🎁🏆🎉🔞"
MONEY = "$€£₽₴₹¢₿💵💲💰🤑💸💶💴💷🪙"
