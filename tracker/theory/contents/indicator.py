"""What an indicator says of itself. Source: DOMAIN, "Indicator"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from tracker.theory.contents.fields import Fault, Line, OptionalLine, Reference, Unit, Value
from tracker.theory.kinds import IndicatorDirection


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorContents:
    """Values are in ``unit``. The target comes after the baseline and lies in ``direction`` of it.
    ``measurement_id`` is the measurement of the inventory that it is read from."""

    element_id: Annotated[int, Reference("elements", needed=True, own=True, holder=True)]
    title: Line
    title_en: OptionalLine = None
    unit: Unit
    direction: IndicatorDirection
    baseline_on: date
    baseline_value: Value
    target_on: date
    target_value: Value
    measurement_id: Annotated[int | None, Reference("measurements")] = None

    def faults(self) -> Iterator[Fault]:
        if self.target_on <= self.baseline_on:
            yield Fault("target_on", "target_not_after_baseline")
        if self.target_value == self.baseline_value:
            yield Fault("target_value", "target_equals_baseline")
        rises = self.direction is IndicatorDirection.HIGHER_BETTER
        if (self.target_value > self.baseline_value) is not rises:
            yield Fault("direction", "target_against_direction")
