"""Which evidence level a study design suggests, and why.

Source: DOMAIN, "Evidence level of a link". The methods scale is the Maryland Scientific Methods Scale
(Sherman et al. 1997; Farrington et al. 2002, "The Maryland Scientific Methods Scale"): 1 one measurement,
2 before and after without a control, 3 before and after with a comparable control, 4 several units with
controls, 5 random assignment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.theory.kinds import EvidenceLevel

DOCUMENTED_FROM_STUDIES = 2
"""So many studies with a comparable control make a finding documented."""


class Family(StrEnum):
    """What a design can show; the order of the members is from the weakest to the strongest."""

    REASONING = "reasoning"
    PRACTICE = "practice"
    CONTROLLED = "controlled"
    RANDOMISED = "randomised"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Design:
    """``scale`` is the place on the Maryland scale, 1–5; None for what is no single study."""

    name: str
    family: Family
    scale: int | None = None


class Ground(StrEnum):
    """Why a level is suggested."""

    REASONING = "reasoning"
    PRACTICE = "practice"
    ONE_CONTROLLED = "one_controlled"
    SEVERAL_CONTROLLED = "several_controlled"
    RANDOMISED = "randomised"
    REVIEW = "review"
    NO_STUDY = "no_study"


@dataclass(frozen=True, slots=True)
class Suggestion:
    level: EvidenceLevel
    ground: Ground


DESIGNS: Mapping[str, Design] = {
    design.name: design
    for design in (
        Design("reasoning", Family.REASONING),
        Design("expert_judgement", Family.PRACTICE),
        Design("practice_guide", Family.PRACTICE),
        Design("case_study", Family.PRACTICE),
        Design("case_study_survey", Family.PRACTICE, 1),
        Design("survey", Family.PRACTICE, 1),
        Design("before_after", Family.PRACTICE, 2),
        Design("before_after_with_population_trend", Family.PRACTICE, 2),
        Design("register_comparison", Family.CONTROLLED, 3),
        Design("controlled_before_after", Family.CONTROLLED, 3),
        Design("matched_comparison", Family.CONTROLLED, 4),
        Design("natural_experiment", Family.CONTROLLED, 4),
        Design("rct", Family.RANDOMISED, 5),
        Design("systematic_review", Family.REVIEW),
        Design("meta_analysis", Family.REVIEW),
    )
}
"""The designs that are known by name; others may be stored, and suggest nothing."""


def suggest(design: str, studies: int | None) -> Suggestion | None:
    """The level that a design and its number of studies suggest; None for a design that is not known.

    ``studies`` None counts as one. Controlled designs, trials and reviews without any study measured nothing.
    A practice guide needs no study: it is what practitioners know.
    """
    known = DESIGNS.get(design)
    if known is None:
        return None
    if known.family is Family.REASONING:
        return Suggestion(EvidenceLevel.E0, Ground.REASONING)
    if known.family is Family.PRACTICE:
        return Suggestion(EvidenceLevel.E1, Ground.PRACTICE)
    counted = 1 if studies is None else studies
    if counted < 1:
        return Suggestion(EvidenceLevel.E0, Ground.NO_STUDY)
    if known.family is Family.REVIEW:
        return Suggestion(EvidenceLevel.E4, Ground.REVIEW)
    if known.family is Family.RANDOMISED:
        return Suggestion(EvidenceLevel.E3, Ground.RANDOMISED)
    if counted < DOCUMENTED_FROM_STUDIES:
        return Suggestion(EvidenceLevel.E2, Ground.ONE_CONTROLLED)
    return Suggestion(EvidenceLevel.E3, Ground.SEVERAL_CONTROLLED)
