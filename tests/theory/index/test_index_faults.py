"""What is wrong with a version of the index, or with a value, is named."""

from fractions import Fraction
from math import inf, nan

import pytest

from tests.theory.index.versions import measure, version
from tracker.theory.index.design import Group, Version, safety_index
from tracker.theory.index.faults import DesignFault, Fault, Unusable, faults, value_faults
from tracker.theory.index.goalposts import CannotBePlaced, GoalpostFault, Goalposts, Scale, position
from tracker.theory.index.scoring import score
from tracker.theory.kinds import IndicatorDirection

HIGHER, LOWER = IndicatorDirection.HIGHER_BETTER, IndicatorDirection.LOWER_BETTER
LOG = Goalposts(1, 100, Scale.LOG)


def with_goalposts(goalposts: Goalposts) -> Version:
    return safety_index((Group("D1", (measure("a", goalposts=goalposts),)),))


def with_weight(weight: float) -> Version:
    return safety_index((Group("D1", (measure("a", weight),)),))


@pytest.mark.parametrize(
    ("at_fault", "fault"),
    [
        (with_goalposts(Goalposts(5, 5)), Fault(GoalpostFault.EQUAL, "a")),
        (with_goalposts(Goalposts(1e10, 1e10 + 1e-5, Scale.LOG)), Fault(GoalpostFault.EQUAL, "a")),
        (with_goalposts(Goalposts(nan, 5)), Fault(GoalpostFault.NOT_A_NUMBER, "a")),
        (with_goalposts(Goalposts(0, inf)), Fault(GoalpostFault.NOT_A_NUMBER, "a")),
        (with_goalposts(Goalposts(0, 5, Scale.LOG)), Fault(GoalpostFault.NOT_POSITIVE, "a")),
        (with_weight(0), Fault(DesignFault.WEIGHT_NOT_POSITIVE, "a")),
        (with_weight(-1), Fault(DesignFault.WEIGHT_NOT_POSITIVE, "a")),
        (with_weight(nan), Fault(DesignFault.WEIGHT_NOT_A_NUMBER, "a")),
        (version(), Fault(DesignFault.NO_MEMBERS, "index")),
        (version(D1={}), Fault(DesignFault.NO_MEMBERS, "D1")),
        (version(D1={"a": 1}, D2={"a": 1}), Fault(DesignFault.NAMED_TWICE, "a")),
        (
            safety_index((Group("D1", (measure("a"),), minimum=Fraction(0)),)),
            Fault(DesignFault.MINIMUM_OUT_OF_RANGE, "D1"),
        ),
    ],
)
def test_a_version_at_fault_is_named_and_never_scored(at_fault: Version, fault: Fault) -> None:
    assert faults(at_fault) == (fault,)
    with pytest.raises(Unusable) as raised:
        score(at_fault, 2015, {"a": 3})
    assert raised.value.faults == (fault,)


def test_measurements_have_to_be_in_the_inventory() -> None:
    assert faults(version(D1={"a": 1}), {"b": HIGHER}) == (Fault(DesignFault.UNKNOWN_MEASUREMENT, "a"),)


def test_goalposts_run_the_way_that_is_better() -> None:
    assert faults(version(D1={"a": 1}), {"a": HIGHER}) == ()
    assert faults(version(D1={"a": 1}), {"a": LOWER}) == (Fault(DesignFault.AGAINST_DIRECTION, "a"),)


def test_a_definition_and_a_measurement_may_have_the_same_id() -> None:
    assert faults(version(a={"a": 1})) == ()


@pytest.mark.parametrize(
    ("goalposts", "value", "fault"),
    [
        (Goalposts(0, 5), nan, GoalpostFault.VALUE_NOT_A_NUMBER),
        (Goalposts(0, 5), -inf, GoalpostFault.VALUE_NOT_A_NUMBER),
        (LOG, 0, GoalpostFault.VALUE_NOT_POSITIVE),
    ],
)
def test_a_value_that_cannot_be_placed_is_named_with_its_year(
    goalposts: Goalposts, value: float, fault: GoalpostFault
) -> None:
    weighed = with_goalposts(goalposts)
    assert value_faults(weighed, 2015, {"a": value}) == (Fault(fault, "a", 2015),)
    with pytest.raises(Unusable, match=fault):
        score(weighed, 2015, {"a": value})
    with pytest.raises(CannotBePlaced, match=fault):
        position(goalposts, value)


def test_a_missing_value_is_no_fault() -> None:
    assert value_faults(with_goalposts(LOG), 2015, {"a": None}) == ()
    assert value_faults(with_goalposts(LOG), 2015, {}) == ()
