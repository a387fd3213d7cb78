"""Which chains run through an element."""

from tracker.theory.kinds import ElementKind, LinkKind
from tracker.theory.pathway import Element, Id, Link, Pathway
from tracker.theory.through import chains_through

COLUMNS = {
    "A": ElementKind.ACTIVITY,
    "O": ElementKind.OUTPUT,
    "K": ElementKind.OUTCOME_SHORT,
    "M": ElementKind.OUTCOME_MEDIUM,
    "G": ElementKind.GOAL,
    "X": ElementKind.EXTERNAL,
}


def plan(*arrows: str) -> Pathway:
    """``A1>O1`` is a forward link, ``X1~M1`` an external one, ``M1^A1`` feedback."""
    kinds = {"~": LinkKind.EXTERNAL, "^": LinkKind.FEEDBACK}
    links = []
    ends: dict[Id, Element] = {}
    for arrow in arrows:
        source, sign, target = arrow[:2], arrow[2], arrow[3:]
        forward = LinkKind.IMPLEMENTATION if source[0] == "A" else LinkKind.CAUSAL
        links.append(Link(arrow, kinds.get(sign, forward), source, target))
        for end in (source, target):
            ends[end] = Element(end, COLUMNS[end[0]], end)
    return Pathway("P", "Plan", elements=tuple(ends.values()), links=tuple(links))


def test_a_chain_runs_from_what_comes_before_to_what_comes_after() -> None:
    found = chains_through(plan("A1>O1", "O1>K1", "K1>G1", "A2>O2", "O2>G1"), "O1")
    assert found.elements == {"A1", "O1", "K1", "G1"}
    assert found.links == {"A1>O1", "O1>K1", "K1>G1"}


def test_a_link_that_passes_the_element_by_is_on_no_chain_through_it() -> None:
    found = chains_through(plan("A1>O1", "O1>K1", "K1>M1", "O1>M1"), "K1")
    assert found.elements == {"A1", "O1", "K1", "M1"}
    assert "O1>M1" not in found.links


def test_two_ways_to_the_same_element_both_belong() -> None:
    found = chains_through(plan("O1>K1", "O1>K2", "K1>G1", "K2>G1"), "O1")
    assert found.links == {"O1>K1", "O1>K2", "K1>G1", "K2>G1"}


def test_feedback_carries_no_chain() -> None:
    found = chains_through(plan("A1>O1", "O1>K1", "K1^A1"), "K1")
    assert found.links == {"A1>O1", "O1>K1"}


def test_an_external_factor_lights_what_it_influences_and_what_follows() -> None:
    found = chains_through(plan("O1>K1", "K1>G1", "X1~K1"), "X1")
    assert found.elements == {"X1", "K1", "G1"}
    assert found.links == {"X1~K1", "K1>G1"}


def test_a_rival_explanation_is_on_no_chain_of_the_outcome() -> None:
    assert "X1" not in chains_through(plan("O1>K1", "X1~K1"), "K1").elements


def test_a_loop_in_a_draft_ends() -> None:
    assert chains_through(plan("K1>K2", "K2>K1", "K2>G1"), "K1").elements == {"K1", "K2", "G1"}
