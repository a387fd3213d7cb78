from dataclasses import replace
from fractions import Fraction
from math import nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.theory import reader
from tests.theory.builders import MUNICIPALITY, POLICE, arrow, box, definition, finding, plan
from tracker.theory.kinds import EffectDirection, EvidenceLevel, Party
from tracker.theory.pathway import Attachment, Finding, Organisation, Pathway
from tracker.theory.priorities.candidates import Candidate, Criterion, Gate, of_idea, of_plan
from tracker.theory.priorities.scoring import (
    DEFAULT_WEIGHTS,
    Assessment,
    CannotRank,
    Fault,
    PriorityFault,
    Weights,
    group_score,
    ranking,
    sensitivity,
    top,
)

EXPECTED = reader.expected()["prioritisation"]
SCORED = [criterion for criterion in Criterion if not criterion.is_derived]
SCHOOLS = Organisation("SKO", "Skoleforvaltningen", Party.MUNICIPALITY)
RAVENS = Organisation("NAT", "Natteravnene", Party.PARTNER)


def scores(row: dict[str, int]) -> dict[Criterion, float | None]:
    return {Criterion(name): score for name, score in row.items()}


def sample_plans() -> list[Candidate]:
    partners = {row["id"] for row in reader.document()["organisations"] if row["type"] == "partner"}
    return [
        of_plan(
            reader.pathway(row["id"]),
            scores(row["prioritisation"]),
            has_partner=not partners.isdisjoint(row["partners"]),
        )
        for row in reader.document()["plans"]
    ]


def sample_ideas() -> list[Candidate]:
    library = {
        row["id"]: Finding(
            row["id"], row["cite"], EffectDirection(row["direction"]), EvidenceLevel[row["level"]]
        )
        for row in reader.document()["evidence"]
    }
    return [
        of_idea(
            row["id"],
            row["goals"],
            [library[code] for code in row["key_evidence"]],
            scores(row["prioritisation"]),
            joint=row["joint"],
        )
        for row in reader.document()["candidates"]
    ]


def candidate(name: str, given: dict[Criterion, float] | None = None, **fields: Any) -> Candidate:
    """Passes every gate, with full points, unless other scores or derived points are given."""
    points = {criterion: Fraction(100) for criterion in Criterion if criterion.is_derived}
    full: dict[Criterion, float | None] = {**dict.fromkeys(SCORED, 3.0), **(given or {})}
    return Candidate(name, frozenset({"G1"}), **{"joint": True, "derived": points, "scores": full, **fields})


def places(ranked: tuple[Assessment, ...]) -> dict[object, int | None]:
    return {one.candidate.id: one.place for one in ranked}


def test_the_default_weights_are_those_of_the_sample() -> None:
    rows = reader.document()["prioritisation_model"]["criteria"]
    assert {row["id"]: row["weight"] for row in rows} == DEFAULT_WEIGHTS
    assert {row["id"] for row in rows if row.get("derived")} == {c for c in Criterion if c.is_derived}
    assert [row["id"] for row in reader.document()["prioritisation_model"]["gates"]] == list(Gate)


def test_the_points_of_the_sample_come_out_as_expected() -> None:
    found = {
        one.candidate.id: {criterion: round(float(given or 0), 1) for criterion, given in one.points.items()}
        for one in ranking(sample_plans())
    }
    assert found == EXPECTED["scores"]


def test_the_totals_and_the_ranking_of_the_sample_come_out_as_expected() -> None:
    found = ranking(sample_plans())
    assert {one.candidate.id: round(float(one.total or 0), 1) for one in found} == EXPECTED["total"]
    assert [one.candidate.id for one in found] == EXPECTED["rank"]
    assert [one.place for one in found] == [1, 2, 3, 4, 5, 6]
    assert list(top(found)) == EXPECTED["rank"][:3]


def test_no_weight_of_the_sample_halved_or_doubled_changes_its_first_three() -> None:
    found = sensitivity(sample_plans())
    assert len(found) == 2 * len(Criterion)
    assert [one.criterion for one in found if one.changes_top] == EXPECTED["top3_changes_when"]


def test_the_ideas_of_the_sample_stand_as_expected() -> None:
    prison, cameras, posters = ranking([*sample_plans(), *sample_ideas()])[-3:]
    assert prison.failed == (Gate.NO_HARM,)
    assert [harmful.id for harmful in prison.candidate.harm] == ["EV15"]
    assert (cameras.failed, cameras.unscored) == ((), (Criterion.EVIDENCE, Criterion.JOINTNESS))
    assert posters.failed == (Gate.JOINT,)
    assert [one.place for one in (prison, cameras, posters)] == [None] * 3


def joint_plan(
    *organisations: Organisation, attached: Attachment | None = None, goals: tuple[str, ...] = ("G1",)
) -> Pathway:
    """Each organisation carries out one activity; the causal link holds at E3 unless a finding is given."""
    activities = [box(f"A{number}", organisation=one) for number, one in enumerate(organisations)]
    link = arrow("O1 K1", 3) if attached is None else arrow("O1 K1", attachments=(attached,))
    links = [arrow(f"{activity.id} O1") for activity in activities]
    found = plan(*links, link, definition("K1 G1"), elements=activities, goals=goals)
    return replace(found, primary_goal="G1")


@pytest.mark.parametrize(
    ("acting", "has_partner", "points"),
    [
        ([POLICE], False, 0),
        ([MUNICIPALITY, SCHOOLS], True, 0),
        ([POLICE, RAVENS], True, 0),
        ([POLICE, SCHOOLS], False, 50),
        ([POLICE, POLICE, SCHOOLS, SCHOOLS], False, 50),
        ([POLICE, SCHOOLS], True, 75),
        ([POLICE, SCHOOLS, MUNICIPALITY], False, 75),
        ([POLICE, SCHOOLS, RAVENS], False, 100),
    ],
)
def test_jointness_grows_with_those_who_act(
    acting: list[Organisation], has_partner: bool, points: int
) -> None:
    found = of_plan(joint_plan(*acting), {}, has_partner=has_partner)
    assert found.derived[Criterion.JOINTNESS] == points
    assert (Gate.JOINT in found.failed) is (points == 0)


def test_evidence_is_the_weakest_link_of_the_best_chain_to_the_primary_goal() -> None:
    both = joint_plan(POLICE, SCHOOLS)
    assert of_plan(both, {}).derived[Criterion.EVIDENCE] == 75
    assert of_plan(replace(both, primary_goal="G2"), {}).derived[Criterion.EVIDENCE] is None
    assert of_plan(replace(both, primary_goal=None), {}).derived[Criterion.EVIDENCE] is None


@pytest.mark.parametrize("goals", [(), ("G2",)])
def test_a_plan_whose_declared_goals_no_output_reaches_refers_to_none(goals: tuple[str, ...]) -> None:
    assert of_plan(joint_plan(POLICE, SCHOOLS, goals=goals), {}).failed == (Gate.REFERS_TO_GOAL,)


@pytest.mark.parametrize(
    ("attached", "failed"),
    [
        (finding(2, EffectDirection.NEGATIVE), (Gate.NO_HARM,)),
        (finding(1, EffectDirection.NEGATIVE), ()),
        (finding(2, EffectDirection.NEGATIVE, indirect=True), ()),
        (finding(4, EffectDirection.POTENTIALLY_NEGATIVE), ()),
        (finding(4, EffectDirection.NO_DISCERNIBLE), ()),
    ],
)
def test_harm_is_documented_from_a_comparison_on(attached: Attachment, failed: tuple[Gate, ...]) -> None:
    assert of_plan(joint_plan(POLICE, SCHOOLS, attached=attached), {}).failed == failed


def test_an_idea_without_a_goal_fails_the_first_gate() -> None:
    assert of_idea("C9", [], [], {}, joint=True).failed == (Gate.REFERS_TO_GOAL,)


def test_what_fails_a_gate_keeps_its_points_and_has_no_place() -> None:
    found = ranking([candidate("alone", joint=False), candidate("b", {Criterion.COST: 0})])
    assert places(found) == {"b": 1, "alone": None}
    assert found[1].points[Criterion.COST] == 100
    assert found[1].total is None


def test_what_is_not_scored_never_counts_as_zero() -> None:
    unscored = candidate("a", scores=dict.fromkeys(SCORED[:-1], 3.0))
    found = ranking([unscored])[0]
    assert (found.total, found.place, found.unscored) == (None, None, (Criterion.COST,))


def test_equal_totals_share_the_better_place() -> None:
    found = ranking([candidate("c"), candidate("b", {Criterion.COST: 1}), candidate("a")])
    assert [(one.candidate.id, one.place) for one in found] == [("a", 1), ("c", 1), ("b", 3)]
    assert places(ranking([candidate("b", {Criterion.COST: 1}), candidate("d", {Criterion.COST: 1})])) == {
        "b": 1,
        "d": 1,
    }


def test_everyone_in_a_shared_third_place_is_among_the_first() -> None:
    assert top(ranking([candidate(name) for name in "abcd"])) == ("a", "b", "c", "d")


def test_a_weight_that_counts_more_lets_another_in() -> None:
    costly = [candidate(name, {Criterion.COST: 0, Criterion.MEASURABLE: 2.5}) for name in "abc"]
    cheap = candidate("d", {Criterion.PRACTICABLE: 2.5, Criterion.MEASURABLE: 2})
    found = {(one.criterion, one.factor): one for one in sensitivity([*costly, cheap])}
    assert top(ranking([*costly, cheap])) == ("a", "b", "c")
    doubled = found[Criterion.COST, Fraction(2)]
    assert (doubled.enters, doubled.changes_top) == (("d",), True)
    assert not found[Criterion.COST, Fraction(1, 2)].changes_top


def test_a_doubled_weight_counts_twice_as_much_beside_the_others() -> None:
    weights = {**dict.fromkeys(Criterion, 0.0), Criterion.COST: 0.6, Criterion.IMPACT: 0.4}
    given = [
        candidate("cheap", {Criterion.IMPACT: 0}),
        *(candidate(name, {Criterion.COST: 0}) for name in "abc"),
    ]
    assert top(ranking(given, weights))[0] == "cheap"
    tops = {(one.criterion, one.factor): one.top for one in sensitivity(given, weights)}
    assert tops == {
        (Criterion.IMPACT, Fraction(1, 2)): ("cheap", "a", "b", "c"),
        (Criterion.IMPACT, Fraction(2)): ("a", "b", "c"),
        (Criterion.COST, Fraction(1, 2)): ("a", "b", "c"),
        (Criterion.COST, Fraction(2)): ("cheap", "a", "b", "c"),
    }


@pytest.mark.parametrize(
    ("impact", "practicable", "points"), [(3, 1, Fraction(100, 3)), (2, 3, Fraction(200, 3)), (None, 3, None)]
)
def test_the_lower_of_impact_and_feasibility_stands_beside_the_total(
    impact: float | None, practicable: float, points: Fraction | None
) -> None:
    given = {**dict.fromkeys(SCORED, 3.0), Criterion.IMPACT: impact, Criterion.PRACTICABLE: practicable}
    assert ranking([candidate("a", scores=given)])[0].lower_of_two == points


@pytest.mark.parametrize(("given", "median"), [([], None), ([2], 2), ([0, 3, 3], 3), ([1, 2], 1.5)])
def test_the_group_score_is_the_median_of_its_members(given: list[float], median: float | None) -> None:
    assert group_score(given) == median


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({Criterion.COST: nan}, Fault(PriorityFault.WEIGHT_NOT_A_NUMBER, Criterion.COST)),
        ({Criterion.COST: -0.05}, Fault(PriorityFault.WEIGHT_NEGATIVE, Criterion.COST)),
        ({Criterion.COST: 0.06}, Fault(PriorityFault.WEIGHTS_DO_NOT_ADD_UP)),
    ],
)
def test_weights_that_cannot_be_used_are_named(changed: Weights, fault: Fault) -> None:
    with pytest.raises(CannotRank) as raised:
        ranking([], {**DEFAULT_WEIGHTS, **changed})
    assert raised.value.faults == (fault,)


def test_every_criterion_has_a_weight() -> None:
    with pytest.raises(CannotRank, match=PriorityFault.WEIGHT_MISSING):
        ranking([], {Criterion.COST: 1})


@pytest.mark.parametrize(
    ("criterion", "score", "fault"),
    [
        (Criterion.COST, 3.5, PriorityFault.SCORE_OUT_OF_RANGE),
        (Criterion.COST, -1, PriorityFault.SCORE_OUT_OF_RANGE),
        (Criterion.COST, nan, PriorityFault.SCORE_NOT_A_NUMBER),
        (Criterion.EVIDENCE, 3, PriorityFault.DERIVED_IS_NOT_SCORED),
    ],
)
def test_scores_that_cannot_be_used_are_named(
    criterion: Criterion, score: float, fault: PriorityFault
) -> None:
    with pytest.raises(CannotRank) as raised:
        ranking([candidate("a", {criterion: score})])
    assert raised.value.faults == (Fault(fault, criterion, "a"),)


thirds = st.integers(0, 6).map(lambda halves: halves / 2)
many = st.lists(st.fixed_dictionaries(dict.fromkeys(SCORED, thirds)), min_size=2, max_size=6)


@given(many, st.sampled_from(SCORED), st.data())
def test_a_better_score_never_costs_a_place(
    rows: list[dict[Criterion, float]], criterion: Criterion, data: st.DataObject
) -> None:
    given_rows = [candidate(f"c{number}", row) for number, row in enumerate(rows)]
    better = {**rows[0], criterion: data.draw(st.sampled_from([3.0, min(3.0, rows[0][criterion] + 0.5)]))}
    before = places(ranking(given_rows))["c0"]
    after = places(ranking([candidate("c0", better), *given_rows[1:]]))["c0"]
    assert before is not None
    assert after is not None
    assert after <= before


@given(many, st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_no_place(rows: list[dict[Criterion, float]], random: Any) -> None:
    given_rows = [candidate(f"c{number}", row) for number, row in enumerate(rows)]
    mixed = random.sample(given_rows, len(given_rows))
    assert ranking(mixed) == ranking(given_rows)
    assert sensitivity(mixed) == sensitivity(given_rows)
