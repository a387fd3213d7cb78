"""A pasted column of dates and values, as readings of an indicator or the series of a measurement. Pure: text
in, rows out.

A line is a date and a value with a tab, a semicolon or spaces between. A year, a quarter or a month stands
for its last day (``pasted.days``); of a measurement a year stands for the whole year. What is not sure is
refused with its reason, never guessed: 1.234 may be a thousand or one (``pasted.numbers``). ``read`` says of
each line what saving would do; saving does just that.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from zlib import crc32

from tracker.exchange.pasted.days import split_day
from tracker.exchange.pasted.numbers import Ambiguous, Marks, NotANumber, number, shows_point

MOST_LINES = 1_000
MOST_CHARACTERS = 200_000
"""More than so much is refused as a whole: nobody can look through a preview of it."""

SHOWN = 120
"""Characters of a line that are shown back."""


class Outcome(StrEnum):
    """What saving does with a line."""

    NEW = "new"
    SAME = "same"
    CORRECTION = "correction"
    HEADING = "heading"
    REJECTED = "rejected"


class Reason(StrEnum):
    """Why a line is rejected."""

    NO_DATE = "no_date"
    NO_VALUE = "no_value"
    NOT_A_NUMBER = "not_a_number"
    AMBIGUOUS = "ambiguous"
    PERCENT_SIGN = "percent_sign"
    MORE_THAN_TWO = "more_than_two"
    NOT_AFTER_BASELINE = "not_after_baseline"
    IN_THE_FUTURE = "in_the_future"
    DAY_TWICE = "day_twice"


class Excess(StrEnum):
    """Why a paste is refused as a whole."""

    LINES = "lines"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One line that is not empty. ``line`` counts from 1; ``text`` is the line, cut to ``SHOWN`` characters.

    ``read_on`` and ``value`` are set unless it is rejected before they are known. ``period`` is what stood in
    place of a day, empty for a day. One of a ``whole_year`` stands for that year. ``before`` is the value
    that a correction replaces. ``other`` is another line with the same day: with another value (DAY_TWICE),
    or the same (SAME).
    """

    line: int
    text: str
    outcome: Outcome
    read_on: date | None = None
    value: float | None = None
    period: str = ""
    before: float | None = None
    reason: Reason | None = None
    other: int | None = None
    whole_year: bool = False


@dataclass(frozen=True, slots=True)
class Paste:
    """``excess`` is set where there is too much of it; nothing was read then, and ``size`` says how much."""

    rows: tuple[PastedRow, ...] = ()
    excess: Excess | None = None
    size: int = 0

    @property
    def new(self) -> dict[date, float]:
        """The readings that are to be added, by their day."""
        rows = self.of(Outcome.NEW)
        return {row.read_on: row.value for row in rows if row.read_on and row.value is not None}

    @property
    def replaced(self) -> dict[date, tuple[float, float]]:
        """The readings that would be corrected, by their day: the value before and after."""
        return {
            row.read_on: (row.before, row.value)
            for row in self.of(Outcome.CORRECTION)
            if row.read_on and row.value is not None and row.before is not None
        }

    @property
    def whole_years(self) -> frozenset[date]:
        """The days that stand for whole years."""
        return frozenset(row.read_on for row in self.rows if row.read_on and row.whole_year)

    @property
    def mark(self) -> int:
        """A number that stands for what the lines mean: another as soon as one means another thing."""
        return crc32(repr(self.rows).encode("utf-8", "surrogatepass")) % 1_000_000_000

    def of(self, *outcomes: Outcome) -> tuple[PastedRow, ...]:
        """The rows with these outcomes, in their order."""
        return tuple(row for row in self.rows if row.outcome in outcomes)


@dataclass(frozen=True, slots=True)
class Known:
    """What a line is held against: the baseline's day if there is one, today, the unit's kind, and the
    readings by day. ``whole_years``: a year alone stands for that year, which may still run."""

    baseline_on: date | None
    today: date
    takes_percent: bool
    readings: Mapping[date, float]
    whole_years: bool = False


def read(text: str, known: Known, marks: Marks = Marks.EITHER) -> Paste:
    """What each line of ``text`` means. Never raises."""
    if len(text) > MOST_CHARACTERS:
        return Paste((), Excess.CHARACTERS, len(text))
    lines = [(place, line) for place, line in enumerate(_lines(text), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        return Paste((), Excess.LINES, len(lines))
    points = marks is Marks.EITHER and any(shows_point(_value_text(line)) for _, line in lines)
    rows = [_row(place, line, known, marks, points) for place, line in lines]
    for place in range(_headings(rows, [line for _, line in lines])):
        rows[place] = replace(rows[place], outcome=Outcome.HEADING, reason=None)
    return Paste(tuple(_one_a_day(rows)))


def _headings(rows: Sequence[PastedRow], lines: Sequence[str]) -> int:
    """How many lines stand above the values and hold no digit. Where no value follows, the first only."""
    above = 0
    for row, line in zip(rows, lines, strict=True):
        if row.reason is not Reason.NO_DATE or any(sign.isdigit() for sign in line):
            return above
        above += 1
    return min(above, 1)


def _lines(text: str) -> list[str]:
    """Lines as a sheet ends them; other separators that Unicode has are part of a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _row(place: int, line: str, known: Known, marks: Marks, points: bool) -> PastedRow:
    shown = line.strip()
    row = PastedRow(place, shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…", Outcome.REJECTED)
    found = split_day(line)
    if found is None:
        return replace(row, reason=Reason.NO_DATE)
    whole_year = known.whole_years and found.period.isdigit()
    row = replace(row, read_on=found.day, period=found.period, whole_year=whole_year)
    texts = _cells(found.rest)
    if len(texts) != 1:
        return replace(row, reason=Reason.MORE_THAN_TWO if texts else Reason.NO_VALUE)
    [typed] = texts
    if typed.endswith("%"):
        if not known.takes_percent:
            return replace(row, reason=Reason.PERCENT_SIGN)
        typed = typed[:-1].rstrip()
    try:
        value = number(typed, marks, comma_may_be_thousands=points)
    except Ambiguous:
        return replace(row, reason=Reason.AMBIGUOUS)
    except NotANumber:
        return replace(row, reason=Reason.NOT_A_NUMBER)
    return _held_against(replace(row, value=value), found.day, value, known)


def _held_against(row: PastedRow, day: date, value: float, known: Known) -> PastedRow:
    if known.baseline_on is not None and day <= known.baseline_on:
        return replace(row, reason=Reason.NOT_AFTER_BASELINE)
    if (day.year > known.today.year) if row.whole_year else (day > known.today):
        return replace(row, reason=Reason.IN_THE_FUTURE)
    before = known.readings.get(day)
    if before is None:
        return replace(row, outcome=Outcome.NEW)
    if before == value:
        return replace(row, outcome=Outcome.SAME)
    return replace(row, outcome=Outcome.CORRECTION, before=before)


def _one_a_day(rows: Sequence[PastedRow]) -> Iterator[PastedRow]:
    """A day's second line is left out where it says the same; lines that contradict each other both are."""
    of_day: dict[date, list[PastedRow]] = {}
    for row in rows:
        if row.read_on is not None and row.value is not None and row.outcome is not Outcome.REJECTED:
            of_day.setdefault(row.read_on, []).append(row)
    for row in rows:
        alike = of_day.get(row.read_on, []) if row.read_on else []
        if row not in alike or len(alike) == 1:
            yield row
            continue
        against = next((one for one in alike if one.value != row.value), None)
        if against is not None:
            yield replace(row, outcome=Outcome.REJECTED, reason=Reason.DAY_TWICE, other=against.line)
        elif row is alike[0]:
            yield row
        else:
            yield replace(row, outcome=Outcome.SAME, other=alike[0].line)


def _cells(rest: str) -> list[str]:
    """The texts behind the day: cells where there is a tab or a semicolon, empty ones left out."""
    for separator in ("\t", ";"):
        if separator in rest:
            return [cell.strip().strip('"').strip() for cell in rest.split(separator) if cell.strip(' "')]
    text = rest.strip().strip('"').strip()
    return [text] if text else []


def _value_text(line: str) -> str:
    found = split_day(line)
    texts = _cells(found.rest) if found else []
    return texts[0].removesuffix("%").rstrip() if texts else ""
