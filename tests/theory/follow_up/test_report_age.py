from datetime import timedelta

import pytest

from tests.theory.builders import TODAY, box, days, plan
from tracker.theory.follow_up.report_age import StatusAge, assess, never_reported, stale
from tracker.theory.kinds import DeliveryStatus
from tracker.theory.pathway import Element, StatusReport


def reported(code: str, days_ago: int, position: int = 0) -> Element:
    report = StatusReport(TODAY - timedelta(days=days_ago), DeliveryStatus.ON_TRACK)
    return box(code, report=report, position=position)


@pytest.mark.parametrize(
    ("age", "state"), [(0, StatusAge.CURRENT), (183, StatusAge.CURRENT), (184, StatusAge.STALE)]
)
def test_a_status_is_stale_when_older_than_half_a_year(age: int, state: StatusAge) -> None:
    found = assess(reported("A1", age), TODAY)
    assert (found.state, found.age_days) == (state, age)


def test_the_limit_may_be_chosen() -> None:
    assert assess(reported("A1", 31), TODAY, stale_days=30).state is StatusAge.STALE


def test_never_reported_is_neither_current_nor_stale() -> None:
    found = assess(box("A1"), TODAY)
    assert (found.state, found.age_days) == (StatusAge.NEVER_REPORTED, None)


def test_stale_statuses_come_in_reading_order() -> None:
    elements = [reported("O1", 200), reported("A2", 300, 1), reported("A1", 200, 2), reported("K1", 10)]
    assert [found.element.id for found in stale(plan(elements=elements), TODAY)] == ["A2", "A1", "O1"]


def test_nobody_is_asked_about_inputs_goals_and_external_factors() -> None:
    silent = plan(elements=[box(code) for code in ("I1", "A1", "O1", "K1", "M1", "L1", "G1", "X1")])
    assert [found.element.id for found in never_reported(silent, TODAY)] == ["A1", "O1", "K1", "M1", "L1"]


def test_the_same_status_becomes_stale_with_time() -> None:
    followed = plan(elements=[reported("A1", 183)])
    assert stale(followed, TODAY) == ()
    assert len(stale(followed, days(1))) == 1
