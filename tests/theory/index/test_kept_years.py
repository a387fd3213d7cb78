"""Years as they were published beside the values now, and guesses beside a withheld year."""

import pytest

from tracker.theory.index.design import Group, Measure, safety_index
from tracker.theory.index.faults import Unusable
from tracker.theory.index.filling import Filling, alternatives
from tracker.theory.index.goalposts import Goalposts
from tracker.theory.index.published_years import Difference, differences
from tracker.theory.index.scoring import Values
from tracker.theory.index.series import against_base

POSTS = Goalposts(0, 100)
VERSION = safety_index(
    (
        Group("D1", (Measure("a", 1, POSTS), Measure("b", 1, POSTS))),
        Group("D2", (Measure("c", 1, POSTS),)),
    )
)
WHOLE: Values = {"a": 50.0, "b": 40.0, "c": 30.0}


def test_a_year_with_the_values_that_it_was_published_with_does_not_differ() -> None:
    assert differences(VERSION, {2015: WHOLE}, {2015: dict(WHOLE)}) == ()


def test_values_corrected_come_and_gone_make_a_difference() -> None:
    now: dict[int, Values] = {2015: {"a": 51.0, "c": 30.0}}
    assert differences(VERSION, {2015: WHOLE}, now) == (Difference(2015, False, ("a", "b")),)
    assert differences(VERSION, {2015: {"a": 50.0}}, {2015: WHOLE})[0].measurements == ("b", "c")
    assert differences(VERSION, {2015: WHOLE}, {}) == (Difference(2015, False, ("a", "b", "c")),)


def test_a_year_that_was_never_published_is_new() -> None:
    assert differences(VERSION, {2014: WHOLE}, {2014: WHOLE, 2015: WHOLE}) == (
        Difference(2015, True, ("a", "b", "c")),
    )


def test_measurements_outside_the_version_make_no_difference() -> None:
    assert differences(VERSION, {2015: WHOLE}, {2015: {**WHOLE, "z": 1.0}, 2016: {"z": 1.0}}) == ()


def test_a_missing_value_is_guessed_from_before_and_from_both_sides() -> None:
    values: dict[int, Values] = {
        2013: {**WHOLE, "c": 30.0},
        2014: {"a": 50.0, "b": 40.0},
        2015: {**WHOLE, "c": 40.0},
    }
    found = {one.how: one for one in alternatives(VERSION, values, 2014)}
    assert found[Filling.CARRIED_FORWARD].guesses == {"c": 30.0}
    assert found[Filling.INTERPOLATED].guesses == {"c": 35.0}
    assert found[Filling.INTERPOLATED].score.points == pytest.approx((45 * 35) ** 0.5)


def test_what_is_not_missing_is_not_guessed_and_what_cannot_be_guessed_gives_no_number() -> None:
    assert alternatives(VERSION, {2014: WHOLE}, 2014) == ()
    assert alternatives(VERSION, {2014: {"a": 50.0}}, 2014) == ()
    # only before the gap: carried forward alone
    only_before: dict[int, Values] = {2013: WHOLE, 2014: {"a": 50.0, "b": 40.0}}
    assert [one.how for one in alternatives(VERSION, only_before, 2014)] == [Filling.CARRIED_FORWARD]


def test_guessing_for_a_faulty_version_is_refused() -> None:
    faulty = safety_index((Group("D1", (Measure("a", -1, POSTS),)),))
    with pytest.raises(Unusable):
        alternatives(faulty, {2013: WHOLE, 2014: {}}, 2014)


def test_nothing_is_compared_with_a_base_year_without_a_number() -> None:
    points = {2013: None, 2014: 50.0, 2015: 0.0}
    for base in (None, 2012, 2013, 2015):
        assert set(against_base(points, base).values()) == {None}
    assert against_base(points, 2014) == {2013: None, 2014: 100.0, 2015: 0.0}
