"""A plan as it was when it was sent out to be heard on: diagram and outline of that edition."""

from dataclasses import dataclass, replace

from flask import current_app
from markupsafe import Markup

from tracker.diagrams.diagram import draw_svg
from tracker.diagrams.drawing import Drawing
from tracker.diagrams.errors import DiagramUnavailable
from tracker.diagrams.outline import Section, outline
from tracker.extensions import db
from tracker.records.queries.hearings.hearings import HeardPlan, HearingRow
from tracker.records.queries.history.past import pathway_of_rows, rows_at
from tracker.records.queries.plans.overview import edition
from tracker.services import kept_diagrams as diagrams
from tracker.theory.pathway import Pathway
from tracker.web import clock
from tracker.web.i18n import language
from tracker.web.plans import cached_page
from tracker.web.plans.drawing import draw
from tracker.web.plans.drawing_failures import trouble_sentence


@dataclass(frozen=True, slots=True)
class FrozenPlan:
    """``svg`` is empty where the diagram cannot be drawn; ``trouble`` says why, and the outline says the
    same. Nothing in them leads on: what has been changed or archived since has another page or none."""

    pathway: Pathway
    svg: Markup
    trouble: str
    sections: tuple[Section, ...]


def frozen_plan(hearing: HearingRow, plan: HeardPlan) -> FrozenPlan:
    """The edition that a hearing is on, as it was followed on the day of its opening."""
    session = db.session()
    rows = rows_at(session, plan.id, plan.revision)
    pathway = pathway_of_rows(session, plan.id, rows, language())
    drawing = _unlinked(draw(pathway, hearing.opened_on))
    sections = outline(drawing).sections
    pen = cached_page.renderer()
    key = cached_page.key(plan.id, *(edition(session, plan.id) or (0, 0)), "heard", hearing.id)
    try:
        body = diagrams.kept(session, key) or diagrams.drawn(
            session,
            key,
            "svg",
            lambda: draw_svg(drawing, pen, cached_page.PAGE).encode(),
            now=clock.now(),
            program=current_app.config["TRACKER"].dot_path,
        )
    except DiagramUnavailable as error:
        return FrozenPlan(pathway, Markup(), trouble_sentence(error), sections)
    svg = Markup(cached_page.unpacked(body).decode())  # noqa: S704 - written by tracker.diagrams, every text escaped
    return FrozenPlan(pathway, svg, "", sections)


def _unlinked(drawing: Drawing) -> Drawing:
    return replace(drawing, boxes=tuple(replace(box, href="") for box in drawing.boxes))
