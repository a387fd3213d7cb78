"""The inventory of measurements: which value stands for a year, and which definitions lack coverage.

Source: DOMAIN, "Measurement" and "Index"; issue 5, measurement inventory.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.theory.kinds import Suitability, Verdict
from tracker.theory.pathway import Id


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a series, in the measurement's unit. One of a ``whole_year`` stands for that year."""

    on: date
    value: float
    whole_year: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of a measurement when coverage is looked at. ``years`` are those with a value."""

    id: Id
    definition: Id
    verdict: Verdict
    years: frozenset[int]
    scores: Mapping[Suitability, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a definition can be measured by. ``included`` and ``candidates`` are measurements by verdict;
    ``years`` those for which an included measurement has a value."""

    definition: Id
    included: tuple[Id, ...]
    candidates: tuple[Id, ...]
    years: frozenset[int]

    @property
    def is_missing(self) -> bool:
        """Nothing that goes into the index measures this definition."""
        return not self.included


def year_value(values: Iterable[Value], year: int) -> Value | None:
    """The value that stands for a year: that of the whole year, else the latest within it; None: missing."""
    within = [value for value in values if value.on.year == year]
    whole = [value for value in within if value.whole_year]
    return max(whole or within, key=lambda value: value.on, default=None)


def by_year(values: Iterable[Value]) -> dict[int, Value]:
    """The value that stands for each year that has one."""
    known = list(values)
    found = {year: year_value(known, year) for year in sorted({value.on.year for value in known})}
    return {year: value for year, value in found.items() if value is not None}


def runs(values: Iterable[Value], breaks: Iterable[date]) -> tuple[tuple[Value, ...], ...]:
    """The series in order of time, parted where it must not be joined by a line: where a year between has no
    value, and where the series breaks."""
    starts = sorted(breaks)
    found: list[list[Value]] = []
    for value in sorted(values, key=lambda one: one.on):
        last = found[-1][-1] if found else None
        if (
            last is None
            or value.on.year - last.on.year > 1
            or any(last.on < start <= value.on for start in starts)
        ):
            found.append([])
        found[-1].append(value)
    return tuple(tuple(run) for run in found)


def total(scores: Mapping[Suitability, int]) -> int | None:
    """The sum of the scores, at most 18; None where an aspect has none."""
    return sum(scores.values()) if scores.keys() >= set(Suitability) else None


def coverage(definitions: Iterable[Id], inventory: Iterable[Judged]) -> tuple[Coverage, ...]:
    """Every definition in the order given, also one that nothing measures."""
    known = list(inventory)
    return tuple(_coverage(definition, known) for definition in definitions)


def _coverage(definition: Id, inventory: list[Judged]) -> Coverage:
    own = [one for one in inventory if one.definition == definition]
    included = [one for one in own if one.verdict is Verdict.INCLUDE]
    return Coverage(
        definition,
        tuple(one.id for one in included),
        tuple(one.id for one in own if one.verdict is Verdict.CANDIDATE),
        frozenset(year for one in included for year in one.years),
    )
