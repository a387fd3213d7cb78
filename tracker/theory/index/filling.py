"""What a missing value might have been, to show beside a withheld index; never kept as a value.

Source: OECD/JRC (2008), step 3 "Imputation of missing data" (carrying forward, interpolation).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from tracker.theory.index.design import Version
from tracker.theory.index.scoring import Score, Values, score
from tracker.theory.pathway import Id

Filler: TypeAlias = Callable[[Mapping[int, Values], Id, int], float | None]


class Filling(StrEnum):
    """How a missing value is guessed."""

    CARRIED_FORWARD = "carried_forward"
    INTERPOLATED = "interpolated"


@dataclass(frozen=True, slots=True)
class Filled:
    """A year with guesses in place of what is missing. ``guesses`` are in the measurements' own units; what
    could not be guessed is not among them, and stays missing in ``score``."""

    how: Filling
    guesses: dict[Id, float]
    score: Score


def alternatives(version: Version, values: Mapping[int, Values], year: int) -> tuple[Filled, ...]:
    """What the index of a year might be, by each way of guessing that finds anything and leaves a number;
    none where nothing is missing. Raises ``Unusable``."""
    own = values.get(year, {})
    missing = [measure.id for measure in version.measures if own.get(measure.id) is None]
    found = []
    for how, fill in _FILLERS.items():
        guesses = {one: guess for one in missing if (guess := fill(values, one, year)) is not None}
        rated = score(version, year, {**own, **guesses}) if guesses else None
        if rated is not None and not rated.is_withheld:
            found.append(Filled(how, guesses, rated))
    return tuple(found)


def carried_forward(values: Mapping[int, Values], measurement: Id, year: int) -> float | None:
    """The latest value before the year; None where there is none."""
    return _value(values, measurement, max(_known(values, measurement, before=year), default=None))


def interpolated(values: Mapping[int, Values], measurement: Id, year: int) -> float | None:
    """On the line between the nearest values before and after the year; None without both."""
    earlier = max(_known(values, measurement, before=year), default=None)
    later = min(_known(values, measurement, after=year), default=None)
    start, end = _value(values, measurement, earlier), _value(values, measurement, later)
    if earlier is None or later is None or start is None or end is None:
        return None
    return start + (end - start) * (year - earlier) / (later - earlier)


def _known(
    values: Mapping[int, Values], measurement: Id, before: int | None = None, after: int | None = None
) -> list[int]:
    return [
        year
        for year, row in values.items()
        if row.get(measurement) is not None
        and (before is None or year < before)
        and (after is None or year > after)
    ]


def _value(values: Mapping[int, Values], measurement: Id, year: int | None) -> float | None:
    return None if year is None else values[year].get(measurement)


_FILLERS: dict[Filling, Filler] = {
    Filling.CARRIED_FORWARD: carried_forward,
    Filling.INTERPOLATED: interpolated,
}
