"""The index taken apart: contributions, changes, weights, and one version beside another."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.theory.index.published import sample_index, sample_values
from tests.theory.index.versions import version
from tracker.theory.index.comparison import compare
from tracker.theory.index.contributions import change, contributions
from tracker.theory.index.design import Group, Version
from tracker.theory.index.filling import carried_forward, interpolated
from tracker.theory.index.scoring import Values, score
from tracker.theory.index.sensitivity import spans, variants
from tracker.theory.index.series import over_years

ONE = version(D1={"a": 3, "b": 1})
TWO = version(D1={"a": 0.5, "b": 0.5}, D2={"c": 1.0})


def test_within_a_definition_a_measurement_gives_its_weight_times_its_position() -> None:
    found = contributions(score(ONE, 2015, {"a": 40, "b": 80}))
    assert [(part.measurement, part.position, part.weight) for part in found] == [
        ("a", 0.4, 0.75),
        ("b", 0.8, 0.25),
    ]
    assert [part.points for part in found] == pytest.approx([30, 20])


def test_across_definitions_each_gives_its_weight_of_the_index() -> None:
    found = contributions(score(TWO, 2015, {"a": 10, "b": 30, "c": 80}))
    assert [part.points for part in found] == pytest.approx([5, 15, 20])


def test_a_measurement_at_its_worst_stands_at_nothing_and_gives_nothing() -> None:
    worst, other = contributions(score(ONE, 2015, {"a": 0, "b": 80}))
    assert (worst.position, worst.points) == (0, 0)
    assert other.points == pytest.approx(20)


def test_the_weight_of_what_is_missing_goes_to_those_beside_it() -> None:
    found = contributions(score(TWO, 2015, {"a": 20, "c": 80}))
    assert [(part.measurement, part.weight) for part in found] == [("a", 0.5), ("c", 0.5)]


def test_what_did_not_move_has_no_part_in_a_change() -> None:
    found = change(*(score(TWO, 2015, {"a": 10, "b": 30, "c": last}) for last in (20, 80)))
    assert found is not None
    assert found.total == pytest.approx(20)
    assert found.points == pytest.approx({"a": 0, "b": 0, "c": 20})


def test_years_that_rest_on_other_measurements_are_not_taken_apart() -> None:
    before = score(TWO, 2013, {"a": 20, "b": 20, "c": 20})
    after = score(TWO, 2015, {"a": 80, "c": 20})
    found = change(before, after)
    assert found is not None
    assert found.total == pytest.approx(20)
    assert found.points is None


def test_there_is_no_change_to_a_withheld_year() -> None:
    assert change(score(TWO, 2013, {"a": 1, "b": 1, "c": 1}), score(TWO, 2014, {"c": 1})) is None


def test_each_weight_is_halved_and_doubled_beside_the_others_of_its_group() -> None:
    values: dict[int, Values] = {2015: {"a": 40, "b": 80}}
    found = variants(ONE, values)
    assert [(one.member, one.is_group, one.factor) for one in found] == [
        ("a", False, Fraction(1, 2)),
        ("a", False, 2),
        ("b", False, Fraction(1, 2)),
        ("b", False, 2),
    ]
    assert [one.points[2015] for one in found] == pytest.approx([56, 320 / 7, 320 / 7, 56])
    span = spans(ONE, values)[2015]
    assert span is not None
    assert [span.lowest, span.highest] == pytest.approx([320 / 7, 56])


def test_definitions_are_weighed_too_and_the_only_measurement_of_one_is_not() -> None:
    found = variants(TWO, {2015: {"a": 40, "b": 80, "c": 20}})
    assert list(dict.fromkeys(one.member for one in found)) == ["D1", "a", "b", "D2"]


def test_another_weight_neither_withholds_nor_gives_what_the_version_itself_does_not() -> None:
    values: dict[int, Values] = {2014: {"b": 20, "c": 20}, 2015: {"a": 20, "c": 20}}
    lopsided = version(D1={"a": 0.6, "b": 0.4}, D2={"c": 1.0})
    found = variants(lopsided, values)
    assert {one.points[2014] for one in found} == {None}
    assert [one.points[2015] for one in found] == pytest.approx([20] * len(found))
    assert spans(lopsided, values)[2014] is None


def test_no_weight_of_the_sample_halved_or_doubled_turns_its_rise_into_a_fall() -> None:
    found = variants(sample_index(), sample_values())
    assert len(found) == 2 * (3 + 8)
    assert all((one.points[2015] or 0.0) > (one.points[2013] or 0.0) for one in found)
    assert all(one.points[2014] is None for one in found)


def test_a_new_version_stands_beside_the_old_on_the_same_years() -> None:
    old = sample_index()
    *others, third = old.whole.members
    assert isinstance(third, Group)
    only_trust = replace(third, members=third.members[:1])
    new = Version(replace(old.whole, members=(*others, only_trust)), old.base_year)
    found = compare(old, new, sample_values())
    assert [row.year for row in found] == [2013, 2014, 2015]
    assert [row.old for row in found] == list(over_years(old, sample_values()))
    assert found[0].new.score.members[2].points == pytest.approx(100 * 38 / 70)
    assert found[1].difference is None
    assert found[0].difference == pytest.approx((found[0].new.points or 0.0) - (found[0].old.points or 0.0))


def test_a_version_compared_with_itself_differs_nowhere() -> None:
    rows = compare(ONE, ONE, {2013: {"a": 3, "b": 5}})
    assert [row.difference for row in rows] == [0]


SERIES: dict[int, Values] = {2013: {"a": 10.0}, 2014: {"a": None}, 2016: {"a": 40.0}}


@pytest.mark.parametrize(
    ("year", "forward", "between"), [(2012, None, None), (2014, 10, 20), (2015, 10, 30), (2017, 40, None)]
)
def test_filling_looks_back_or_to_both_sides(year: int, forward: float | None, between: float | None) -> None:
    assert (carried_forward(SERIES, "a", year), interpolated(SERIES, "a", year)) == (forward, between)
    assert (carried_forward(SERIES, "b", year), interpolated(SERIES, "b", year)) == (None, None)
