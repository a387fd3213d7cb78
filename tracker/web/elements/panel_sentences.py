"""The sentences of an element's panel that depend on the rules' answers."""

from typing import Any

from flask_babel import lazy_gettext

from tracker.theory.follow_up.delivery import OutputDelivery
from tracker.web.elements.panel import Panel

_ = lazy_gettext

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


def delivery_sentence(panel: Panel) -> str:
    """What an output's delivery means for what comes after it; empty for other elements."""
    return "" if panel.delivery is None else str(DELIVERIES[panel.delivery.delivery])
