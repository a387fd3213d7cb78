"""From a goal back to what must be in place for it."""

from hypothesis import given

from tests.theory.builders import arrow, box, pathways, plan
from tracker.theory.backwards import candidates, mapping, may_lead_to
from tracker.theory.kinds import ElementKind, LinkKind
from tracker.theory.pathway import Element, Id, Pathway
from tracker.theory.quick_entry.entry import Held, applied, read
from tracker.theory.quick_entry.faults import FaultName
from tracker.theory.structure import ProblemKind, problems


def ids(elements: tuple[Element, ...]) -> list[Id]:
    return [element.id for element in elements]


def asked(pathway: Pathway, goal: str = "G1") -> list[Id]:
    return ids(mapping(pathway, pathway.element[goal]).open)


def test_the_first_question_is_about_the_goal_itself() -> None:
    assert asked(plan(elements=[box("G1"), box("G2"), box("A1")])) == ["G1"]


def test_questions_go_breadth_first_through_what_nothing_leads_to() -> None:
    pathway = plan(arrow("L1 G1"), arrow("L2 G1"), arrow("M1 L1"), arrow("K1 L2"), arrow("O1 K1"))
    assert asked(pathway) == ["M1", "O1"]


def test_activities_are_asked_about_last_and_inputs_never() -> None:
    pathway = plan(
        arrow("O1 G1"), arrow("M1 G1"), arrow("A1 O1"), arrow("O2 M1"), arrow("I1 A2"), arrow("A2 O3")
    )
    assert asked(pathway) == ["O2", "A1"]
    whole = plan(arrow("O1 G1"), arrow("A1 O1"), arrow("I1 A1"))
    assert asked(whole) == []


def test_only_what_leads_to_the_goal_is_asked_about() -> None:
    pathway = plan(arrow("M1 G1"), arrow("M2 G2"), elements=[box("K9")])
    assert asked(pathway) == ["M1"]
    assert asked(pathway, "G2") == ["M2"]


def test_feedback_and_external_factors_answer_nothing() -> None:
    pathway = plan(
        arrow("M1 G1"), arrow("X1 M1", kind=LinkKind.EXTERNAL), arrow("G1 M1", kind=LinkKind.FEEDBACK)
    )
    assert asked(pathway) == ["M1"]


def test_the_way_leads_from_the_goal_back_to_the_element() -> None:
    pathway = plan(arrow("L1 G1"), arrow("M1 L1"), arrow("O1 M1"), arrow("O1 L1"))
    found = mapping(pathway, pathway.element["G1"])
    assert found.way("O1") == ("G1", "L1", "O1")
    assert found.way("M1") == ("G1", "L1", "M1")
    assert found.way("G1") == ("G1",)


def test_what_may_come_before_begins_with_the_column_before() -> None:
    assert may_lead_to(ElementKind.GOAL)[0] is ElementKind.OUTCOME_LONG
    assert may_lead_to(ElementKind.OUTCOME_SHORT)[0] is ElementKind.OUTPUT
    assert may_lead_to(ElementKind.OUTPUT)[0] is ElementKind.ACTIVITY
    assert may_lead_to(ElementKind.ACTIVITY)[0] is ElementKind.INPUT
    assert may_lead_to(ElementKind.INPUT) == ()
    assert ElementKind.EXTERNAL not in may_lead_to(ElementKind.GOAL)


def test_only_what_is_not_yet_before_it_and_closes_no_loop_is_offered() -> None:
    pathway = plan(
        arrow("K1 K2"), arrow("K2 M1"), arrow("O1 K1"), arrow("A1 O1"), elements=[box("O2"), box("X1")]
    )
    assert ids(candidates(pathway, pathway.element["K1"])) == ["O2"]
    assert ids(candidates(pathway, pathway.element["M1"])) == ["O1", "O2", "K1"]


def test_lines_that_answer_lead_to_the_element_whatever_their_indentation() -> None:
    pathway = plan(elements=[box("G1"), box("K1")])
    held = Held(pathway)
    entry = read(
        "Flere er trygge\n    Færre anmeldelser\nK1", held, column=ElementKind.OUTCOME_LONG, towards=box("G1")
    )
    assert entry.faults == ()
    assert [(element.kind, element.title) for element in entry.elements] == [
        (ElementKind.OUTCOME_LONG, "Flere er trygge"),
        (ElementKind.OUTCOME_LONG, "Færre anmeldelser"),
    ]
    assert [(link.source, link.target) for link in entry.links] == [(-1, "G1"), (-2, "G1"), ("K1", "G1")]


def test_what_comes_later_answers_nothing() -> None:
    pathway = plan(elements=[box("K1"), box("L1")])
    entry = read("L1", Held(pathway), column=ElementKind.OUTPUT, towards=box("K1"))
    assert [fault.name for fault in entry.faults] == [FaultName.FORBIDDEN_LINK]


@given(pathways())
def test_every_element_offered_may_be_put_before_the_one_asked_about(pathway: Pathway) -> None:
    wrong = {ProblemKind.CYCLE, ProblemKind.BACKWARD_LINK, ProblemKind.LINK_NOT_ALLOWED}
    before = {problem for problem in problems(pathway) if problem.kind in wrong}
    held = Held(pathway)
    for goal in (element for element in pathway.ordered if element.kind is ElementKind.GOAL):
        found = mapping(pathway, goal)
        assert set(ids(found.open)) <= set(ids(found.elements))
        for element in found.open:
            assert not pathway.arriving[element.id]
            assert found.way(element.id)[0] == goal.id
            for other in candidates(pathway, element):
                entry = read(other.code, held, column=may_lead_to(element.kind)[0], towards=element)
                after = applied(entry, held)
                assert len(after.links) == len(pathway.links) + 1
                assert {problem for problem in problems(after) if problem.kind in wrong} == before
