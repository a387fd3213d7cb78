"""Normalising against other values instead of goalposts: z-scores and ratios.

Source: OECD/JRC (2008), step 5 "Normalisation", Table 15 (z-scores, distance to a reference) and Table 14
(why ratios are no good on scales whose zero is arbitrary, such as temperatures). The index itself uses
goalposts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, isfinite, sqrt


class ReferenceFault(StrEnum):
    """Why values, or a reference, cannot be compared against."""

    NOT_A_NUMBER = "reference_not_a_number"
    TOO_FEW_VALUES = "too_few_values"
    NO_SPREAD = "no_spread"
    ZERO = "reference_is_zero"


class NoReference(ValueError):
    """There is nothing to compare against; ``fault`` says why."""

    def __init__(self, fault: ReferenceFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Reference:
    """Mean and sample standard deviation (n − 1) of the values of one year, in their unit."""

    mean: float
    deviation: float


def reference(values: Sequence[float]) -> Reference:
    """Of the year that later years are to be compared with, so that they stay comparable with one another.

    Raises ``NoReference`` for fewer than two values, for what is no number, and where all values are equal.
    """
    if len(values) < 2:
        raise NoReference(ReferenceFault.TOO_FEW_VALUES)
    if not all(isfinite(value) for value in values):
        raise NoReference(ReferenceFault.NOT_A_NUMBER)
    if min(values) == max(values):
        raise NoReference(ReferenceFault.NO_SPREAD)
    mean = fsum(values) / len(values)
    return Reference(mean, sqrt(fsum((value - mean) ** 2 for value in values) / (len(values) - 1)))


def z_score(value: float, compared_with: Reference) -> float:
    """Standard deviations above the reference year's mean."""
    return (value - compared_with.mean) / compared_with.deviation


def ratio(value: float, compared_with: float) -> float:
    """``value`` as a share of a mean, a best or a worst value. Only for scales with a true zero."""
    if not isfinite(compared_with):
        raise NoReference(ReferenceFault.NOT_A_NUMBER)
    if compared_with == 0:
        raise NoReference(ReferenceFault.ZERO)
    return value / compared_with
