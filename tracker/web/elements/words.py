"""The sentences of an element's panel that depend on the rules' answers."""

from typing import Any

from flask_babel import lazy_gettext

from tracker.theory.delivery import OutputDelivery
from tracker.web.elements.panel import Panel

_ = lazy_gettext

DESIGNS: dict[str, Any] = {
    "meta_analysis": _("meta-analysis"),
    "systematic_review": _("systematic review"),
    "rct": _("randomised trial"),
    "natural_experiment": _("natural experiment"),
    "register_comparison": _("comparison in registers"),
    "before_after_with_population_trend": _("before–after, with the population's trend"),
    "case_study_survey": _("case study with survey"),
    "survey": _("survey"),
    "practice_guide": _("practice guide"),
}

DELIVERIES: dict[OutputDelivery, Any] = {
    OutputDelivery.AS_PLANNED: _(
        "The output is delivered as planned. That meets a precondition for the outcomes after it, and "
        "nothing more."
    ),
    OutputDelivery.PARTLY: _(
        "The output is delivered in part. The outcomes after it cannot be expected in full yet."
    ),
    OutputDelivery.UNDELIVERED: _("The output is not delivered. Changes further on cannot come through it."),
    OutputDelivery.NOT_KNOWN: _(
        "Nobody has reported or measured whether the output is delivered. That its activities are finished "
        "would not tell."
    ),
}


def design_word(design: str) -> str:
    """The name of a study design; one that is not known here as it was written."""
    return str(DESIGNS.get(design, design.replace("_", " ")))


def delivery_sentence(panel: Panel) -> str:
    """What an output's delivery means for what comes after it; empty for other elements."""
    return "" if panel.delivery is None else str(DELIVERIES[panel.delivery])
