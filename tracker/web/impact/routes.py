"""``/milestones/<id>/impact``: what a milestone puts at risk, and what it would if it moved."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.extensions import db
from tracker.records.queries.follow_up import reporting as read
from tracker.records.queries.pathway import load_pathway
from tracker.theory.risk.impact import Impact, impact, milestone_of
from tracker.theory.risk.what_if import if_moved
from tracker.web import clock
from tracker.web.access import SEE_PLAN, may_report, plan_standing, requires
from tracker.web.i18n import language
from tracker.web.impact.expectation_sentences import outlook_sentence
from tracker.web.impact.forms import WhatIfForm
from tracker.web.impact.impact_page import impact_view

blueprint = Blueprint("impact", __name__)
blueprint.add_app_template_global(outlook_sentence)


@blueprint.get("/milestones/<int:milestone_id>/impact")
@requires(SEE_PLAN)
def show(milestone_id: int) -> ResponseReturnValue:
    """``?due=`` asks what if it moved to that day. Nothing is saved."""
    session, today = db.session(), clock.today()
    found = read.followed_milestone(session, milestone_id, language())
    pathway = load_pathway(session, plan_standing().plan_id, language())
    milestone = milestone_of(pathway, milestone_id)
    if found is None or milestone is None:
        abort(404)
    now = impact(pathway, milestone, today)
    asked = "due" in request.args and milestone.done_on is None
    form = WhatIfForm(request.args if asked else None)
    then: Impact | None = None
    if asked and form.validate() and form.due.data:
        then = if_moved(pathway, milestone, form.due.data, today)
    page = render_template(
        "impact/show.html",
        found=found,
        now=now,
        then=then,
        view=impact_view(pathway, now, then),
        form=form,
        may_move=may_report() and milestone.done_on is None,
    )
    return page, 422 if form.errors else 200
