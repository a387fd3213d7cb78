"""``/plans/<id>/edition``: what open pages ask every few seconds, to say that the plan has changed."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, g, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from tracker.extensions import db
from tracker.records.queries.plans import overview as query
from tracker.web.access import BY_TOKEN, requires
from tracker.web.edition_tokens import token_for

blueprint = Blueprint("edition", __name__)


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition that a page shows, and the address that tells the plan's latest."""

    name: str
    address: str


@blueprint.get("/plans/<int:plan_id>/edition")
@requires(BY_TOKEN)
def show(plan_id: int) -> ResponseReturnValue:
    """The plan's edition; 304 where the page has it already. One query."""
    found = query.edition(db.session(), plan_id)
    if found is None:
        abort(404)
    name = edition_name(*found)
    known = request.if_none_match.contains(name)
    response = Response(status=304) if known else jsonify(edition=name)
    response.set_etag(name)
    return response


def edition_name(revision: int, strategy_revision: int) -> str:
    """ "812-790": the latest event of the plan, then that of its strategy."""
    return f"{revision}-{strategy_revision}"


@blueprint.app_template_global()
def plan_edition() -> Edition | None:
    """For pages of a plan: what they show, as it was before anything else on them was read."""
    plan = g.get("plan_standing")
    if plan is None:
        return None
    address = url_for("edition.show", plan_id=plan.plan_id, token=token_for(plan.plan_id))
    return Edition(edition_name(plan.revision, plan.strategy_revision), address)
