from hypothesis import given
from hypothesis import strategies as st

from tests.theory.builders import TODAY, days, milestone
from tracker.theory.follow_up.milestones import MilestoneState, assess, count_states, overdue
from tracker.theory.pathway import Milestone


def test_due_today_is_not_overdue() -> None:
    found = assess(milestone("A1", 0), TODAY)
    assert (found.state, found.days_overdue, found.days_to_due) == (MilestoneState.DUE_SOON, 0, 0)


def test_due_yesterday_is_one_day_overdue() -> None:
    found = assess(milestone("A1", -1), TODAY)
    assert (found.state, found.days_overdue, found.days_to_due) == (MilestoneState.OVERDUE, 1, None)


def test_due_in_thirty_days_is_due_soon_and_in_thirty_one_is_planned() -> None:
    assert assess(milestone("A1", 30), TODAY).state is MilestoneState.DUE_SOON
    assert assess(milestone("A1", 31), TODAY).state is MilestoneState.PLANNED


def test_how_soon_is_soon_may_be_chosen() -> None:
    assert assess(milestone("A1", 30), TODAY, due_soon_days=7).state is MilestoneState.PLANNED


def test_done_on_the_due_date_is_done_in_time() -> None:
    assert assess(milestone("A1", -5, done=-5), TODAY).state is MilestoneState.DONE


def test_done_after_the_due_date_is_done_late_and_never_overdue() -> None:
    found = assess(milestone("A1", -10, done=-7), TODAY)
    assert (found.state, found.days_late, found.days_overdue) == (MilestoneState.DONE_LATE, 3, 0)


def test_done_in_time_after_the_date_was_moved_is_done_and_slipped() -> None:
    found = assess(milestone("A1", -10, promised=-40, done=-12), TODAY)
    assert (found.state, found.slipped_days, found.delay_days) == (MilestoneState.DONE, 30, 28)


def test_slippage_counts_from_the_first_promise() -> None:
    assert assess(milestone("A1", 20, promised=-10), TODAY).slipped_days == 30


def test_a_milestone_brought_forward_has_slipped_backwards_and_delays_nothing() -> None:
    found = assess(milestone("A1", 20, promised=50), TODAY)
    assert (found.slipped_days, found.delay_days) == (-30, 0)


def test_the_delay_of_an_overdue_milestone_runs_from_the_first_promise_until_today() -> None:
    assert assess(milestone("A1", -5, promised=-35), TODAY).delay_days == 35


def test_what_was_brought_forward_delays_nothing_before_its_first_promise_though_overdue() -> None:
    found = assess(milestone("A1", -5, promised=10), TODAY)
    assert (found.state, found.days_overdue, found.delay_days) == (MilestoneState.OVERDUE, 5, 0)


def test_the_delay_of_a_moved_milestone_is_its_slippage() -> None:
    assert assess(milestone("A1", 40, promised=10), TODAY).delay_days == 30


def test_the_longest_overdue_comes_first_and_equals_by_code() -> None:
    listed = overdue(
        [
            milestone("A1", -3, code="c"),
            milestone("A1", -9, code="b"),
            milestone("A1", -3, code="a"),
            milestone("A1", 0, code="d"),
            milestone("A1", -50, done=0, code="e"),
        ],
        TODAY,
    )
    assert [found.milestone.code for found in listed] == ["b", "a", "c"]


def test_states_that_no_milestone_is_in_are_counted_as_none() -> None:
    counts = count_states([milestone("A1", -1)], TODAY)
    assert counts == {state: int(state is MilestoneState.OVERDUE) for state in MilestoneState}


some = st.builds(
    milestone,
    st.just("A1"),
    st.integers(-400, 400),
    promised=st.integers(-400, 400),
    done=st.none() | st.integers(-400, 0),
)


@given(some)
def test_a_milestone_is_overdue_just_when_it_is_open_and_its_date_has_passed(one: Milestone) -> None:
    found = assess(one, TODAY)
    passed = found.milestone.done_on is None and found.milestone.due < TODAY
    assert (found.state is MilestoneState.OVERDUE) is passed
    assert (found.days_overdue > 0) is passed
    assert found.state.is_open is (found.milestone.done_on is None)


@given(some, st.integers(0, 60))
def test_an_open_milestone_never_gets_less_late_by_waiting(one: Milestone, wait: int) -> None:
    now, later = assess(one, TODAY), assess(one, days(wait))
    assert later.days_overdue >= now.days_overdue
    assert later.delay_days >= now.delay_days
