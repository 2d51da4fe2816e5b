"""TIMEX3 values (TimeML 1.2.1): whether one is well formed, and of which types."""

from __future__ import annotations

import re
from datetime import date

_YEAR = r"(?P<year>[0-9X]{4})"
_DAY = rf"{_YEAR}(-(?P<month>0[1-9]|1[0-2]|XX)(-(?P<day>0[1-9]|[12][0-9]|3[01]|XX))?)?"
_WEEK = r"[0-9X]{4}-W(?P<week>0[1-9]|[1-4][0-9]|5[0-3]|XX)(-(WE|[1-7]))?"
_PART = r"[0-9X]{4}-(SP|SU|FA|WI|Q[1-4X]|H[12X])"
_CLOCK = r"T((([01][0-9]|2[0-3])(:[0-5][0-9](:[0-5][0-9])?)?|24:00)(Z|[+-][0-9]{2}(:[0-9]{2})?)?|MO|MI|AF|EV|NI|DT)"
_AMOUNT = r"([0-9]+([.][0-9]+)?|X)"
_FORMS = {
    "DATE": [_DAY, _WEEK, _PART, r"[0-9]{2,3}", r"(PAST|PRESENT|FUTURE)_REF"],
    "TIME": [rf"({_DAY}|{_WEEK})?{_CLOCK}"],
    "DURATION": [
        rf"P(?=.)({_AMOUNT}(CE|DE))?({_AMOUNT}Y)?({_AMOUNT}Q)?({_AMOUNT}M)?({_AMOUNT}W)?({_AMOUNT}WE)?({_AMOUNT}D)?"
        rf"(T(?=.)({_AMOUNT}H)?({_AMOUNT}M)?({_AMOUNT}S)?)?"
    ],
}
_FORMS["SET"] = [*_FORMS["DURATION"], _WEEK, _DAY, _PART, rf"({_DAY}|{_WEEK}){_CLOCK}"]
_PATTERNS = {kind: [re.compile(form) for form in forms] for kind, forms in _FORMS.items()}


def types(value: str) -> set[str]:
    """The TIMEX3 types that a value fits; none where it is malformed.

    >>> sorted(types("P355D")), sorted(types("2022-02-30")), sorted(types("PRESNT_REF"))
    (['DURATION', 'SET'], [], [])
    """
    return {kind for kind, patterns in _PATTERNS.items() if any(_fits(pattern, value) for pattern in patterns)}


def day(value: str) -> date | None:
    """The calendar day that a DATE or TIME value names in full, else None."""
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _fits(pattern: re.Pattern[str], value: str) -> bool:
    match = pattern.fullmatch(value)
    if not match:
        return False
    found = match.groupdict()
    if not (found.get("day") and found["day"].isdigit() and found["month"].isdigit()):
        return True
    year = int(found["year"]) if found["year"].isdigit() else 2024  # a leap year: any day may exist
    try:
        date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return False
    return True
