"""The chart of a series: what is joined, what is not, and that everything stays on the sheet."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.diagrams.charts.series_chart import TALL, WIDE, nice_ticks, series_chart
from tracker.theory.strategy.measurements import Value, runs


def year(number, value):
    return Value(date(number, 12, 31), value, whole_year=True)


def drawn(values, breaks=(), size=WIDE, illustrative=frozenset()):
    parted = runs(values, [on for on, _ in breaks])
    return series_chart(parted, illustrative, breaks, lambda value: f"{value:g}", size)


def test_years_in_a_row_are_one_line():
    chart = drawn([year(2012, 60), year(2013, 62), year(2014, 61)])
    assert [len(line) for line in chart.lines] == [3]
    assert [dot.text for dot in chart.dots] == ["60", "62", "61"]
    assert [label.text for label in chart.years] == ["2012", "2013", "2014"]


def test_a_missing_year_is_a_gap_and_keeps_its_place():
    chart = drawn([year(2012, 60), year(2013, 62), year(2015, 61), year(2016, 63)])
    assert [len(line) for line in chart.lines] == [2, 2]
    assert "2014" in [label.text for label in chart.years]


def test_nothing_is_joined_over_a_break_which_stands_between():
    broken = [(date(2013, 1, 1), "A"), (date(2030, 1, 1), "B")]
    chart = drawn([year(2012, 60), year(2013, 62)], broken)
    assert chart.lines == ()
    [mark] = chart.breaks
    assert mark.letter == "A"
    assert chart.dots[0].x < mark.x < chart.dots[1].x


def test_invented_values_are_told_from_real_ones():
    chart = drawn([year(2012, 60), year(2013, 62)], illustrative=frozenset({date(2013, 12, 31)}))
    assert [dot.illustrative for dot in chart.dots] == [False, True]


def test_an_axis_that_does_not_begin_at_nothing_says_so():
    assert not drawn([year(2012, 60), year(2013, 62)]).from_zero
    assert drawn([year(2012, 0.5), year(2013, 4)]).from_zero
    assert drawn([]) is None


@pytest.mark.parametrize(
    ("lowest", "highest", "ticks"),
    [(60, 62, (60, 60.5, 61, 61.5, 62)), (0, 97, (0, 25, 50, 75, 100)), (5, 5, (4.5, 4.75, 5, 5.25, 5.5))],
)
def test_the_values_of_an_axis_are_round(lowest, highest, ticks):
    assert nice_ticks(lowest, highest) == ticks


NUMBERS = st.floats(-1e15, 1e15).map(lambda value: float(f"{value:.9f}"))
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(st.dictionaries(DAYS, NUMBERS, min_size=1, max_size=40), st.lists(DAYS, max_size=3), st.booleans())
def test_whatever_is_drawn_stays_on_the_sheet(values, breaks, tall):
    size = TALL if tall else WIDE
    chart = drawn([Value(on, value) for on, value in values.items()], [(on, "A") for on in breaks], size)
    assert 0 < chart.left < chart.right < size.width
    assert len(chart.ticks) <= 7
    for dot in chart.dots:
        assert chart.left <= dot.x <= chart.right
        assert chart.top - 0.1 <= dot.y <= chart.bottom + 0.1
    assert sum(map(len, chart.lines)) <= len(chart.dots)
