"""Which candidates come first: weighted criteria, the ranking, and how far it hangs on the weights.

Source: DOMAIN, "Prioritisation" (linear additive multi-criteria analysis: DCLG 2009, Multi-criteria analysis:
a manual). All points are exact fractions of the decimals that were typed, so that equal totals are equal.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import isfinite
from statistics import median
from typing import TypeAlias

from tracker.theory.contents.fields import Whole
from tracker.theory.pathway import Id, id_key
from tracker.theory.priorities.candidates import FULL, Candidate, Criterion, Gate

Weights: TypeAlias = Mapping[Criterion, float]
"""One for every criterion, 0 or above, 1 in all."""

DEFAULT_WEIGHTS: Weights = {
    Criterion.EVIDENCE: 0.30,
    Criterion.PRACTICABLE: 0.25,
    Criterion.IMPACT: 0.20,
    Criterion.JOINTNESS: 0.10,
    Criterion.MEASURABLE: 0.10,
    Criterion.COST: 0.05,
}
TOP = 3
HIGHEST_SCORE = 3
SCORE = Whole(0, HIGHEST_SCORE)
FACTORS = (Fraction(1, 2), Fraction(2))


class PriorityFault(StrEnum):
    """Why weights or scores cannot be used as they are."""

    WEIGHT_MISSING = "weight_missing"
    WEIGHT_NOT_A_NUMBER = "weight_not_a_number"
    WEIGHT_NEGATIVE = "weight_negative"
    WEIGHTS_DO_NOT_ADD_UP = "weights_do_not_add_up"
    SCORE_NOT_A_NUMBER = "score_not_a_number"
    SCORE_OUT_OF_RANGE = "score_out_of_range"
    DERIVED_IS_NOT_SCORED = "derived_is_not_scored"


@dataclass(frozen=True, slots=True)
class Fault:
    """``criterion`` is None where the weights together are at fault; ``candidate`` is that of a score."""

    kind: PriorityFault
    criterion: Criterion | None = None
    candidate: Id | None = None


class CannotRank(ValueError):
    """``faults`` says why."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(fault.kind for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Assessment:
    """``points`` are 0–100 by criterion, None where not scored. ``total`` is None unless the candidate passes
    every gate and has points on every criterion; ``place`` goes with it, equal totals share the better.
    ``lower_of_two`` is the rule of Miradi: the lower of impact and feasibility, None without both."""

    candidate: Candidate
    failed: tuple[Gate, ...]
    points: Mapping[Criterion, Fraction | None]
    total: Fraction | None
    lower_of_two: Fraction | None
    place: int | None = None

    @property
    def unscored(self) -> tuple[Criterion, ...]:
        """What has to be scored, or derived, before it can be ranked."""
        return tuple(criterion for criterion in Criterion if self.points[criterion] is None)


@dataclass(frozen=True, slots=True)
class Variant:
    """The first three with one weight halved or doubled. ``enters`` and ``leaves`` are those by whom they
    differ from the first three under the group's own weights."""

    criterion: Criterion
    factor: Fraction
    top: tuple[Id, ...]
    enters: tuple[Id, ...]
    leaves: tuple[Id, ...]

    @property
    def changes_top(self) -> bool:
        """Another order of the same three is no change."""
        return bool(self.enters or self.leaves)


def group_score(scores: Iterable[float]) -> float | None:
    """The median of what the members of the group gave; None where nobody has."""
    given = list(scores)
    return median(given) if given else None


def faults(candidates: Iterable[Candidate], weights: Weights) -> tuple[Fault, ...]:
    """Everything wrong, first with the weights, then with scores in the order of the candidates."""
    return (*_weight_faults(weights), *(fault for one in candidates for fault in _score_faults(one)))


def ranking(candidates: Iterable[Candidate], weights: Weights = DEFAULT_WEIGHTS) -> tuple[Assessment, ...]:
    """The ranked first, by total, then by id; after them the others in the order given.

    Raises ``CannotRank``. What fails a gate or is not fully scored keeps its points and has no place.
    """
    given = tuple(candidates)
    found = faults(given, weights)
    if found:
        raise CannotRank(found)
    return _ranked(given, {criterion: _exact(weight) for criterion, weight in weights.items()})


def top(ranked: Iterable[Assessment]) -> tuple[Id, ...]:
    """The candidates in the first three places; more where the third is shared."""
    return tuple(one.candidate.id for one in ranked if one.place is not None and one.place <= TOP)


def sensitivity(candidates: Iterable[Candidate], weights: Weights = DEFAULT_WEIGHTS) -> tuple[Variant, ...]:
    """Every weight above 0 counting half and twice as much beside the others, all rescaled to sum to 1.

    Raises ``CannotRank``.
    """
    given = tuple(candidates)
    usual = top(ranking(given, weights))
    exact = {criterion: _exact(weight) for criterion, weight in weights.items()}
    return tuple(
        _variant(given, exact, usual, criterion, factor)
        for criterion in Criterion
        if exact[criterion]
        for factor in FACTORS
    )


def _variant(
    candidates: tuple[Candidate, ...],
    weights: Mapping[Criterion, Fraction],
    usual: tuple[Id, ...],
    criterion: Criterion,
    factor: Fraction,
) -> Variant:
    found = top(_ranked(candidates, _reweighted(weights, criterion, factor)))
    return Variant(
        criterion,
        factor,
        found,
        enters=tuple(one for one in found if one not in usual),
        leaves=tuple(one for one in usual if one not in found),
    )


def _reweighted(
    weights: Mapping[Criterion, Fraction], chosen: Criterion, factor: Fraction
) -> dict[Criterion, Fraction]:
    changed = {one: weight * factor if one is chosen else weight for one, weight in weights.items()}
    whole = sum(changed.values(), Fraction(0))
    return {one: weight / whole for one, weight in changed.items()}


def _ranked(
    candidates: tuple[Candidate, ...], weights: Mapping[Criterion, Fraction]
) -> tuple[Assessment, ...]:
    assessed = [_assess(candidate, weights) for candidate in candidates]
    totals = [one.total for one in assessed if one.total is not None]
    placed = [
        (one, -one.total, 1 + sum(total > one.total for total in totals))
        for one in assessed
        if one.total is not None
    ]
    placed.sort(key=lambda row: (row[1], id_key(row[0].candidate.id)))
    return (
        *(_placed(one, place) for one, _, place in placed),
        *(one for one in assessed if one.total is None),
    )


def _placed(one: Assessment, place: int) -> Assessment:
    return Assessment(one.candidate, one.failed, one.points, one.total, one.lower_of_two, place)


def _assess(candidate: Candidate, weights: Mapping[Criterion, Fraction]) -> Assessment:
    points = {criterion: _points(candidate, criterion) for criterion in Criterion}
    known = {criterion: given for criterion, given in points.items() if given is not None}
    complete = not candidate.failed and len(known) == len(points)
    total = sum((weights[criterion] * given for criterion, given in known.items()), Fraction(0))
    both = [known[one] for one in (Criterion.IMPACT, Criterion.PRACTICABLE) if one in known]
    return Assessment(
        candidate,
        candidate.failed,
        points,
        total if complete else None,
        min(both) if len(both) == 2 else None,
    )


def _points(candidate: Candidate, criterion: Criterion) -> Fraction | None:
    if criterion.is_derived:
        return candidate.derived.get(criterion)
    score = candidate.scores.get(criterion)
    return None if score is None else _exact(score) * FULL / HIGHEST_SCORE


def _weight_faults(weights: Weights) -> Iterator[Fault]:
    sound = True
    for criterion in Criterion:
        weight = weights.get(criterion)
        kind = None
        if weight is None:
            kind = PriorityFault.WEIGHT_MISSING
        elif not isfinite(weight):
            kind = PriorityFault.WEIGHT_NOT_A_NUMBER
        elif weight < 0:
            kind = PriorityFault.WEIGHT_NEGATIVE
        if kind:
            sound = False
            yield Fault(kind, criterion)
    if sound and sum(_exact(weights[criterion]) for criterion in Criterion) != 1:
        yield Fault(PriorityFault.WEIGHTS_DO_NOT_ADD_UP)


def _score_faults(candidate: Candidate) -> Iterator[Fault]:
    for criterion, score in candidate.scores.items():
        if score is None:
            continue
        if criterion.is_derived:
            yield Fault(PriorityFault.DERIVED_IS_NOT_SCORED, criterion, candidate.id)
        elif not isfinite(score):
            yield Fault(PriorityFault.SCORE_NOT_A_NUMBER, criterion, candidate.id)
        elif not 0 <= score <= HIGHEST_SCORE:
            yield Fault(PriorityFault.SCORE_OUT_OF_RANGE, criterion, candidate.id)


def _exact(value: float) -> Fraction:
    return Fraction(str(value))
