"""The chart of a measurement's series as points on a sheet. Pure geometry in pixels, y downwards; a template
draws it.

A line joins only values that follow each other: none across a missing year, and none across a break
(``tracker.theory.strategy.measurements.runs``). A value of a whole year stands in the middle of that year.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor

from tracker.diagrams.charts.axes import Axis, Label, Point, Size, round_step, tenth, widest
from tracker.diagrams.type.metrics import Weight, width
from tracker.theory.strategy.measurements import Value

WIDE = Size(760.0, 300.0)
TALL = Size(360.0, 260.0)
"""The same on a phone."""

_TOP, _FOOT, _RIGHT = 30.0, 24.0, 16.0
"""Free above the plot for the letters of breaks, below it for the years, and to its right."""

TYPE_SIZE = 12.0
_GAP = 8.0
_MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Dot:
    """``illustrative`` values are drawn hollow; ``text`` is the value where there is room for it."""

    x: float
    y: float
    illustrative: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class BreakLine:
    """``letter`` ties the line to its note."""

    x: float
    letter: str


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """``left``, ``right``, ``top`` and ``bottom`` frame the plot. ``from_zero``: whether the axis of values
    begins at nothing."""

    size: Size
    left: float
    right: float
    top: float
    bottom: float
    ticks: tuple[Label, ...]
    turns: tuple[float, ...]
    years: tuple[Label, ...]
    lines: tuple[tuple[Point, ...], ...]
    dots: tuple[Dot, ...]
    breaks: tuple[BreakLine, ...]
    lowest: float
    from_zero: bool


def series_chart(
    runs: Sequence[Sequence[Value]],
    illustrative: frozenset[date],
    breaks: Sequence[tuple[date, str]],
    number: Callable[[float], str],
    size: Size,
) -> SeriesChart | None:
    """The chart of values in ``runs``; None where there is none. ``illustrative`` are the days of invented
    values; ``breaks`` have the letters of their notes, and those outside the years shown are left out."""
    values = [value for run in runs for value in run]
    if not values:
        return None
    sheet = _Sheet(values, number, size)
    lines = tuple(tuple(map(sheet.point, run)) for run in runs if len(run) > 1)
    dots = tuple(sheet.dots(values, illustrative))
    return SeriesChart(
        size=size,
        left=sheet.left,
        right=sheet.right,
        top=_TOP,
        bottom=sheet.bottom,
        ticks=tuple(sheet.tick(value) for value in sheet.ticks),
        turns=tuple(tenth(sheet.across(date(year, 1, 1))) for year in sheet.years[1:]),
        years=tuple(sheet.year_labels()),
        lines=lines,
        dots=dots,
        breaks=tuple(
            BreakLine(tenth(sheet.across(on)), letter) for on, letter in breaks if on.year in sheet.years
        ),
        lowest=sheet.ticks[0],
        from_zero=sheet.ticks[0] <= 0 <= sheet.ticks[-1],
    )


def nice_ticks(lowest: float, highest: float) -> tuple[float, ...]:
    """Round values from below the lowest to above the highest, at most ``_MOST_TICKS`` + 1."""
    if lowest == highest:
        reach = abs(lowest) / 10 or 1.0
        lowest, highest = lowest - reach, highest + reach
    rough = (highest - lowest) / (_MOST_TICKS - 1)
    step = round_step(rough * 0.999, (1, 2, 2.5, 5, 10))
    first, last = floor(lowest / step + 1e-9), ceil(highest / step - 1e-9)
    return tuple(float(f"{place * step:.12g}") for place in range(first, last + 1))


class _Sheet:
    """The scales of one chart."""

    def __init__(self, values: Sequence[Value], number: Callable[[float], str], size: Size) -> None:
        self.number, self.size = number, size
        self.bottom = size.height - _FOOT
        self.right = size.width - _RIGHT
        self.years = range(min(one.on.year for one in values), max(one.on.year for one in values) + 1)
        self.ticks = nice_ticks(min(one.value for one in values), max(one.value for one in values))
        self.left = tenth(widest(map(number, self.ticks), TYPE_SIZE) + _GAP + 2)
        first, last = date(self.years[0], 1, 1), date(self.years[-1], 12, 31)
        self.days = Axis(first.toordinal(), last.toordinal(), self.left, self.right)
        self.values = Axis(self.ticks[0], self.ticks[-1], self.bottom, _TOP)

    def across(self, on: date) -> float:
        return self.days.at(on.toordinal())

    def height(self, value: float) -> float:
        return self.values.at(value)

    def point(self, value: Value) -> Point:
        on = date(value.on.year, 7, 2) if value.whole_year else value.on
        return tenth(self.across(on)), tenth(self.height(value.value))

    def tick(self, value: float) -> Label:
        y = self.height(value)
        return Label(self.left - _GAP, tenth(y), self.number(value), "end")

    def year_labels(self) -> Iterator[Label]:
        """Every year, or every so many where they would touch."""
        wide = (self.right - self.left) / len(self.years)
        each = ceil((width("2000", TYPE_SIZE) + _GAP) / wide)
        for year in self.years[::each]:
            x = self.across(date(year, 7, 2))
            yield Label(tenth(x), tenth(self.size.height - 6.0), str(year), "middle")

    def dots(self, values: Sequence[Value], illustrative: frozenset[date]) -> Iterator[Dot]:
        """The last value has its text; the others too where no two of them would touch."""
        points = [self.point(value) for value in values]
        texts = [self.number(value.value) for value in values]
        wide = max(width(text, TYPE_SIZE, Weight.SEMIBOLD) for text in texts)
        apart = all(right[0] - left[0] > wide + 2 for left, right in pairwise(points))
        for place, (value, (x, y)) in enumerate(zip(values, points, strict=True)):
            shown = apart or place == len(values) - 1
            yield Dot(x, tenth(y), value.on in illustrative, texts[place] if shown else "")
