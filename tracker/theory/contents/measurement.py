"""What a measurement of the inventory, its series and its scores say of themselves. Source: DOMAIN,
"Measurement"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from tracker.theory.contents.fields import (
    FIRST_YEAR,
    LAST_YEAR,
    Code,
    Fault,
    Line,
    LongText,
    NeededText,
    OptionalLine,
    Reference,
    Unit,
    Value,
    Whole,
)
from tracker.theory.kinds import Frequency, IndicatorDirection, MeasurementKind

HIGHEST_SUITABILITY = 3

SCORE = Whole(0, HIGHEST_SUITABILITY)
"""0 (useless) to 3 (good)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementContents:
    """It is owned by an organisation of the strategy or by somebody outside, not by both. ``question`` is the
    exact wording, ``areas`` the geography that it can be had for, one a line."""

    code: Code
    title: Line
    title_en: OptionalLine = None
    organisation_id: Annotated[int | None, Reference("organisations")] = None
    outside_owner: OptionalLine = None
    definition_id: Annotated[int, Reference("definitions", needed=True)]
    kind: MeasurementKind
    unit: Unit
    direction: IndicatorDirection
    frequency: Frequency
    first_year: Annotated[int | None, Whole(FIRST_YEAR, LAST_YEAR)] = None
    areas: LongText = ""
    question: LongText = ""
    method: LongText = ""
    quality: LongText = ""
    retrieved_from: LongText = ""

    def faults(self) -> Iterator[Fault]:
        if self.organisation_id is None and self.outside_owner is None:
            yield Fault("organisation_id", "required")
        if self.organisation_id is not None and self.outside_owner is not None:
            yield Fault("outside_owner", "one_owner")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueContents:
    """A value of the series, in the measurement's unit. One of a ``whole_year`` is dated on the year's last
    day."""

    taken_on: date
    whole_year: bool = False
    value: Value
    source: LongText = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakContents:
    """From ``from_on`` values cannot be compared with those before; ``note`` says why."""

    from_on: date
    note: NeededText


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreContents:
    """How suitable a measurement is for the index on one aspect."""

    score: Annotated[int, SCORE]


def last_day(year: int) -> date:
    """The day that a value of a whole year is dated on."""
    return date(year, 12, 31)
