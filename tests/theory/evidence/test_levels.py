from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.theory.builders import arrow, attachments, definition, finding
from tracker.theory.evidence.levels import CONTRARY, SUPPORTING, LinkAssessment, LinkState, assess
from tracker.theory.kinds import EffectDirection, EvidenceLevel, LinkKind
from tracker.theory.pathway import Attachment

MIXED = EffectDirection.MIXED
NO_EFFECT = EffectDirection.NO_DISCERNIBLE
MAYBE_HARM = EffectDirection.POTENTIALLY_NEGATIVE
HARM = EffectDirection.NEGATIVE


def judged(*found: Attachment) -> LinkAssessment:
    assessment = assess(arrow("O1 K1", attachments=found))
    assert assessment is not None
    return assessment


def verdict(*found: Attachment) -> tuple[int | None, LinkState]:
    assessment = judged(*found)
    return assessment.level, assessment.state


def test_a_link_with_nothing_attached_is_an_untested_assumption() -> None:
    assert verdict() == (0, LinkState.UNTESTED)


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_support_alone_gives_its_own_level(level: int) -> None:
    assert verdict(finding(level)) == (level, LinkState.SUPPORTED)


def test_the_strongest_support_counts() -> None:
    assert verdict(finding(1), finding(3), finding(2)) == (3, LinkState.SUPPORTED)


def test_potentially_positive_is_support() -> None:
    assert verdict(finding(2, EffectDirection.POTENTIALLY_POSITIVE)) == (2, LinkState.SUPPORTED)


def test_indirect_evidence_counts_one_level_lower() -> None:
    assert verdict(finding(4, indirect=True)) == (3, LinkState.SUPPORTED)


def test_indirect_practice_knowledge_leaves_the_link_untested() -> None:
    assert verdict(finding(1, indirect=True)) == (0, LinkState.UNTESTED)


def test_indirect_evidence_never_falls_below_an_assumption() -> None:
    assert verdict(finding(0, indirect=True)) == (0, LinkState.UNTESTED)


@pytest.mark.parametrize("direction", [NO_EFFECT, MAYBE_HARM])
@pytest.mark.parametrize("contrary", [2, 3, 4])
def test_contrary_evidence_as_strong_as_the_support_leaves_practice_knowledge(
    direction: EffectDirection, contrary: int
) -> None:
    assert verdict(finding(2), finding(contrary, direction)) == (1, LinkState.CONTESTED)


@pytest.mark.parametrize(("support", "contrary"), [(3, 2), (4, 2), (4, 3)])
def test_weaker_contrary_evidence_leaves_a_promising_link(support: int, contrary: int) -> None:
    assert verdict(finding(support), finding(contrary, NO_EFFECT)) == (2, LinkState.CONTESTED)


@pytest.mark.parametrize("support", [(), (finding(1),), (finding(2, indirect=True),)])
def test_contrary_evidence_contradicts_where_support_is_below_promising(
    support: tuple[Attachment, ...],
) -> None:
    assert verdict(*support, finding(2, NO_EFFECT)) == (0, LinkState.CONTRADICTED)


def test_contrary_evidence_below_promising_is_shown_and_does_not_count() -> None:
    assessment = judged(finding(1), finding(1, NO_EFFECT))
    assert (assessment.level, assessment.state) == (1, LinkState.SUPPORTED)
    assert assessment.contrary == EvidenceLevel.E1


def test_indirect_contrary_evidence_counts_one_level_lower_too() -> None:
    assert verdict(finding(3), finding(3, NO_EFFECT, indirect=True)) == (2, LinkState.CONTESTED)
    assert verdict(finding(3), finding(2, NO_EFFECT, indirect=True)) == (3, LinkState.SUPPORTED)


def test_contrary_evidence_alone_below_promising_leaves_the_link_untested() -> None:
    assert verdict(finding(1, NO_EFFECT)) == (0, LinkState.UNTESTED)


@pytest.mark.parametrize(("support", "mixed"), [(2, 2), (2, 4), (1, 1)])
def test_mixed_findings_as_strong_as_the_support_leave_practice_knowledge(support: int, mixed: int) -> None:
    assert verdict(finding(support), finding(mixed, MIXED)) == (1, LinkState.MIXED)


def test_mixed_findings_alone_are_at_most_practice_knowledge() -> None:
    assert verdict(finding(4, MIXED)) == (1, LinkState.MIXED)
    assert verdict(finding(1, MIXED, indirect=True)) == (0, LinkState.MIXED)


def test_weaker_mixed_findings_change_nothing() -> None:
    assert verdict(finding(3), finding(2, MIXED)) == (3, LinkState.SUPPORTED)


def test_the_state_names_the_rule_that_binds() -> None:
    weaker_contrary_and_strong_mixed = verdict(finding(4), finding(2, NO_EFFECT), finding(4, MIXED))
    both_bind = verdict(finding(3), finding(3, NO_EFFECT), finding(3, MIXED))
    assert weaker_contrary_and_strong_mixed == (1, LinkState.MIXED)
    assert both_bind == (1, LinkState.CONTESTED)


@pytest.mark.parametrize("support", [(), (finding(1),), (finding(2),)])
def test_harm_as_strong_as_the_support_is_harmful(support: tuple[Attachment, ...]) -> None:
    assert verdict(*support, finding(2, HARM)) == (0, LinkState.HARMFUL)


def test_harm_weaker_than_the_support_contests_the_link() -> None:
    assert verdict(finding(4), finding(3, HARM)) == (2, LinkState.CONTESTED)


def test_harm_below_promising_does_not_count() -> None:
    assert verdict(finding(1), finding(1, HARM)) == (1, LinkState.SUPPORTED)


def test_a_potentially_negative_effect_is_contrary_and_not_yet_harm() -> None:
    assert verdict(finding(4, MAYBE_HARM)) == (0, LinkState.CONTRADICTED)


def test_a_definition_link_has_no_level() -> None:
    found = assess(definition("K1 G1"))
    assert found == LinkAssessment(None, LinkState.DEFINITION)


@pytest.mark.parametrize("kind", [LinkKind.IMPLEMENTATION, LinkKind.EXTERNAL, LinkKind.FEEDBACK])
def test_only_causal_links_are_hypotheses(kind: LinkKind) -> None:
    assert assess(arrow("O1 K1", 4, kind=kind)) is None


def test_the_assessment_names_the_strongest_of_each_sort() -> None:
    found = judged(finding(4), finding(3, MAYBE_HARM), finding(2, HARM), finding(1, MIXED))
    assert (found.support, found.contrary, found.negative, found.mixed) == (4, 3, 2, 1)


lists = st.lists(attachments, max_size=5)


def of(directions: frozenset[EffectDirection]) -> st.SearchStrategy[Attachment]:
    return attachments.filter(lambda found: found.finding.direction in directions)


@given(lists, of(SUPPORTING))
def test_more_support_never_lowers_a_level(found: list[Attachment], more: Attachment) -> None:
    before, after = judged(*found).level, judged(*found, more).level
    assert before is not None
    assert after is not None
    assert after >= before


@given(lists, of(CONTRARY))
def test_contrary_evidence_never_raises_a_level(found: list[Attachment], more: Attachment) -> None:
    before, after = judged(*found).level, judged(*found, more).level
    assert before is not None
    assert after is not None
    assert after <= before


@given(lists, st.randoms())
def test_the_order_of_findings_never_matters(found: list[Attachment], random: Random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert judged(*shuffled) == judged(*found)


@given(lists)
def test_a_supported_link_has_at_least_practice_knowledge(found: list[Attachment]) -> None:
    level, state = verdict(*found)
    assert state is not LinkState.SUPPORTED or (level or 0) >= EvidenceLevel.E1
