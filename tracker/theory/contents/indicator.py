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
        yield from day_faults(self.baseline_on, self.target_on)
        yield from value_faults(self.baseline_value, self.target_value, self.direction)


def day_faults(baseline_on: date, target_on: date) -> Iterator[Fault]:
    """A target that does not come after the baseline."""
    if target_on <= baseline_on:
        yield Fault("target_on", "target_not_after_baseline")


def value_faults(baseline: float, target: float, direction: IndicatorDirection) -> Iterator[Fault]:
    """A target that is the baseline, or does not lie in the direction of it."""
    rises = target > baseline
    if target == baseline:
        yield Fault("target_value", "target_equals_baseline")
    elif rises is not (direction is IndicatorDirection.HIGHER_BETTER):
        yield Fault("direction", "higher_has_to_be_better" if rises else "lower_has_to_be_better")
