"""What an index is made of: measurements with goalposts and weights, in definitions, under one roof.

Source: DOMAIN, "Index"; OECD/JRC (2008), steps 1 and 6 (sub-groups of indicators, nested as needed).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from tracker.theory.index.goalposts import Goalposts
from tracker.theory.index.means import Mean
from tracker.theory.pathway import Id

HALF = Fraction(1, 2)


class Missing(StrEnum):
    """What becomes of a group when members of it have no value: it goes by the rest, while enough of its
    weight is there, or it is withheld."""

    REWEIGHT = "reweight"
    WITHHOLD = "withhold"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measurement's place in an index. ``weight`` counts beside those of the same group."""

    id: Id
    weight: float
    goalposts: Goalposts


@dataclass(frozen=True, slots=True)
class Group:
    """The whole index, a definition, or a group within one.

    ``minimum`` is the share (0–1) of the group's weight that must rest on values for it to be reweighted.
    """

    id: Id
    members: tuple["Member", ...]
    mean: Mean = Mean.ARITHMETIC
    weight: float = 1.0
    missing: Missing = Missing.REWEIGHT
    minimum: Fraction = HALF


Member: TypeAlias = Measure | Group


@dataclass(frozen=True, slots=True)
class Version:
    """One choice of measurements, goalposts and weights. ``base_year`` is 100 in the view of that name."""

    whole: Group
    base_year: int | None = None

    @property
    def measures(self) -> tuple[Measure, ...]:
        """In the order of the groups."""
        return tuple(member for member in walk(self.whole) if isinstance(member, Measure))


def safety_index(definitions: tuple[Group, ...], base_year: int | None = None) -> Version:
    """Geometric across definitions; withheld as soon as one of them is."""
    whole = Group("index", definitions, Mean.GEOMETRIC, missing=Missing.WITHHOLD)
    return Version(whole, base_year)


def walk(group: Group) -> Iterator[Member]:
    """Everything below a group, each group before its members."""
    for member in group.members:
        yield member
        if isinstance(member, Group):
            yield from walk(member)
