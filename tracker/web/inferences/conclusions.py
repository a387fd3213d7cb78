"""The sentences of what may be inferred. None speaks of an effect (DOMAIN, "What may be inferred")."""

from typing import Any

from flask_babel import gettext, lazy_gettext

from tracker.theory.follow_up.delivery import OutputDelivery
from tracker.theory.follow_up.grounds import DeliveryGround, Explanation
from tracker.theory.follow_up.indicators import IndicatorAssessment
from tracker.theory.follow_up.inference import Conclusion
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
    OutputDelivery.AS_PLANNED: _("delivered as planned"),
    OutputDelivery.PARTLY: _("delivered in part"),
    OutputDelivery.UNDELIVERED: _("not delivered"),
    OutputDelivery.NOT_KNOWN: _("nobody knows whether it is delivered"),
}


def conclusion_sentence(found: Explanation) -> str:
    """What may be inferred about the outcome, and why no more."""
    if found.conclusion is Conclusion.TOO_EARLY:
        return str(
            gettext(
                "The outcome is expected from %(day)s. Until then it is too early to conclude anything, "
                "whatever the readings show.",
                day=day(found.outcome.expected_from),
            )
        )
    if found.conclusion is Conclusion.NOT_KNOWN:
        return _not_known(found)
    return str(CONCLUSIONS[found.conclusion])


def _not_known(found: Explanation) -> str:
    if found.readings:
        return str(
            gettext(
                "It has not moved so far. No output leads to it, or no date says from when it is expected, "
                "so nothing follows from that."
            )
        )
    if found.unread:
        return str(
            gettext("There is no reading after the baseline, so nobody knows whether it is coming about.")
        )
    return str(gettext("No indicator measures the outcome, so nobody knows whether it is coming about."))


def delivery_ground(found: DeliveryGround) -> str:
    """How far an output is delivered, or that an activity is late."""
    if found.delivery is None:
        return str(gettext("late"))
    said = str(DELIVERIES[found.delivery])
    return str(gettext("%(delivery)s, late", delivery=said)) if found.late else said


def movement(found: IndicatorAssessment) -> str:
    """Whether the latest reading lies beyond the baseline in the wanted direction."""
    return str(gettext("has moved towards the target") if found.has_moved else gettext("has not moved"))
