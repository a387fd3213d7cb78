"""One map of many plans: what they share, where they overlap, and which goals no chain reaches."""

from dataclasses import replace

import pytest

from tests.theory.builders import arrow, definition, indicator, plan
from tests.theory.reader import pathways as sample
from tracker.theory.evidence.levels import LinkState
from tracker.theory.kinds import EvidenceLevel
from tracker.theory.pathway import Element, Id, Pathway
from tracker.theory.strategy.outcome_map import StrategyMap, content_words, strategy_map


def titled(code: str, **titles: str) -> Pathway:
    """A plan with the code ``code``: O1 → K1 → G1, whose boxes are named as given."""
    made = plan(arrow("O1 K1"), arrow("K1 G1"))
    elements = [
        named(element, titles.get(str(element.id), f"{code}{element.id}")) for element in made.elements
    ]
    return replace(made, id=code, code=code, elements=tuple(elements))


def named(element: Element, title: str) -> Element:
    return replace(element, title=title)


def titles(found: StrategyMap) -> list[str]:
    return [outcome.title for outcome in found.outcomes]


@pytest.mark.parametrize("other", ["Flere er trygge", "flere  ER trygge.", " Flere er trygge…"])
def test_outcomes_with_the_same_title_in_several_plans_are_one(other: str) -> None:
    found = strategy_map([titled("HP1", K1="Flere er trygge"), titled("HP2", K1=other)], ["G1"])
    assert titles(found) == ["Flere er trygge"]
    assert found.shared[0].plans == ("HP1", "HP2")
    assert found.overlaps == ()
    (link,) = found.links
    assert link.plans == ("HP1", "HP2")


def test_a_shared_outcome_is_known_by_its_place_in_the_first_of_its_plans() -> None:
    (shared,) = strategy_map([titled("HP1", K1="Ens"), titled("HP2", K1="Ens")], ["G1"]).shared
    assert shared.key == ("HP1", "K1")


def test_the_same_title_in_another_column_is_another_outcome() -> None:
    long_term = plan(arrow("O1 L1"), arrow("L1 G1"))
    elements = [named(e, "Flere er trygge i byen") if e.id == "L1" else e for e in long_term.elements]
    there = replace(long_term, id="HP2", elements=tuple(elements))
    found = strategy_map([titled("HP1", K1="Flere er trygge i byen"), there], ["G1"])
    assert len(found.outcomes) == 2
    assert [overlap.words for overlap in found.overlaps] == [("byen", "trygge")]


def test_the_same_title_twice_in_one_plan_is_not_shared() -> None:
    made = plan(arrow("O1 K1"), arrow("O1 K2"), arrow("K1 G1"), arrow("K2 G1"))
    alike = replace(made, elements=tuple(named(e, "Ens") if e.kind.is_outcome else e for e in made.elements))
    found = strategy_map([alike], ["G1"])
    assert len(found.outcomes) == 2
    assert not found.shared


def test_outcomes_without_a_title_are_not_shared() -> None:
    assert len(strategy_map([titled("HP1", K1=""), titled("HP2", K1="")], ["G1"]).outcomes) == 2


def measured(pathway: Pathway, title: str, unit: str) -> Pathway:
    return replace(pathway, indicators=(replace(indicator("K1"), title=title, unit=unit),))


def test_the_same_indicator_in_different_plans_towards_one_goal_is_an_overlap() -> None:
    one, other = (measured(titled(code), "Andel trygge", "%") for code in ("HP1", "HP2"))
    (overlap,) = strategy_map([one, other], ["G1"]).overlaps
    assert overlap.indicators == ("Andel trygge",)
    assert overlap.goals == ("G1",)
    assert overlap.words == ()


def test_the_same_indicator_in_another_unit_is_no_overlap() -> None:
    one, other = measured(titled("HP1"), "Trygge", "%"), measured(titled("HP2"), "Trygge", "antal")
    assert strategy_map([one, other], ["G1"]).overlaps == ()


def test_nearly_the_same_wording_is_an_overlap_that_names_the_words() -> None:
    one = titled("HP1", K1="Færre i målgruppen begår ny kriminalitet")
    other = titled("HP2", K1="Færre unge begår kriminalitet første gang")
    (overlap,) = strategy_map([one, other], ["G1"]).overlaps
    assert overlap.words == ("begår", "kriminalitet")


@pytest.mark.parametrize("other", ["Færre er utrygge", "Flere er aktive i foreninger"])
def test_one_word_or_a_direction_in_common_is_no_overlap(other: str) -> None:
    one = titled("HP1", K1="Færre unge er aktive om aftenen")
    assert strategy_map([one, titled("HP2", K1=other)], ["G1"]).overlaps == ()


def test_of_very_many_overlaps_the_first_are_named() -> None:
    plans = [titled(f"HP{number}", K1=f"Unge begår kriminalitet {number}") for number in range(4)]
    assert len(strategy_map(plans, ["G1"]).overlaps) == 6
    found = strategy_map(plans, ["G1"], most_overlaps=5)
    assert (len(found.overlaps), found.complete) == (5, False)
    assert strategy_map(plans, ["G1"], most_overlaps=6).complete


def test_outcomes_towards_different_goals_do_not_overlap() -> None:
    elsewhere = plan(arrow("O1 K1"), arrow("K1 G2"))
    elements = [named(e, "Andel trygge om aftenen") if e.id == "K1" else e for e in elsewhere.elements]
    other = replace(elsewhere, id="HP2", elements=tuple(elements))
    found = strategy_map([titled("HP1", K1="Andel trygge om natten, aftenen"), other], ["G1", "G2"])
    assert found.overlaps == ()


def test_outcomes_of_one_plan_do_not_overlap() -> None:
    made = plan(arrow("O1 K1"), arrow("O1 K2"), arrow("K1 G1"), arrow("K2 G1"))
    elements = [
        named(e, f"Unge begår kriminalitet {e.id}") if e.kind.is_outcome else e for e in made.elements
    ]
    assert strategy_map([replace(made, elements=tuple(elements))], ["G1"]).overlaps == ()


def test_a_goal_that_no_chain_reaches_is_found_also_where_a_plan_names_it() -> None:
    named_only = plan(arrow("K1 G1"), goals=["G1"])
    found = strategy_map([named_only], ["G1", "G2"])
    assert [goal.goal for goal in found.unreached] == ["G1", "G2"]
    assert [goal.declared for goal in found.goals] == [(named_only.id,), ()]


def test_plans_that_reach_a_goal_come_with_their_best_chain_the_strongest_first() -> None:
    weak = replace(plan(arrow("O1 K1", 1), arrow("K1 G1", 1)), id="HP1")
    strong = replace(plan(arrow("O1 K1", 3), arrow("K1 G1", 3)), id="HP2")
    (goal,) = strategy_map([weak, strong], ["G1"]).goals
    assert [(reach.plan, reach.chain.strength) for reach in goal.reached] == [
        ("HP2", EvidenceLevel.E3),
        ("HP1", EvidenceLevel.E1),
    ]


def test_a_link_of_several_plans_is_as_strong_as_the_weakest_of_theirs() -> None:
    def made(code: str, level: int) -> Pathway:
        found = plan(arrow("O1 K1"), arrow("K1 L1", level))
        elements = [named(e, f"Ens {e.id}") for e in found.elements]
        return replace(found, id=code, elements=tuple(elements))

    (link,) = strategy_map([made("HP1", 3), made("HP2", 1)], []).links
    assert link.plans == ("HP1", "HP2")
    assert (link.level, link.state) == (EvidenceLevel.E1, LinkState.SUPPORTED)


def test_links_from_outputs_are_left_out_and_definitions_kept() -> None:
    found = strategy_map([plan(arrow("O1 K1"), definition("K1 G1"))], ["G1"])
    (link,) = found.links
    assert (link.source[1], link.target) == ("K1", ("goal", "G1"))
    assert (link.level, link.state) == (None, LinkState.DEFINITION)


def test_the_order_of_rows_never_matters() -> None:
    plans = sample()
    turned = [replace(p, elements=p.elements[::-1], links=p.links[::-1]) for p in plans]
    goals: list[Id] = ["G1", "G2", "G3", "G4", "G5"]
    assert strategy_map(turned, goals).goals == strategy_map(plans, goals).goals
    assert strategy_map(turned, goals).links == strategy_map(plans, goals).links
    assert strategy_map(turned, goals).overlaps == strategy_map(plans, goals).overlaps


def test_the_map_of_the_sample() -> None:
    found = strategy_map(sample(), ["G1", "G2", "G3", "G4", "G5"])
    assert len(found.outcomes) == 33
    assert not found.shared
    assert not found.unreached
    assert {goal.goal: [str(r.plan) for r in goal.reached] for goal in found.goals} == {
        "G1": ["HP6", "HP1"],
        "G2": ["HP1", "HP4", "HP3", "HP2"],
        "G3": ["HP3"],
        "G4": ["HP4", "HP5"],
        "G5": ["HP6"],
    }
    pairs = {(overlap.one[1], overlap.other[1]): overlap.words for overlap in found.overlaps}
    assert pairs == {("HP3-L2", "HP4-M2"): ("begår", "kriminalitet")}


def test_numbers_and_long_words_are_content() -> None:
    assert content_words("Færre 10-17-årige begår kriminalitet") == {
        "10",
        "17",
        "årige",
        "begår",
        "kriminalitet",
    }
