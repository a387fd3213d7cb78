from collections.abc import Iterator
from itertools import pairwise
from math import inf

from hypothesis import given, settings

from tests.theory.builders import arrow, definition, pathways, plan
from tracker.theory.evidence.chains import Chain, best_chain_to, best_chains, chains_to, lift
from tracker.theory.evidence.levels import assess
from tracker.theory.kinds import ElementKind, EvidenceLevel, LinkKind
from tracker.theory.pathway import Element, Id, Link, Pathway


def test_a_chain_is_as_strong_as_its_weakest_link() -> None:
    chain = best_chains(plan(arrow("O1 K1", 4), arrow("K1 M1", 1), arrow("M1 G1", 3)))["G1"]
    assert chain.strength == EvidenceLevel.E1
    assert chain.weakest_links == ("K1-M1",)


def test_a_definition_link_never_limits_a_chain() -> None:
    chain = best_chains(plan(arrow("O1 K1", 3), definition("K1 G1")))["G1"]
    assert chain.strength == EvidenceLevel.E3
    assert chain.levels == (EvidenceLevel.E3, None)


def test_a_chain_of_definitions_alone_has_no_strength_to_name() -> None:
    chain = best_chains(plan(definition("O1 G1")))["G1"]
    assert (chain.strength, chain.weakest_links, lift(chain)) == (None, (), None)


def test_between_equal_weakest_links_the_next_weakest_decides() -> None:
    weak_twice = (arrow("O1 K1", 1), arrow("K1 G1", 1))
    weak_once = (arrow("O2 K2", 1), arrow("K2 M2", 4), arrow("M2 G1", 4))
    assert best_chains(plan(*weak_twice, *weak_once))["G1"].elements == ("O2", "K2", "M2", "G1")


def test_between_equal_levels_the_shorter_chain_is_best() -> None:
    longer = (arrow("O1 K1", 2), definition("K1 M1"), definition("M1 G1"))
    shorter = (arrow("O2 K2", 2), definition("K2 G1"))
    assert best_chains(plan(*longer, *shorter))["G1"].elements == ("O2", "K2", "G1")


def test_a_missing_link_counts_as_stronger_than_any_level() -> None:
    one_link = (arrow("O2 K2", 3), definition("K2 M2"), definition("M2 G1"))
    two_links = (arrow("O1 K1", 3), arrow("K1 G1", 4))
    assert best_chains(plan(*one_link, *two_links))["G1"].elements[0] == "O2"


def test_equal_chains_are_decided_by_the_position_of_their_elements() -> None:
    links = (arrow("O2 K1", 2), arrow("O1 K2", 2), arrow("K1 G1", 2), arrow("K2 G1", 2))
    assert best_chains(plan(*links))["G1"].elements == ("O1", "K2", "G1")


def test_the_better_of_two_links_between_the_same_boxes_is_used() -> None:
    links = (arrow("O1 K1", 1, id="weak"), arrow("O1 K1", 3, id="strong"), arrow("K1 G1", 4))
    assert best_chains(plan(*links))["G1"].links == ("strong", "K1-G1")


def test_a_chain_starts_at_an_output_and_not_at_an_activity() -> None:
    assert best_chains(plan(arrow("A1 O1"), arrow("A1 K1", kind=LinkKind.CAUSAL), arrow("K1 G1", 4))) == {}


def test_feedback_and_external_links_carry_no_chain() -> None:
    for kind in (LinkKind.FEEDBACK, LinkKind.EXTERNAL):
        assert best_chains(plan(arrow("O1 K1", 4), arrow("K1 G1", 4, kind=kind))) == {}


def test_a_goal_without_a_chain_is_left_out() -> None:
    assert list(best_chains(plan(arrow("O1 G1"), arrow("K1 G2")))) == ["G1"]


def test_the_strongest_chain_leads_to_an_outcome_too() -> None:
    chain = best_chain_to(plan(arrow("O1 K1", 2), arrow("K1 G1")), "K1")
    assert chain is not None
    assert (chain.elements, chain.goal) == (("O1", "K1"), None)


def test_no_chain_leads_to_an_output_or_to_an_unknown_element() -> None:
    loop = plan(arrow("O1 K1"), arrow("K1 O1"))
    assert best_chain_to(loop, "O1") is None
    assert best_chain_to(loop, "nowhere") is None


def test_lifting_the_weakest_links_reaches_the_next_weakest() -> None:
    chain = best_chains(plan(arrow("O1 K1", 1), arrow("K1 M1", 3), arrow("M1 L1", 1), definition("L1 G1")))[
        "G1"
    ]
    found = lift(chain)
    assert found is not None
    assert (found.links, found.level, found.reaches) == (
        ("O1-K1", "M1-L1"),
        EvidenceLevel.E1,
        EvidenceLevel.E3,
    )


def test_lifting_the_only_causal_link_may_reach_the_top() -> None:
    found = lift(best_chains(plan(arrow("O1 K1"), definition("K1 G1")))["G1"])
    assert found is not None
    assert found.reaches == EvidenceLevel.E4


def test_nothing_lifts_a_chain_at_the_top() -> None:
    assert lift(best_chains(plan(arrow("O1 K1", 4), definition("K1 G1")))["G1"]) is None


def test_a_capped_list_of_chains_says_that_there_are_more() -> None:
    wide = plan(*(arrow(f"O{n} K1", 2) for n in range(5)), arrow("K1 G1", 2))
    assert len(chains_to(wide, "G1", limit=3).chains) == 3
    assert not chains_to(wide, "G1", limit=3).complete
    assert chains_to(wide, "G1", limit=5).complete


def ladder(steps: int, *extra: Link) -> Pathway:
    """Twice as many chains for every step."""
    rungs = [arrow("O1 K0", 2), arrow(f"K{steps} G1", 2)]
    for step in range(steps):
        rungs += [
            arrow(f"K{step} K{step}a", 2),
            arrow(f"K{step} K{step}b", 3),
            arrow(f"K{step}a K{step + 1}", 2),
            arrow(f"K{step}b K{step + 1}", 2),
        ]
    return plan(*rungs, *extra)


def test_a_plan_with_more_chains_than_can_be_listed_still_has_its_best() -> None:
    tall = ladder(100)
    chain = best_chains(tall)["G1"]
    assert all(f"K{step}b" in chain.elements for step in range(100))
    listed = chains_to(tall, "G1", limit=10)
    assert (listed.chains[0], len(listed.chains), listed.complete) == (chain, 10, False)


def test_many_links_between_the_same_boxes_do_not_multiply_the_search() -> None:
    names = ["O1", *(f"K{n:02}" for n in range(60)), "G1"]
    twice = [
        arrow(f"{source} {target}", 2, id=f"{source}-{target}-{copy}")
        for source, target in pairwise(names)
        for copy in range(2)
    ]
    assert len(chains_to(plan(*twice), "G1", limit=5).chains) == 5


def test_a_draft_whose_links_run_in_a_ring_still_has_a_best_chain() -> None:
    tall = ladder(12, arrow("K12 K0", 4), arrow("K5 K5", 4))
    assert best_chains(tall)["G1"].strength == EvidenceLevel.E2
    assert len(chains_to(tall, "G1", limit=50).chains) == 50


def test_the_search_for_further_chains_gives_up_in_a_tangle() -> None:
    """Every walk into the tangle must leave it by the box it came in by, so that none arrives."""
    boxes = [f"M{n}" for n in range(14)]
    tangle = [arrow(f"{a} {b}", 4) for a in boxes for b in boxes if a != b]
    draft = plan(arrow("O1 K1", 4), arrow("K1 G1", 0), arrow("K1 M0", 4), arrow("M0 K1", 4), *tangle)
    listed = chains_to(draft, "G1")
    assert [chain.elements for chain in listed.chains] == [("O1", "K1", "G1")]
    assert not listed.complete


def every_chain(pathway: Pathway, target: Id) -> Iterator[tuple[tuple[Element, ...], tuple[Link, ...]]]:
    """The definition itself: all simple ways, one by one."""

    def walk(
        elements: tuple[Element, ...], links: tuple[Link, ...]
    ) -> Iterator[tuple[tuple[Element, ...], tuple[Link, ...]]]:
        if elements[-1].id == target:
            yield elements, links
            return
        for link in pathway.links:
            following = pathway.element[link.target]
            if (
                link.kind is LinkKind.CAUSAL
                and link.source == elements[-1].id
                and following not in elements
                and (following.kind.is_outcome or link.target == target)
            ):
                yield from walk((*elements, following), (*links, link))

    for element in pathway.elements:
        if element.kind is ElementKind.OUTPUT:
            yield from walk((element,), ())


def comparison(elements: tuple[Element, ...], links: tuple[Link, ...]) -> tuple[object, ...]:
    """Weakest first, next weakest, ..., then the shorter, then the position; the greatest is the best."""
    levels = sorted(float(a.level) for link in links if (a := assess(link)) and a.level is not None)
    padded = levels + [inf] * (20 - len(levels))
    return (
        [-level for level in padded],
        len(links),
        [e.order for e in elements],
        [link.order for link in links],
    )


def check_against_brute_force(pathway: Pathway) -> None:
    for target in (element.id for element in pathway.elements if element.kind.is_result):
        ways = sorted(every_chain(pathway, target), key=lambda way: comparison(*way))
        best = best_chain_to(pathway, target)
        assert (best is None) is (not ways)
        if best is not None:
            assert best.elements == tuple(element.id for element in ways[0][0])
            assert best.links == tuple(link.id for link in ways[0][1])
        if len(ways) <= 150:
            listed = chains_to(pathway, target, limit=150)
            assert listed.complete
            assert {chain.links for chain in listed.chains} == {
                tuple(link.id for link in way) for _, way in ways
            }
            assert [chain.cost for chain in listed.chains] == sorted(chain.cost for chain in listed.chains)
            assert listed.chains[:1] == (() if best is None else (best,))


@given(pathways())
def test_the_best_chain_is_the_first_of_all_chains_compared_one_by_one(pathway: Pathway) -> None:
    check_against_brute_force(pathway)


@settings(max_examples=60)
@given(pathways(loops=True))
def test_the_best_chain_of_a_draft_with_loops_is_the_first_of_its_simple_chains(pathway: Pathway) -> None:
    check_against_brute_force(pathway)


@given(pathways())
def test_a_chain_is_never_stronger_than_any_of_its_links(pathway: Pathway) -> None:
    for chain in best_chains(pathway).values():
        for level in chain.levels:
            assert level is None or (chain.strength is not None and chain.strength <= level)


def strengths(chains: dict[Id, Chain]) -> dict[Id, tuple[int, ...]]:
    return {goal: chain.cost for goal, chain in chains.items()}


@given(pathways())
def test_removing_a_link_never_makes_a_plan_stronger_towards_a_goal(pathway: Pathway) -> None:
    before = strengths(best_chains(pathway))
    for place in range(len(pathway.links)):
        fewer = plan(*pathway.links[:place], *pathway.links[place + 1 :], elements=pathway.elements)
        for goal, cost in strengths(best_chains(fewer)).items():
            assert cost >= before[goal]
