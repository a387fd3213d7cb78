"""Weighted means, whatever the order of their members.

Source: OECD/JRC (2008), step 6 "Weighting and aggregation", section 6.11: an arithmetic mean lets a surplus
in one place make up for a shortfall in another, a geometric one only in part.
"""

from collections.abc import Sequence
from enum import StrEnum
from math import exp, fsum, log


class Mean(StrEnum):
    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"


def mean(kind: Mean, values: Sequence[float], weights: Sequence[float]) -> float:
    """Of one or more values ≥ 0, each with a weight > 0; weights count in proportion to their sum.

    The sums are exactly rounded, so that another order gives the same number to the last digit.
    """
    whole = fsum(weights)
    pairs = list(zip(values, weights, strict=True))
    if kind is Mean.ARITHMETIC:
        return fsum(value * weight for value, weight in pairs) / whole
    if min(values) == 0:
        return 0.0
    return exp(fsum(log(value) * weight for value, weight in pairs) / whole)
