"""What a missing value might have been, to show beside a withheld index; never kept as a value.

Source: OECD/JRC (2008), step 3 "Imputation of missing data" (carrying forward, interpolation).
"""

from collections.abc import Mapping

from tracker.theory.index.scoring import Values
from tracker.theory.pathway import Id


def carried_forward(values: Mapping[int, Values], measurement: Id, year: int) -> float | None:
    """The latest value before the year; None where there is none."""
    return _value(values, measurement, max(_known(values, measurement, before=year), default=None))


def interpolated(values: Mapping[int, Values], measurement: Id, year: int) -> float | None:
    """On the line between the nearest values before and after the year; None without both."""
    earlier = max(_known(values, measurement, before=year), default=None)
    later = min(_known(values, measurement, after=year), default=None)
    start, end = _value(values, measurement, earlier), _value(values, measurement, later)
    if earlier is None or later is None or start is None or end is None:
        return None
    return start + (end - start) * (year - earlier) / (later - earlier)


def _known(
    values: Mapping[int, Values], measurement: Id, before: int | None = None, after: int | None = None
) -> list[int]:
    return [
        year
        for year, row in values.items()
        if row.get(measurement) is not None
        and (before is None or year < before)
        and (after is None or year > after)
    ]


def _value(values: Mapping[int, Values], measurement: Id, year: int | None) -> float | None:
    return None if year is None else values[year].get(measurement)
