"""The small chart of an indicator as points on a sheet: baseline, expected line, target, readings.

Pure geometry in pixels, y downwards; a template draws it. Labels stand where they hide nothing: the
baseline's value in the left margin, the target's in the right one, the latest reading's on its own side of
the expected line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Literal

from tracker.diagrams.metrics import Weight, width
from tracker.theory.indicators import expected_line, expected_value
from tracker.theory.pathway import Indicator, Reading

WIDTH, HEIGHT = 360.0, 124.0
TYPE_SIZE = 12.0
_TOP, _BOTTOM = 4.0, 102.0
_PADDING = 17.0
"""Free height above the highest and below the lowest value: room for a label."""

_DATE_LINE = 118.0
_GAP = 9.0
_WIDEST_MARGIN = 110.0
MOST_DOTS = 24
"""With more readings than this only the latest has a dot, and the line shows the others."""

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Words:
    """How the chart writes numbers and dates, and its word for today."""

    number: Callable[[float], str]
    day: Callable[[date], str]
    today: str


@dataclass(frozen=True, slots=True)
class Label:
    """``y`` is the baseline of the text."""

    x: float
    y: float
    text: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Chart:
    """``left``, ``right``, ``top`` and ``bottom`` frame the plot; ``today`` is None where it lies outside.
    ``dots`` are the readings that are marked, ``line`` joins the baseline and all of them; both in order
    of time."""

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


def chart(indicator: Indicator, today: date, words: Words) -> Chart | None:
    """The chart of a sound indicator; None where baseline, target or dates leave nothing to draw. Readings
    on or before the baseline's day and values that are no numbers are left out, as the rules do."""
    start, goal = indicator.baseline, indicator.target
    if not (isfinite(start.value) and isfinite(goal.value)) or goal.on <= start.on:
        return None
    usable = (r for r in indicator.readings if r.on > start.on and isfinite(r.value))
    readings = sorted(usable, key=lambda reading: reading.on)
    sheet = _Sheet([start, goal, *readings], words)
    dots = tuple(sheet.point(reading) for reading in readings)
    return Chart(
        left=sheet.left,
        right=sheet.right,
        top=_TOP,
        bottom=_BOTTOM,
        baseline=sheet.point(start),
        target=sheet.point(goal),
        expected=tuple(map(sheet.point, expected_line(indicator, sheet.last))),
        line=(sheet.point(start), *dots),
        dots=dots if len(dots) <= MOST_DOTS else dots[-1:],
        today=sheet.across(today) if sheet.first <= today <= sheet.last else None,
        values=sheet.margin_labels(start, goal),
        latest=sheet.latest_label(indicator, readings[-1]) if readings else None,
        dates=sheet.dates(today),
    )


class _Sheet:
    """The scales of one chart."""

    def __init__(self, readings: Sequence[Reading], words: Words) -> None:
        self.words = words
        start, goal, *_ = readings
        self.first = start.on
        self.last = max(reading.on for reading in readings)
        # Shares of the greatest value: the span of two huge numbers is no number.
        self.unit = max(abs(reading.value) for reading in readings) or 1.0
        self.lowest = min(reading.value for reading in readings) / self.unit
        self.highest = max(reading.value for reading in readings) / self.unit
        self.left = self._margin(start)
        self.right = WIDTH - self._margin(goal)

    def point(self, reading: Reading) -> Point:
        return self.across(reading.on), self.height(reading.value)

    def across(self, on: date) -> float:
        share = (on - self.first).days / (self.last - self.first).days
        return _round(self.left + share * (self.right - self.left))

    def height(self, value: float) -> float:
        span = self.highest - self.lowest
        share = (value / self.unit - self.lowest) / span if span else 0.5
        return _round(_BOTTOM - _PADDING - share * (_BOTTOM - _TOP - 2 * _PADDING))

    def margin_labels(self, start: Reading, goal: Reading) -> tuple[Label, ...]:
        drop = TYPE_SIZE * 0.35
        return (
            Label(self.left - _GAP, _round(self.height(start.value) + drop), self._value(start.value), "end"),
            Label(
                self.right + _GAP, _round(self.height(goal.value) + drop), self._value(goal.value), "start"
            ),
        )

    def latest_label(self, indicator: Indicator, reading: Reading) -> Label:
        x, y = self.point(reading)
        text = self._value(reading.value)
        half = width(text, TYPE_SIZE, Weight.SEMIBOLD) / 2
        above = y <= self.height(expected_value(indicator, reading.on))
        inside = min(max(x, self.left + half), self.right - half)
        return Label(_round(inside), _round(y + (-7.0 if above else 7.0 + TYPE_SIZE * 0.7)), text, "middle")

    def dates(self, today: date) -> tuple[Label, ...]:
        """The first and the last day, and today between them where there is room."""
        day = self.words.day
        labels = [
            Label(self.left, _DATE_LINE, day(self.first), "start"),
            Label(self.right, _DATE_LINE, day(self.last), "end"),
        ]
        if self.first <= today <= self.last:
            x = self.across(today)
            half = width(self.words.today, TYPE_SIZE) / 2 + _GAP
            free_from = self.left + width(labels[0].text, TYPE_SIZE)
            free_to = self.right - width(labels[1].text, TYPE_SIZE)
            if free_from + half <= x <= free_to - half:
                labels.insert(1, Label(x, _DATE_LINE, self.words.today, "middle"))
        return tuple(labels)

    def _margin(self, reading: Reading) -> float:
        return _round(min(_WIDEST_MARGIN, max(12.0, width(self._value(reading.value), TYPE_SIZE) + _GAP + 3)))

    def _value(self, value: float) -> str:
        text = self.words.number(value)
        return text if width(text, TYPE_SIZE) <= _WIDEST_MARGIN - _GAP - 3 else f"{value:.2e}"


def _round(value: float) -> float:
    return round(value, 1)
