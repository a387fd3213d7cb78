"""What an owner is asked for today, and in which order."""

from dataclasses import replace

import pytest

from tests.theory.builders import TODAY, box, days, indicator, milestone, plan
from tracker.theory.follow_up.agenda import agenda
from tracker.theory.kinds import DeliveryStatus, PlanState, ResultStatus
from tracker.theory.pathway import StatusReport


def reported(code, age):
    status = DeliveryStatus.ON_TRACK if code[0] in "AO" else ResultStatus.ON_TRACK
    return box(code, report=StatusReport(days(-age), status))


def asked(*plans, state=PlanState.ACTIVE):
    return agenda([(state, plan) for plan in plans], TODAY)


def codes(assessments):
    return [found.milestone.code for found in assessments]


def test_the_most_overdue_milestone_comes_first_whatever_its_plan():
    one = plan(
        elements=[box("A1")], milestones=[milestone("A1", -3, code="m1"), milestone("A1", -90, code="m2")]
    )
    other = plan(elements=[box("A1")], milestones=[milestone("A1", -40, code="m3")])
    assert codes(asked(one, other).overdue) == ["m2", "m3", "m1"]


def test_a_milestone_is_asked_for_from_thirty_days_before_it_is_due_and_the_nearest_first():
    one = plan(
        elements=[box("A1")],
        milestones=[milestone("A1", due, code=f"m{due}") for due in (31, 30, 7, 0)],
    )
    found = asked(one)
    assert codes(found.due_soon) == ["m0", "m7", "m30"]
    assert found.overdue == ()


def test_a_milestone_that_is_done_is_not_asked_for():
    one = plan(elements=[box("A1")], milestones=[milestone("A1", -10, done=-1)])
    assert len(asked(one).overdue) == 0


def test_the_oldest_status_comes_first_and_what_nobody_reported_last():
    one = plan(elements=[box("K1"), reported("A1", 184), reported("A2", 183), reported("O1", 400)])
    assert [found.element.id for found in asked(one).statuses] == ["O1", "A1", "K1"]


def test_nobody_is_asked_for_the_status_of_an_input_a_goal_or_an_external_factor():
    one = plan(elements=[box("I1"), box("G1"), box("X1")])
    assert asked(one).statuses == ()


def test_what_was_measured_longest_ago_is_read_first():
    one = plan(
        elements=[box("K1"), box("K2"), box("K3")],
        indicators=[
            indicator("K1", (-184, 5.0), start=(-500, 0.0)),
            indicator("K2", start=(-300, 0.0)),
            indicator("K3", (-183, 5.0), start=(-500, 0.0)),
        ],
    )
    assert [found.element for found in asked(one).readings] == ["K2", "K1"]


@pytest.mark.parametrize("state", [PlanState.COMPLETED, PlanState.REJECTED])
def test_nothing_is_asked_for_a_plan_that_has_ended(state):
    one = plan(
        elements=[box("A1")], milestones=[milestone("A1", -10)], indicators=[indicator(start=(-300, 0.0))]
    )
    assert len(asked(one, state=state)) == 0


@pytest.mark.parametrize("state", [PlanState.IDEA, PlanState.DRAFT, PlanState.IN_HEARING])
def test_before_approval_only_promises_are_asked_for(state):
    one = plan(
        elements=[box("A1")], milestones=[milestone("A1", -10)], indicators=[indicator(start=(-300, 0.0))]
    )
    found = asked(one, state=state)
    assert (len(found.overdue), len(found)) == (1, 1)


def test_the_agenda_counts_everything_that_waits_for_an_answer():
    one = plan(
        elements=[box("A1"), reported("O1", 200)],
        milestones=[milestone("A1", -10), milestone("O1", 3)],
        indicators=[indicator(start=(-300, 0.0))],
    )
    assert len(asked(replace(one, id="Q"))) == 5
