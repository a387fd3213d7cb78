"""The chart of an indicator: where its points and labels stand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.diagrams.charts.axes import Size
from tracker.diagrams.charts.indicator_chart import MOST_DOTS, SMALL, TALL, WIDE, Chart, Words, chart
from tracker.diagrams.type.metrics import width
from tracker.theory.kinds import IndicatorDirection
from tracker.theory.pathway import Indicator, Reading

TODAY = date(2015, 9, 15)
WORDS = Words(lambda value: f"{value:g}", lambda day: f"{day:%d.%m.%Y}", "i dag")


def indicator(
    *readings: tuple[date, float],
    start: tuple[date, float] = (date(2014, 9, 15), 10),
    target: tuple[date, float] = (date(2016, 9, 15), 30),
) -> Indicator:
    rising = target[1] > start[1]
    return Indicator(
        id=1,
        element=2,
        title="Unge, der kender natteravnene",
        unit="%",
        direction=IndicatorDirection.HIGHER_BETTER if rising else IndicatorDirection.LOWER_BETTER,
        baseline=Reading(*start),
        target=Reading(*target),
        readings=tuple(Reading(*one) for one in readings),
    )


def drawn(*readings: tuple[date, float], **given: tuple[date, float]) -> Chart:
    found = chart(indicator(*readings, **given), TODAY, WORDS)
    assert found is not None
    return found


def test_the_expected_line_runs_from_the_baseline_to_the_target() -> None:
    found = drawn()
    assert found.expected == (found.baseline, found.target)
    assert found.baseline[0] == found.left
    assert found.target[0] == found.right


def test_a_higher_value_stands_higher() -> None:
    found = drawn()
    assert found.target[1] < found.baseline[1]


def test_where_lower_is_better_the_line_falls() -> None:
    found = drawn(target=(date(2016, 9, 15), 2))
    assert found.target[1] > found.baseline[1]


def test_a_reading_on_the_expected_value_lies_on_the_line() -> None:
    found = drawn((date(2015, 9, 15), 20))
    (x, y) = found.dots[0]
    assert x == pytest.approx((found.left + found.right) / 2, abs=0.3)
    assert y == pytest.approx((found.baseline[1] + found.target[1]) / 2, abs=0.3)


def test_readings_after_the_target_lengthen_the_line_level() -> None:
    found = drawn((date(2017, 3, 1), 28))
    assert found.expected[-1] == (found.right, found.target[1])
    assert found.target[0] < found.right


def test_a_reading_before_the_baseline_is_left_out() -> None:
    assert drawn((date(2014, 9, 14), 12)).dots == ()
    assert drawn((date(2014, 9, 15), 12)).dots == ()


def test_a_value_that_is_no_number_is_left_out() -> None:
    assert drawn((date(2015, 1, 1), float("nan")), (date(2015, 2, 1), float("inf"))).dots == ()


def test_without_a_usable_baseline_or_target_there_is_no_chart() -> None:
    assert chart(indicator(start=(date(2014, 9, 15), float("nan"))), TODAY, WORDS) is None
    assert chart(indicator(target=(date(2014, 9, 15), 30)), TODAY, WORDS) is None


def test_today_is_marked_within_the_period_and_nowhere_else() -> None:
    found = drawn()
    assert found.today == pytest.approx((found.left + found.right) / 2, abs=0.3)
    assert drawn(target=(date(2015, 9, 14), 30)).today is None
    assert drawn(start=(date(2015, 9, 16), 10)).today is None


def test_the_word_today_gives_way_to_the_dates() -> None:
    assert [label.text for label in drawn().dates] == ["15.09.2014", "i dag", "15.09.2016"]
    late = drawn(target=(date(2015, 9, 20), 30))
    assert [label.text for label in late.dates] == ["15.09.2014", "20.09.2015"]


def test_the_latest_value_stands_on_its_own_side_of_the_expected_line() -> None:
    ahead, behind = drawn((date(2015, 9, 15), 28)), drawn((date(2015, 9, 15), 11))
    assert ahead.latest is not None
    assert behind.latest is not None
    assert ahead.latest.y < ahead.dots[0][1]
    assert behind.latest.y > behind.dots[0][1]


def test_many_readings_keep_their_line_and_only_the_last_dot() -> None:
    many = [(date(2014, 10, 1) + timedelta(days=day), 12.0 + day / 10) for day in range(MOST_DOTS + 1)]
    found = drawn(*many)
    assert len(found.line) == len(many) + 1
    assert found.dots == found.line[-1:]


def test_readings_are_joined_in_the_order_of_time() -> None:
    found = drawn((date(2015, 6, 1), 14), (date(2015, 1, 1), 12))
    assert [x for x, _ in found.line] == sorted(x for x, _ in found.line)


def test_a_long_value_is_shortened_to_its_margin() -> None:
    words = Words(lambda value: f"{value:,.6f}", WORDS.day, WORDS.today)
    found = chart(indicator(target=(date(2016, 9, 15), 123_456_789_012.5)), TODAY, words)
    assert found is not None
    assert found.values[1].text == "1.23e+11"
    assert found.left + 50 < found.right


def test_a_chart_of_its_own_shows_the_years_and_the_values_that_have_room() -> None:
    entered = indicator((date(2014, 12, 1), 12), (date(2015, 3, 1), 14), (date(2015, 3, 3), 15), (TODAY, 18))
    found = chart(entered, TODAY, WORDS, WIDE)
    assert found is not None
    assert [label.text for label in found.readings] == ["12", "15"]
    assert [label.text for label in found.dates] == ["15.09.2014", "2015", "2016", "i dag", "15.09.2016"]
    assert len(found.years) == 2
    assert drawn((TODAY, 18)).years == ()


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1))
VALUES = st.floats(allow_nan=True, allow_infinity=True)


@given(
    st.lists(st.tuples(DAYS, VALUES), max_size=6),
    DAYS,
    VALUES,
    DAYS,
    VALUES,
    st.sampled_from([SMALL, TALL, WIDE]),
)
def test_whatever_was_typed_everything_stays_on_the_sheet(
    readings: list[tuple[date, float]], first: date, low: float, last: date, high: float, size: Size
) -> None:
    found = chart(indicator(*readings, start=(first, low), target=(last, high)), TODAY, WORDS, size)
    if found is None:
        return
    points = [found.baseline, found.target, *found.expected, *found.line, *found.dots]
    assert all(found.left <= x <= found.right and found.top <= y <= found.bottom for x, y in points)
    labels = [*found.values, *found.dates, *found.readings, *([found.latest] if found.latest else [])]
    for label in labels:
        long = width(label.text, 12.0)
        start = {"start": label.x, "middle": label.x - long / 2, "end": label.x - long}[label.anchor]
        assert start >= -1, label
        assert start + long <= size.width + 1, label
        assert 0 <= label.y <= size.height, label
