from fractions import Fraction
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.theory.builders import TODAY, box, days, indicator, plan
from tracker.theory.follow_up.indicators import (
    Fault,
    IndicatorFault,
    IndicatorState,
    assess,
    assess_reading,
    by_element,
    expected_line,
    expected_share,
    expected_value,
    faults,
    outcomes_without_indicator,
    reading_due,
)
from tracker.theory.kinds import IndicatorDirection
from tracker.theory.pathway import Indicator, Reading


@pytest.mark.parametrize(
    ("value", "state"),
    [
        (-5, IndicatorState.NO_PROGRESS),
        (0, IndicatorState.NO_PROGRESS),
        (39, IndicatorState.BEHIND),
        (40, IndicatorState.ON_TRACK),
        (50, IndicatorState.ON_TRACK),
        (99, IndicatorState.ON_TRACK),
        (100, IndicatorState.TARGET_REACHED),
        (130, IndicatorState.TARGET_REACHED),
    ],
)
def test_halfway_through_a_reading_may_lie_a_tenth_behind_the_line(
    value: float, state: IndicatorState
) -> None:
    assert assess(indicator("K1", (0, value))).state is state


def test_progress_is_judged_at_the_date_of_the_reading_and_not_today() -> None:
    found = assess(indicator("K1", (-80, 10)))
    assert (found.progress, found.expected) == (Fraction(1, 10), Fraction(1, 10))


def test_each_reading_is_judged_on_its_own_day() -> None:
    entered = indicator("K1", (-80, 1), (-40, 15), (0, 130))
    states = [assess_reading(entered, reading).state for reading in entered.readings]
    assert states == [IndicatorState.ON_TRACK, IndicatorState.BEHIND, IndicatorState.TARGET_REACHED]
    assert assess_reading(entered, entered.readings[-1]) == assess(entered)


@pytest.mark.parametrize("reading", [Reading(days(-100), 50), Reading(days(0), nan)])
def test_a_reading_that_cannot_be_compared_measures_nothing(reading: Reading) -> None:
    found = assess_reading(indicator("K1"), reading)
    assert (found.state, found.latest, found.progress) == (IndicatorState.NOT_MEASURED, reading, None)


def test_the_latest_reading_counts() -> None:
    found = assess(indicator("K1", (-50, 90), (0, 20)))
    assert (found.latest, found.state) == (Reading(TODAY, 20), IndicatorState.BEHIND)


def test_no_change_is_no_progress_even_right_after_the_start() -> None:
    assert assess(indicator("K1", (-99, 0))).state is IndicatorState.NO_PROGRESS


def test_where_lower_is_better_a_fall_is_progress() -> None:
    falling = indicator(
        "K1", (0, 30), start=(-100, 40), end=(100, 20), direction=IndicatorDirection.LOWER_BETTER
    )
    found = assess(falling)
    assert (found.progress, found.state, found.has_moved) == (Fraction(1, 2), IndicatorState.ON_TRACK, True)


def test_after_the_target_date_the_whole_way_is_expected() -> None:
    found = assess(indicator("K1", (150, 89)))
    assert (found.expected, found.state) == (Fraction(1), IndicatorState.BEHIND)


def test_without_a_reading_an_indicator_is_not_measured() -> None:
    found = assess(indicator("K1"))
    assert (found.state, found.latest, found.progress) == (IndicatorState.NOT_MEASURED, None, None)


def test_a_reading_on_the_day_of_the_baseline_measures_nothing() -> None:
    assert assess(indicator("K1", (-100, 50))).state is IndicatorState.NOT_MEASURED


def test_a_value_on_the_boundary_stays_there_whatever_its_binary_form() -> None:
    """In floats the progress 0.3 / 3.0 is less than 0.2 - 0.1, and this reading would be behind."""
    assert 0.3 / 3.0 < 40 / 200 - 0.1
    found = assess(indicator("K1", (-60, 0.3), end=(100, 3.0)))
    assert (found.progress, found.expected) == (Fraction(1, 10), Fraction(1, 5))
    assert found.state is IndicatorState.ON_TRACK


def test_the_tolerance_may_be_chosen() -> None:
    assert assess(indicator("K1", (0, 40)), tolerance=Fraction(0)).state is IndicatorState.BEHIND


def kinds(*found: Fault) -> list[IndicatorFault]:
    return [fault.kind for fault in found]


def test_a_sound_indicator_has_no_faults() -> None:
    assert faults(indicator("K1", (-50, 10), (0, 20))) == ()


def test_a_target_equal_to_the_baseline_is_a_fault_and_measures_nothing() -> None:
    flat = indicator("K1", (0, 5), start=(-100, 5), end=(100, 5))
    assert kinds(*faults(flat)) == [IndicatorFault.TARGET_EQUALS_BASELINE]
    found = assess(flat)
    assert (found.state, found.progress, found.latest) == (
        IndicatorState.NOT_MEASURED,
        None,
        Reading(TODAY, 5),
    )


def test_a_target_against_the_direction_is_a_fault_and_measures_nothing() -> None:
    wrong = indicator("K1", (0, 30), direction=IndicatorDirection.LOWER_BETTER)
    assert kinds(*faults(wrong)) == [IndicatorFault.TARGET_AGAINST_DIRECTION]
    assert assess(wrong).state is IndicatorState.NOT_MEASURED


def test_a_target_date_not_after_the_baseline_is_a_fault_and_measures_nothing() -> None:
    wrong = indicator("K1", (0, 30), start=(-10, 0), end=(-10, 50))
    assert kinds(*faults(wrong)) == [IndicatorFault.TARGET_NOT_AFTER_BASELINE]
    assert assess(wrong).state is IndicatorState.NOT_MEASURED
    assert expected_share(wrong, TODAY) == 1


def test_readings_ascend_and_come_after_the_baseline() -> None:
    found = faults(indicator("K1", (-100, 1), (-20, 2), (-20, 3), (-30, 4)))
    assert [(fault.kind, fault.reading and fault.reading.value) for fault in found] == [
        (IndicatorFault.READING_NOT_AFTER_BASELINE, 1),
        (IndicatorFault.READINGS_NOT_ASCENDING, 3),
        (IndicatorFault.READINGS_NOT_ASCENDING, 4),
    ]


def test_readings_in_disorder_are_a_fault_and_the_newest_still_counts() -> None:
    found = assess(indicator("K1", (0, 60), (-50, 10)))
    assert (found.latest, found.state) == (Reading(TODAY, 60), IndicatorState.ON_TRACK)


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_what_is_no_number_is_a_fault_and_not_an_exception(value: float) -> None:
    endless = indicator("K1", (0, 5), end=(100, value))
    assert IndicatorFault.VALUE_NOT_A_NUMBER in kinds(*faults(endless))
    assert assess(endless).state is IndicatorState.NOT_MEASURED
    assert expected_value(endless, TODAY) == 0
    unread = indicator("K1", (0, value))
    assert kinds(*faults(unread)) == [IndicatorFault.READING_NOT_A_NUMBER]
    assert assess(unread).state is IndicatorState.NOT_MEASURED


def test_the_expected_line_runs_from_baseline_to_target_and_then_stays() -> None:
    measured = indicator("K1", start=(-100, 10), end=(100, 20))
    assert [expected_value(measured, days(n)) for n in (-200, -100, 0, 100, 300)] == [10, 10, 15, 20, 20]
    assert expected_line(measured) == (measured.baseline, measured.target)
    assert expected_line(measured, days(50)) == (measured.baseline, measured.target)
    assert expected_line(measured, days(300))[-1] == Reading(days(300), 20)


def test_a_reading_is_due_when_the_latest_is_older_than_half_a_year() -> None:
    measured = indicator("K1", (0, 10))
    assert not reading_due(measured, days(183))
    assert reading_due(measured, days(184))


def test_without_readings_the_half_year_counts_from_the_baseline() -> None:
    unread = indicator("K1", start=(0, 0))
    assert not reading_due(unread, days(183))
    assert reading_due(unread, days(184))


def test_outcomes_that_nothing_measures_come_in_reading_order() -> None:
    elements = [box(code) for code in ("M1", "K2", "K1", "O1", "G1")]
    unmeasured = outcomes_without_indicator(plan(elements=elements, indicators=[indicator("K2")]))
    assert [element.id for element in unmeasured] == ["K1", "M1"]


def test_an_elements_indicators_are_found_together() -> None:
    first, second = indicator("K1"), indicator("M1")
    assert by_element(plan(indicators=[second, first])) == {"K1": (first,), "M1": (second,)}


values = st.floats(allow_nan=True, allow_infinity=True)
offsets = st.integers(-500, 500)


@given(
    st.builds(
        lambda readings, start, end, direction: indicator(
            "K1", *readings, start=start, end=end, direction=direction
        ),
        st.lists(st.tuples(offsets, values), max_size=4),
        st.tuples(offsets, values),
        st.tuples(offsets, values),
        st.sampled_from(IndicatorDirection),
    )
)
def test_whatever_is_entered_there_is_a_state_and_no_exception(entered: Indicator) -> None:
    found = assess(entered)
    own_faults = [fault for fault in faults(entered) if fault.reading is None]
    measured = found.state is not IndicatorState.NOT_MEASURED
    assert measured is (found.latest is not None and not own_faults)
    assert measured is (found.progress is not None)
    expected_value(entered, TODAY)
    reading_due(entered, TODAY)


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_better_reading_never_gives_a_worse_state(one: float, other: float) -> None:
    worst_first = [
        IndicatorState.NO_PROGRESS,
        IndicatorState.BEHIND,
        IndicatorState.ON_TRACK,
        IndicatorState.TARGET_REACHED,
    ]
    low, high = (assess(indicator("K1", (0, value))).state for value in sorted((one, other)))
    assert worst_first.index(low) <= worst_first.index(high)
