"""Which value stands for a year, and which definitions nothing measures."""

from datetime import date

from tracker.theory.kinds import Suitability, Verdict
from tracker.theory.strategy.measurements import Judged, Value, by_year, coverage, runs, total, year_value


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


def test_a_series_is_parted_at_a_missing_year_and_at_a_break() -> None:
    series = [Value(date(year, 12, 31), year, whole_year=True) for year in (2010, 2011, 2013, 2014, 2015)]
    parted = runs(series, [date(2015, 1, 1)])
    assert [[value.on.year for value in run] for run in parted] == [[2010, 2011], [2013, 2014], [2015]]


def test_a_break_parts_what_comes_from_its_day_on() -> None:
    values = [Value(date(2014, 6, 30), 1), Value(date(2014, 7, 1), 2), Value(date(2014, 7, 2), 3)]
    assert [len(run) for run in runs(values[::-1], [date(2014, 7, 1)])] == [1, 2]
    assert runs([], [date(2014, 7, 1)]) == ()


def test_scores_add_up_only_where_every_aspect_has_one() -> None:
    scores = dict.fromkeys(Suitability, 3)
    assert total(scores) == 18
    assert total({Suitability.ACCESS: 3}) is None
