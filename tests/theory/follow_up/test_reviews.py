import pytest

from tests.theory.builders import TODAY, days
from tracker.theory.follow_up.reviews import Review, ReviewState, assess_review


@pytest.mark.parametrize(
    ("left", "state", "counted"),
    [
        (-1, ReviewState.OVERDUE, 1),
        (0, ReviewState.DUE_SOON, 0),
        (30, ReviewState.DUE_SOON, 30),
        (31, ReviewState.PLANNED, 31),
    ],
)
def test_a_review_is_counted_in_days_like_a_milestone(left: int, state: ReviewState, counted: int) -> None:
    assert assess_review(days(left), TODAY) == Review(state, counted)


def test_without_a_day_no_review_is_planned() -> None:
    assert assess_review(None, TODAY) == Review(ReviewState.UNPLANNED)
