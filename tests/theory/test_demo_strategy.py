"""The rules on a real strategy: everything the sample expects of them, computed from its plans."""

from tests.theory.reader import document, expected, pathways
from tracker.theory import structure
from tracker.theory.evidence import chains
from tracker.theory.evidence import levels as evidence
from tracker.theory.follow_up import indicators, inference, milestones
from tracker.theory.follow_up import report_age as status
from tracker.theory.follow_up.milestones import MilestoneState
from tracker.theory.pathway import Milestone

TODAY = document()["meta"]["as_of"]


def all_milestones() -> list[Milestone]:
    return [milestone for plan in pathways() for milestone in plan.milestones]


def test_the_sample_has_the_size_it_says() -> None:
    size = expected()["validation"]
    assert {
        "plans": len(pathways()),
        "nodes": sum(len(plan.elements) - len(plan.goals) for plan in pathways()),
        "links": sum(len(plan.links) for plan in pathways()),
        "milestones": len(all_milestones()),
        "indicators": sum(len(plan.indicators) for plan in pathways()),
    } == {key: value for key, value in size.items() if key != "errors"}


def test_the_sample_has_the_errors_it_expects() -> None:
    found = [problem for plan in pathways() for problem in structure.errors(plan)]
    assert found == expected()["validation"]["errors"] == []


def test_every_causal_link_has_the_expected_level_and_state() -> None:
    computed = {
        link.id: {"level": None if found.level is None else found.level.name, "state": found.state}
        for plan in pathways()
        for link in plan.links
        if (found := evidence.assess(link)) is not None
    }
    assert computed == expected()["links"]


def test_every_goal_has_the_expected_best_chain() -> None:
    computed = {
        plan.code: {
            goal: {
                "strength": chain.strength.name if chain.strength is not None else None,
                "best_chain": list(chain.elements),
                "weakest_links": list(chain.weakest_links),
            }
            for goal, chain in chains.best_chains(plan).items()
        }
        for plan in pathways()
    }
    assert computed == expected()["chains"]


def test_every_milestone_has_the_expected_state_and_days() -> None:
    def facts(milestone: Milestone) -> dict[str, object]:
        found = milestones.assess(milestone, TODAY)
        days = {
            "days_overdue": found.days_overdue,
            "days_late": found.days_late,
            "slipped_days": found.slipped_days,
        }
        return {"status": found.state.value, **{name: value for name, value in days.items() if value}}

    assert {milestone.id: facts(milestone) for milestone in all_milestones()} == expected()["milestones"]


def test_milestones_are_counted_by_state() -> None:
    counts = milestones.count_states(all_milestones(), TODAY)
    assert {state.value: number for state, number in counts.items()} == expected()["milestone_counts"]
    assert set(counts) == set(MilestoneState)


def test_the_overdue_list_is_ordered_by_days_overdue() -> None:
    listed = [found.milestone.id for found in milestones.overdue(all_milestones(), TODAY)]
    assert listed == expected()["overdue_list"]


def test_every_indicator_has_the_expected_progress_and_state() -> None:
    computed: dict[object, dict[str, object]] = {}
    for indicator in (found for plan in pathways() for found in plan.indicators):
        found = indicators.assess(indicator)
        facts: dict[str, object] = {"state": found.state.value}
        if found.latest and found.progress is not None and found.expected is not None:
            facts |= {
                "latest": found.latest.value,
                "date": found.latest.on,
                "progress": round(float(found.progress), 3),
                "expected": round(float(found.expected), 3),
            }
        computed[indicator.id] = facts
    assert computed == expected()["indicators"]


def test_the_expected_statuses_are_stale_and_nobody_is_silent() -> None:
    old = [found for plan in pathways() for found in status.stale(plan, TODAY)]
    assert [{"node": found.element.id, "age_days": found.age_days} for found in old] == expected()[
        "stale_status"
    ]
    assert [found for plan in pathways() for found in status.never_reported(plan, TODAY)] == []


def test_the_expected_outcomes_have_no_indicator() -> None:
    found = [element.id for plan in pathways() for element in indicators.outcomes_without_indicator(plan)]
    assert found == expected()["outcomes_without_indicator"]


def test_the_expected_outcome_is_claimed_without_measurement() -> None:
    found = [element.id for plan in pathways() for element in inference.claims_without_measurement(plan)]
    assert found == expected()["claims_without_measurement"]
