from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given

from tests.theory.builders import arrow, definition, finding, pathways, plan
from tests.theory.reader import pathway as demo_plan
from tracker.theory.evidence.chains import best_chains
from tracker.theory.evidence.levels import assess
from tracker.theory.evidence.lifting import ChainLift, Study, lift_chain, lift_link, study_for
from tracker.theory.kinds import EffectDirection, EvidenceLevel, LinkKind
from tracker.theory.pathway import Attachment, Link, Pathway

E0, E1, E2, E3, E4 = EvidenceLevel
NONE, MIXED, NEGATIVE = EffectDirection.NO_DISCERNIBLE, EffectDirection.MIXED, EffectDirection.NEGATIVE


def link(*attachments: Attachment) -> Link:
    return arrow("O1 K1", attachments=attachments)


def steps(*links: Link) -> tuple[ChainLift, ...]:
    pathway = plan(*links)
    return lift_chain(pathway, best_chains(pathway)["G1"])


@pytest.mark.parametrize(
    ("level", "study"),
    [
        (E0, None),
        (E1, Study.PRACTICE),
        (E2, Study.CONTROLLED),
        (E3, Study.TWO_CONTROLLED_OR_TRIAL),
        (E4, Study.REVIEW),
    ],
)
def test_each_level_takes_the_least_research_that_gives_it(level: EvidenceLevel, study: Study | None) -> None:
    assert study_for(level) is study


def test_a_link_with_one_controlled_study_needs_only_one_more_to_be_documented() -> None:
    found = lift_link(link(finding(2)), E3)
    assert found is not None
    assert (found.study, found.reaches) == (Study.FURTHER_CONTROLLED_OR_TRIAL, E3)


def test_a_link_that_stands_there_already_needs_nothing() -> None:
    assert lift_link(link(finding(3)), E3) is None
    assert lift_link(definition("L1 G1"), E4) is None
    assert lift_link(arrow("A1 O1", kind=LinkKind.IMPLEMENTATION), E4) is None


def test_a_review_that_found_nothing_holds_a_link_down_whatever_supports_it() -> None:
    against = finding(4, NONE)
    found = lift_link(link(finding(3), against), E2)
    assert found is not None
    assert (found.level, found.reaches, found.study) == (E1, E1, None)
    assert found.is_held_down
    assert found.against == (against,)


def test_stronger_support_than_the_contrary_finding_lifts_a_link_to_promising_and_no_further() -> None:
    found = lift_link(link(finding(3, NONE)), E3)
    assert found is not None
    assert (found.level, found.reaches, found.study, found.is_held_down) == (E0, E2, Study.REVIEW, True)


def test_a_mixed_finding_has_to_be_outdone_by_stronger_research_than_the_level_itself_takes() -> None:
    found = lift_link(link(finding(3, MIXED)), E2)
    assert found is not None
    assert (found.reaches, found.study, found.is_held_down) == (E2, Study.REVIEW, False)
    assert [one.finding.direction for one in found.against] == [MIXED]


def test_a_harmful_link_names_the_harm_that_holds_it_down() -> None:
    found = lift_link(link(finding(3), finding(4, NEGATIVE), finding(2, NONE)), E2)
    assert found is not None
    assert (found.level, found.reaches, found.study) == (E0, E0, None)
    assert [one.finding.direction for one in found.against] == [NEGATIVE, NONE]


def test_contrary_findings_below_promising_hold_nothing_down() -> None:
    found = lift_link(link(finding(1, NONE)), E2)
    assert found is not None
    assert (found.reaches, found.study, found.against) == (E2, Study.CONTROLLED, ())


def test_a_chain_is_lifted_level_by_level_up_to_its_next_weakest_link() -> None:
    found = steps(arrow("O1 K1", 1), arrow("K1 M1", 3), definition("M1 G1"))
    assert [(step.level, step.reaches, [one.study for one in step.links]) for step in found] == [
        (E1, E2, [Study.CONTROLLED]),
        (E1, E3, [Study.TWO_CONTROLLED_OR_TRIAL]),
    ]


def test_a_chain_is_lifted_only_as_far_as_each_of_its_weakest_links() -> None:
    held = arrow("K1 G1", attachments=(finding(4, NONE), finding(2)))
    found = steps(arrow("O1 K1", 1), held)
    assert [(step.level, step.reaches) for step in found] == [(E1, E1)]
    assert [one.is_held_down for one in found[0].links] == [False, True]


def test_nothing_lifts_a_chain_at_the_top_or_one_that_holds_by_definition() -> None:
    assert steps(arrow("O1 K1", 4), definition("K1 G1")) == ()
    assert steps(definition("O1 G1")) == ()


def test_the_well_lit_square_cannot_be_lifted_past_the_reviews_that_found_no_effect() -> None:
    hp6 = demo_plan("HP6")
    (step,) = lift_chain(hp6, best_chains(hp6)["G1"])
    assert (step.level, step.reaches) == (E1, E1)
    assert [found.finding.id for one in step.links for found in one.against] == ["EV02", "EV06b"]


def with_support(pathway: Pathway, links: Iterable[object], level: EvidenceLevel) -> Pathway:
    return replace(
        pathway,
        links=tuple(
            replace(one, attachments=(*one.attachments, finding(level))) if one.id in links else one
            for one in pathway.links
        ),
    )


LEVEL_OF = {
    Study.PRACTICE: E1,
    Study.CONTROLLED: E2,
    Study.FURTHER_CONTROLLED_OR_TRIAL: E3,
    Study.TWO_CONTROLLED_OR_TRIAL: E3,
    Study.REVIEW: E4,
}


@given(pathways())
def test_the_named_research_brings_each_link_exactly_as_far_as_promised(pathway: Pathway) -> None:
    for one in pathway.links:
        for wanted in EvidenceLevel:
            found = lift_link(one, wanted)
            if found is None:
                continue
            strongest = with_support(pathway, [one.id], E4).link[one.id]
            if found.study is None:
                after = [
                    assess(with_support(pathway, [one.id], level).link[one.id]) for level in EvidenceLevel
                ]
                assert {None if a is None else a.level for a in after} == {found.level}
                continue
            then = assess(with_support(pathway, [one.id], LEVEL_OF[found.study]).link[one.id])
            assert then is not None
            assert then.level is not None
            assert min(then.level, wanted) == found.reaches
            top = assess(strongest)
            assert top is not None
            assert found.is_held_down is (top.level is not None and top.level < wanted)
            assert not found.is_held_down or found.against


@given(pathways())
def test_lifting_all_weakest_links_lifts_the_chain_as_far_as_promised(pathway: Pathway) -> None:
    for chain in best_chains(pathway).values():
        for step in lift_chain(pathway, chain):
            lifted = pathway
            for one in step.links:
                if one.study is not None:
                    lifted = with_support(lifted, [one.link], LEVEL_OF[one.study])
            after = [assess(lifted.link[link]) for link in chain.links]
            levels = [found.level for found in after if found is not None and found.level is not None]
            assert min(min(levels), max(one.wanted for one in step.links)) == step.reaches
