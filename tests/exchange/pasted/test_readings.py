"""Pasted dates and values: what is read, what is refused and why, and that nothing is guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.exchange.pasted.numbers import Marks
from tracker.exchange.pasted.readings import (
    MOST_CHARACTERS,
    MOST_LINES,
    Excess,
    Known,
    Outcome,
    Paste,
    PastedRow,
    Reason,
    read,
)

TODAY = date(2015, 9, 15)
BASELINE = date(2013, 12, 31)
OWN = {date(2014, 12, 31): 40.0}


def pasted(text: str, *, percent: bool = True, marks: Marks = Marks.EITHER) -> Paste:
    return read(text, Known(BASELINE, TODAY, percent, OWN), marks)


def only(text: str, *, percent: bool = True) -> PastedRow:
    [row] = pasted(text, percent=percent).rows
    return row


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("30.06.2015", date(2015, 6, 30)),
        ("1.6.2015", date(2015, 6, 1)),
        ("30-06-2015", date(2015, 6, 30)),
        ("30/6-2015", date(2015, 6, 30)),
        ("2015-06-30", date(2015, 6, 30)),
        ('"30.06.2015"', date(2015, 6, 30)),
    ],
)
@pytest.mark.parametrize("between", ["\t", ";", " ", "   ", "\u00a0", " ; "])
def test_a_day_is_read_as_danes_and_machines_write_it(typed: str, day: date, between: str) -> None:
    row = only(f"{typed}{between}12,5")
    assert (row.outcome, row.read_on, row.value, row.period) == (Outcome.NEW, day, 12.5, "")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2014", date(2014, 12, 31)),
        ("2. kvartal 2015", date(2015, 6, 30)),
        ("1.kvt. 2015", date(2015, 3, 31)),
        ("2015K2", date(2015, 6, 30)),
        ("2015 Q1", date(2015, 3, 31)),
        ("K4 2014", date(2014, 12, 31)),
        ("1. halvår 2015", date(2015, 6, 30)),
        ("2015M02", date(2015, 2, 28)),
        ("februar 2015", date(2015, 2, 28)),
        ("Maj 2015", date(2015, 5, 31)),
        ("jun. 2015", date(2015, 6, 30)),
    ],
)
def test_a_period_stands_for_its_last_day_and_says_so(typed: str, day: date) -> None:
    row = only(f"{typed}\t40")
    assert (row.read_on, row.value, row.period) == (day, 40, typed)
    assert row.outcome is (Outcome.SAME if day in OWN else Outcome.NEW)


@pytest.mark.parametrize(
    "typed",
    [
        "30.06.15",
        "31.02.2015",
        "32.01.2015",
        "2015-13-01",
        "2015K5",
        "2015M13",
        "1850",
        "30.06.2015x",
        "abc1",
    ],
)
def test_what_is_no_day_is_not_made_into_one(typed: str) -> None:
    assert only(f"{typed}\t12").reason is Reason.NO_DATE


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1_234_567),
        ("1 234", 1234),
        ("1\u00a0234,5", 1234.5),
        ("−3,25", -3.25),
        ("12,5 %", 12.5),
        ("12,5%", 12.5),
        ("1,234", 1.234),
        ("0", 0),
        ("-0", 0),
        ("999999999999999", 999999999999999),
    ],
)
def test_numbers_are_read_with_comma_point_thousands_and_percent_sign(typed: str, value: float) -> None:
    row = only(f"30.06.2015;{typed}")
    assert (row.outcome, row.value, str(row.value)[0] == "-") == (Outcome.NEW, value, value < 0)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1.234", Reason.AMBIGUOUS),
        ("123.456", Reason.AMBIGUOUS),
        ("1.2.3", Reason.NOT_A_NUMBER),
        ("halvtreds", Reason.NOT_A_NUMBER),
        ("NaN", Reason.NOT_A_NUMBER),
        ("1e5", Reason.NOT_A_NUMBER),
        ("٣", Reason.NOT_A_NUMBER),
        ("9" * 16, Reason.NOT_A_NUMBER),
        ("26 note", Reason.NOT_A_NUMBER),
        ("", Reason.NO_VALUE),
        ("\t", Reason.NO_VALUE),
        ("12\t13", Reason.MORE_THAN_TWO),
    ],
)
def test_what_is_not_surely_a_number_is_refused(typed: str, reason: Reason) -> None:
    row = only(f"30.06.2015\t{typed}")
    assert (row.outcome, row.reason, row.value) == (Outcome.REJECTED, reason, None)


def test_who_says_how_the_numbers_are_written_resolves_what_is_not_sure() -> None:
    line = "30.06.2015\t1.234"
    assert [row.value for row in pasted(line, marks=Marks.COMMA).rows] == [1234]
    assert [row.value for row in pasted(line, marks=Marks.POINT).rows] == [1.234]
    assert pasted("30.06.2015\t12.5", marks=Marks.COMMA).rows[0].reason is Reason.NOT_A_NUMBER


def test_beside_a_decimal_point_a_comma_before_three_digits_is_not_sure() -> None:
    first, second = pasted("31.03.2015\t12.5\n30.06.2015\t1,234").rows
    assert (first.value, second.reason) == (12.5, Reason.AMBIGUOUS)


def test_a_percent_sign_needs_an_indicator_in_per_cent() -> None:
    assert only("30.06.2015 12 %", percent=False).reason is Reason.PERCENT_SIGN


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("31.12.2013", Reason.NOT_AFTER_BASELINE),
        ("2012", Reason.NOT_AFTER_BASELINE),
        ("16.09.2015", Reason.IN_THE_FUTURE),
        ("2015", Reason.IN_THE_FUTURE),
        ("2015K3", Reason.IN_THE_FUTURE),
    ],
)
def test_a_reading_comes_after_the_baseline_and_not_after_today(day: str, reason: Reason) -> None:
    row = only(f"{day}\t12")
    assert (row.outcome, row.reason, row.value) == (Outcome.REJECTED, reason, 12)


def test_a_reading_that_is_there_is_left_out_and_another_value_would_correct_it() -> None:
    same, corrected = only("2014\t40,0"), only("31.12.2014\t41")
    assert (same.outcome, same.other) == (Outcome.SAME, None)
    assert (corrected.outcome, corrected.before, corrected.value) == (Outcome.CORRECTION, 40, 41)


def test_lines_that_contradict_each_other_are_all_refused_and_name_each_other() -> None:
    rows = pasted("30.06.2015\t12\n2015K2\t13\n30.06.2015\t12").rows
    assert [(row.reason, row.other) for row in rows] == [
        (Reason.DAY_TWICE, 2),
        (Reason.DAY_TWICE, 1),
        (Reason.DAY_TWICE, 2),
    ]


def test_a_line_that_repeats_another_is_left_out() -> None:
    rows = pasted("30.06.2015\t12\n30.06.2015\t12,0").rows
    assert [(row.outcome, row.other) for row in rows] == [(Outcome.NEW, None), (Outcome.SAME, 1)]


def test_a_heading_and_empty_lines_are_passed_over_and_lines_keep_their_numbers() -> None:
    rows = pasted("Dato\tVærdi\r\n\r\n30.06.2015\t12\r\nI alt\t12").rows
    assert [(row.line, row.outcome) for row in rows] == [
        (1, Outcome.HEADING),
        (3, Outcome.NEW),
        (4, Outcome.REJECTED),
    ]


def test_too_many_lines_are_refused_as_a_whole_with_their_number() -> None:
    lines = ["30.06.2015\t12"] * (MOST_LINES + 1)
    assert pasted("\n".join(lines)) == Paste((), Excess.LINES, MOST_LINES + 1)
    assert pasted("\n".join(["30.06.2015"] * 18_000)).excess is Excess.LINES
    assert pasted("9" * (MOST_CHARACTERS + 1)).excess is Excess.CHARACTERS


DAYS = st.dates(BASELINE + timedelta(days=1), TODAY)
VALUES = st.integers(-(10**13), 10**13).map(lambda number: number / 1000)


def danish(value: float, *, thousands: bool) -> str:
    text = f"{value:,.3f}" if thousands else f"{value:.3f}"
    return text.translate(str.maketrans(",.", ".,"))


@given(st.dictionaries(DAYS, VALUES, min_size=1, max_size=40), st.booleans(), st.sampled_from("\t; "))
def test_what_is_written_as_danes_write_it_is_read_back(
    readings: dict[date, float], thousands: bool, between: str
) -> None:
    lines = [
        f"{day:%d.%m.%Y}{between}{danish(value, thousands=thousands)}" for day, value in readings.items()
    ]
    found = read("\n".join(lines), Known(BASELINE, TODAY, False, {}))
    assert {row.read_on: row.value for row in found.of(Outcome.NEW)} == readings
    assert len(found.rows) == len(readings)


@given(st.text(st.sampled_from('0123456789.,;-/ \t\n\r%KQM\x00\u202e\u2028"aÅ−'), max_size=200))
def test_any_text_is_read_with_an_outcome_for_each_line_and_one_reading_a_day(text: str) -> None:
    found = pasted(text)
    assert len(found.rows) == sum(1 for line in text.replace("\r", "\n").split("\n") if line.strip())
    days = [row.read_on for row in found.of(Outcome.NEW, Outcome.CORRECTION)]
    assert len(days) == len(set(days))
    for row in found.rows:
        assert (row.reason is None) is (row.outcome is not Outcome.REJECTED)
        if row.outcome in (Outcome.NEW, Outcome.CORRECTION):
            assert row.read_on is not None
            assert row.value is not None
            assert BASELINE < row.read_on <= TODAY


@given(st.permutations(["31.03.2015\t10", "30.06.2015\t12", "2014\t41", "30.06.2015\t13", "i alt 4"]))
def test_the_order_of_lines_changes_nothing_but_their_numbers(lines: list[str]) -> None:
    found = pasted("x1\n" + "\n".join(lines))
    assert sorted((row.text, row.outcome, row.value or 0) for row in found.rows[1:]) == sorted(
        (row.text, row.outcome, row.value or 0)
        for row in pasted("x1\n31.03.2015\t10\n30.06.2015\t12\n2014\t41\n30.06.2015\t13\ni alt 4").rows[1:]
    )


def as_series(text: str) -> Paste:
    """The same as the series of a measurement, which has no baseline."""
    return read(text, Known(None, TODAY, True, OWN, whole_years=True))


def test_of_a_measurement_a_year_stands_for_the_whole_year_which_may_still_run() -> None:
    paste = as_series("2013;1\n2015;2\n2. kvartal 2015;3\n30.06.2014;4")
    assert {row.outcome for row in paste.rows} == {Outcome.NEW}
    assert paste.whole_years == {date(2013, 12, 31), date(2015, 12, 31)}


@pytest.mark.parametrize("line", ["2016;1", "16.09.2015;1", "3. kvartal 2015;1"])
def test_no_value_of_a_measurement_is_of_a_time_to_come(line: str) -> None:
    [row] = as_series(line).rows
    assert row.reason is Reason.IN_THE_FUTURE


def test_a_year_and_its_last_day_are_one_value() -> None:
    year, day = as_series("2013;1\n31.12.2013;2").rows
    assert (year.reason, day.reason) == (Reason.DAY_TWICE, Reason.DAY_TWICE)
    [row] = as_series("2014;41").rows
    assert (row.outcome, row.before) == (Outcome.CORRECTION, 40.0)


def test_headings_in_several_lines_are_left_out_and_a_line_of_words_further_down_is_not() -> None:
    paste = as_series("Tryghed\nÅr;Andel\n2013;1\nI alt;2")
    assert [row.outcome for row in paste.rows] == [
        *(Outcome.HEADING, Outcome.HEADING, Outcome.NEW, Outcome.REJECTED)
    ]
    nothing = as_series("Tryghed\nÅr;Andel")
    assert [row.outcome for row in nothing.rows] == [Outcome.HEADING, Outcome.REJECTED]
