"""The words for days, months, numbers and units, in Russian and English.

Keys are as `tokens.fold_case` leaves them: lower case, е for ё.
"""

from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

_Value = TypeVar("_Value")


class Unit(StrEnum):
    """Name a unit of time."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


def _index(table: dict[_Value, str]) -> dict[str, _Value]:
    return {word: value for value, words in table.items() for word in words.split()}


UNITS = _index(
    {
        Unit.SECOND: "s sec secs second seconds с сек секунда секунды секунд секунду",
        Unit.MINUTE: "m min mins minute minutes м мин минута минуты минут минуту",
        Unit.HOUR: "h hr hrs hour hours ч час часа часов",
        Unit.DAY: "d day days д дн день дня дней сут сутки суток",
        Unit.WEEK: "w wk wks week weeks н нед неделя недели недель неделю",
        Unit.MONTH: "month months мес месяц месяца месяцев",
        Unit.YEAR: "year years год года лет",
    }
)

# "день" is left out: «через день» means tomorrow to some and the day after to others.
LONE_UNITS = _index(
    {
        Unit.SECOND: "секунду секунда",
        Unit.MINUTE: "минуту минута",
        Unit.HOUR: "час",
        Unit.DAY: "сутки",
        Unit.WEEK: "неделю неделя",
        Unit.MONTH: "месяц",
        Unit.YEAR: "год",
    }
)

WEEKDAYS = _index(
    {
        0: "monday mondays mon пн понедельник понедельника понедельнику понедельникам понедельники",
        1: "tuesday tuesdays tue tues вт вторник вторника вторнику вторникам вторники",
        2: "wednesday wednesdays wed ср среда среды среду среде средам",
        3: "thursday thursdays thu thur thurs чт четверг четверга четвергу четвергам четверги",
        4: "friday fridays fri пт пятница пятницы пятницу пятнице пятницам",
        5: "saturday saturdays sat сб суббота субботы субботу субботе субботам",
        6: "sunday sundays sun вс воскресенье воскресенья воскресенью воскресеньям воскресение",
    }
)

MONTHS = _index(
    {
        1: "january jan январь января янв",
        2: "february feb февраль февраля фев февр",
        3: "march mar март марта мар",
        4: "april apr апрель апреля апр",
        5: "may май мая",
        6: "june jun июнь июня июн",
        7: "july jul июль июля июл",
        8: "august aug август августа авг",
        9: "september sep sept сентябрь сентября сен сент",
        10: "october oct октябрь октября окт",
        11: "november nov ноябрь ноября ноя нояб",
        12: "december dec декабрь декабря дек",
    }
)

NUMBERS = _index(
    {
        1: "one один одна одну одно",
        2: "two два две",
        3: "three три",
        4: "four четыре",
        5: "five пять",
        6: "six шесть",
        7: "seven семь",
        8: "eight восемь",
        9: "nine девять",
        10: "ten десять",
        11: "eleven одиннадцать",
        12: "twelve двенадцать",
        15: "fifteen пятнадцать",
        20: "twenty двадцать",
        30: "thirty тридцать",
        40: "forty сорок",
    }
)

AMOUNTS: dict[str, Fraction] = {word: Fraction(number) for word, number in NUMBERS.items()} | {
    "a": Fraction(1),
    "an": Fraction(1),
    "полтора": Fraction(3, 2),
    "полторы": Fraction(3, 2),
    "пол": Fraction(1, 2),
}

ORDINALS = _index(
    {
        1: "first первый первая первое первую первого первой",
        2: "second второй вторая второе вторую второго",
        3: "third третий третья третье третью третьего третьей",
        4: "fourth четвертый четвертая четвертое четвертую четвертого четвертой",
        5: "fifth пятый пятая пятое пятую пятого пятой",
        -1: "last последний последняя последнее последнюю последнего последней",
    }
)
