"""``/priorities``: the rounds, and the ideas with the gates that they pass."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.extensions import db
from tracker.records.queries.priorities import ideas as query
from tracker.records.queries.priorities.scoring_matrix import idea_candidates
from tracker.records.queries.priorities.scoring_rounds import given_up_rounds, round_lines
from tracker.web.access import PARTNER, requires
from tracker.web.i18n import language
from tracker.web.priorities.blueprint import blueprint
from tracker.web.signin import viewer

ARCHIVED = "archived"


@blueprint.get("/priorities")
@requires(PARTNER)
def index() -> ResponseReturnValue:
    session, person = db.session(), viewer()
    archived = request.args.get("ideas", "") == ARCHIVED
    lines = query.idea_lines(session, person, language(), archived=archived)
    return render_template(
        "priorities/index.html",
        rounds=round_lines(session, person, language()),
        given_up=given_up_rounds(session, language()),
        ideas=lines,
        candidates=idea_candidates(session, [line.id for line in lines]),
        archived=archived,
        archived_count=query.archived_ideas(session, person),
    )
