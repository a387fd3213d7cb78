"""Whether an existing strategy is valid on a day, and which goals no valid one serves.

Source: DOMAIN, Catalogue entry (»current or expired«). ``valid_until`` is the last day of validity: on
that day an entry is still valid. An end that is not known is no end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from tracker.theory.kinds import Relation

EXPIRES_SOON_DAYS = 183
"""Half a year, as with a status that grows stale: a new strategy takes that long through the committees."""


class Validity(StrEnum):
    """How an entry stands on a day. ``EXPIRING`` is still valid."""

    NOT_YET = "not_yet"
    CURRENT = "current"
    EXPIRING = "expiring"
    EXPIRED = "expired"

    @property
    def binds(self) -> bool:
        """Whether the entry is valid on that day: it serves its goals, and its commitments can conflict."""
        return self in (Validity.CURRENT, Validity.EXPIRING)


@dataclass(frozen=True, slots=True)
class Standing:
    """``days`` counts to the first day (``NOT_YET``), to the last (``EXPIRING``; 0 is today) or since the
    last (``EXPIRED``); None where nothing is counted."""

    validity: Validity
    days: int | None = None


def standing(valid_from: date | None, valid_until: date | None, today: date) -> Standing:
    """How an entry of this period stands on ``today``."""
    if valid_from is not None and today < valid_from:
        return Standing(Validity.NOT_YET, (valid_from - today).days)
    if valid_until is None:
        return Standing(Validity.CURRENT)
    left = (valid_until - today).days
    if left < 0:
        return Standing(Validity.EXPIRED, -left)
    return Standing(Validity.EXPIRING, left) if left <= EXPIRES_SOON_DAYS else Standing(Validity.CURRENT)


class Serving(Protocol):
    """An entry: its period, and the numbers of the goals that it serves."""

    @property
    def valid_from(self) -> date | None: ...

    @property
    def valid_until(self) -> date | None: ...

    @property
    def goals(self) -> Iterable[int]: ...


def goals_without_strategy(goals: Sequence[int], entries: Iterable[Serving], today: date) -> tuple[int, ...]:
    """Those of ``goals``, in their order, that no entry serves that is valid on ``today``."""
    served = {
        goal
        for entry in entries
        if standing(entry.valid_from, entry.valid_until, today).validity.binds
        for goal in entry.goals
    }
    return tuple(goal for goal in goals if goal not in served)


MOST_PRESSING = (Relation.CONFLICTS, Relation.OVERLAPS, Relation.SUPPORTS)
"""The order in which ties are shown: a conflict has to be seen first."""


def pressing(relation: Relation) -> int:
    """The place of a relation in that order."""
    return MOST_PRESSING.index(relation)
