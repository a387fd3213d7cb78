"""Indicators: progress against the expected line, when a reading is due, and what is wrong with one.

Source: DOMAIN, "Indicator". All shares are exact fractions of the decimals that were typed, so that a
value on a boundary stays there: 0.1 counts as one tenth, not as its nearest binary float.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import isfinite

from tracker.theory.contents.indicator import day_faults, value_faults
from tracker.theory.pathway import Element, Id, Indicator, Pathway, Reading, id_key

TOLERANCE = Fraction(1, 10)
"""How far progress may lie behind the expected share and still be on track."""

READING_DUE_DAYS = 183
"""A latest reading older than this calls for a new one; exactly this old does not."""


class IndicatorState(StrEnum):
    ON_TRACK = "on_track"
    BEHIND = "behind"
    NO_PROGRESS = "no_progress"
    TARGET_REACHED = "target_reached"
    NOT_MEASURED = "not_measured"


class IndicatorFault(StrEnum):
    """Why an indicator, or one of its readings, cannot be used as it stands."""

    VALUE_NOT_A_NUMBER = "value_not_a_number"
    TARGET_EQUALS_BASELINE = "target_equals_baseline"
    TARGET_AGAINST_DIRECTION = "target_against_direction"
    TARGET_NOT_AFTER_BASELINE = "target_not_after_baseline"
    READING_NOT_AFTER_BASELINE = "reading_not_after_baseline"
    READINGS_NOT_ASCENDING = "readings_not_ascending"
    READING_NOT_A_NUMBER = "reading_not_a_number"


_OF_A_FIELD = {
    "target_value": IndicatorFault.TARGET_EQUALS_BASELINE,
    "direction": IndicatorFault.TARGET_AGAINST_DIRECTION,
    "target_on": IndicatorFault.TARGET_NOT_AFTER_BASELINE,
}
"""The fault of an indicator's contents by the field that it is about."""


@dataclass(frozen=True, slots=True)
class Fault:
    """``reading`` is the offending one, None where the indicator itself is at fault."""

    kind: IndicatorFault
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class IndicatorAssessment:
    """``progress`` and ``expected`` are shares of the way from baseline to target (0 at the baseline,
    1 at the target; progress may lie outside). Both are None when not measured; ``latest`` is then
    set only where the reading cannot be compared, because it or the indicator is at fault."""

    indicator: Indicator
    state: IndicatorState
    latest: Reading | None = None
    progress: Fraction | None = None
    expected: Fraction | None = None

    @property
    def has_moved(self) -> bool:
        """A reading after the baseline shows change in the wanted direction."""
        return self.progress is not None and self.progress > 0


def faults(indicator: Indicator) -> tuple[Fault, ...]:
    """Everything wrong: first with baseline, target and direction, then with readings in their order."""
    return (*_definition_faults(indicator), *_reading_faults(indicator))


def assess(indicator: Indicator, tolerance: Fraction = TOLERANCE) -> IndicatorAssessment:
    """The latest reading after the baseline, judged as ``assess_reading`` does; without one, not measured."""
    latest = latest_reading(indicator)
    if latest is None:
        return IndicatorAssessment(indicator, IndicatorState.NOT_MEASURED)
    return assess_reading(indicator, latest, tolerance)


def assess_reading(
    indicator: Indicator, reading: Reading, tolerance: Fraction = TOLERANCE
) -> IndicatorAssessment:
    """How the indicator stood on the day of one reading: its progress against the share of the period that
    had then passed.

    Target reached (progress ≥ 1) and no progress (≤ 0) come before the comparison with the expected
    share, which is 1 from the target date on. An indicator that is itself at fault measures nothing, and
    neither does a reading that is no number or lies on or before the baseline's day.
    """
    usable = reading.on > indicator.baseline.on and isfinite(reading.value)
    if not usable or next(_definition_faults(indicator), None):
        return IndicatorAssessment(indicator, IndicatorState.NOT_MEASURED, reading)
    start = _exact(indicator.baseline.value)
    progress = (_exact(reading.value) - start) / (_exact(indicator.target.value) - start)
    expected = expected_share(indicator, reading.on)
    if progress >= 1:
        state = IndicatorState.TARGET_REACHED
    elif progress <= 0:
        state = IndicatorState.NO_PROGRESS
    elif progress >= expected - tolerance:
        state = IndicatorState.ON_TRACK
    else:
        state = IndicatorState.BEHIND
    return IndicatorAssessment(indicator, state, reading, progress, expected)


def latest_reading(indicator: Indicator) -> Reading | None:
    """The newest usable reading: a finite value on a day after the baseline."""
    usable = (r for r in indicator.readings if r.on > indicator.baseline.on and isfinite(r.value))
    return max(usable, key=lambda reading: reading.on, default=None)


def expected_share(indicator: Indicator, on: date) -> Fraction:
    """Elapsed share of the period from baseline to target, 0 to 1; a period without length has passed."""
    period = (indicator.target.on - indicator.baseline.on).days
    if period <= 0:
        return Fraction(1)
    return min(Fraction(1), max(Fraction(0), Fraction((on - indicator.baseline.on).days, period)))


def expected_value(indicator: Indicator, on: date) -> float:
    """Height of the expected line on a day, in the indicator's unit; level before and after the period."""
    start, end = indicator.baseline.value, indicator.target.value
    if not (isfinite(start) and isfinite(end)):
        return start
    return float(_exact(start) + (_exact(end) - _exact(start)) * expected_share(indicator, on))


def expected_line(indicator: Indicator, until: date | None = None) -> tuple[Reading, ...]:
    """Corner points of the expected line: baseline, target and, where ``until`` lies later, the
    level stretch to that day."""
    corners = [indicator.baseline, indicator.target]
    if until is not None and until > indicator.target.on:
        corners.append(Reading(until, indicator.target.value))
    return tuple(corners)


def reading_due(indicator: Indicator, today: date, due_days: int = READING_DUE_DAYS) -> bool:
    """The latest reading, or the baseline where there is none, is older than ``due_days``."""
    latest = latest_reading(indicator) or indicator.baseline
    return (today - latest.on).days > due_days


def by_element(pathway: Pathway) -> dict[Id, tuple[Indicator, ...]]:
    """The indicators of each element that has any, by code, then id."""
    found: dict[Id, list[Indicator]] = {}
    for indicator in sorted(pathway.indicators, key=lambda indicator: (indicator.code, id_key(indicator.id))):
        found.setdefault(indicator.element, []).append(indicator)
    return {element: tuple(indicators) for element, indicators in found.items()}


def outcomes_without_indicator(pathway: Pathway) -> tuple[Element, ...]:
    """Outcomes that nothing measures, in reading order."""
    measured = {indicator.element for indicator in pathway.indicators}
    return tuple(e for e in pathway.ordered if e.kind.is_outcome and e.id not in measured)


def _definition_faults(indicator: Indicator) -> Iterator[Fault]:
    start, end = indicator.baseline, indicator.target
    if not (isfinite(start.value) and isfinite(end.value)):
        yield Fault(IndicatorFault.VALUE_NOT_A_NUMBER)
    else:
        for fault in value_faults(start.value, end.value, indicator.direction):
            yield Fault(_OF_A_FIELD[fault.field])
    for fault in day_faults(start.on, end.on):
        yield Fault(_OF_A_FIELD[fault.field])


def _reading_faults(indicator: Indicator) -> Iterator[Fault]:
    previous: date | None = None
    for reading in indicator.readings:
        if not isfinite(reading.value):
            yield Fault(IndicatorFault.READING_NOT_A_NUMBER, reading)
        if reading.on <= indicator.baseline.on:
            yield Fault(IndicatorFault.READING_NOT_AFTER_BASELINE, reading)
        if previous is not None and reading.on <= previous:
            yield Fault(IndicatorFault.READINGS_NOT_ASCENDING, reading)
        previous = reading.on


def _exact(value: float) -> Fraction:
    return Fraction(str(value))
