from itertools import pairwise

import pytest

from tracker.theory.kinds import PlanState
from tracker.theory.plan_states import TRANSITIONS, allowed_moves, is_final, may_move, needs_reason

BEFORE_ACTIVE = [PlanState.IDEA, PlanState.DRAFT, PlanState.IN_HEARING, PlanState.APPROVED]


def test_a_plan_goes_from_idea_to_completed_step_by_step() -> None:
    way = [*BEFORE_ACTIVE, PlanState.ACTIVE, PlanState.COMPLETED]
    assert all(may_move(source, target) for source, target in pairwise(way))


def test_no_step_is_skipped() -> None:
    assert not may_move(PlanState.DRAFT, PlanState.APPROVED)
    assert not may_move(PlanState.IN_HEARING, PlanState.ACTIVE)
    assert not may_move(PlanState.APPROVED, PlanState.COMPLETED)


def test_an_active_plan_may_be_paused_and_taken_up_again() -> None:
    assert may_move(PlanState.ACTIVE, PlanState.PAUSED)
    assert may_move(PlanState.PAUSED, PlanState.ACTIVE)


def test_a_paused_plan_may_be_completed() -> None:
    assert may_move(PlanState.PAUSED, PlanState.COMPLETED)


@pytest.mark.parametrize("state", PlanState)
def test_a_plan_may_be_rejected_from_any_state_before_active_and_from_no_other(state: PlanState) -> None:
    assert may_move(state, PlanState.REJECTED) is (state in BEFORE_ACTIVE)


@pytest.mark.parametrize("state", PlanState)
def test_staying_is_not_a_move(state: PlanState) -> None:
    assert not may_move(state, state)


def test_completed_and_rejected_are_final() -> None:
    assert [state for state in PlanState if is_final(state)] == [PlanState.COMPLETED, PlanState.REJECTED]


def test_every_state_says_where_it_leads_and_the_way_forward_comes_first() -> None:
    assert set(TRANSITIONS) == set(PlanState)
    assert allowed_moves(PlanState.DRAFT) == (PlanState.IN_HEARING, PlanState.REJECTED)


def test_stopping_ending_and_taking_up_a_plan_needs_a_reason() -> None:
    asked = {
        (source, target)
        for source in PlanState
        for target in TRANSITIONS[source]
        if needs_reason(source, target)
    }
    assert asked == {
        *((source, PlanState.REJECTED) for source in BEFORE_ACTIVE),
        (PlanState.ACTIVE, PlanState.PAUSED),
        (PlanState.ACTIVE, PlanState.COMPLETED),
        (PlanState.PAUSED, PlanState.ACTIVE),
        (PlanState.PAUSED, PlanState.COMPLETED),
    }
