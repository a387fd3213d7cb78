"""The words of the register: study designs, effects, what the levels mean, and why one is suggested."""

import re
from typing import Any

from flask_babel import lazy_gettext

from tracker.theory.evidence.designs import Family, Ground
from tracker.theory.kinds import EvidenceLevel

_ = lazy_gettext

DESIGNS: dict[str, Any] = {
    "reasoning": _("plausible reasoning"),
    "expert_judgement": _("judgement of experts"),
    "practice_guide": _("practice guide"),
    "case_study": _("case study"),
    "case_study_survey": _("case study with survey"),
    "survey": _("survey"),
    "before_after": _("before–after, without control"),
    "before_after_with_population_trend": _("before–after, with the population's trend"),
    "register_comparison": _("comparison in registers"),
    "controlled_before_after": _("before–after, with a comparable control"),
    "matched_comparison": _("matched comparison"),
    "natural_experiment": _("natural experiment"),
    "rct": _("randomised trial"),
    "systematic_review": _("systematic review"),
    "meta_analysis": _("meta-analysis"),
}

EFFECTS: dict[str, Any] = {
    "academic_performance": _("academic performance"),
    "antisocial_behaviour": _("antisocial behaviour"),
    "attendance": _("school attendance"),
    "coordination": _("coordination"),
    "crime": _("crime"),
    "crime_and_disorder": _("crime and disorder"),
    "delinquency": _("youth crime"),
    "education_start": _("start of education"),
    "employment": _("employment"),
    "fear_of_crime": _("fear of crime"),
    "participation": _("participation"),
    "perceived_disorder_and_satisfaction": _("perceived disorder, and satisfaction"),
    "perceived_safety": _("perceived safety"),
    "reported_crime": _("reported crime"),
    "trust_and_cohesion": _("trust and cohesion"),
    "violence": _("violence"),
}
"""Effects that files name by a key; one that a person typed stands as it was typed."""

FAMILIES: dict[Family, Any] = {
    Family.REASONING: _("No study: suggests E0"),
    Family.PRACTICE: _("Practice knowledge, Maryland scale 1–2: suggests E1"),
    Family.CONTROLLED: _("With a comparable control, Maryland scale 3–4: suggests E2, from two studies E3"),
    Family.RANDOMISED: _("Randomised, Maryland scale 5: suggests E3"),
    Family.REVIEW: _("Systematic reviews: suggest E4"),
}

DEFINITIONS: dict[EvidenceLevel, Any] = {
    EvidenceLevel.E0: _("Plausible reasoning."),
    EvidenceLevel.E1: _("Experts, guides, surveys, before–after without control (Maryland scale 1–2)."),
    EvidenceLevel.E2: _("At least one study with a comparable control (Maryland scale 3 or more)."),
    EvidenceLevel.E3: _("At least two such studies, or one randomised trial."),
    EvidenceLevel.E4: _("A systematic review that measures this very effect."),
}

GROUNDS: dict[Ground, Any] = {
    Ground.REASONING: _("Reasoning without a study is an assumption."),
    Ground.PRACTICE: _("Without a comparable control it is practice knowledge, however many there are."),
    Ground.ONE_CONTROLLED: _("One study with a comparable control is promising; two would document it."),
    Ground.SEVERAL_CONTROLLED: _("At least two studies with a comparable control document it."),
    Ground.RANDOMISED: _("One randomised trial documents it."),
    Ground.REVIEW: _("A systematic review documents it well, where it measures this very effect."),
    Ground.NO_STUDY: _("No study has measured it."),
}

_TO_THE_YEAR = re.compile(r".{3,119}?\(\d{4}[^)]{0,12}\)")
_LONGEST = 90


def design_word(design: str) -> str:
    """The name of a study design; one that is not known here as it was written."""
    return str(DESIGNS.get(design, design.replace("_", " ")))


def effect_words(effect: str) -> str:
    """The effect that a finding is about."""
    return str(EFFECTS.get(effect, effect.replace("_", " ")))


def effect_typed(text: str) -> str:
    """What is stored for a typed effect: the key of one that has a word of its own, else the text."""
    typed = text.casefold()
    return next((key for key, words in EFFECTS.items() if str(words).casefold() == typed), text)


def effects_like(word: str) -> tuple[str, ...]:
    """The keys of the effects whose words hold ``word``."""
    asked = word.casefold()
    return tuple(key for key, words in EFFECTS.items() if asked in str(words).casefold())


def short_citation(citation: str) -> str:
    """Authors and year of a citation; of one that is written otherwise its beginning."""
    found = _TO_THE_YEAR.match(citation)
    if found:
        return found[0]
    return citation if len(citation) <= _LONGEST else f"{citation[:_LONGEST].rstrip()}…"
