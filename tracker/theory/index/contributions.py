"""What each measurement gives to the index, and to its change from one year to another.

Sources: OECD/JRC (2008), step 8 "Back to the details". Levels: both means grow in proportion to their
members, so that by Euler's theorem the index is the sum of each position times its marginal weight.
Changes: the logarithmic mean of Ang and Liu (2001), Energy 26(6), which leaves no remainder at any depth.
Both say how the number comes about, not what in the world moved it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum, log1p

from tracker.theory.index.design import Group, Measure
from tracker.theory.index.means import Mean
from tracker.theory.index.scoring import POINTS, Score
from tracker.theory.pathway import Id


@dataclass(frozen=True, slots=True)
class Contribution:
    """``position`` is 0–1. ``points`` add up to the index. ``weight`` is the measurement's share (0–1) of the
    whole index, once the weight of those that are missing is shared out."""

    measurement: Id
    position: float
    weight: float
    points: float


@dataclass(frozen=True, slots=True)
class Change:
    """From ``earlier`` to ``later``, in points. ``points`` by measurement add up to ``total``; None where
    the years don't rest on the same measurements, or a geometric mean touches zero in one of them."""

    total: float
    points: dict[Id, float] | None


def contributions(score: Score) -> tuple[Contribution, ...]:
    """Of every measurement that counts, in the order of the design; none where the score is withheld."""
    return () if score.value is None else tuple(_parts(score, 1.0, score.value * POINTS))


def change(earlier: Score, later: Score) -> Change | None:
    """Between two years of one version; None where either is withheld."""
    if earlier.value is None or later.value is None:
        return None
    total = (later.value - earlier.value) * POINTS
    if earlier.missing != later.missing:
        return Change(total, None)
    try:
        return Change(total, dict(_moves(earlier, later, float(POINTS))))
    except _TouchesZero:
        return Change(total, None)


class _TouchesZero(Exception):
    """The logarithm of zero has no size."""


def _parts(score: Score, weight: float, points: float) -> Iterator[Contribution]:
    own = score.value or 0.0
    if isinstance(score.of, Measure):
        yield Contribution(score.of.id, own, weight, points)
        return
    whole = fsum(member.of.weight for member in score.counted)
    for member in score.counted:
        share = member.of.weight / whole
        part = share
        if score.of.mean is Mean.ARITHMETIC:
            part = share * (member.value or 0.0) / own if own else 0.0
        yield from _parts(member, weight * share, points * part)


def _moves(earlier: Score, later: Score, factor: float) -> Iterator[tuple[Id, float]]:
    if not isinstance(earlier.of, Group):
        yield earlier.of.id, factor * ((later.value or 0.0) - (earlier.value or 0.0))
        return
    whole = fsum(member.of.weight for member in earlier.counted)
    for before, after in zip(earlier.counted, later.counted, strict=True):
        share = before.of.weight / whole
        if earlier.of.mean is Mean.GEOMETRIC:
            share *= _log_mean(earlier.value, later.value) / _log_mean(before.value, after.value)
        yield from _moves(before, after, factor * share)


def _log_mean(one: float | None, other: float | None) -> float:
    if not one or not other:
        raise _TouchesZero
    return one if one == other else (other - one) / log1p((other - one) / one)
