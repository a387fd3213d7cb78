"""The views of a plan's diagram: status and evidence together, or one of status, evidence and risk alone."""

from datetime import date
from enum import StrEnum

from flask_babel import gettext

from tracker.diagrams.drawing import Drawing
from tracker.theory.pathway import Pathway
from tracker.theory.through import Chains
from tracker.web.plans.drawing import draw
from tracker.web.plans.overlay_evidence import show_evidence
from tracker.web.plans.overlay_risk import show_risk
from tracker.web.plans.overlay_status import show_status


class Overlay(StrEnum):
    """As the address names them; none is status and evidence together."""

    BOTH = ""
    STATUS = "status"
    EVIDENCE = "evidence"
    RISK = "risk"


def overlay_named(name: str) -> Overlay | None:
    """None for a name that nobody offers."""
    return Overlay(name) if name in set(Overlay) else None


def overlay_words() -> dict[Overlay, str]:
    """The name of each view, in the order in which they are offered."""
    return {
        Overlay.BOTH: str(gettext("Status and evidence")),
        Overlay.STATUS: str(gettext("Status")),
        Overlay.EVIDENCE: str(gettext("Evidence")),
        Overlay.RISK: str(gettext("Risk")),
    }


def overlaid(
    pathway: Pathway, today: date, overlay: Overlay, subtitle: str = "", focus: Chains | None = None
) -> Drawing:
    """The plan as the view shows it."""
    drawing = draw(pathway, today, subtitle, focus)
    match overlay:
        case Overlay.STATUS:
            return show_status(drawing, pathway, today)
        case Overlay.EVIDENCE:
            return show_evidence(drawing, pathway)
        case Overlay.RISK:
            return show_risk(drawing, pathway, today)
        case Overlay.BOTH:
            return drawing
