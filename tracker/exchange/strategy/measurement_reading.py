"""Reads the inventory of measurements of a strategy file, and the safety index that is made of it."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from tracker.exchange.strategy.entries import Entry
from tracker.exchange.strategy.fields import Fields, each
from tracker.exchange.strategy.yaml_lines import Node
from tracker.theory.contents.fields import UNIT_LENGTH
from tracker.theory.contents.measurement import HIGHEST_SUITABILITY
from tracker.theory.kinds import Frequency, IndicatorDirection, MeasurementKind, Suitability, Verdict

YEAR = re.compile(r"(19|2[01])\d\d")
ROW = (
    "id da en owner kind unit direction frequency first_year geography definition scores verdict note "
    "question_da method_da breaks illustrative retrieved_from"
)
INDEX = (
    "id da en illustrative scale normalisation within_dimension across_dimensions weights missing_rule "
    "base_year indicators values real_values"
)
RULES = {
    "normalisation": "minmax_goalposts",
    "within_dimension": "arithmetic",
    "across_dimensions": "geometric",
}
"""How this program counts the index (docs/decisions/0009); a file that says otherwise is refused."""

TWO_YEARS = ("biennial", "every_two_years")


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEntry:
    year: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementEntry(Entry):
    """``owner`` is an organisation of the file, or else a name. ``note`` is the reason of a verdict that
    leaves the measurement out of the index, and otherwise a note on its quality."""

    owner: str
    kind: MeasurementKind
    unit: str
    direction: IndicatorDirection
    frequency: Frequency
    first_year: int | None
    areas: tuple[str, ...]
    definition: str
    scores: dict[Suitability, int]
    verdict: Verdict
    note: str
    question: str
    method: str
    breaks: tuple[BreakEntry, ...]
    illustrative: bool
    retrieved_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceEntry:
    """A measurement in the index."""

    line: int
    measurement: str
    definition: str
    weight: float
    worst: float
    best: float


@dataclass(frozen=True, slots=True, kw_only=True)
class YearValueEntry:
    """A measurement's value for a year; ``source`` where it is a real one, else it is illustrative."""

    line: int
    measurement: str
    year: int
    value: float
    source: str
    illustrative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry(Entry):
    illustrative: bool
    weights: dict[str, float]
    base_year: int | None
    choices: tuple[ChoiceEntry, ...]
    values: tuple[YearValueEntry, ...]


def read_measurements(top: Fields, definitions: Container[str]) -> tuple[MeasurementEntry, ...]:
    """Raises StrategyFileError with the line of the first fault."""
    return tuple(_measurement(row, definitions) for row in each(top, "measurements", "measurement", ROW))


def read_index(top: Fields, measurements: Container[str], definitions: Container[str]) -> IndexEntry | None:
    """The index of the file; None where it has none. Raises StrategyFileError."""
    if "index" not in top:
        return None
    row = top.sub("index", INDEX)
    _only_known_rules(row)
    weights = row.sub("weights", " ".join(row.names("weights")))
    return IndexEntry(
        line=row.line,
        code=row.code(),
        title=row.text("da"),
        title_en=row.optional_line("en"),
        illustrative=row.flag("illustrative"),
        weights={
            _known_name(weights, name, definitions): weights.number(name) for name in row.names("weights")
        },
        base_year=row.optional_whole("base_year"),
        choices=tuple(_choices(row, measurements, definitions)),
        values=tuple(_values(row, measurements)),
    )


def _measurement(row: Fields, definitions: Container[str]) -> MeasurementEntry:
    scores = row.sub("scores", " ".join(Suitability)) if "scores" in row else None
    return MeasurementEntry(
        line=row.line,
        code=row.code(),
        title=row.text("da"),
        title_en=row.optional_line("en"),
        owner=row.text("owner"),
        kind=row.word("kind", MeasurementKind),
        unit=row.text("unit", UNIT_LENGTH),
        direction=row.word("direction", IndicatorDirection),
        frequency=_frequency(row),
        first_year=row.optional_whole("first_year"),
        areas=row.codes("geography"),
        definition=_known(row, "definition", definitions),
        scores={} if scores is None else {aspect: _score(scores, aspect) for aspect in Suitability},
        verdict=row.word("verdict", Verdict),
        note=row.optional_text("note"),
        question=row.optional_text("question_da"),
        method=row.optional_text("method_da"),
        breaks=tuple(_break(row, node) for node in row.items("breaks")),
        illustrative=row.flag("illustrative"),
        retrieved_from=row.optional_text("retrieved_from"),
    )


def _frequency(row: Fields) -> Frequency:
    if row.optional_text("frequency") in TWO_YEARS:
        return Frequency.EVERY_TWO_YEARS
    return row.word("frequency", Frequency)


def _score(scores: Fields, aspect: Suitability) -> int:
    score = scores.optional_whole(aspect.value)
    if score is None or score > HIGHEST_SUITABILITY:
        scores.refuse(aspect.value, f"a score from 0 to {HIGHEST_SUITABILITY} is missing")
    return score


def _break(row: Fields, node: Node) -> BreakEntry:
    found = Fields(node, f"{row.what}, breaks", "year da")
    year = found.optional_whole("year")
    if year is None:
        found.refuse("year", "it is missing")
    return BreakEntry(year=year, note=found.text("da"))


def _only_known_rules(row: Fields) -> None:
    for key, known in RULES.items():
        if key in row and row.text(key) != known:
            row.refuse(key, f"this program counts the index by “{known}”")


def _choices(row: Fields, measurements: Container[str], definitions: Container[str]) -> Iterator[ChoiceEntry]:
    for node in row.items("indicators"):
        choice = Fields(node, f"{row.what}, indicators", "measurement dimension weight worst best")
        yield ChoiceEntry(
            line=choice.line,
            measurement=_known(choice, "measurement", measurements),
            definition=_known(choice, "dimension", definitions),
            weight=choice.number("weight"),
            worst=choice.number("worst"),
            best=choice.number("best"),
        )


def _values(row: Fields, measurements: Container[str]) -> Iterator[YearValueEntry]:
    real = {(code, year): source for code, year, source in _real(row, measurements)}
    years = row.sub("values", " ".join(row.names("values")))
    for name in row.names("values"):
        if not YEAR.fullmatch(name):
            years.refuse(name, f"“{name}” is not a year")
        held = years.sub(name, " ".join(years.names(name)))
        for code in years.names(name):
            source = real.get((_known_name(held, code, measurements), int(name)))
            yield YearValueEntry(
                line=held.line_of(code),
                measurement=code,
                year=int(name),
                value=held.number(code),
                source=source or "",
                illustrative=source is None,
            )


def _real(row: Fields, measurements: Container[str]) -> Iterator[tuple[str, int, str]]:
    for node in row.items("real_values"):
        real = Fields(node, f"{row.what}, real_values", "measurement year value real retrieved_from")
        year = real.optional_whole("year")
        if year is None:
            real.refuse("year", "it is missing")
        yield _known(real, "measurement", measurements), year, real.optional_text("retrieved_from")


def _known(row: Fields, key: str, names: Container[str]) -> str:
    code = row.code(key)
    if code not in names:
        row.refuse(key, f"there is no “{code}”")
    return code


def _known_name(row: Fields, name: str, names: Container[str]) -> str:
    """The same for a key."""
    if name not in names:
        row.refuse(name, f"there is no “{name}”")
    return name
