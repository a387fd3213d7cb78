"""The index over the years: geometric with arithmetic beside it, flags, and base year = 100 as a view.

Source: DOMAIN, "Index"; OECD/JRC (2008), step 5 (index numbers) and section 6.11.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.theory.index.design import Version
from tracker.theory.index.means import Mean
from tracker.theory.index.scoring import Score, Values, score
from tracker.theory.pathway import Id

BASE = 100


@dataclass(frozen=True, slots=True)
class YearScore:
    """``score`` is the index and everything below it, by the version's own means. ``arithmetic`` and
    ``geometric`` are the points (0–100) if the definitions were put together so; None where withheld."""

    year: int
    score: Score
    arithmetic: float | None
    geometric: float | None

    @property
    def points(self) -> float | None:
        """The index, 0–100; None where withheld."""
        return self.score.points

    @property
    def provisional(self) -> tuple[Id, ...]:
        """Definitions that go by part of their measurements."""
        return tuple(part.of.id for part in self.score.members if part.is_provisional)

    @property
    def withheld(self) -> tuple[Id, ...]:
        """Definitions of which too little is known, and for which the index is withheld."""
        return tuple(part.of.id for part in self.score.members if part.is_withheld)


def over_years(version: Version, values: Mapping[int, Values]) -> tuple[YearScore, ...]:
    """Each year that there are values for, in order. Raises ``Unusable``."""
    return tuple(_year(version, year, values[year]) for year in sorted(values))


def against_base(points: Mapping[int, float | None], base_year: int | None) -> dict[int, float | None]:
    """Each year as a percentage of the base year, for any series of points: the index, its arithmetic mean,
    or one definition. None where the year is withheld, and throughout where the base year is not there,
    withheld or zero: there is nothing to compare with."""
    base = None if base_year is None else points.get(base_year)
    return {
        year: value / base * BASE if base and value is not None else None for year, value in points.items()
    }


def _year(version: Version, year: int, values: Values) -> YearScore:
    def across(mean: Mean) -> float | None:
        return score(replace(version, whole=replace(version.whole, mean=mean)), year, values).points

    return YearScore(year, score(version, year, values), across(Mean.ARITHMETIC), across(Mean.GEOMETRIC))
