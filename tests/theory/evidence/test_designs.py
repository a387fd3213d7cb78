"""Which level a design suggests: the sentences of DOMAIN, "Evidence level of a link"."""

import pytest

from tests.theory.reader import document
from tracker.theory.evidence.designs import DESIGNS, Family, Ground, suggest
from tracker.theory.kinds import EvidenceLevel


def level(design: str, studies: int | None = None) -> int | None:
    found = suggest(design, studies)
    return None if found is None else found.level


def test_plausible_reasoning_is_an_assumption() -> None:
    assert level("reasoning") == EvidenceLevel.E0


@pytest.mark.parametrize("design", [one.name for one in DESIGNS.values() if one.scale in (1, 2)])
def test_steps_one_and_two_of_the_maryland_scale_are_practice_knowledge(design: str) -> None:
    assert level(design) == level(design, 40) == EvidenceLevel.E1


@pytest.mark.parametrize("design", ["expert_judgement", "practice_guide", "case_study"])
def test_what_experts_know_is_practice_knowledge_without_any_study(design: str) -> None:
    assert level(design, 0) == EvidenceLevel.E1


def test_the_designs_of_single_studies_stand_on_the_maryland_scale_as_published() -> None:
    assert {one.name: one.scale for one in DESIGNS.values() if one.scale is not None} == {
        "case_study_survey": 1,
        "survey": 1,
        "before_after": 2,
        "before_after_with_population_trend": 2,
        "register_comparison": 3,
        "controlled_before_after": 3,
        "matched_comparison": 4,
        "natural_experiment": 4,
        "rct": 5,
    }


@pytest.mark.parametrize("design", [one.name for one in DESIGNS.values() if one.scale in (3, 4)])
def test_one_comparable_control_is_promising_and_two_are_documented(design: str) -> None:
    assert level(design, 1) == level(design, None) == EvidenceLevel.E2
    assert level(design, 2) == level(design, 9) == EvidenceLevel.E3


def test_one_randomised_trial_is_documented_and_many_are_no_review() -> None:
    assert level("rct", 1) == level("rct", 12) == EvidenceLevel.E3


@pytest.mark.parametrize("design", ["systematic_review", "meta_analysis"])
def test_a_systematic_review_is_well_documented(design: str) -> None:
    assert level(design, 1) == level(design, None) == EvidenceLevel.E4


@pytest.mark.parametrize("design", ["register_comparison", "rct", "meta_analysis"])
def test_what_found_no_study_measured_nothing(design: str) -> None:
    found = suggest(design, 0)
    assert found is not None
    assert (found.level, found.ground) == (EvidenceLevel.E0, Ground.NO_STUDY)


@pytest.mark.parametrize("design", ["", "astrology", "RCT"])
def test_a_design_that_nobody_knows_suggests_nothing(design: str) -> None:
    assert suggest(design, 3) is None


@pytest.mark.parametrize("studies", [None, 0, 1, 2, 50])
def test_more_studies_never_suggest_less(studies: int | None) -> None:
    for design in DESIGNS:
        more = level(design, (1 if studies is None else studies) + 1)
        assert (more or 0) >= (level(design, studies) or 0)


def test_a_stronger_family_never_suggests_less() -> None:
    by_family = [max(level(one.name, 1) or 0 for one in DESIGNS.values() if one.family is f) for f in Family]
    assert by_family == sorted(by_family)


def test_the_demo_chose_what_its_designs_suggest_but_for_one() -> None:
    """EV02b is "some indications" in a review whose main finding is another."""
    deviating = {
        row["id"]
        for row in document()["evidence"]
        if row["level"] != f"E{level(row['design'], row.get('studies'))}"
    }
    assert deviating == {"EV02b"}
