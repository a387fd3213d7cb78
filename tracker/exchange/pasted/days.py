"""Days and periods as people and statistics write them. A period stands for its last day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from tracker.theory.contents.fields import FIRST_YEAR, LAST_YEAR

MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A line's day, and what stands behind it. ``period`` is the text of a period, empty for a day."""

    day: date
    period: str
    rest: str


_YEAR = "(?P<year>[0-9]{4})"
_MONTH_NAMES = "|".join(f"{name}|{name[:3]}" for name in MONTHS)
_DAYS = (
    re.compile(rf"{_YEAR}-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})"),
    re.compile(rf"(?P<day>[0-9]{{1,2}})([.\-/])(?P<month>[0-9]{{1,2}})[.\-/]{_YEAR}"),
)
_QUARTERS = (
    re.compile(rf"{_YEAR} ?[KQ](?P<quarter>[1-4])", re.IGNORECASE),
    re.compile(rf"[KQ](?P<quarter>[1-4])[ \-]?{_YEAR}", re.IGNORECASE),
    re.compile(rf"(?P<quarter>[1-4])\. ?(?:kvartal|kvt\.?) {_YEAR}", re.IGNORECASE),
)
_HALVES = (
    re.compile(rf"{_YEAR} ?H(?P<half>[12])", re.IGNORECASE),
    re.compile(rf"(?P<half>[12])\. ?halvår {_YEAR}", re.IGNORECASE),
)
_MONTHS = (
    re.compile(rf"{_YEAR} ?M(?P<month>[0-9]{{2}})", re.IGNORECASE),
    re.compile(rf"(?P<name>{_MONTH_NAMES})\.? {_YEAR}", re.IGNORECASE),
)
_YEARS = (re.compile(_YEAR),)

_FORMS = (*_DAYS, *_QUARTERS, *_HALVES, *_MONTHS, *_YEARS)
"""In the order of trial: a year stands at the beginning of others."""

_BEHIND = re.compile(r'"?(?=[\t; \u00a0]|$)')


def split_day(line: str) -> Found | None:
    """The day or period that a line begins with; None where it begins with neither, or with a day that no
    calendar has."""
    text = line.strip().removeprefix('"')
    for form in _FORMS:
        match = form.match(text)
        behind = _BEHIND.match(text, match.end()) if match else None
        if match is None or behind is None:
            continue
        day = _day_of(match.groupdict())
        if day is None:
            return None
        period = "" if form in _DAYS else match.group()
        return Found(day, period, text[behind.end() :].replace("\u00a0", " "))
    return None


def _day_of(parts: dict[str, str | None]) -> date | None:
    year = int(parts["year"] or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    month = int(parts.get("month") or 12)
    if name := parts.get("name"):
        month = 1 + next(place for place, full in enumerate(MONTHS) if full.startswith(name.lower()))
    if quarter := parts.get("quarter"):
        month = 3 * int(quarter)
    if half := parts.get("half"):
        month = 6 * int(half)
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    day = int(parts.get("day") or last)
    return date(year, month, day) if 1 <= day <= last else None
