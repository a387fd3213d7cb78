"""Years as they were published, beside the values that there are now.

Source: DOMAIN, "Index" (each published value keeps the version that made it); issue 5, safety index (a
published version never changes).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.theory.index.design import Version
from tracker.theory.index.scoring import Values
from tracker.theory.pathway import Id


@dataclass(frozen=True, slots=True)
class Difference:
    """A year for which there are other values than it was published with. ``is_new``: it was not published
    yet. ``measurements`` are those whose value differs, came or went, in the order of the design."""

    year: int
    is_new: bool
    measurements: tuple[Id, ...]


def differences(
    version: Version, published: Mapping[int, Values], now: Mapping[int, Values]
) -> tuple[Difference, ...]:
    """Every such year in order; values of measurements that the version does not use count for nothing."""
    found = []
    for year in sorted({*published, *now}):
        kept, there = published.get(year, {}), now.get(year, {})
        moved = tuple(one.id for one in version.measures if kept.get(one.id) != there.get(one.id))
        if moved:
            found.append(Difference(year, year not in published, moved))
    return tuple(found)
