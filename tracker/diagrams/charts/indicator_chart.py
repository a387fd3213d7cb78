"""The chart of an indicator as points on a sheet: baseline, expected line, target, readings.

Pure geometry in pixels, y downwards; a template draws it. Labels stand where they hide nothing: the
baseline's value in the left margin, the target's in the right one, a reading's on its own side of the
expected line.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite

from tracker.diagrams.charts.axes import Axis, Label, Point, Size, half_width, tenth, within
from tracker.diagrams.type.metrics import width
from tracker.theory.follow_up.indicators import expected_line, expected_value
from tracker.theory.pathway import Indicator, Reading

WIDTH, HEIGHT = 360.0, 124.0
TYPE_SIZE = 12.0
_TOP = 4.0
_PADDING = 17.0
"""Free height above the highest and below the lowest value: room for a label."""

_FOOT = 22.0
"""Height below the plot: the line of dates, whose text stands ``_DATES_UP`` above the sheet's edge."""

_DATES_UP = 6.0
_GAP = 9.0
_WIDEST_MARGIN = 110.0
MOST_DOTS = 24
"""With more readings than this only the latest has a dot, and the line shows the others."""


SMALL = Size(WIDTH, HEIGHT)
"""Beside other things."""

TALL = Size(WIDTH, 250.0, detailed=True)
"""A page of its own, on a phone."""

WIDE = Size(760.0, 320.0, detailed=True)
"""A page of its own, on a screen and on paper."""

MOST_YEARS = 12
"""Over a longer time the turns of years are left out."""


@dataclass(frozen=True, slots=True)
class Words:
    """How the chart writes numbers and dates, and its word for today."""

    number: Callable[[float], str]
    day: Callable[[date], str]
    today: str


@dataclass(frozen=True, slots=True)
class Chart:
    """``left``, ``right``, ``top`` and ``bottom`` frame the plot; ``today`` is None where it lies outside.
    ``dots`` are the readings that are marked, ``line`` joins the baseline and all of them; both in order
    of time. ``years`` are where years begin, ``readings`` the values of earlier readings: of a detailed chart
    only."""

    size: Size
    left: float
    right: float
    top: float
    bottom: float
    baseline: Point
    target: Point
    expected: tuple[Point, ...]
    line: tuple[Point, ...]
    dots: tuple[Point, ...]
    today: float | None
    values: tuple[Label, ...]
    latest: Label | None
    dates: tuple[Label, ...]
    years: tuple[float, ...] = ()
    readings: tuple[Label, ...] = ()


def chart(indicator: Indicator, today: date, words: Words, size: Size = SMALL) -> Chart | None:
    """The chart of a sound indicator; None where baseline, target or dates leave nothing to draw. Readings
    on or before the baseline's day and values that are no numbers are left out, as the rules do."""
    start, goal = indicator.baseline, indicator.target
    if not (isfinite(start.value) and isfinite(goal.value)) or goal.on <= start.on:
        return None
    usable = (r for r in indicator.readings if r.on > start.on and isfinite(r.value))
    readings = sorted(usable, key=lambda reading: reading.on)
    sheet = _Sheet([start, goal, *readings], words, size)
    dots = tuple(sheet.point(reading) for reading in readings)
    latest = sheet.reading_label(indicator, readings[-1]) if readings else None
    return Chart(
        size=size,
        left=sheet.left,
        right=sheet.right,
        top=_TOP,
        bottom=sheet.bottom,
        baseline=sheet.point(start),
        target=sheet.point(goal),
        expected=tuple(map(sheet.point, expected_line(indicator, sheet.last))),
        line=(sheet.point(start), *dots),
        dots=dots if len(dots) <= MOST_DOTS else dots[-1:],
        today=sheet.across(today) if sheet.first <= today <= sheet.last else None,
        values=sheet.margin_labels(start, goal),
        latest=latest,
        dates=sheet.dates(today),
        years=tuple(x for x, _ in sheet.years()) if size.detailed else (),
        readings=sheet.earlier_labels(indicator, readings[:-1], latest) if size.detailed and latest else (),
    )


class _Sheet:
    """The scales of one chart."""

    def __init__(self, readings: Sequence[Reading], words: Words, size: Size) -> None:
        self.words = words
        self.size = size
        self.bottom = size.height - _FOOT
        start, goal, *_ = readings
        self.first = start.on
        self.last = max(reading.on for reading in readings)
        # Shares of the greatest value: the span of two huge numbers is no number.
        self.unit = max(abs(reading.value) for reading in readings) or 1.0
        shares = [reading.value / self.unit for reading in readings]
        self.values = Axis(min(shares), max(shares), self.bottom - _PADDING, _TOP + _PADDING)
        self.left = self._margin(start)
        self.right = size.width - self._margin(goal)
        self.days = Axis(self.first.toordinal(), self.last.toordinal(), self.left, self.right)

    def point(self, reading: Reading) -> Point:
        return self.across(reading.on), self.height(reading.value)

    def across(self, on: date) -> float:
        return tenth(self.days.at(on.toordinal()))

    def height(self, value: float) -> float:
        return tenth(self.values.at(value / self.unit))

    def margin_labels(self, start: Reading, goal: Reading) -> tuple[Label, ...]:
        drop = TYPE_SIZE * 0.35
        return (
            Label(self.left - _GAP, tenth(self.height(start.value) + drop), self._value(start.value), "end"),
            Label(self.right + _GAP, tenth(self.height(goal.value) + drop), self._value(goal.value), "start"),
        )

    def reading_label(self, indicator: Indicator, reading: Reading) -> Label:
        x, y = self.point(reading)
        text = self._value(reading.value)
        half = half_width(text, TYPE_SIZE)
        above = y <= self.height(expected_value(indicator, reading.on))
        inside = within(x, half, self.left, self.right)
        return Label(tenth(inside), tenth(y + (-7.0 if above else 7.0 + TYPE_SIZE * 0.7)), text, "middle")

    def earlier_labels(
        self, indicator: Indicator, readings: Sequence[Reading], latest: Label
    ) -> tuple[Label, ...]:
        """From the latest back: the values that keep clear of the one behind them, and of the baseline."""
        found: list[Label] = []
        free_to = latest.x - half_width(latest.text, TYPE_SIZE)
        for reading in reversed(readings):
            label = self.reading_label(indicator, reading)
            half = half_width(label.text, TYPE_SIZE)
            if label.x + half + _GAP <= free_to and label.x - half >= self.left + _GAP:
                found.append(label)
                free_to = label.x - half
        return tuple(reversed(found))

    def years(self) -> Iterator[tuple[float, int]]:
        """Where each year after the first begins; nothing where they would stand too close."""
        if self.last.year - self.first.year > MOST_YEARS:
            return
        for year in range(self.first.year + 1, self.last.year + 1):
            yield self.across(date(year, 1, 1)), year

    def dates(self, today: date) -> tuple[Label, ...]:
        """The first and the last day, and today between them where there is room; then the years, if any."""
        day, height = self.words.day, self.size.height - _DATES_UP
        labels = [
            Label(self.left, height, day(self.first), "start"),
            Label(self.right, height, day(self.last), "end"),
        ]
        if self.first <= today <= self.last:
            x = self.across(today)
            half = width(self.words.today, TYPE_SIZE) / 2 + _GAP
            free_from = self.left + width(labels[0].text, TYPE_SIZE)
            free_to = self.right - width(labels[1].text, TYPE_SIZE)
            if free_from + half <= x <= free_to - half:
                labels.insert(1, Label(x, height, self.words.today, "middle"))
        if self.size.detailed:
            labels[1:1] = self._year_labels(labels, height)
        return tuple(labels)

    def _year_labels(self, taken: Sequence[Label], height: float) -> list[Label]:
        """Those that keep clear of the labels that are ``taken`` and of each other."""
        spans = [label.reach(TYPE_SIZE) for label in taken]
        found = []
        for x, year in self.years():
            label = Label(x, height, str(year), "middle")
            left, right = label.reach(TYPE_SIZE)
            if all(right + _GAP <= start or end + _GAP <= left for start, end in spans):
                found.append(label)
                spans.append((left, right))
        return found

    def _margin(self, reading: Reading) -> float:
        return tenth(min(_WIDEST_MARGIN, max(12.0, width(self._value(reading.value), TYPE_SIZE) + _GAP + 3)))

    def _value(self, value: float) -> str:
        text = self.words.number(value)
        return text if width(text, TYPE_SIZE) <= _WIDEST_MARGIN - _GAP - 3 else f"{value:.2e}"
