"""Two versions of the index on the same years: what the new choice alone changes.

Source: DOMAIN, "Index" (each published value keeps the version that made it); issue 5, safety index.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.theory.index.design import Version
from tracker.theory.index.scoring import Values
from tracker.theory.index.series import YearScore, over_years


@dataclass(frozen=True, slots=True)
class ComparedYear:
    """Both versions on the values of one year."""

    old: YearScore
    new: YearScore

    @property
    def year(self) -> int:
        return self.old.year

    @property
    def difference(self) -> float | None:
        """Points that the new version gives above the old; None where either is withheld."""
        if self.old.points is None or self.new.points is None:
            return None
        return self.new.points - self.old.points


def compare(old: Version, new: Version, values: Mapping[int, Values]) -> tuple[ComparedYear, ...]:
    """Each year that there are values for, in order. Raises ``Unusable``."""
    pairs = zip(over_years(old, values), over_years(new, values), strict=True)
    return tuple(ComparedYear(before, after) for before, after in pairs)
