"""The reckoning names what decided, and agrees with the level that the rules give."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.theory.builders import arrow, attachments, definition, finding
from tests.theory.reader import pathways
from tracker.theory.evidence.levels import LinkState, assess
from tracker.theory.evidence.reckoning import Reckoning, Rule, reckon, without
from tracker.theory.kinds import EffectDirection, EvidenceLevel, LinkKind
from tracker.theory.pathway import Attachment

NO_EFFECT = EffectDirection.NO_DISCERNIBLE
HARM = EffectDirection.NEGATIVE
MIXED = EffectDirection.MIXED


def reckoned(*found: Attachment) -> Reckoning:
    one = reckon(arrow("O1 K1", attachments=found))
    assert one is not None
    return one


@pytest.mark.parametrize(
    ("found", "rule"),
    [
        ((), Rule.NOTHING_ATTACHED),
        ((finding(1, indirect=True),), Rule.NOTHING_COUNTS),
        ((finding(1, NO_EFFECT),), Rule.NOTHING_COUNTS),
        ((finding(3), finding(1, NO_EFFECT)), Rule.SUPPORT),
        ((finding(3), finding(2, NO_EFFECT)), Rule.WEAKER_CONTRARY),
        ((finding(3), finding(3, NO_EFFECT)), Rule.CONTRARY_AS_STRONG),
        ((finding(1), finding(3, NO_EFFECT)), Rule.CONTRARY_WITHOUT_SUPPORT),
        ((finding(3), finding(4, MIXED)), Rule.MIXED_AS_STRONG),
        ((finding(3), finding(4, HARM)), Rule.HARM),
    ],
)
def test_each_way_to_a_level_has_its_rule(found: tuple[Attachment, ...], rule: Rule) -> None:
    assert reckoned(*found).rule is rule


def test_the_findings_stand_by_their_sort_the_strongest_first() -> None:
    one = reckoned(finding(1), finding(3, NO_EFFECT), finding(4), finding(4, HARM, indirect=True))
    assert [found.level for found in one.supporting] == [4, 1]
    assert [found.level for found in one.contrary] == [3, 3]
    assert one.harmful is not None
    assert one.harmful.lowered


def test_of_two_that_count_alike_the_direct_one_stands_first() -> None:
    one = reckoned(finding(4, indirect=True), finding(3, EffectDirection.POTENTIALLY_POSITIVE))
    assert [found.lowered for found in one.supporting] == [False, True]


def test_contrary_evidence_below_promising_is_shown_and_not_counted() -> None:
    one = reckoned(finding(3), finding(2, NO_EFFECT, indirect=True))
    assert (one.contrary[0].level, one.contrary_counts, one.level) == (1, False, 3)


def test_mixed_findings_count_where_they_are_as_strong_as_the_support() -> None:
    assert reckoned(finding(3), finding(3, MIXED)).mixed_counts
    assert not reckoned(finding(3), finding(2, MIXED)).mixed_counts


def test_a_definition_and_a_link_within_our_control_have_no_reckoning_of_evidence() -> None:
    one = reckon(definition("K1 G1"))
    assert one is not None
    assert (one.rule, one.level) == (Rule.DEFINITION, None)
    assert reckon(arrow("O1 K1", 4, kind=LinkKind.EXTERNAL)) is None


def test_without_its_only_finding_a_link_is_untested() -> None:
    link = arrow("O1 K1", 4)
    one = reckon(without(link, link.attachments[0].finding.id))
    assert one is not None
    assert one.rule is Rule.NOTHING_ATTACHED


lists = st.lists(attachments, max_size=5)


def _level_by(one: Reckoning) -> tuple[EvidenceLevel, set[LinkState]]:
    """DOMAIN read anew: what the named rule gives on the named findings."""
    support = one.supporting[0].level if one.supporting else EvidenceLevel.E0
    mixed = one.mixed[0].level if one.mixed else EvidenceLevel.E0
    given = {
        Rule.NOTHING_ATTACHED: (EvidenceLevel.E0, {LinkState.UNTESTED}),
        Rule.NOTHING_COUNTS: (EvidenceLevel.E0, {LinkState.UNTESTED}),
        Rule.SUPPORT: (support, {LinkState.SUPPORTED}),
        Rule.WEAKER_CONTRARY: (min(support, EvidenceLevel.E2), {LinkState.CONTESTED}),
        Rule.CONTRARY_AS_STRONG: (EvidenceLevel.E1, {LinkState.CONTESTED}),
        Rule.CONTRARY_WITHOUT_SUPPORT: (EvidenceLevel.E0, {LinkState.CONTRADICTED}),
        Rule.MIXED_AS_STRONG: (min(mixed, EvidenceLevel.E1), {LinkState.MIXED}),
        Rule.HARM: (EvidenceLevel.E0, {LinkState.HARMFUL}),
    }
    return given[one.rule]


@given(lists)
def test_the_named_rule_gives_the_level_and_state_of_the_link(found: list[Attachment]) -> None:
    one = reckoned(*found)
    assessed = assess(arrow("O1 K1", attachments=tuple(found)))
    assert assessed is not None
    assert (one.level, one.state) == (assessed.level, assessed.state)
    level, states = _level_by(one)
    assert one.level == level
    assert one.state in states


@given(lists)
def test_every_finding_of_a_link_stands_in_its_reckoning_once(found: list[Attachment]) -> None:
    one = reckoned(*found)
    shown = [each.attachment for each in (*one.supporting, *one.contrary, *one.mixed)]
    assert sorted(map(repr, shown)) == sorted(map(repr, found))


@given(lists, st.randoms())
def test_the_order_of_findings_never_matters(found: list[Attachment], random: Random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert reckoned(*shuffled) == reckoned(*found)


def test_every_link_of_the_demo_is_reckoned_as_it_is_assessed() -> None:
    for pathway in pathways():
        for link in pathway.links:
            one, assessed = reckon(link), assess(link)
            assert (one is None) is (assessed is None)
            if one is not None and assessed is not None:
                assert (one.level, one.state) == (assessed.level, assessed.state)
                if one.level is not None:
                    assert one.level == _level_by(one)[0]
