"""The history of a plan, of an element, of a milestone and of an indicator."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.extensions import db
from tracker.records.queries.history import entries as log
from tracker.records.queries.history.plan_scopes import (
    Condition,
    heading,
    of_element,
    of_indicator,
    of_milestone,
    of_plan,
)
from tracker.records.queries.history.undoable import undoable
from tracker.records.queries.history.values import Named
from tracker.records.queries.visibility import LARGEST_NUMBER
from tracker.web.access import SEE_PLAN, may_build, plan_standing, requires
from tracker.web.history import entries
from tracker.web.history.column_words import column_word
from tracker.web.history.thing_words import KINDS, count_words, thing_word
from tracker.web.history.verb_words import verb_word
from tracker.web.i18n import language

blueprint = Blueprint("history", __name__)
for helper in (
    thing_word,
    column_word,
    verb_word,
    count_words,
    entries.told,
    entries.value_words,
):
    blueprint.add_app_template_global(helper, f"history_{helper.__name__}")


@blueprint.get("/plans/<int:plan_id>/history")
@requires(SEE_PLAN)
def plan(plan_id: int) -> ResponseReturnValue:
    """Everything that happened to a plan and what is in it."""
    return _page("plans", plan_id, of_plan(plan_id), tuple(log.KINDS))


@blueprint.get("/elements/<int:element_id>/history")
@requires(SEE_PLAN)
def element(element_id: int) -> ResponseReturnValue:
    """What happened to an element, its reports, milestones, indicators, links and documentation."""
    kinds = tuple(kind for kind in log.KINDS if kind != "plan")
    return _page("elements", element_id, of_element(plan_standing().plan_id, element_id), kinds)


@blueprint.get("/milestones/<int:milestone_id>/history")
@requires(SEE_PLAN)
def milestone(milestone_id: int) -> ResponseReturnValue:
    """What happened to a milestone."""
    scope = of_milestone(plan_standing().plan_id, milestone_id)
    return _page("milestones", milestone_id, scope, ())


@blueprint.get("/indicators/<int:indicator_id>/history")
@requires(SEE_PLAN)
def indicator(indicator_id: int) -> ResponseReturnValue:
    """What happened to an indicator, its readings and their parts."""
    scope = of_indicator(plan_standing().plan_id, indicator_id)
    return _page("indicators", indicator_id, scope, ())


def _page(model: str, row_id: int, scope: Condition, kinds: tuple[str, ...]) -> ResponseReturnValue:
    kind = request.args.get("kind") or None
    if kind is not None and kind not in kinds:
        abort(404)
    session, reader = db.session(), language()
    found = log.history(session, scope, reader, kind=kind, before=cursor())
    plan_id = plan_standing().plan_id
    may = may_build() and model == "plans"
    can_undo = undoable(session, plan_id, [change.id for change in found.changes]) if may else frozenset()
    return render_template(
        f"history/{request.endpoint.rpartition('.')[2] if request.endpoint else 'plan'}.html",
        heading=heading(session, model, row_id, reader),
        history=found,
        undoable=can_undo,
        may_restore=may,
        kinds=[(name, KINDS[name]) for name in kinds],
        kind=kind,
        own=Named(model, row_id),
        here=dict(request.view_args or {}),
        paged="before" in request.args,
    )


def cursor() -> int | None:
    """The event that the page's changes are older than; 404 for what is none."""
    given = request.args.get("before")
    if given is None:
        return None
    if not (given.isascii() and given.isdigit()) or len(given) > 19:
        abort(404)
    return min(int(given), LARGEST_NUMBER)
