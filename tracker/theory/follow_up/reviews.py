"""When an assumption is to be looked at again. Source: DOMAIN, "Assumption" (owner; review date), counted
like milestones: due today is not overdue, due soon is within 30 days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.theory.follow_up.milestones import DUE_SOON_DAYS


class ReviewState(StrEnum):
    UNPLANNED = "unplanned"
    PLANNED = "planned"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Review:
    """``days`` to the review, or overdue; None where no day is set."""

    state: ReviewState
    days: int | None = None


def assess_review(review_on: date | None, today: date) -> Review:
    """Where a review stands on a day."""
    if review_on is None:
        return Review(ReviewState.UNPLANNED)
    left = (review_on - today).days
    if left < 0:
        return Review(ReviewState.OVERDUE, -left)
    return Review(ReviewState.DUE_SOON if left <= DUE_SOON_DAYS else ReviewState.PLANNED, left)
