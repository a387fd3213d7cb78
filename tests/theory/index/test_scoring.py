"""What becomes of the index when values are missing."""

from fractions import Fraction

import pytest

from tests.theory.index.versions import measure, version
from tracker.theory.index.design import Group, safety_index
from tracker.theory.index.scoring import Values, score
from tracker.theory.index.series import against_base, over_years

TWO = version(D1={"a": 0.5, "b": 0.5}, D2={"c": 1.0})


def test_a_definition_with_half_of_its_weight_is_given_and_marked_as_provisional() -> None:
    found = score(TWO, 2015, {"a": 40, "c": 90})
    first, second = found.members
    assert first.points == pytest.approx(40)
    assert (first.is_provisional, first.missing) == (True, ("b",))
    assert (second.is_provisional, found.is_provisional) == (False, True)
    assert found.points == pytest.approx(60)


def test_just_less_than_half_of_the_weight_withholds_definition_and_index() -> None:
    found = score(version(D1={"a": 0.49, "b": 0.51}, D2={"c": 1.0}), 2015, {"a": 40, "c": 90})
    assert [part.is_withheld for part in found.members] == [True, False]
    assert found.is_withheld
    assert not found.is_provisional


@pytest.mark.parametrize("there", ["abc", "d"])
def test_half_is_half_though_tenths_are_no_binary_numbers(there: str) -> None:
    weighed = version(D1={"a": 0.1, "b": 0.2, "c": 0.3, "d": 0.6})
    found = score(weighed, 2015, dict.fromkeys(there, 50.0))
    assert (found.members[0].present, found.members[0].is_provisional) == (Fraction(1, 2), True)


def test_missing_is_neither_the_worst_value_nor_the_same_as_zero() -> None:
    rows: list[Values] = [{"a": 40, "c": 90}, {"a": 40, "b": None, "c": 90}, {"a": 40, "b": 0, "c": 90}]
    not_there, empty, worst = (score(TWO, 2015, values).members[0].points for values in rows)
    assert [not_there, empty, worst] == pytest.approx([40, 40, 20])


def test_a_group_that_is_withheld_within_a_definition_is_missing_there() -> None:
    inner = Group("inner", (measure("a", 0.6), measure("b", 0.4)), weight=0.3)
    nested = safety_index((Group("D1", (inner, measure("c", 0.7))),))
    found = score(nested, 2015, {"b": 100, "c": 20}).members[0]
    assert found.points == pytest.approx(20)
    assert found.present == Fraction(7, 10)


def test_weight_that_is_present_is_counted_down_to_the_measurements() -> None:
    inner = Group("inner", (measure("a", 0.5), measure("b", 0.5)), weight=0.6)
    nested = safety_index((Group("D1", (inner, measure("c", 0.4))),))
    found = score(nested, 2015, {"a": 100}).members[0]
    assert (found.present, found.is_withheld) == (Fraction(3, 10), True)


def test_one_definition_at_its_worst_goalpost_takes_the_geometric_index_to_zero() -> None:
    found = over_years(TWO, {2015: {"a": 0, "b": 0, "c": 90}})[0]
    assert [found.points, found.geometric, found.arithmetic] == pytest.approx([0, 0, 45])


def test_values_of_measurements_outside_the_version_play_no_part() -> None:
    values: Values = {"a": 40.0, "b": 40.0, "c": 90.0}
    assert score(TWO, 2015, {**values, "other": 7.0}) == score(TWO, 2015, values)


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (2013, {2013: 100, 2014: None, 2015: 150}),
        (2014, {2013: None, 2014: None, 2015: None}),
        (2012, {2013: None, 2014: None, 2015: None}),
        (None, {2013: None, 2014: None, 2015: None}),
    ],
)
def test_the_base_year_is_a_hundred_and_without_its_number_there_is_no_view(
    base: int | None, expected: dict[int, float | None]
) -> None:
    years = over_years(version(D1={"a": 1}), {2015: {"a": 60}, 2013: {"a": 40}, 2014: {}})
    assert [year.year for year in years] == [2013, 2014, 2015]
    assert against_base({year.year: year.points for year in years}, base) == pytest.approx(expected)


def test_nothing_is_a_percentage_of_zero() -> None:
    years = over_years(version(D1={"a": 1}), {2013: {"a": 0}, 2014: {"a": 60}})
    assert against_base({year.year: year.points for year in years}, 2013) == {2013: None, 2014: None}
