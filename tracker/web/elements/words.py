"""The sentences of an element's panel that depend on the rules' answers."""

from typing import Any

from flask_babel import gettext, lazy_gettext

from tracker.theory.delivery import OutputDelivery
from tracker.theory.inference import Conclusion
from tracker.web.elements.panel import Panel
from tracker.web.i18n import day

_ = lazy_gettext

CONCLUSIONS: dict[Conclusion, Any] = {
    Conclusion.MOVED_NOT_THROUGH_CHAIN: _(
        "It has moved, but the outputs before it are not delivered: the change did not come through this "
        "chain. Look for other explanations."
    ),
    Conclusion.MOVED_UNSUPPORTED: _(
        "It has moved, but no output that is delivered as planned leads to it by supported links. A "
        "contribution of the plan is neither confirmed nor excluded."
    ),
    Conclusion.QUESTION_DELIVERY: _(
        "It has not moved, and what was to come before it is late or incomplete. Question the delivery "
        "before the theory."
    ),
    Conclusion.QUESTION_THEORY: _(
        "The outputs are delivered and the time has passed, but it has not moved. Question the theory: do "
        "the links hold?"
    ),
    Conclusion.PLAUSIBLE_CONTRIBUTION: _(
        "It has moved, outputs before it are delivered as planned, and supported links lead from them. A "
        "contribution of the plan is plausible; it is not proven that the plan caused the change."
    ),
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


def conclusion_sentence(panel: Panel) -> str:
    """What may be inferred about the outcome, and why no more."""
    if panel.inference is None:
        return ""
    conclusion = panel.inference.conclusion
    if conclusion is Conclusion.TOO_EARLY:
        return str(
            gettext(
                "The outcome is expected from %(day)s. Until then it is too early to conclude anything, "
                "whatever the readings show.",
                day=day(panel.element.expected_from),
            )
        )
    if conclusion is Conclusion.NOT_KNOWN:
        return _not_known(panel)
    return str(CONCLUSIONS[conclusion])


def _not_known(panel: Panel) -> str:
    if not panel.indicators:
        return str(gettext("No indicator measures the outcome, so nobody knows whether it is coming about."))
    if panel.inference is not None and not panel.inference.grounds.indicators:
        return str(
            gettext("There is no reading after the baseline, so nobody knows whether it is coming about.")
        )
    return str(
        gettext(
            "It has not moved so far. No output leads to it, or no date says from when it is expected, so "
            "nothing follows from that."
        )
    )


def delivery_sentence(panel: Panel) -> str:
    """What an output's delivery means for what comes after it; empty for other elements."""
    return "" if panel.delivery is None else str(DELIVERIES[panel.delivery])
