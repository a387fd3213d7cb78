"""The safety index over the years as points on a sheet: a leading line, another beside it, and gaps.

Pure geometry in pixels, y downwards; a template draws it. Each year has a column of its own. A year that is
withheld is a gap in the line with a band of its own, a year that is not there a gap without one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from tracker.diagrams.charts.axes import (
    Axis,
    Label,
    Point,
    Size,
    half_width,
    round_step,
    tenth,
    widest,
    within,
)
from tracker.diagrams.type.metrics import Weight, width

TYPE_SIZE = 13.0
_TOP, _FOOT, _RIGHT = 22.0, 26.0, 8.0
_YEARS_UP = 8.0
_LIFT = 15.0
"""How far above its point a value stands."""

_ROOMY = 26.0
"""So wide a column has room for a large point."""

MOST_STEPS = 6
"""So many lines across at most, where the scale follows from the values."""

AIR = 0.3
"""The least distance of a value from the scale's ends, as a share of a step."""


WIDE = Size(1000.0, 320.0)
"""On a screen and on paper."""

TALL = Size(360.0, 300.0)
"""On a phone."""

PANEL = Size(320.0, 180.0)
"""One definition beside the others."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A year of a series: None where it is withheld."""

    value: float | None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The values that lines across stand at, from the lowest to the highest."""

    steps: tuple[float, ...]


FULL = Scale((0.0, 20.0, 40.0, 60.0, 80.0, 100.0))
"""Points from the worst goalposts to the best."""


@dataclass(frozen=True, slots=True)
class Words:
    """How the chart writes a value, a step of its scale, and the words for its marks."""

    value: Callable[[float], str]
    step: Callable[[float], str]
    withheld: str
    provisional: str


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    provisional: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A withheld year: from ``left``, ``width`` wide; ``word`` is None where there is no room for it."""

    left: float
    width: float
    middle: float
    word: Label | None


@dataclass(frozen=True, slots=True)
class IndexChart:
    """``lines`` and ``beside`` are unbroken stretches of two points or more. ``radius`` is that of
    a point. ``emphasis`` is the height of the base year's 100, where the scale is relative to it."""

    size: Size
    left: float
    right: float
    top: float
    bottom: float
    grid: tuple[Label, ...]
    years: tuple[Label, ...]
    lines: tuple[tuple[Point, ...], ...]
    dots: tuple[Dot, ...]
    beside: tuple[tuple[Point, ...], ...]
    marks: tuple[Point, ...]
    values: tuple[Label, ...]
    notes: tuple[Label, ...]
    bands: tuple[Band, ...]
    radius: float
    emphasis: float | None = None

    @property
    def floor(self) -> float:
        """Where a sign at the foot of a band stands."""
        return self.bottom - 14.0


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The scales of one chart."""

    size: Size
    scale: Scale
    words: Words
    first: int
    last: int
    left: float = field(init=False)

    def __post_init__(self) -> None:
        texts = map(self.words.step, self.scale.steps)
        object.__setattr__(self, "left", tenth(widest(texts, TYPE_SIZE) + 12.0))

    @property
    def right(self) -> float:
        return self.size.width - _RIGHT

    @property
    def bottom(self) -> float:
        return self.size.height - _FOOT

    @property
    def column(self) -> float:
        return (self.right - self.left) / (self.last - self.first + 1)

    def across(self, year: int) -> float:
        return tenth(self.left + (year - self.first + 0.5) * self.column)

    def height(self, value: float) -> float:
        return tenth(Axis(self.scale.steps[0], self.scale.steps[-1], self.bottom, _TOP).at(value))

    def stretches(self, series: Mapping[int, Spot]) -> tuple[tuple[Point, ...], ...]:
        found: list[list[Point]] = [[]]
        for year in range(self.first, self.last + 1):
            spot = series.get(year)
            if spot is None or spot.value is None:
                found.append([])
            else:
                found[-1].append((self.across(year), self.height(spot.value)))
        return tuple(tuple(stretch) for stretch in found if len(stretch) > 1)

    def label(self, year: int, y: float, text: str) -> Label:
        """A text at a year, moved inwards where it would stand beyond the sheet."""
        x = within(self.across(year), half_width(text, TYPE_SIZE) + 1.0, 0.0, self.size.width)
        return Label(tenth(x), tenth(y), text, "middle")

    def every(self, texts: Sequence[str]) -> int:
        """Every how many columns a text has room for itself, counted from the last."""
        widest = max((width(text, TYPE_SIZE, Weight.SEMIBOLD) for text in texts), default=0.0)
        return max(1, ceil((widest + 8.0) / self.column))


def index_chart(
    lead: Mapping[int, Spot],
    words: Words,
    size: Size = WIDE,
    *,
    beside: Mapping[int, Spot] | None = None,
    scale: Scale = FULL,
    emphasis: float | None = None,
) -> IndexChart | None:
    """``lead`` by year is drawn with points and values, ``beside`` with marks alone. None without a year."""
    if not lead:
        return None
    beside = beside or {}
    sheet = _Sheet(size, scale, words, min(lead), max(lead))
    known = {year: spot for year, spot in sorted(lead.items()) if spot.value is not None}
    return IndexChart(
        size=size,
        left=sheet.left,
        right=sheet.right,
        top=_TOP,
        bottom=sheet.bottom,
        grid=tuple(
            Label(sheet.left - 8.0, sheet.height(step), words.step(step), "end") for step in scale.steps
        ),
        years=_years(sheet),
        lines=sheet.stretches(lead),
        dots=tuple(
            Dot(sheet.across(year), sheet.height(spot.value or 0.0), spot.provisional)
            for year, spot in known.items()
        ),
        beside=sheet.stretches(beside),
        marks=tuple(
            (sheet.across(year), sheet.height(spot.value))
            for year, spot in sorted(beside.items())
            if spot.value is not None and sheet.first <= year <= sheet.last
        ),
        values=_values(sheet, known, beside),
        notes=_notes(sheet, known),
        radius=5.0 if sheet.column >= _ROOMY else 3.0,
        bands=tuple(_band(sheet, year) for year, spot in sorted(lead.items()) if spot.value is None),
        emphasis=None if emphasis is None else sheet.height(emphasis),
    )


def scale_of(values: Sequence[float], *, around: float) -> Scale:
    """Round steps that hold every value and ``around``, with some air above and below."""
    low, high = min([*values, around]), max([*values, around])
    least = max(high - low, abs(around) * 0.1, 1e-9) / (MOST_STEPS - 1)
    step = round_step(least, (1, 2, 5, 10, 20))
    start, end = floor(low / step - AIR), ceil(high / step + AIR)
    return Scale(tuple(round(number * step, 9) for number in range(start, end + 1)))


def _years(sheet: _Sheet) -> tuple[Label, ...]:
    step = sheet.every([str(sheet.last)])
    return tuple(
        sheet.label(year, sheet.size.height - _YEARS_UP, str(year))
        for year in range(sheet.first, sheet.last + 1)
        if (sheet.last - year) % step == 0
    )


def _values(sheet: _Sheet, known: Mapping[int, Spot], beside: Mapping[int, Spot]) -> tuple[Label, ...]:
    """Above each point, and above the mark beside it where that stands close over the point."""

    def top(year: int) -> float:
        own, other = sheet.height(known[year].value or 0.0), beside.get(year)
        if other is None or other.value is None:
            return own
        mark = sheet.height(other.value)
        return mark if 0 < own - mark < 2 * _LIFT else own

    texts = {year: sheet.words.value(spot.value or 0.0) for year, spot in known.items()}
    step = sheet.every(list(texts.values()))
    return tuple(
        sheet.label(year, top(year) - _LIFT, text)
        for year, text in texts.items()
        if (sheet.last - year) % step == 0
    )


def _notes(sheet: _Sheet, known: Mapping[int, Spot]) -> tuple[Label, ...]:
    """The word beneath each provisional point, where a column has room for it."""
    word = sheet.words.provisional
    if width(word, TYPE_SIZE) > sheet.column - 4.0:
        return ()
    return tuple(
        sheet.label(year, sheet.height(spot.value or 0.0) + 21.0, word)
        for year, spot in known.items()
        if spot.provisional
    )


def _band(sheet: _Sheet, year: int) -> Band:
    middle, word = sheet.across(year), sheet.words.withheld
    inner = round(sheet.column - min(8.0, sheet.column * 0.1), 1)
    label = None
    if width(word, TYPE_SIZE) <= inner - 4.0:
        label = Label(middle, sheet.bottom - 30.0, word, "middle")
    return Band(round(middle - inner / 2, 1), inner, middle, label)
