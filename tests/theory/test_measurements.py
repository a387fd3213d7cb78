"""Which value stands for a year, and which definitions nothing measures."""

from datetime import date

from tracker.theory.kinds import Verdict
from tracker.theory.measurements import Judged, Value, by_year, coverage, year_value


def whole(year: int, value: float) -> Value:
    return Value(date(year, 12, 31), value, whole_year=True)


def test_the_value_of_the_whole_year_stands_for_it() -> None:
    values = [Value(date(2014, 3, 1), 3), whole(2014, 1), Value(date(2014, 9, 1), 2)]
    assert year_value(values, 2014) == whole(2014, 1)


def test_without_one_the_latest_value_within_the_year_stands_for_it() -> None:
    values = [Value(date(2014, 9, 1), 2), Value(date(2014, 3, 1), 3), Value(date(2015, 1, 1), 4)]
    assert year_value(values, 2014) == Value(date(2014, 9, 1), 2)


def test_a_year_without_a_value_is_missing_and_not_zero() -> None:
    assert year_value([whole(2013, 5)], 2014) is None
    assert list(by_year([whole(2015, 5), whole(2013, 0)])) == [2013, 2015]


def test_a_definition_that_no_included_measurement_serves_lacks_coverage() -> None:
    inventory = [
        Judged("M1", "D1", Verdict.INCLUDE, frozenset({2013}), {}),
        Judged("M2", "D2", Verdict.CANDIDATE, frozenset({2013}), {}),
        Judged("M3", "D2", Verdict.EXCLUDE, frozenset(), {}),
    ]
    found = coverage(["D1", "D2", "D3"], inventory)
    assert [one.is_missing for one in found] == [False, True, True]
    assert [one.candidates for one in found] == [(), ("M2",), ()]
    assert found[0].years == {2013}
    assert found[1].years == frozenset()
