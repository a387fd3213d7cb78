"""The sources of risk in a plan: numbered, with what each reaches and the links that carry it."""

from dataclasses import replace

from hypothesis import given

from tests.theory.builders import TODAY, arrow, milestone, pathways, plan
from tests.theory.reader import pathways as sample
from tracker.theory.kinds import AssumptionState, LinkKind
from tracker.theory.pathway import Assumption, Pathway
from tracker.theory.reach import downstream
from tracker.theory.risk.downstream import worst_risks
from tracker.theory.risk.sources import AssumptionSource, MilestoneSource, RiskSources, risk_sources

LINE = (arrow("A1 O1"), arrow("O1 K1"), arrow("K1 G1"))
DOUBT = Assumption("a1", "Aftalen følges", AssumptionState.REFUTED, critical=True)


def doubted(pathway: Pathway, link: str) -> Pathway:
    """The same where one link rests on a refuted critical assumption."""
    links = [replace(one, assumptions=("a1",)) if one.id == link else one for one in pathway.links]
    return replace(pathway, links=tuple(links), assumptions=(DOUBT,))


def numbers(found: RiskSources, element: str) -> list[int]:
    return [source.number for source, _ in found.at_risk.get(element, ())]


def test_milestones_are_numbered_by_their_delay_and_assumptions_come_after() -> None:
    late = [milestone("A1", -5), milestone("O1", -20)]
    found = risk_sources(doubted(plan(*LINE, milestones=late), "O1-K1"), TODAY)
    assert [source.number for source in found.sources] == [1, 2, 3]
    assert [s.element for s in found.sources if isinstance(s, MilestoneSource)] == ["O1", "A1"]
    assert isinstance(found.sources[-1], AssumptionSource)
    assert found.sources[-1].links == ("O1-K1",)


def test_every_element_at_risk_names_all_its_sources_the_worst_first() -> None:
    late = [milestone("A1", -5), milestone("O1", -20)]
    found = risk_sources(doubted(plan(*LINE, milestones=late), "K1-G1"), TODAY)
    assert numbers(found, "O1") == [2]
    assert numbers(found, "K1") == [1, 2]
    assert numbers(found, "G1") == [1, 2, 3]
    assert numbers(found, "A1") == []


def test_a_source_is_found_at_its_element_or_its_link() -> None:
    found = risk_sources(doubted(plan(*LINE, milestones=[milestone("A1", -5)]), "O1-K1"), TODAY)
    assert [source.number for source in found.starting_at("A1")] == [1]
    assert [source.number for source in found.doubted_on("O1-K1")] == [2]
    assert found.starting_at("O1") == ()
    assert found.doubted_on("K1-G1") == ()


def test_a_plan_in_time_has_no_sources() -> None:
    found = risk_sources(plan(*LINE, milestones=[milestone("A1", 5)]), TODAY)
    assert found == RiskSources((), {}, {}, frozenset())


def test_feedback_carries_no_risk() -> None:
    back = arrow("K1 A1", kind=LinkKind.FEEDBACK)
    found = risk_sources(plan(*LINE, back, milestones=[milestone("O1", -5)]), TODAY)
    assert found.carrying == {"O1-K1", "K1-G1"}


def test_where_there_are_too_many_the_worst_source_alone_is_named() -> None:
    late = [milestone("A1", -5), milestone("O1", -20)]
    found = risk_sources(plan(*LINE, milestones=late), TODAY, most_named=3)
    assert not found.complete
    assert numbers(found, "G1") == [1]
    assert numbers(found, "O1") == [2]


@given(pathways())
def test_what_is_at_risk_lies_after_a_link_that_carries_risk_and_all_of_that_is(pathway: Pathway) -> None:
    found = risk_sources(pathway, TODAY)
    reached = {pathway.link[link].target for link in found.carrying}
    assert found.at_risk.keys() == worst_risks(pathway, TODAY).keys()
    # in a draft with loops a milestone's own element may lie behind it
    starts = {s.element for s in found.sources if isinstance(s, MilestoneSource)}
    assert found.at_risk.keys() <= reached
    assert reached <= found.at_risk.keys() | starts
    for link in found.carrying:
        after = {element.id for element in downstream(pathway, pathway.link[link].target)}
        assert after <= found.at_risk.keys() | starts


def test_the_sources_of_the_sample() -> None:
    plans = {str(pathway.id): pathway for pathway in sample()}
    said = {
        code: [
            source.delayed.milestone.id if isinstance(source, MilestoneSource) else source.assumption.id
            for source in risk_sources(plans[code], TODAY).sources
        ]
        for code in ("HP1", "HP3", "HP6")
    }
    assert said == {
        "HP1": ["HP1-m2", "HP1-m3", "HP1-a4"],
        "HP3": ["HP3-m3", "HP3-m1", "HP3-a2"],
        "HP6": ["HP6-m2", "HP6-m5", "HP6-a2"],
    }
