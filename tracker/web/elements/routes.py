"""The page of one element, and the same as a panel for the plan's page."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.extensions import db
from tracker.records.queries.catalogue import commitment_ties
from tracker.records.queries.comments import threads as comments
from tracker.records.queries.hearings.reply_points import points
from tracker.records.queries.pathway import load_pathway
from tracker.records.queries.plans import element_trail, elements
from tracker.web import clock
from tracker.web.access import SEE_PLAN, may_report, plan_standing, requires
from tracker.web.catalogue.conflicts import binding
from tracker.web.elements.panel import panel
from tracker.web.elements.panel_sentences import delivery_sentence
from tracker.web.i18n import language
from tracker.web.signin import viewer

blueprint = Blueprint("elements", __name__)
blueprint.add_app_template_global(delivery_sentence)


@blueprint.get("/elements/<int:element_id>")
@requires(SEE_PLAN)
def show(element_id: int) -> ResponseReturnValue:
    """The whole page; with ``?panel=1`` only the part that stands beside the diagram."""
    session, words = db.session(), language()
    record = elements.element_record(session, element_id, words)
    pathway = load_pathway(session, plan_standing().plan_id, words)
    if record is None or element_id not in pathway.element:
        abort(404)
    goal = record.goal
    content = panel(
        pathway,
        record,
        element_trail.ground(session, element_id, words),
        element_trail.trail(session, element_id, words),
        elements.serving_plans(session, viewer(), goal.id, words) if goal else (),
        clock.today(),
    )
    page = "elements/_panel.html" if request.args.get("panel") else "elements/show.html"
    talk = comments.around(session, element_id, words)
    tied = commitment_ties.on_element(session, element_id, words) if record.tied else []
    return render_template(
        page,
        panel=content,
        talk=talk,
        tied=tied,
        clashes=len(binding(tied)),
        points=points(session, viewer(), words, element_id=element_id),
        may_report=may_report(),
    )
