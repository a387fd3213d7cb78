"""What a version of the safety index says of itself, its definitions and its measurements.

Source: DOMAIN, "Index".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from tracker.theory.contents.fields import FIRST_YEAR, LAST_YEAR, Fault, LongText, Reference, Value, Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexVersionContents:
    """``base_year`` is 100 where the index is shown relative to it."""

    base_year: Annotated[int | None, Whole(FIRST_YEAR, LAST_YEAR)] = None
    note: LongText = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexDefinitionContents:
    """Weights count beside each other, and need not add up."""

    weight: Value

    def faults(self) -> Iterator[Fault]:
        yield from _weight_faults(self.weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalpostContents:
    """Where a measurement counts as 0 and as 100, in its unit, and its weight within its definition."""

    worst: Value
    best: Value
    weight: Value
    logarithmic: bool = False

    def faults(self) -> Iterator[Fault]:
        yield from _weight_faults(self.weight)
        if self.worst == self.best:
            yield Fault("best", "goalposts_equal")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexMeasureContents(GoalpostContents):
    """A measurement in a version, under the definition that it had when it was taken in."""

    measurement_id: Annotated[int, Reference("measurements", needed=True)]
    definition_id: int


def _weight_faults(weight: float) -> Iterator[Fault]:
    if not weight > 0:
        yield Fault("weight", "weight_not_positive")
