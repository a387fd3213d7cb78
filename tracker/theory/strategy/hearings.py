"""Where each recipient of a hearing stands. Source: DOMAIN, "Hearing" (one reply per recipient; a missing
reply is never invented), counted like milestones: due today is not overdue."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RecipientState(StrEnum):
    OVERDUE = "overdue"
    WAITING = "waiting"
    REPLIED_LATE = "replied_late"
    REPLIED = "replied"

    @property
    def has_replied(self) -> bool:
        return self in (RecipientState.REPLIED, RecipientState.REPLIED_LATE)


ORDER = tuple(RecipientState)
"""Who has not answered stands first, the overdue before those who still have time."""


@dataclass(frozen=True, slots=True)
class RecipientAssessment:
    """Whole days: ``days_overdue`` is 0 unless overdue, ``days_late`` 0 unless replied late, ``days_left``
    None unless waiting, 0 on the day of the deadline itself."""

    state: RecipientState
    days_overdue: int = 0
    days_late: int = 0
    days_left: int | None = None


def assess_recipient(deadline: date, met_on: date | None, today: date) -> RecipientAssessment:
    """A recipient without a reply has no meeting: ``met_on`` is None. A reply is late where the meeting was
    after the deadline."""
    if met_on is not None:
        late = max(0, (met_on - deadline).days)
        return RecipientAssessment(
            RecipientState.REPLIED_LATE if late else RecipientState.REPLIED, days_late=late
        )
    left = (deadline - today).days
    if left < 0:
        return RecipientAssessment(RecipientState.OVERDUE, days_overdue=-left)
    return RecipientAssessment(RecipientState.WAITING, days_left=left)


def count_recipients(assessed: Iterable[RecipientAssessment]) -> Mapping[RecipientState, int]:
    """How many recipients stand in each state; every state is a key."""
    counts = Counter(one.state for one in assessed)
    return {state: counts[state] for state in RecipientState}


def is_quoted(quote: str, decision: str) -> bool:
    """Whether the words of a point stand in the decision, however lines are broken; a part left out is
    written as … or [...]."""
    said = _words(decision)
    parts = quote.replace("[...]", "…").replace("[…]", "…").replace("...", "…").split("…")
    return all(_words(part) in said for part in parts)


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()
