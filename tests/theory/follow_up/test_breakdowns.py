"""Parts of a reading: when they make the whole, and what is wrong when they do not."""

from decimal import Decimal
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.theory.follow_up.breakdowns import (
    Fault,
    Part,
    PartsFault,
    exact_sum,
    faults,
    is_percentage,
    is_ratio,
    same_label,
)

DECIMALS = st.decimals(-10_000, 10_000, places=2, allow_nan=False)


def parts(*values: float) -> list[Part]:
    return [Part(f"Område {place}", value) for place, value in enumerate(values)]


def kinds(found: tuple[Fault, ...]) -> list[PartsFault]:
    return [fault.kind for fault in found]


def test_parts_that_make_the_whole_are_sound() -> None:
    assert faults("antal", 26, parts(10, 16), adds_up=True) == ()


def test_tenths_add_up_as_they_were_written() -> None:
    assert faults("timer", 0.3, parts(0.1, 0.2), adds_up=True) == ()


def test_a_difference_names_total_sum_and_difference() -> None:
    [fault] = faults("antal", 26, parts(10, 14), adds_up=True)
    assert (fault.kind, fault.total, fault.sum, fault.difference) == (PartsFault.SUM_DIFFERS, 26, 24, -2)


def test_parts_that_need_not_add_up_may_make_any_sum() -> None:
    assert faults("%", 66, parts(70, 61), adds_up=False) == ()


def test_a_reading_without_parts_has_nothing_to_check() -> None:
    assert faults("antal", 26, [], adds_up=True) == ()


@pytest.mark.parametrize(
    "unit", ["%", "procentpoint", "procent af unge", "Pct.", "‰", "pr. 1.000", "per 1,000", "per cent"]
)
def test_shares_and_rates_never_add_up(unit: str) -> None:
    assert is_ratio(unit)
    assert kinds(faults(unit, 66, parts(33, 33), adds_up=True)) == [PartsFault.RATIOS_DO_NOT_ADD_UP]


@pytest.mark.parametrize("unit", ["antal", "timer", "antal pr. kvartal", "ture per uge", "dage"])
def test_counts_and_hours_do(unit: str) -> None:
    assert not is_ratio(unit)


@pytest.mark.parametrize(
    ("unit", "percent"), [("%", True), ("pct.", True), ("‰", False), ("pr. 1.000", False)]
)
def test_only_per_cent_is_written_with_its_sign(unit: str, percent: bool) -> None:
    assert is_percentage(unit) is percent


def test_a_part_is_named_once_whatever_its_capitals_and_spaces() -> None:
    twice = [Part("Aalborg Øst", 1), Part("aalborg  øst ", 2), Part("Hasseris", 3)]
    assert [(f.kind, f.label) for f in faults("antal", 6, twice, adds_up=True)] == [
        (PartsFault.NAMED_TWICE, "aalborg  øst ")
    ]
    assert same_label("Aalborg Øst", "aalborg  øst ")


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_a_part_that_is_no_number_is_named_and_no_sum_is_made(value: float) -> None:
    assert kinds(faults("antal", 6, parts(6, value), adds_up=True)) == [PartsFault.NOT_A_NUMBER]


@given(st.lists(DECIMALS, min_size=1, max_size=30), st.randoms())
def test_parts_make_their_own_sum_in_any_order(values: list[Decimal], order: object) -> None:
    total = float(sum(values))
    shuffled = sorted(values, key=lambda _: order.random())  # type: ignore[attr-defined]
    given_parts = parts(*map(float, shuffled))
    assert faults("antal", total, given_parts, adds_up=True) == ()
    assert float(exact_sum(part.value for part in given_parts)) == total
    assert kinds(faults("antal", total + 1, given_parts, adds_up=True)) == [PartsFault.SUM_DIFFERS]
