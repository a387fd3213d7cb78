"""The score of a version on the values of one year, group by group, with what is missing.

Source: DOMAIN, "Index" (missing values); OECD/JRC (2008), steps 3 "Imputation of missing data" and 6. A
missing value is left out and its weight shared among the rest of its group; it never counts as zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from tracker.theory.index import faults
from tracker.theory.index.design import Group, Measure, Member, Missing, Version
from tracker.theory.index.goalposts import position
from tracker.theory.index.means import mean
from tracker.theory.pathway import Id

Values: TypeAlias = Mapping[Id, float | None]
"""One year: a value in its own unit by measurement. None, or not there: missing."""

POINTS = 100


@dataclass(frozen=True, slots=True)
class Score:
    """``value`` runs from 0 to 1, None where withheld or missing. ``present`` is the share of the weight
    below that rests on values. ``members`` are scores in the order of the design; a measurement has none."""

    of: Member
    value: float | None
    present: Fraction
    members: tuple["Score", ...] = ()

    @property
    def points(self) -> float | None:
        return None if self.value is None else self.value * POINTS

    @property
    def is_withheld(self) -> bool:
        """Too little is known to give a number."""
        return self.value is None

    @property
    def is_provisional(self) -> bool:
        """A number is given, though values are missing below it."""
        return self.value is not None and self.present < 1

    @property
    def counted(self) -> tuple["Score", ...]:
        """The members that the value is made of."""
        return tuple(member for member in self.members if member.value is not None)

    @property
    def missing(self) -> tuple[Id, ...]:
        """Measurements without a value, in the order of the design."""
        if isinstance(self.of, Measure):
            return (self.of.id,) if self.value is None else ()
        return tuple(measure for member in self.members for measure in member.missing)


def score(version: Version, year: int, values: Values) -> Score:
    """The whole index for one year. Raises ``Unusable`` where the version or a value is at fault."""
    found = faults.faults(version) or faults.value_faults(version, year, values)
    if found:
        raise faults.Unusable(found)
    return _group(version.whole, values)


def _group(group: Group, values: Values) -> Score:
    members = tuple(
        _group(member, values) if isinstance(member, Group) else _measure(member, values)
        for member in group.members
    )
    present = _share(members)
    counted = [member for member in members if member.value is not None]
    enough = present >= group.minimum
    if group.missing is Missing.WITHHOLD:
        enough = len(counted) == len(members)
    if not enough:
        return Score(group, None, present, members)
    value = mean(
        group.mean,
        [member.value for member in counted if member.value is not None],
        [member.of.weight for member in counted],
    )
    return Score(group, value, present, members)


def _measure(measure: Measure, values: Values) -> Score:
    value = values.get(measure.id)
    if value is None:
        return Score(measure, None, Fraction(0))
    return Score(measure, position(measure.goalposts, value), Fraction(1))


def _share(members: Iterable[Score]) -> Fraction:
    """Exact, so that half of the weight is half of it; what is withheld counts as nothing."""
    weighed = [(_exact(member.of.weight), member) for member in members]
    held = (weight * member.present for weight, member in weighed if member.value is not None)
    return sum(held, Fraction(0)) / sum((weight for weight, _ in weighed), Fraction(0))


def _exact(weight: float) -> Fraction:
    return Fraction(str(weight))
