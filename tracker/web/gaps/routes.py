"""``/gaps``: overlaps and gaps with their matrices, the list behind each cell, and both matrices as files."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.theory.pathway import Id
from tracker.theory.strategy.coverage import Part
from tracker.web import lists
from tracker.web.access import PARTNER, requires
from tracker.web.addresses import number_in
from tracker.web.gaps import cells, files
from tracker.web.gaps.matrix_labels import (
    MEANINGS,
    SIDES,
    SIGNS,
    part_counts,
    part_words,
    standing_sign,
    standing_words,
)
from tracker.web.gaps.overview import Board, Selection, board
from tracker.web.i18n import language
from tracker.web.lists import Number, OneOf
from tracker.web.signin import viewer

blueprint = Blueprint("gaps", __name__)

ASKED = (OneOf("plans", "everything", {"all": True}, unset=False), Number("definition", "definition"))

MOST_NAMED = 6
"""A cell names so many plans; where there are more it says how many have which part."""


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {
        "meanings": MEANINGS,
        "part_counts": part_counts,
        "part_words": part_words,
        "Part": Part,
        "sides": SIDES,
        "signs": SIGNS,
        "standing_sign": standing_sign,
        "standing_words": standing_words,
    }


@blueprint.get("/gaps")
@requires(PARTNER)
def index() -> str:
    """Findings as counts and lists, and the two matrices."""
    found = _board()
    return render_template(
        "gaps/index.html",
        board=found,
        definitions=sorted({(goal.definition_id, goal.definition) for goal in found.offered}),
        outcome={one.key: one for one in found.coverage.outcomes.outcomes},
        used=lists.held(found.selection, ASKED),
        most_named=MOST_NAMED,
    )


@blueprint.get("/gaps/cells")
@requires(PARTNER)
def cell() -> ResponseReturnValue:
    """What the cell of a goal and an organisation counts, or of a goal and a plan."""
    found = _board()
    if not {"goal", "organisation", "plan"}.intersection(request.args):
        return redirect(url_for("gaps.index", **lists.held(found.selection, ASKED)), 303)
    goal: Id | None = number_in(request.args.get("goal"))
    if goal is None or goal not in found.goal:
        abort(404)
    organisation, plan = number_in(request.args.get("organisation")), number_in(request.args.get("plan"))
    if plan is not None and plan in found.plans and organisation is None:
        name, listed = found.plans[plan].title, cells.of_plan(found, goal, plan)
    elif organisation is not None and organisation in found.coverage.organisations and plan is None:
        name, listed = (
            found.organisations[organisation].name,
            cells.of_organisation(found, goal, organisation),
        )
    else:
        abort(404)
    return render_template(
        "gaps/cell.html",
        board=found,
        goal=found.goal[goal],
        name=name,
        plans=listed,
        organisation=organisation,
        used=lists.held(found.selection, ASKED),
    )


@blueprint.get("/gaps/organisations.<any(csv, xlsx):kind>")
@requires(PARTNER)
def export_organisations(kind: str) -> Response:
    """Goals and organisations, as the page's filters say."""
    found = _board()
    columns, rows = files.organisation_columns(found), files.organisation_rows(found)
    return lists.download(kind, "gaps-organisations", gettext("Organisations"), columns, rows)


@blueprint.get("/gaps/plans.<any(csv, xlsx):kind>")
@requires(PARTNER)
def export_plans(kind: str) -> Response:
    """Goals and plans, as the page's filters say."""
    found = _board()
    columns, rows = files.plan_columns(found), found.plans.values()
    return lists.download(kind, "gaps-plans", gettext("Action plans"), columns, rows)


def _board() -> Board:
    return board(db.session(), viewer(), language(), lists.filters(Selection, ASKED))
