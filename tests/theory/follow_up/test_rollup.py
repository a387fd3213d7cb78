from dataclasses import replace

from tests.theory.builders import TODAY, arrow, box, days, indicator, milestone, plan
from tracker.theory.follow_up.milestones import MilestoneState
from tracker.theory.follow_up.rollup import roll_up_goal
from tracker.theory.kinds import DeliveryStatus, EvidenceLevel, ResultStatus
from tracker.theory.pathway import Pathway, StatusReport


def said(status: DeliveryStatus | ResultStatus, days_ago: int = 0) -> StatusReport:
    return StatusReport(days(-days_ago), status)


def two_goals(name: str = "P") -> Pathway:
    """A1 → O1 → K1 → G1 and A2 → O2 → K2 → G2."""
    pathway = plan(
        arrow("A1 O1"),
        arrow("O1 K1", 3),
        arrow("K1 G1", 2),
        arrow("A2 O2"),
        arrow("O2 K2", 1),
        arrow("K2 G2", 1),
        elements=[
            box("A1", report=said(DeliveryStatus.ON_TRACK)),
            box("O1", report=said(DeliveryStatus.COMPLETED, 200)),
            box("K1", report=said(ResultStatus.ON_TRACK)),
            box("A2", report=said(DeliveryStatus.ON_TRACK)),
            box("K2", report=said(ResultStatus.ACHIEVED)),
        ],
        milestones=[milestone("A1", -3), milestone("A2", -3), milestone("O2", 5)],
        indicators=[indicator("K1", (0, 20))],
    )
    return replace(pathway, id=name)


def one_goal() -> Pathway:
    """The same, and K2 leads to G1 as well."""
    pathway = two_goals()
    return replace(pathway, links=(*pathway.links, arrow("K2 G1", 1)))


def test_delivery_and_results_are_counted_apart() -> None:
    counts = roll_up_goal("G1", [one_goal()], TODAY).counts
    assert set(counts.delivery) == set(DeliveryStatus)
    assert set(counts.results) == set(ResultStatus)
    assert counts.delivery[DeliveryStatus.ON_TRACK] == 2
    assert counts.delivery[DeliveryStatus.COMPLETED] == 1
    assert sum(counts.delivery.values()) == 3
    assert counts.results[ResultStatus.ON_TRACK] == counts.results[ResultStatus.ACHIEVED] == 1
    assert sum(counts.results.values()) == 2


def test_what_is_late_silent_or_unmeasured_is_counted() -> None:
    counts = roll_up_goal("G1", [one_goal()], TODAY).counts
    assert (counts.overdue, counts.milestones[MilestoneState.DUE_SOON]) == (2, 1)
    assert (counts.never_reported, counts.stale) == (1, 1)
    assert (counts.outcomes_without_indicator, counts.claims_without_measurement) == (1, 1)


def test_a_goal_counts_only_what_leads_to_it() -> None:
    found = roll_up_goal("G2", [two_goals()], TODAY)
    assert found.counts.delivery[DeliveryStatus.ON_TRACK] == 1
    assert found.counts.delivery[DeliveryStatus.COMPLETED] == 0
    assert found.counts.results[ResultStatus.ACHIEVED] == 1
    assert (found.counts.overdue, found.counts.never_reported, found.counts.stale) == (1, 1, 0)
    assert found.counts.claims_without_measurement == 1
    assert (found.strength, found.chain_plan) == (EvidenceLevel.E1, "P")


def test_a_goal_adds_up_its_plans_and_names_the_strongest_chain_of_all() -> None:
    stronger = replace(plan(arrow("O1 K1", 4), arrow("K1 G1", 4)), id="Q")
    found = roll_up_goal("G1", [two_goals(), stronger, two_goals("R")], TODAY)
    assert found.plans == ("P", "Q", "R")
    assert found.counts.overdue == 2
    assert (found.strength, found.chain_plan) == (EvidenceLevel.E4, "Q")


def test_between_equally_strong_plans_the_first_is_named() -> None:
    assert roll_up_goal("G1", [two_goals("Q"), two_goals("P")], TODAY).chain_plan == "Q"


def test_a_goal_that_nobody_serves_is_visible_as_such() -> None:
    found = roll_up_goal("G9", [two_goals()], TODAY)
    assert not found.is_served
    assert (found.plans, found.chain, found.strength, found.counts.overdue) == ((), None, None, 0)


def test_a_plan_that_declares_a_goal_it_does_not_reach_serves_it_without_a_chain() -> None:
    found = roll_up_goal("G1", [plan(goals=["G1"])], TODAY)
    assert (found.is_served, found.chain) == (True, None)
