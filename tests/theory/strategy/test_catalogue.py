"""Whether an existing strategy is valid on a day, and which goals no valid one serves."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.personas import TODAY
from tests.theory.reader import document
from tracker.theory.kinds import Relation
from tracker.theory.strategy.catalogue import (
    EXPIRES_SOON_DAYS,
    Standing,
    Validity,
    goals_without_strategy,
    pressing,
    standing,
)

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@dataclass(frozen=True)
class Entry:
    valid_from: date | None
    valid_until: date | None
    goals: tuple[int, ...] = ()


def in_days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("starts", "ends", "found"),
    [
        (None, None, Standing(Validity.CURRENT)),
        (in_days(0), None, Standing(Validity.CURRENT)),
        (in_days(1), None, Standing(Validity.NOT_YET, 1)),
        (in_days(1), in_days(2), Standing(Validity.NOT_YET, 1)),
        (None, in_days(EXPIRES_SOON_DAYS + 1), Standing(Validity.CURRENT)),
        (None, in_days(EXPIRES_SOON_DAYS), Standing(Validity.EXPIRING, EXPIRES_SOON_DAYS)),
        (None, in_days(1), Standing(Validity.EXPIRING, 1)),
        (None, in_days(0), Standing(Validity.EXPIRING, 0)),
        (None, in_days(-1), Standing(Validity.EXPIRED, 1)),
        (in_days(-9), in_days(-1), Standing(Validity.EXPIRED, 1)),
    ],
)
def test_an_entry_is_valid_up_to_and_with_its_last_day(
    starts: date | None, ends: date | None, found: Standing
) -> None:
    assert standing(starts, ends, TODAY) == found


def test_the_sample_has_one_expired_and_two_soon_expiring_strategies() -> None:
    found = {
        row["id"]: standing(row["valid"]["start"], row["valid"]["end"], TODAY)
        for row in document()["strategies"]
    }
    assert {code: rating for code, rating in found.items() if rating.validity is not Validity.CURRENT} == {
        "S1": Standing(Validity.EXPIRED, 623),
        "S4": Standing(Validity.EXPIRING, 107),
        "S5": Standing(Validity.EXPIRING, 107),
    }


def test_in_the_sample_every_goal_is_served_today_and_all_but_one_no_more_in_2017() -> None:
    goals = {row["id"]: place for place, row in enumerate(document()["goals"])}
    entries = [
        Entry(row["valid"]["start"], row["valid"]["end"], tuple(goals[goal] for goal in row["goals"]))
        for row in document()["strategies"]
    ]
    numbers = list(goals.values())
    assert goals_without_strategy(numbers, entries, TODAY) == ()
    assert goals_without_strategy(numbers, entries, date(2019, 1, 1)) == tuple(
        goals[code] for code in ("G1", "G2", "G3", "G4")
    )


@pytest.mark.parametrize(
    ("starts", "ends", "serves"),
    [
        (None, None, True),
        (None, in_days(0), True),
        (None, in_days(-1), False),
        (in_days(1), None, False),
    ],
)
def test_only_a_strategy_that_is_valid_today_serves_its_goals(
    starts: date | None, ends: date | None, serves: bool
) -> None:
    without = goals_without_strategy([1, 2], [Entry(starts, ends, (2,))], TODAY)
    assert without == ((1,) if serves else (1, 2))


@given(DAYS | st.none(), DAYS | st.none(), DAYS)
def test_an_entry_binds_on_exactly_the_days_of_its_period(
    starts: date | None, ends: date | None, today: date
) -> None:
    within = (starts is None or starts <= today) and (ends is None or today <= ends)
    found = standing(starts, ends, today)
    assert found.validity.binds is within
    assert found.days is None or found.days >= 0


def test_a_conflict_is_shown_before_an_overlap_and_that_before_support() -> None:
    assert sorted(Relation, key=pressing) == [Relation.CONFLICTS, Relation.OVERLAPS, Relation.SUPPORTS]
