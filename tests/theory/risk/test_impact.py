"""What one milestone puts at risk, and what it would put at risk if it moved."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.theory.builders import TODAY, arrow, box, days, definition, indicator, milestone, pathways, plan
from tracker.theory.pathway import Id, Pathway
from tracker.theory.risk.downstream import risks
from tracker.theory.risk.impact import Impact, TargetOutlook, impact
from tracker.theory.risk.stakes import most_first
from tracker.theory.risk.what_if import if_moved, moved

LINE = (arrow("A1 O1", lag_days=10), arrow("O1 K1", lag_days=90), arrow("K1 G1", lag_days=0))


def test_a_milestone_names_the_elements_and_goals_that_it_alone_puts_at_risk() -> None:
    late = milestone("A1", -20)
    found = impact(plan(*LINE, milestones=[late, milestone("O1", -99)]), late, TODAY)
    assert [(risk.element, risk.milestone, risk.delay_days) for risk in found.risks] == [
        ("O1", "m-A1", 20),
        ("K1", "m-A1", 20),
        ("G1", "m-A1", 20),
    ]
    assert (found.elements, found.goals) == (2, ("G1",))


def test_a_milestone_that_keeps_its_promise_has_no_impact() -> None:
    kept = milestone("A1", 10)
    found = impact(plan(*LINE, milestones=[kept]), kept, TODAY)
    assert (found.risks, found.indicators, found.elements, found.goals) == ((), (), 0, ())


@pytest.mark.parametrize(
    ("expected", "outlook", "left"),
    [
        (80, TargetOutlook.WITHIN, 0),
        (81, TargetOutlook.OVERTAKEN, -1),
        (100, TargetOutlook.OVERTAKEN, -20),
        (101, TargetOutlook.BEYOND, -21),
    ],
)
def test_a_target_is_overtaken_when_the_delay_carries_the_expectation_past_its_day(
    expected: int, outlook: TargetOutlook, left: int
) -> None:
    late = milestone("A1", -20)
    elements = [box("K1", expected_from=days(expected))]
    measured = indicator("K1", end=(100, 100.0))
    found = impact(plan(*LINE, elements=elements, milestones=[late], indicators=[measured]), late, TODAY)
    assert [(one.indicator.id, one.outlook, one.days_left) for one in found.indicators] == [
        ("i-K1", outlook, left)
    ]


def test_without_an_expected_day_nothing_follows_for_the_target() -> None:
    late = milestone("A1", -20)
    endless = plan(arrow("A1 K1", lag_days=10**9), milestones=[late], indicators=[indicator("K1")])
    [found] = impact(endless, late, TODAY).indicators
    assert (found.outlook, found.days_left) == (TargetOutlook.OPEN, None)


def test_moving_a_milestone_moves_the_expected_day_by_as_much() -> None:
    kept = milestone("A1", 10)
    found = if_moved(plan(*LINE, milestones=[kept]), kept, days(40), TODAY)
    assert [(risk.element, risk.expected, risk.moved_to) for risk in found.risks] == [
        ("O1", days(20), days(50)),
        ("K1", days(110), days(140)),
        ("G1", days(110), days(140)),
    ]


def test_a_milestone_moved_to_a_day_that_has_passed_is_overdue_at_once() -> None:
    kept = milestone("A1", 10, promised=-30)
    found = if_moved(plan(*LINE, milestones=[kept]), kept, days(-25), TODAY)
    assert found.assessment.days_overdue == 25
    assert {risk.delay_days for risk in found.risks} == {30}


def test_moving_a_milestone_leaves_the_others_where_they_are() -> None:
    one, other = milestone("A1", 10), milestone("O1", 20)
    found = moved(plan(*LINE, milestones=[one, other]), one, days(40))
    assert [each.due for each in found.milestones] == [days(40), days(20)]


def test_what_is_at_stake_are_the_goals_and_elements_after_a_delayed_milestone() -> None:
    links = (*LINE, definition("K1 G2"))
    late, kept = milestone("A1", -20), milestone("O1", 5)
    pathway = plan(*links, milestones=[late, kept])
    named = [impact(pathway, each, TODAY) for each in (late, kept)]
    assert [(found.goals, found.elements) for found in named] == [(("G1", "G2"), 2), ((), 0)]


def test_most_goals_at_stake_come_first_then_most_elements_then_the_longest_overdue() -> None:
    keys = [
        most_first(1, 9, days(-90), 1),
        most_first(2, 3, days(-5), 2),
        most_first(2, 4, days(-1), 3),
        most_first(2, 3, days(-6), 4),
    ]
    assert [key[3] for key in sorted(keys)] == [3, 4, 2, 1]


def at_risk(found: Impact) -> set[Id]:
    return {risk.element for risk in found.risks}


MOVES = st.integers(-200, 400)


@given(pathways(loops=True), MOVES, MOVES)
def test_moving_later_never_lessens_risk(pathway: Pathway, one: int, other: int) -> None:
    sooner, later = sorted([one, other])
    for found in pathway.milestones:
        less = if_moved(pathway, found, days(sooner), TODAY)
        more = if_moved(pathway, found, days(later), TODAY)
        if found.done_on is None:
            assert less.assessment.delay_days <= more.assessment.delay_days
        assert at_risk(less) <= at_risk(more)
        put_off = {risk.element: risk.moved_to or date.max for risk in more.risks}
        assert all((risk.moved_to or date.max) <= put_off[risk.element] for risk in less.risks)


@given(pathways(loops=True))
def test_moving_back_to_a_first_promise_that_can_still_be_kept_takes_the_risk_away(pathway: Pathway) -> None:
    for found in pathway.milestones:
        if found.done_on is None and found.baseline_due >= TODAY:
            back = if_moved(pathway, found, found.baseline_due, TODAY)
            assert (back.risks, back.indicators, back.goals) == ((), (), ())
            left = risks(moved(pathway, found, found.baseline_due), TODAY)
            assert found.id not in {risk.milestone for risk in left}


@given(pathways(loops=True), MOVES)
def test_removing_a_link_never_adds_what_a_move_puts_at_risk(pathway: Pathway, to: int) -> None:
    for found in pathway.milestones:
        before = at_risk(if_moved(pathway, found, days(to), TODAY))
        for place in range(len(pathway.links)):
            fewer = replace(pathway, links=pathway.links[:place] + pathway.links[place + 1 :])
            assert at_risk(if_moved(fewer, found, days(to), TODAY)) <= before


@given(pathways(loops=True), MOVES, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters_for_a_move(pathway: Pathway, to: int, chance: Random) -> None:
    def shuffled(rows: tuple[Any, ...]) -> Any:
        return tuple(chance.sample(rows, len(rows)))

    other = replace(
        pathway,
        elements=shuffled(pathway.elements),
        links=shuffled(pathway.links),
        milestones=shuffled(pathway.milestones),
        indicators=shuffled(pathway.indicators),
    )
    for found in pathway.milestones:
        assert if_moved(other, found, days(to), TODAY) == if_moved(pathway, found, days(to), TODAY)


@given(pathways(loops=True))
def test_what_each_milestone_puts_at_risk_is_together_what_all_put_at_risk(pathway: Pathway) -> None:
    alone = [risk for found in pathway.milestones for risk in impact(pathway, found, TODAY).risks]
    together = [risk for risk in risks(pathway, TODAY) if risk.milestone is not None]
    assert sorted(map(repr, alone)) == sorted(map(repr, together))
