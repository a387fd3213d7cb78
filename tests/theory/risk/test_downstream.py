from collections.abc import Iterable

import pytest
from hypothesis import given

from tests.theory.builders import TODAY, arrow, box, days, definition, milestone, pathways, plan
from tracker.theory.kinds import AssumptionState, LinkKind
from tracker.theory.pathway import Assumption, Id, Milestone, Pathway
from tracker.theory.reach import downstream
from tracker.theory.risk.downstream import (
    Risk,
    RiskCause,
    at_stake,
    delayed_milestones,
    doubtful_assumptions,
    doubts,
    goals_downstream,
    risks,
    worst_risks,
)

LINE = (arrow("A1 O1"), arrow("O1 K1"), arrow("K1 G1"))


def test_an_overdue_milestone_puts_everything_downstream_at_risk_with_the_chain_named() -> None:
    found = risks(plan(*LINE, milestones=[milestone("A1", -20)]), TODAY)
    assert [(risk.element, risk.chain, risk.delay_days) for risk in found] == [
        ("O1", ("A1", "O1"), 20),
        ("K1", ("A1", "O1", "K1"), 20),
        ("G1", ("A1", "O1", "K1", "G1"), 20),
    ]
    assert found[-1].links == ("A1-O1", "O1-K1", "K1-G1")
    assert {risk.cause for risk in found} == {RiskCause.MILESTONE}


@pytest.mark.parametrize(
    ("late", "delay"),
    [
        (milestone("A1", 20, promised=-10), 30),
        (milestone("A1", -20, done=-5), 15),
        (milestone("A1", -5, promised=-30, done=-10), 20),
    ],
    ids=["moved", "done late", "moved and then done in time"],
)
def test_a_milestone_behind_its_first_promise_puts_its_downstream_at_risk(
    late: Milestone, delay: int
) -> None:
    found = risks(plan(*LINE, milestones=[late]), TODAY)
    assert {risk.delay_days for risk in found} == {delay}


@pytest.mark.parametrize(
    "kept",
    [milestone("A1", 0), milestone("A1", 10), milestone("A1", -9, done=-9), milestone("A1", 5, promised=9)],
    ids=["due today", "planned", "done in time", "brought forward"],
)
def test_a_milestone_that_keeps_its_promise_puts_nothing_at_risk(kept: Milestone) -> None:
    assert risks(plan(*LINE, milestones=[kept]), TODAY) == ()


def test_a_milestone_one_day_behind_already_puts_its_downstream_at_risk() -> None:
    assert len(risks(plan(*LINE, milestones=[milestone("A1", -1)]), TODAY)) == 3


def test_in_a_draft_with_a_ring_a_lesser_delay_still_reaches_the_element_of_a_longer_one() -> None:
    ring = (arrow("A1 A2"), arrow("A2 A1"), arrow("A3 A2"))
    late = [milestone("A1", -50, code="long"), milestone("A3", -5, code="short")]
    found = worst_risks(plan(*ring, milestones=late), TODAY)
    assert {element: risk.milestone for element, risk in found.items()} == {"A2": "long", "A1": "short"}


def test_the_delayed_element_itself_and_what_is_before_it_are_not_at_risk() -> None:
    found = worst_risks(plan(*LINE, milestones=[milestone("O1", -20)]), TODAY)
    assert list(found) == ["K1", "G1"]


def test_a_risk_does_not_run_along_feedback_or_external_links() -> None:
    links = (arrow("A1 O1", kind=LinkKind.FEEDBACK), arrow("A1 K1", kind=LinkKind.EXTERNAL))
    assert risks(plan(*links, milestones=[milestone("A1", -20)]), TODAY) == ()


def test_the_shortest_chain_is_named_and_among_equals_the_first_in_reading_order() -> None:
    links = (arrow("A1 O2"), arrow("A1 O1"), arrow("O1 K1"), arrow("O2 K1"), arrow("K1 M1"), arrow("O2 M1"))
    found = worst_risks(plan(*links, milestones=[milestone("A1", -20)]), TODAY)
    assert found["K1"].chain == ("A1", "O1", "K1")
    assert found["M1"].chain == ("A1", "O2", "M1")


def test_the_elements_own_expected_date_is_moved_by_the_delay() -> None:
    elements = [box("K1", expected_from=days(100)), box("A2", ends_on=days(50))]
    late = plan(*LINE, arrow("A1 A2"), elements=elements, milestones=[milestone("A1", -20)])
    found = worst_risks(late, TODAY)
    assert (found["K1"].expected, found["K1"].moved_to) == (days(100), days(120))
    assert (found["A2"].expected, found["A2"].moved_to) == (days(50), days(70))
    assert found["K1"].lags_known


def test_without_an_own_date_the_promise_is_carried_through_the_lags() -> None:
    links = (arrow("A1 O1", lag_days=10), arrow("O1 K1", lag_days=90), arrow("K1 G1"))
    found = worst_risks(plan(*links, milestones=[milestone("A1", -20, promised=-30)]), TODAY)
    assert (found["K1"].expected, found["K1"].moved_to) == (days(70), days(100))
    assert (found["K1"].lag_days, found["K1"].lags_known) == (100, True)


def test_a_lag_that_is_not_stated_counts_as_nothing_and_is_flagged() -> None:
    links = (arrow("A1 O1"), arrow("O1 K1", lag_days=90), arrow("K1 G1", lag_days=5))
    elements = [box("K1", expected_from=days(200))]
    found = worst_risks(plan(*links, elements=elements, milestones=[milestone("A1", -20)]), TODAY)
    assert (found["O1"].expected, found["O1"].lags_known) == (days(-20), False)
    assert (found["K1"].lag_days, found["K1"].lags_known) == (90, True)
    assert (found["G1"].expected, found["G1"].lags_known) == (days(205), True)


def test_a_date_that_rests_on_an_unstated_lag_stays_flagged_further_on() -> None:
    links = (arrow("A1 O1"), arrow("O1 K1", lag_days=90))
    assert not worst_risks(plan(*links, milestones=[milestone("A1", -20)]), TODAY)["K1"].lags_known


def test_a_lag_beyond_the_calendar_leaves_the_date_open() -> None:
    endless = plan(arrow("A1 O1", lag_days=10**9), arrow("O1 K1"), milestones=[milestone("A1", -20)])
    found = worst_risks(endless, TODAY)
    assert (found["K1"].expected, found["K1"].moved_to, found["K1"].delay_days) == (None, None, 20)


def test_the_longest_delay_is_the_worst() -> None:
    both = plan(*LINE, milestones=[milestone("A1", -5, code="a"), milestone("O1", -50, code="b")])
    found = worst_risks(both, TODAY)
    assert {element: risk.milestone for element, risk in found.items()} == {"K1": "b", "G1": "b", "O1": "a"}
    assert len(risks(both, TODAY)) == 5
    assert [late.milestone.id for late in delayed_milestones(both, TODAY)] == ["b", "a"]


def doubtful(state: AssumptionState, *, critical: bool = True) -> Assumption:
    return Assumption("a1", "", state, critical)


RESTING = (arrow("A1 O1"), arrow("O1 K1", assumptions=("a1",)), arrow("K1 G1"), arrow("O1 M1"))


@pytest.mark.parametrize("state", [AssumptionState.AT_RISK, AssumptionState.REFUTED])
def test_a_doubtful_critical_assumption_puts_the_downstream_of_its_link_at_risk(
    state: AssumptionState,
) -> None:
    found = worst_risks(plan(*RESTING, assumptions=[doubtful(state)]), TODAY)
    assert {element: risk.chain for element, risk in found.items()} == {
        "K1": ("O1", "K1"),
        "G1": ("O1", "K1", "G1"),
    }
    assert {(risk.cause, risk.assumption, risk.delay_days) for risk in found.values()} == {
        (RiskCause.ASSUMPTION, "a1", 0)
    }


@pytest.mark.parametrize("state", [AssumptionState.HOLDS, AssumptionState.UNTESTED])
def test_an_assumption_that_holds_or_is_untested_puts_nothing_at_risk(state: AssumptionState) -> None:
    assert risks(plan(*RESTING, assumptions=[doubtful(state)]), TODAY) == ()


def test_an_assumption_that_is_not_critical_puts_nothing_at_risk() -> None:
    assert risks(plan(*RESTING, assumptions=[doubtful(AssumptionState.REFUTED, critical=False)]), TODAY) == ()


def test_an_assumption_on_several_links_takes_the_shortest_way_from_any() -> None:
    links = (
        arrow("O1 K1", assumptions=("a1",)),
        arrow("K1 M1", assumptions=("a1",)),
        arrow("M1 G1"),
    )
    found = risks(plan(*links, assumptions=[doubtful(AssumptionState.AT_RISK)]), TODAY)
    assert {risk.element: risk.chain for risk in found} == {
        "K1": ("O1", "K1"),
        "M1": ("K1", "M1"),
        "G1": ("K1", "M1", "G1"),
    }


def test_refuted_assumptions_come_before_those_at_risk() -> None:
    a1, a2 = doubtful(AssumptionState.AT_RISK), Assumption("a2", "", AssumptionState.REFUTED, critical=True)
    assert doubtful_assumptions(plan(assumptions=[a1, a2])) == (a2, a1)


def test_an_assumption_on_a_ring_of_links_comes_to_an_end() -> None:
    ring = (arrow("K1 K2", assumptions=("a1",)), arrow("K2 K1", assumptions=("a1",)))
    found = risks(plan(*ring, assumptions=[doubtful(AssumptionState.REFUTED)]), TODAY)
    assert {risk.element: risk.chain for risk in found} == {"K1": ("K2", "K1"), "K2": ("K1", "K2")}


def test_a_delayed_milestone_names_the_goals_it_puts_at_risk() -> None:
    links = (*LINE, definition("K1 G2"), arrow("A2 O2"), arrow("O2 G3"))
    late = [milestone("A1", -20, code="m1"), milestone("A2", 20, code="m2"), milestone("A3", -2, code="m3")]
    pathway = plan(*links, elements=[box("A3")], milestones=late)
    delayed = [found.milestone for found in delayed_milestones(pathway, TODAY)]
    found = {each.id: goals_downstream(pathway, each.element) for each in delayed}
    assert found == {"m1": ("G1", "G2"), "m3": ()}


def test_a_goal_element_leads_to_its_own_goal() -> None:
    assert goals_downstream(plan(*LINE), "G1") == ("G1",)


def pairs(found: Iterable[Risk]) -> set[tuple[Id | None, Id]]:
    return {(risk.milestone or risk.assumption, risk.element) for risk in found}


def without_link(pathway: Pathway, place: int) -> Pathway:
    return plan(
        *pathway.links[:place],
        *pathway.links[place + 1 :],
        elements=pathway.elements,
        assumptions=pathway.assumptions,
        milestones=pathway.milestones,
    )


@given(pathways(loops=True))
def test_removing_a_link_never_adds_a_risk(pathway: Pathway) -> None:
    before = pairs(risks(pathway, TODAY))
    for place in range(len(pathway.links)):
        assert pairs(risks(without_link(pathway, place), TODAY)) <= before


@given(pathways(loops=True))
def test_the_worst_risk_of_an_element_is_the_first_of_its_risks(pathway: Pathway) -> None:
    first: dict[Id, Risk] = {}
    for risk in risks(pathway, TODAY):
        first.setdefault(risk.element, risk)
    assert worst_risks(pathway, TODAY) == first


@given(pathways(loops=True))
def test_at_risk_is_exactly_what_lies_downstream_of_a_delay(pathway: Pathway) -> None:
    expected = {
        (late.milestone.id, element.id)
        for late in delayed_milestones(pathway, TODAY)
        for element in downstream(pathway, late.milestone.element)
    }
    found = [risk for risk in risks(pathway, TODAY) if risk.cause is RiskCause.MILESTONE]
    assert pairs(found) == expected


@given(pathways(loops=True))
def test_a_named_chain_is_a_way_through_the_plan(pathway: Pathway) -> None:
    for risk in risks(pathway, TODAY):
        links = [pathway.link[link] for link in risk.links]
        assert risk.chain == (links[0].source, *(link.target for link in links))
        assert risk.chain[-1] == risk.element
        assert all(link.kind.is_forward for link in links)


@pytest.mark.parametrize("state", AssumptionState)
def test_what_an_assumption_would_put_at_risk_does_not_depend_on_its_state(state: AssumptionState) -> None:
    under = arrow("O1 K1", assumptions=("a",))
    pathway = plan(arrow("A1 O1"), under, arrow("K1 G1"), assumptions=[Assumption("a", "", state)])
    assert [(risk.element, risk.chain) for risk in at_stake(pathway, "a")] == [
        ("K1", ("O1", "K1")),
        ("G1", ("O1", "K1", "G1")),
    ]


def test_an_assumption_under_no_link_or_of_another_plan_puts_nothing_at_stake() -> None:
    pathway = plan(*LINE, assumptions=[Assumption("a", "")])
    assert at_stake(pathway, "a") == at_stake(pathway, "b") == ()


@given(pathways())
def test_a_doubtful_critical_assumption_puts_at_risk_exactly_what_is_at_stake(pathway: Pathway) -> None:
    for assumption in doubtful_assumptions(pathway):
        found = [risk for risk in risks(pathway, TODAY) if risk.assumption == assumption.id]
        assert tuple(found) == at_stake(pathway, assumption.id)


@given(pathways())
def test_each_element_knows_every_doubt_upstream_also_where_a_delay_is_worse(pathway: Pathway) -> None:
    from_assumptions = [risk for risk in risks(pathway, TODAY) if risk.cause is RiskCause.ASSUMPTION]
    found = doubts(pathway)
    assert {risk for element in found for risk in found[element]} == set(from_assumptions)
    for element, own in found.items():
        assert own == tuple(risk for risk in from_assumptions if risk.element == element)
