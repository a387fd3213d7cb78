from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.theory.builders import arrow, box, definition, pathways, plan
from tests.theory.reader import expected
from tests.theory.reader import pathways as demo_plans
from tracker.theory.evidence.chains import best_chains, chains_to
from tracker.theory.evidence.dependence import links_of_every_chain, weak_links
from tracker.theory.kinds import ElementKind, EvidenceLevel
from tracker.theory.pathway import Id, Pathway


def test_a_link_that_no_chain_goes_round_is_one_that_the_goal_stands_and_falls_with() -> None:
    fan = plan(arrow("O1 K1", 3), arrow("O2 K1", 2), arrow("K1 M1", 1), definition("M1 G1"))
    assert links_of_every_chain(fan, "G1") == ("K1-M1", "M1-G1")


def test_with_a_way_round_no_link_is_indispensable() -> None:
    assert links_of_every_chain(plan(arrow("O1 G1", 1), arrow("O1 K1", 1), arrow("K1 G1", 1)), "G1") == ()


def test_two_links_between_the_same_boxes_are_a_way_round_each_other() -> None:
    twice = plan(arrow("O1 K1", 1, id="a"), arrow("O1 K1", 2, id="b"), arrow("K1 G1", 3))
    assert links_of_every_chain(twice, "G1") == ("K1-G1",)


def test_a_goal_that_no_output_reaches_stands_on_nothing() -> None:
    assert links_of_every_chain(plan(arrow("K1 G1", 2)), "G1") == ()
    assert links_of_every_chain(plan(arrow("O1 K1", 2)), "G1") == ()


def test_the_links_that_most_goals_depend_on_come_first() -> None:
    round_it = arrow("O1 K1", 1, id="weaker")
    shared = plan(arrow("O1 K1", 2), round_it, arrow("K1 G1", 4), arrow("K1 G2", 4))
    single = replace(plan(arrow("O1 G1", 0)), id="Q", code="Q")
    found = weak_links([single, shared])
    assert [(weak.plan, weak.link, weak.weakest_for) for weak in found] == [
        ("P", "O1-K1", ("G1", "G2")),
        ("Q", "O1-G1", ("G1",)),
    ]
    assert [weak.indispensable_for for weak in found] == [(), ("G1",)]


def test_between_links_of_as_many_goals_the_one_without_a_way_round_comes_first() -> None:
    round_it = replace(plan(arrow("O1 G1", 0, id="a"), arrow("O2 G1", 0, id="b")), id="A", code="A")
    alone = replace(plan(arrow("O1 G1", 2)), id="B", code="B")
    found = weak_links([round_it, alone])
    assert [(weak.plan, weak.indispensable_for) for weak in found] == [("B", ("G1",)), ("A", ())]


def test_a_well_documented_link_is_never_weak() -> None:
    assert weak_links([plan(arrow("O1 K1", 4), definition("K1 G1"))]) == ()


def test_the_demo_s_weak_links_are_the_weakest_of_its_best_chains() -> None:
    wanted = {
        (plan, link, goal)
        for plan, goals in expected()["chains"].items()
        for goal, chain in goals.items()
        for link in chain["weakest_links"]
        if chain["strength"] != "E4"
    }
    found = weak_links(demo_plans())
    assert {(weak.plan, weak.link, goal) for weak in found for goal in weak.weakest_for} == wanted
    assert [weak.link for weak in found][:3] == ["HP6-l14", "HP6-l13", "HP3-l14"]


def all_ways(pathway: Pathway, goal: Id) -> list[frozenset[Id]]:
    boxes = [one.id for one in pathway.elements if one.kind is ElementKind.GOAL and one.goal == goal]
    return [frozenset(chain.links) for one in boxes for chain in chains_to(pathway, one, 500).chains]


@given(pathways())
def test_an_indispensable_link_is_exactly_one_that_each_single_chain_passes(pathway: Pathway) -> None:
    for goal in ("G1", "G2"):
        ways = all_ways(pathway, goal)
        assert set(links_of_every_chain(pathway, goal)) == (frozenset.intersection(*ways) if ways else set())


@given(pathways(loops=True))
def test_loops_in_a_draft_change_nothing_of_that(pathway: Pathway) -> None:
    for goal in ("G1", "G2"):
        ways = all_ways(pathway, goal)
        assert set(links_of_every_chain(pathway, goal)) == (frozenset.intersection(*ways) if ways else set())


@given(pathways(), st.randoms())
def test_the_order_of_rows_and_plans_never_matters(pathway: Pathway, random: Random) -> None:
    other = replace(pathway, id="Q", code="Q")

    def shuffled(one: Pathway) -> Pathway:
        elements, links = list(one.elements), list(one.links)
        random.shuffle(elements)
        random.shuffle(links)
        return replace(one, elements=tuple(elements), links=tuple(links))

    assert weak_links([shuffled(other), shuffled(pathway)]) == weak_links([pathway, other])


@given(pathways())
def test_a_goal_s_best_chain_is_as_strong_as_the_weak_links_named_for_it(pathway: Pathway) -> None:
    chains = best_chains(pathway)
    named = weak_links([pathway])
    for goal, chain in chains.items():
        levels = {weak.level for weak in named if goal in weak.weakest_for}
        below_top = chain.strength is not None and chain.strength < EvidenceLevel.E4
        assert levels == ({chain.strength} if below_top else set())


@given(pathways())
def test_removing_a_link_frees_no_goal_from_one_that_it_stands_and_falls_with(pathway: Pathway) -> None:
    """Nor does it let more chains reach a goal. It may take away the way round another link."""
    for gone in pathway.links:
        fewer = replace(pathway, links=tuple(link for link in pathway.links if link != gone))
        assert set(best_chains(fewer)) <= set(best_chains(pathway))
        for goal in best_chains(fewer):
            before = set(links_of_every_chain(pathway, goal))
            assert before - {gone.id} <= set(links_of_every_chain(fewer, goal))
            assert gone.id not in before


def test_goal_boxes_of_the_same_goal_are_ways_round_each_other() -> None:
    twice = plan(
        arrow("O1 G1", 1), arrow("O1 G2", 1), elements=[box("G1", goal="goal"), box("G2", goal="goal")]
    )
    assert links_of_every_chain(twice, "goal") == ()
