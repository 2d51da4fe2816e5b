"""Values of expressions of time by rule: full dates, days and months without their year, weekdays, counts of units."""

from __future__ import annotations

from datetime import date, timedelta

import regex

from ..document import Document

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene янв",
            "feb fév фев",
            "mar mär мар",
            "apr abr avr апр",
            "may mai мая май мае",
            "jun juin июн",
            "jul juil июл",
            "aug ago aoû авг",
            "sep сен",
            "oct okt окт",
            "nov ноя",
            "dec dic dez déc дек",
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mon lun пон",
            "tue mar die вто",
            "wed mié mer mit сре",
            "thu jue jeu don чет",
            "fri vie ven fre пят",
            "sat sáb sam суб",
            "sun dom dim son вос",
        )
    )
    for name in names.split()
}
UNITS = {
    name: unit
    for unit, names in {
        "D": "day día ден дне дня сут tag jou",
        "W": "wee sem нед woc",
        "M": "mon mes мес moi",
        "Y": "yea año год лет jah ans",
        "H": "hou hor час stu heu",
        "m": "min мин",
    }.items()
    for name in names.split()
}
DAYS = {
    name: shift
    for shift, names in {
        0: "today hoy сегодня heute aujourd",
        -1: "yesterday ayer вчера gestern hier",
        1: "tomorrow mañana завтра morgen demain",
    }.items()
    for name in names.split()
}
"""First letters of months, weekdays and units, and words that count days, in the corpus's languages."""


def value(document: Document, surface: str, kind: str) -> str | None:
    """The TIMEX3 value of an expression, counted from the day of publication; None where no rule knows it."""
    words = regex.findall(r"\p{L}+|\p{N}+(?:[.:]\p{N}+)*", surface.casefold())
    numbers = [w for w in words if w[0].isdigit()]
    if kind in ("DURATION", "SET"):
        return _amount(words, numbers)
    if not document.published:
        return _year(numbers)
    today = date.fromisoformat(document.published)
    for word in words:
        if word in DAYS:
            return (today + timedelta(days=DAYS[word])).isoformat()
    clock = next((n for n in numbers if regex.fullmatch(r"\d{1,2}[:.]\d{2}", n)), None)
    if kind == "TIME":
        return f"{today.isoformat()}T{clock.replace('.', ':').zfill(5)}" if clock else None
    return _date(words, numbers, today) or _weekday(words, today) or _year(numbers)


def _date(words: list[str], numbers: list[str], today: date) -> str | None:
    month = next((MONTHS[w[:n]] for w in words for n in (4, 3) if w[:n] in MONTHS and not w[0].isdigit()), None)
    if month is None:
        return None
    year = next((int(n) for n in numbers if regex.fullmatch(r"(19|20)\d\d", n)), None)
    day = next((int(n) for n in numbers if regex.fullmatch(r"\d{1,2}", n) and 0 < int(n) < 32), None)
    if year is None:
        year = today.year - (month > today.month + 6)
    return f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")


def _weekday(words: list[str], today: date) -> str | None:
    for word in words:
        if word[:3] in WEEKDAYS:
            return (today - timedelta(days=(today.weekday() - WEEKDAYS[word[:3]]) % 7)).isoformat()
    return None


def _year(numbers: list[str]) -> str | None:
    return next((n for n in numbers if regex.fullmatch(r"(19|20)\d\d", n)), None)


def _amount(words: list[str], numbers: list[str]) -> str | None:
    unit = next((UNITS[w[:3]] for w in words if w[:3] in UNITS), None)
    if unit is None:
        return None
    count = numbers[0] if numbers else "1"
    return f"PT{count}{unit.upper()}" if unit in "Hm" else f"P{count}{unit}"
