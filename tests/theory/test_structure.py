from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.theory.builders import (
    KINDS,
    MUNICIPALITY,
    POLICE,
    arrow,
    box,
    definition,
    indicator,
    pathways,
    plan,
)
from tracker.theory.evidence.chains import best_chains
from tracker.theory.kinds import ElementKind, LinkBasis, LinkKind
from tracker.theory.pathway import Link, Pathway
from tracker.theory.structure import (
    Problem,
    ProblemKind,
    Severity,
    allowed_kinds,
    errors,
    problems,
    reached_goals,
    runs_backwards,
)


def sound(*more: Link, **fields: object) -> Pathway:
    """A joint plan without errors or warnings, with more links or other parts."""
    links = [
        arrow("A1 O1"),
        arrow("A2 O1"),
        arrow("O1 K1", assumptions=("a1",)),
        definition("K1 G1"),
        *more,
    ]
    elements = [box("A1", organisation=POLICE), box("A2", organisation=MUNICIPALITY), box("G1"), box("K1")]
    given_fields: dict[str, object] = {"elements": elements, "indicators": [indicator("K1")], **fields}
    return plan(*links, **given_fields)  # type: ignore[arg-type]


def found(pathway: Pathway, kind: ProblemKind) -> list[Problem]:
    return [problem for problem in problems(pathway) if problem.kind is kind]


def test_a_sound_plan_has_no_problems() -> None:
    assert problems(sound()) == ()


def test_an_empty_draft_lacks_a_goal_and_both_parties() -> None:
    assert [problem.kind for problem in problems(plan())] == [
        ProblemKind.NO_GOAL,
        ProblemKind.NO_POLICE_ACTIVITY,
        ProblemKind.NO_MUNICIPAL_ACTIVITY,
    ]


def test_an_activity_that_reaches_no_output_is_an_error() -> None:
    alone = sound(arrow("A3 A4"), arrow("I1 A3"))
    assert found(alone, ProblemKind.ACTIVITY_WITHOUT_OUTPUT) == [
        Problem(ProblemKind.ACTIVITY_WITHOUT_OUTPUT, ("A3",)),
        Problem(ProblemKind.ACTIVITY_WITHOUT_OUTPUT, ("A4",)),
    ]


def test_an_activity_may_reach_an_output_through_another_activity() -> None:
    assert errors(sound(arrow("A3 A1"))) == ()


def test_an_output_that_reaches_no_goal_is_an_error() -> None:
    dead_end = sound(arrow("A1 O2"), arrow("O2 K2", assumptions=("a1",)))
    assert [problem.elements for problem in errors(dead_end)] == [("O2",)]


def test_a_declared_goal_that_no_output_reaches_is_an_error() -> None:
    assert errors(sound(goals=["G1", "G2"])) == (
        Problem(ProblemKind.DECLARED_GOAL_NOT_REACHED, goals=("G2",)),
    )


def test_a_goal_box_that_no_output_reaches_is_named_with_its_goal() -> None:
    drawn = sound(definition("K2 G2"))
    assert errors(drawn) == (Problem(ProblemKind.DECLARED_GOAL_NOT_REACHED, ("G2",), goals=("G2",)),)


def test_a_reached_goal_that_the_plan_does_not_declare_is_an_error() -> None:
    more = sound(definition("K1 G2"), goals=["G1"])
    assert errors(more) == (Problem(ProblemKind.REACHED_GOAL_NOT_DECLARED, ("G2",), goals=("G2",)),)


def test_a_plan_that_declares_no_goal_is_an_error() -> None:
    kinds = [problem.kind for problem in errors(sound(goals=[]))]
    assert kinds == [ProblemKind.NO_GOAL, ProblemKind.REACHED_GOAL_NOT_DECLARED]


def test_a_cycle_names_its_loop_in_order() -> None:
    ring = sound(arrow("K1 K3"), arrow("K3 K2"), arrow("K2 K1"), indicators=[])
    assert found(ring, ProblemKind.CYCLE) == [
        Problem(ProblemKind.CYCLE, ("K1", "K3", "K2"), ("K1-K3", "K3-K2", "K2-K1"))
    ]


def test_a_cycle_names_its_shortest_loop() -> None:
    knot = sound(arrow("K1 K2"), arrow("K2 K3"), arrow("K3 K1"), arrow("K2 K1"))
    assert [problem.elements for problem in found(knot, ProblemKind.CYCLE)] == [("K1", "K2")]


def test_a_link_from_an_element_to_itself_is_a_cycle() -> None:
    assert [problem.elements for problem in found(sound(arrow("K1 K1")), ProblemKind.CYCLE)] == [("K1",)]


def test_separate_cycles_are_separate_errors_in_reading_order() -> None:
    two = sound(arrow("K2 K3"), arrow("K3 K2"), arrow("A1 A2"), arrow("A2 A1"))
    assert [problem.elements for problem in found(two, ProblemKind.CYCLE)] == [("A1", "A2"), ("K2", "K3")]


def test_a_feedback_link_makes_no_cycle_and_may_run_backwards() -> None:
    assert problems(sound(arrow("K1 A1", kind=LinkKind.FEEDBACK))) == ()


def test_a_causal_link_to_an_earlier_column_runs_backwards() -> None:
    back = sound(arrow("M1 K1"), indicators=[indicator("K1"), indicator("M1")])
    assert errors(back) == (Problem(ProblemKind.BACKWARD_LINK, ("M1", "K1"), ("M1-K1",)),)


@pytest.mark.parametrize(
    "link",
    [
        arrow("A1 K1"),
        arrow("A1 K1", kind=LinkKind.CAUSAL),
        arrow("O1 K1", id="x", kind=LinkKind.IMPLEMENTATION),
        arrow("A1 K1", kind=LinkKind.EXTERNAL),
        arrow("O1 K1", id="x", kind=LinkKind.FEEDBACK),
    ],
    ids=lambda link: f"{link.kind} {link.source} to {link.target}",
)
def test_a_link_of_a_kind_that_its_ends_do_not_allow_is_an_error(link: Link) -> None:
    assert [problem.kind for problem in errors(sound(link))] == [ProblemKind.LINK_NOT_ALLOWED]


def test_a_link_without_one_of_its_ends_is_not_allowed_and_breaks_nothing() -> None:
    dangling = replace(sound(), links=(*sound().links, arrow("K1 K9"), arrow("K9 K1")))
    kinds = [(problem.kind, problem.elements) for problem in errors(dangling)]
    assert kinds == [(ProblemKind.LINK_NOT_ALLOWED, ("K1",))] * 2


def test_only_an_outcome_is_its_goal_by_definition() -> None:
    claimed = sound(arrow("O1 K2", basis=LinkBasis.DEFINITION, assumptions=("a1",)), arrow("K2 G1"))
    assert errors(claimed) == (Problem(ProblemKind.MISPLACED_DEFINITION, ("O1", "K2"), ("O1-K2",)),)


def test_an_output_to_outcome_link_without_an_assumption_is_a_warning() -> None:
    bare = sound(arrow("O1 K1", id="bare"))
    assert problems(bare) == (Problem(ProblemKind.LINK_WITHOUT_ASSUMPTION, ("O1", "K1"), ("bare",)),)


def test_a_link_between_outcomes_needs_no_assumption() -> None:
    both = [indicator("K1"), indicator("M1")]
    assert problems(sound(arrow("K1 M1"), definition("M1 G1"), indicators=both)) == ()


def test_a_chain_without_any_outcome_is_a_warning() -> None:
    assert problems(sound(arrow("O1 G1"))) == (
        Problem(ProblemKind.CHAIN_WITHOUT_OUTCOME, ("O1", "G1"), ("O1-G1",)),
    )


def test_an_outcome_without_an_indicator_is_a_warning() -> None:
    assert problems(sound(indicators=[])) == (Problem(ProblemKind.OUTCOME_WITHOUT_INDICATOR, ("K1",)),)


@pytest.mark.parametrize(
    ("missing", "kind"),
    [("A1", ProblemKind.NO_POLICE_ACTIVITY), ("A2", ProblemKind.NO_MUNICIPAL_ACTIVITY)],
)
def test_a_plan_in_which_one_party_does_nothing_is_not_joint(missing: str, kind: ProblemKind) -> None:
    one_sided = plan(
        *(link for link in sound().links if link.source != missing),
        elements=[element for element in sound().elements if element.id != missing],
        indicators=[indicator("K1")],
    )
    assert problems(one_sided) == (Problem(kind),)


def test_an_output_of_the_police_does_not_make_a_plan_joint() -> None:
    elements = [box("A1", organisation=MUNICIPALITY), box("O1", organisation=POLICE)]
    assert found(plan(elements=elements), ProblemKind.NO_POLICE_ACTIVITY)


@pytest.mark.parametrize("code", ["I1", "X1"])
def test_an_element_without_any_link_is_an_orphan(code: str) -> None:
    assert problems(sound(elements=[*sound().elements, box(code)])) == (Problem(ProblemKind.ORPHAN, (code,)),)


def test_an_external_factor_with_its_link_is_no_orphan() -> None:
    assert problems(sound(arrow("X1 K1", kind=LinkKind.EXTERNAL))) == ()


def test_errors_come_before_warnings() -> None:
    listed = [problem.severity for problem in problems(sound(arrow("A3 A4"), indicators=[]))]
    assert listed == sorted(listed, key=list(Severity).index)
    assert set(listed) == set(Severity)


ALLOWED = {
    LinkKind.IMPLEMENTATION: "IA IO AA AO",
    LinkKind.CAUSAL: "OK OM OL OG KK KM KL KG MM ML MG LL LG",
    LinkKind.EXTERNAL: "XK XM XL XG",
    LinkKind.FEEDBACK: "AI AA OI OA OO KI KA KO KK MI MA MO MK MM LI LA LO LK LM LL GI GA GO GK GM GL GG",
}


@pytest.mark.parametrize("kind", ALLOWED)
def test_the_kinds_of_link_that_two_ends_allow(kind: LinkKind) -> None:
    pairs = {s + t for s in KINDS for t in KINDS if kind in allowed_kinds(KINDS[s], KINDS[t])}
    assert pairs == set(ALLOWED[kind].split())


def test_only_feedback_runs_backwards() -> None:
    for source in ElementKind:
        for target in ElementKind:
            if runs_backwards(source, target):
                assert allowed_kinds(source, target) == {LinkKind.FEEDBACK}


@given(pathways(loops=True), st.randoms())
def test_the_order_of_rows_never_matters(pathway: Pathway, random: Random) -> None:
    mixed_up = replace(
        pathway,
        elements=tuple(random.sample(pathway.elements, len(pathway.elements))),
        links=tuple(random.sample(pathway.links, len(pathway.links))),
        indicators=tuple(random.sample(pathway.indicators, len(pathway.indicators))),
    )
    assert problems(mixed_up) == problems(pathway)
    assert best_chains(mixed_up) == best_chains(pathway)


@given(pathways(loops=True))
def test_the_goals_reached_are_those_with_a_chain(pathway: Pathway) -> None:
    assert set(reached_goals(pathway)) == set(best_chains(pathway))


@given(pathways(loops=True))
def test_a_named_loop_is_a_loop(pathway: Pathway) -> None:
    for cycle in found(pathway, ProblemKind.CYCLE):
        links = [pathway.link[link] for link in cycle.links]
        assert tuple(link.source for link in links) == cycle.elements
        assert tuple(link.target for link in links) == (*cycle.elements[1:], cycle.elements[0])
        assert len(set(cycle.elements)) == len(cycle.elements)


@given(pathways())
def test_a_plan_whose_links_all_run_forward_has_no_cycle_between_columns(pathway: Pathway) -> None:
    assert found(pathway, ProblemKind.CYCLE) == []
