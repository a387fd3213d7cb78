"""Min–max between fixed goalposts: where a value stands between the worst and the best.

Source: OECD/JRC (2008), step 5 "Normalisation" (min–max), with goalposts that are set once and kept, so
that a new year never moves the old ones; UNDP, Human Development Report 2015, technical note 1 (fixed
goalposts, clipping, the logarithm of income).
"""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, log


class Scale(StrEnum):
    """``LOG`` where each further unit means less the more there are already, as with income."""

    LINEAR = "linear"
    LOG = "log"


class GoalpostFault(StrEnum):
    """Why values cannot be placed between two goalposts, or one value between sound ones."""

    NOT_A_NUMBER = "goalpost_not_a_number"
    EQUAL = "goalposts_equal"
    NOT_POSITIVE = "goalpost_not_positive"
    VALUE_NOT_A_NUMBER = "value_not_a_number"
    VALUE_NOT_POSITIVE = "value_not_positive"


class CannotBePlaced(ValueError):
    """A value or its goalposts are at fault; ``fault`` says how."""

    def __init__(self, fault: GoalpostFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Goalposts:
    """Both in the measurement's unit. ``worst`` above ``best`` where lower is better."""

    worst: float
    best: float
    scale: Scale = Scale.LINEAR


def fault(goalposts: Goalposts) -> GoalpostFault | None:
    """What keeps any value from being placed; None where they are sound."""
    ends = (goalposts.worst, goalposts.best)
    if not all(isfinite(end) for end in ends):
        return GoalpostFault.NOT_A_NUMBER
    if goalposts.scale is Scale.LOG and min(ends) <= 0:
        return GoalpostFault.NOT_POSITIVE
    worst, best = (_on(goalposts.scale, end) for end in ends)
    return GoalpostFault.EQUAL if worst == best else None


def value_fault(goalposts: Goalposts, value: float) -> GoalpostFault | None:
    """What keeps this value from being placed: it is no number, or has no logarithm."""
    if not isfinite(value):
        return GoalpostFault.VALUE_NOT_A_NUMBER
    if goalposts.scale is Scale.LOG and value <= 0:
        return GoalpostFault.VALUE_NOT_POSITIVE
    return None


def position(goalposts: Goalposts, value: float) -> float:
    """0 at the worst goalpost or beyond, 1 at the best or beyond. Raises ``CannotBePlaced``."""
    found = fault(goalposts) or value_fault(goalposts, value)
    if found:
        raise CannotBePlaced(found)
    worst, best, here = (_on(goalposts.scale, at) for at in (goalposts.worst, goalposts.best, value))
    return min(1.0, max(0.0, (here - worst) / (best - worst)))


def _on(scale: Scale, value: float) -> float:
    return log(value) if scale is Scale.LOG else value
