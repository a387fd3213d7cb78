"""The chart of the index: a withheld year is a gap, never zero, and texts stand where they have room."""

from itertools import pairwise

from tracker.diagrams.charts.axes import Size
from tracker.diagrams.charts.index_chart import (
    FULL,
    PANEL,
    TALL,
    TYPE_SIZE,
    WIDE,
    IndexChart,
    Spot,
    Words,
    index_chart,
    scale_of,
)
from tracker.diagrams.type.metrics import Weight, width

WORDS = Words(
    value=lambda value: f"{value:.2f}",
    step=lambda step: f"{step:g}",
    withheld="withheld",
    provisional="provisional",
)


def drawn(*values: float | None, first: int = 2013, size: Size = WIDE) -> IndexChart:
    spots = {first + place: Spot(value) for place, value in enumerate(values)}
    found = index_chart(spots, WORDS, size)
    assert found is not None
    return found


def test_without_a_year_there_is_no_chart() -> None:
    assert index_chart({}, WORDS) is None


def test_years_stand_from_left_to_right_and_higher_values_higher() -> None:
    chart = drawn(20.0, 40.0, 60.0)
    xs, ys = [dot.x for dot in chart.dots], [dot.y for dot in chart.dots]
    assert xs == sorted(xs)
    assert ys == sorted(ys, reverse=True)
    assert chart.lines == (tuple((dot.x, dot.y) for dot in chart.dots),)
    assert [text.text for text in chart.years] == ["2013", "2014", "2015"]
    assert [text.text for text in chart.values] == ["20.00", "40.00", "60.00"]


def test_the_ends_of_the_scale_are_the_top_and_the_foot() -> None:
    chart = drawn(0.0, 100.0)
    assert [dot.y for dot in chart.dots] == [chart.bottom, chart.top]


def test_a_withheld_year_breaks_the_line_and_has_a_band_and_no_point() -> None:
    chart = drawn(50.0, 52.0, None, 60.0, 61.0)
    assert [len(stretch) for stretch in chart.lines] == [2, 2]
    assert len(chart.dots) == 4
    assert [band.middle for band in chart.bands] == [chart.years[2].x]
    assert chart.bands[0].word is not None
    assert all(dot.y != chart.bottom for dot in chart.dots)


def test_a_year_that_is_not_there_breaks_the_line_without_a_band() -> None:
    chart = index_chart({2013: Spot(50.0), 2015: Spot(60.0)}, WORDS)
    assert chart is not None
    assert (chart.lines, chart.bands) == ((), ())
    assert [text.text for text in chart.years] == ["2013", "2014", "2015"]


def test_every_year_may_be_withheld() -> None:
    chart = drawn(None, None)
    assert (chart.dots, chart.lines, len(chart.bands)) == ((), (), 2)


def test_a_provisional_point_is_told_from_the_others_with_a_word() -> None:
    chart = index_chart({2013: Spot(50.0, provisional=True), 2014: Spot(60.0)}, WORDS)
    assert chart is not None
    assert [dot.provisional for dot in chart.dots] == [True, False]
    assert [(text.text, text.x) for text in chart.notes] == [("provisional", chart.dots[0].x)]


def test_over_many_years_texts_are_left_out_rather_than_laid_over_each_other() -> None:
    for size in (WIDE, TALL, PANEL):
        chart = drawn(*[float(number) for number in range(40)], first=1976, size=size)
        for texts in (chart.years, chart.values):
            xs = [text.x for text in texts]
            assert abs(texts[-1].x - chart.dots[-1].x) < 25
            assert all(later - earlier > 30 for earlier, later in pairwise(xs))
        assert not drawn(*[None] * 40, size=size).bands[0].word


def test_the_series_beside_has_marks_within_the_years_of_the_leading_one() -> None:
    chart = index_chart(
        {2014: Spot(50.0), 2015: Spot(60.0)},
        WORDS,
        beside={2013: Spot(1.0), 2014: Spot(51.0), 2015: Spot(None)},
    )
    assert chart is not None
    assert [x for x, _ in chart.marks] == [chart.dots[0].x]


def test_a_value_stands_clear_of_a_mark_close_above_its_point() -> None:
    near = index_chart({2015: Spot(50.0)}, WORDS, beside={2015: Spot(53.0)})
    far = index_chart({2015: Spot(50.0)}, WORDS, beside={2015: Spot(80.0)})
    assert near is not None
    assert far is not None
    assert near.values[0].y < near.marks[0][1] < near.dots[0].y
    assert far.marks[0][1] < far.values[0].y < far.dots[0].y


def test_a_scale_holds_its_values_with_air_in_round_steps() -> None:
    found = scale_of([97.4, 119.3], around=100.0)
    assert found.steps == (95.0, 100.0, 105.0, 110.0, 115.0, 120.0, 125.0)
    assert scale_of([], around=100.0).steps[0] < 100.0 < scale_of([], around=100.0).steps[-1]
    assert FULL.steps[0] == 0.0


def test_nothing_stands_outside_the_sheet() -> None:
    chart = index_chart(
        {2013: Spot(0.0, provisional=True), 2014: Spot(100.0), 2015: Spot(None)}, WORDS, PANEL
    )
    assert chart is not None
    for text in (*chart.values, *chart.years, *chart.grid):
        assert 0 <= text.x <= PANEL.width
        assert 0 <= text.y <= PANEL.height


def test_a_text_at_the_last_of_many_years_stands_whole_within_the_sheet() -> None:
    chart = drawn(*[99.99] * 60, first=1956, size=PANEL)
    last = chart.values[-1]
    half = width(last.text, TYPE_SIZE, Weight.SEMIBOLD) / 2
    assert last.x + half <= PANEL.width
    assert chart.radius < drawn(50.0, 60.0, size=PANEL).radius
