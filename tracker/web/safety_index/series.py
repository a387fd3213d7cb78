"""The published years as a table and a chart, in points or with the base year as 100."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask_babel import format_decimal, gettext

from tracker.diagrams.charts.index_chart import (
    FULL,
    PANEL,
    TALL,
    WIDE,
    IndexChart,
    Scale,
    Spot,
    Words,
    index_chart,
    scale_of,
)
from tracker.records.queries.safety_index.versions import DefinitionLine
from tracker.records.queries.safety_index.years import PublishedYear
from tracker.theory.index.scoring import Score
from tracker.theory.index.series import BASE, YearScore, against_base
from tracker.theory.pathway import Id
from tracker.web.safety_index.labels import base_words, flags, points_words
from tracker.web.safety_index.reading import Reading

Numbers = Mapping[int, float | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """A definition in a year, in the scale that is shown; ``sign`` is withheld, provisional or empty."""

    value: float | None
    sign: str


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """``index`` and ``arithmetic`` in the scale that is shown; ``points`` and ``base`` in their own."""

    year: int
    edition: int
    cells: tuple[Cell, ...]
    index: float | None
    arithmetic: float | None
    points: float | None
    base: float | None
    sign: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A definition's own chart, and what it shows in words."""

    definition: DefinitionLine
    chart: IndexChart | None
    told: str


@dataclass(frozen=True, slots=True)
class Series:
    """``base_year`` is None where the version names none or it has no number, so that nothing can be
    compared with it. ``told``: the index in words."""

    definitions: list[DefinitionLine]
    rows: tuple[SeriesRow, ...]
    base_year: int | None
    in_base: bool
    wide: IndexChart | None
    tall: IndexChart | None
    told: str
    panels: tuple[Panel, ...]

    @property
    def since(self) -> tuple[int, float] | None:
        """How many points the latest year has above the nearest earlier one with a number, and which that
        is; None where the latest is withheld or the first."""
        known = [(row.year, row.points) for row in self.rows if row.points is not None]
        if len(known) < 2 or known[-1][0] != self.rows[-1].year:
            return None
        (before, then), (_, now) = known[-2:]
        return before, now - then


def series(reading: Reading, *, in_base: bool = False) -> Series:
    """What the pages and the downloads show of the published years."""
    years = {one.year: one for one in reading.years}
    points = {year: one.points for year, one in years.items()}
    base_year = reading.version.base_year
    based = against_base(points, base_year)
    if base_year is None or based.get(base_year) is None:
        base_year, in_base = None, False
    shown = _Shown(base_year if in_base else None)
    index = shown.of(points)
    arithmetic = shown.of({year: one.arithmetic for year, one in years.items()})
    parts: dict[Id, Numbers] = {
        one.id: shown.of({year: kept.parts.get(one.id) for year, kept in years.items()})
        for one in reading.definitions
    }
    rows = tuple(
        _row(reading, kept, parts, (index[year], arithmetic[year], based[year]))
        for year, kept in years.items()
    )
    spots = {year: Spot(index[year], _sign(reading.scored.get(year)) == "provisional") for year in years}
    beside = {year: Spot(value) for year, value in arithmetic.items()}
    scale = shown.scale([*index.values(), *arithmetic.values()])
    emphasis = float(BASE) if in_base else None
    common = shown.scale([value for numbers in parts.values() for value in numbers.values()])
    return Series(
        definitions=reading.definitions,
        rows=rows,
        base_year=base_year,
        in_base=in_base,
        wide=index_chart(spots, shown.words, WIDE, beside=beside, scale=scale, emphasis=emphasis),
        tall=index_chart(spots, shown.words, TALL, beside=beside, scale=scale, emphasis=emphasis),
        told=told(index, shown.words),
        panels=tuple(
            _panel(reading, definition, parts[definition.id], shown.words, common, emphasis)
            for definition in reading.definitions
        ),
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """The scale that is shown: points, or percentages of a base year."""

    base_year: int | None

    def of(self, points: Numbers) -> Numbers:
        return points if self.base_year is None else against_base(points, self.base_year)

    def scale(self, values: Iterable[float | None]) -> Scale:
        if self.base_year is None:
            return FULL
        return scale_of([value for value in values if value is not None], around=float(BASE))

    @property
    def words(self) -> Words:
        return chart_words(points_words if self.base_year is None else base_words)


def chart_words(value: Callable[[float], str] = points_words) -> Words:
    """How charts of the index write numbers and marks."""
    return Words(
        value=value,
        step=lambda step: str(format_decimal(step, format="#,##0.##")),
        withheld=gettext("withheld"),
        provisional=gettext("provisional"),
    )


def told(values: Numbers, words: Words) -> str:
    """A series in words, for those who hear a chart."""
    years = sorted(values.items())
    said = (f"{year}: {words.withheld if value is None else words.value(value)}" for year, value in years)
    return f"{', '.join(said)}."


def _row(
    reading: Reading,
    kept: PublishedYear,
    parts: Mapping[Id, Numbers],
    numbers: tuple[float | None, float | None, float | None],
) -> SeriesRow:
    scored = reading.scored.get(kept.year)
    signs = {} if scored is None else {part.of.id: _part_sign(part) for part in scored.score.members}
    index, arithmetic, base = numbers
    return SeriesRow(
        year=kept.year,
        edition=kept.edition,
        cells=tuple(Cell(parts[one.id][kept.year], signs.get(one.id, "")) for one in reading.definitions),
        index=index,
        arithmetic=arithmetic,
        points=kept.points,
        base=base,
        sign=_sign(scored),
        flags=() if scored is None else tuple(flags(scored, reading.titles)),
    )


def _panel(
    reading: Reading,
    definition: DefinitionLine,
    values: Numbers,
    words: Words,
    scale: Scale,
    emphasis: float | None,
) -> Panel:
    def provisional(year: int) -> bool:
        scored = reading.scored.get(year)
        return scored is not None and definition.id in scored.provisional

    spots = {year: Spot(value, provisional(year)) for year, value in values.items()}
    chart = index_chart(spots, words, PANEL, scale=scale, emphasis=emphasis)
    return Panel(definition, chart, told(values, words))


def _part_sign(part: Score) -> str:
    if part.is_withheld:
        return "withheld"
    return "provisional" if part.is_provisional else ""


def _sign(scored: YearScore | None) -> str:
    if scored is None:
        return ""
    if scored.points is None:
        return "withheld"
    return "provisional" if scored.provisional else ""
