### Стоп-лист файлом, выражения и домены в нём и правило о смешанных алфавитах.

command-blocklist-export = Стоп-лист текстовым файлом
command-blocklist-export-example = /blocklist export
command-blocklist-import = Добавить записи из текстового файла или из строк под командой; ничего не удаляется
command-blocklist-import-option-lines = Записи, по одной на строке
command-blocklist-import-option-file = Текстовый файл, по записи на строке
command-blocklist-import-option-as = domains, если в каждой строке просто домен
command-blocklist-import-example = /blocklist import — подписью к текстовому файлу или ответом на него

argument-no-file = Приложите, пожалуйста, файл к самой команде.
argument-file-too-large = Файл слишком большой: помещается { $limit } КБ.

moderation-exported = { $count ->
    [one] Стоп-лист, { $count } запись. Такой файл читает `/blocklist import`.
    [few] Стоп-лист, { $count } записи. Такой файл читает `/blocklist import`.
   *[many] Стоп-лист, { $count } записей. Такой файл читает `/blocklist import`.
}
moderation-export-head =
    По записи на строке; строки, которые начинаются с #, — пояснения.
    запись | action: mute 1d | reason: Здесь это ни к чему | until: 2026-12-31
    В записи * — любые буквы, ? — одна; /…/ — выражение RE2; domain:example.com — домен вместе с поддоменами.
moderation-imported = Готово. Новых: { $new }, изменено: { $changed }, уже были: { $same }.
moderation-import-bad = { $count ->
    [one] Пропущена { $count } строка:
    [few] Пропущены { $count } строки:
   *[many] Пропущено { $count } строк:
}
moderation-import-line = Строка { $line }: { $problem }
moderation-import-no-text = Это не текстовый файл. Сохраните список, пожалуйста, простым текстом (UTF-8), по одной записи в строке.
moderation-import-nothing = { $platform ->
    [discord] Приложите текстовый файл в параметре `file`: по одной записи на строке.
   *[other] Пришлите текстовый файл с подписью `/blocklist import`, ответьте на такой файл командой `/blocklist import` или напишите записи под командой, по одной на строке.
}
moderation-import-long = Слишком много за один раз: помещается { $most } строк. Разделите, пожалуйста, файл.
moderation-import-field = Поля «{ $field }:» здесь нет. После записи могут стоять `action:`, `reason:`, а ещё `until:` или `for:`.
moderation-import-for = «{ $length }» — не срок. Напишите, например, `for: 30d`.
moderation-import-until = «{ $until }» — не дата. Напишите, например, `until: 2026-12-31` или `until: 2026-12-31 18:00`.
moderation-import-over = Её срок уже вышел.

moderation-entry-bad-domain = «{ $domain }» — не домен. Напишите, например, `domain:example.com`, без пути.
moderation-expression-backtracks = `/{ $expression }/` заглядывает вперёд или назад (`(?=…)`, `(?!…)`, `\1`), а это на некоторых текстах может длиться вечно; RE2 так не делает. Опишите то, что нужно найти, например `/казино\d+/`.
moderation-expression-bad = `/{ $expression }/` — не выражение, RE2 его не понимает: { $problem }. Например: `/казино\d+/`.
moderation-expression-empty = `/{ $expression }/` найдётся в любом сообщении, даже пустом. Хоть что-то в нём должно быть обязательным: `/казино\d+/`, а не `/(казино)?\d*/`.
moderation-expression-wide = `/{ $expression }/` найдётся почти в каждом сообщении. Добавьте, пожалуйста, то, что отличает именно ваш случай, например `/казино\d+/`.
moderation-expression-loose = Выражений без трёх букв подряд уже { $most }, а с каждым из них сверяется каждое сообщение. Добавьте, пожалуйста, буквы, которые есть всегда, например `/казино\d+/`.

moderation-scripts-reason = Слова написаны так, чтобы их не узнали.
moderation-scripts-foreign-reason = Здесь не принято писать на таком алфавите.
moderation-scripts-invisible = невидимые знаки внутри слов
moderation-scripts-bidi = знаки, которые разворачивают текст
moderation-scripts-mixed = { $count ->
    [one] { $count } слово из букв разных алфавитов: { $words }
    [few] { $count } слова из букв разных алфавитов, например { $words }
   *[many] { $count } слов из букв разных алфавитов, например { $words }
}
moderation-scripts-foreign = { $count ->
    [one] { $count } буква из алфавитов, которым здесь не место ({ $scripts })
    [few] { $count } буквы из алфавитов, которым здесь не место ({ $scripts })
   *[many] { $count } букв из алфавитов, которым здесь не место ({ $scripts })
}
setting-rule-scripts-mixed-words = сколько слов из разных алфавитов пропускать: одно бывает и опечаткой
setting-rule-scripts-foreign = алфавиты, которым здесь не место: latin, cyrillic, greek, armenian, hebrew, arabic, devanagari, bengali, tamil, thai, georgian, ethiopic, hangul, kana, han
