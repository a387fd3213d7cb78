"""How far the index hangs on the weights: each of them halved and doubled.

Source: DOMAIN, "Index" (weight sensitivity); OECD/JRC (2008), step 7 "Robustness and sensitivity". A weight
counts half or twice as much beside the others of its group, which share the rest as before. What is withheld
is settled by the version's own weights, so that no variant gives a number that the index itself does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tracker.theory.index.design import Group, Member, Version, walk
from tracker.theory.index.means import mean
from tracker.theory.index.scoring import POINTS, Score, Values
from tracker.theory.index.series import over_years
from tracker.theory.pathway import Id

FACTORS = (Fraction(1, 2), Fraction(2))


@dataclass(frozen=True, slots=True)
class Variant:
    """``points`` is the index by year with the weight of ``member`` times ``factor``, None where withheld.
    ``is_group`` tells a definition from a measurement of the same id."""

    member: Id
    is_group: bool
    factor: Fraction
    points: Mapping[int, float | None]


@dataclass(frozen=True, slots=True)
class Span:
    """The lowest and highest number of points that any variant, or the version itself, gives."""

    lowest: float
    highest: float


def variants(version: Version, values: Mapping[int, Values]) -> tuple[Variant, ...]:
    """Every weight of the version in turn, in the order of the design, halved before doubled. Members
    without another beside them are left out: their weight says nothing. Raises ``Unusable``."""
    years = over_years(version, values)
    groups = [version.whole, *(member for member in walk(version.whole) if isinstance(member, Group))]
    alone = {_key(group.members[0]) for group in groups if len(group.members) == 1}
    return tuple(
        Variant(
            member.id,
            isinstance(member, Group),
            factor,
            {year.year: _points(year.score, member, factor) for year in years},
        )
        for member in walk(version.whole)
        if _key(member) not in alone
        for factor in FACTORS
    )


def spans(version: Version, values: Mapping[int, Values]) -> dict[int, Span | None]:
    """By year, None where withheld. Raises ``Unusable``."""
    others = variants(version, values)
    return {
        year.year: None if year.points is None else _span(year.year, year.points, others)
        for year in over_years(version, values)
    }


def _span(year: int, own: float, others: tuple[Variant, ...]) -> Span:
    given = [own, *(points for variant in others if (points := variant.points[year]) is not None)]
    return Span(min(given), max(given))


def _points(whole: Score, chosen: Member, factor: Fraction) -> float | None:
    return None if whole.value is None else _value(whole, chosen, factor) * POINTS


def _value(score: Score, chosen: Member, factor: Fraction) -> float:
    if not isinstance(score.of, Group):
        return score.value or 0.0
    return mean(
        score.of.mean,
        [_value(member, chosen, factor) for member in score.counted],
        [
            member.of.weight * float(factor) if _key(member.of) == _key(chosen) else member.of.weight
            for member in score.counted
        ],
    )


def _key(member: Member) -> tuple[bool, Id]:
    return isinstance(member, Group), member.id
