"""``/strategies/<id>``: for each goal delivery, results, what is overdue, and its best chain."""

from itertools import groupby

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.extensions import db
from tracker.records.queries.pathway import load_pathways
from tracker.records.queries.safety_index.years import latest_year
from tracker.records.queries.strategies import goals as query
from tracker.theory.follow_up.rollup import roll_up_goal
from tracker.web import clock
from tracker.web.access import PARTNER, requires
from tracker.web.i18n import language
from tracker.web.signin import viewer

blueprint = Blueprint("strategies", __name__)


@blueprint.get("/strategies")
@requires(PARTNER)
def index() -> ResponseReturnValue:
    """The only strategy, or a list where there are several."""
    found = query.all_strategies(db.session(), language())
    if len(found) == 1:
        return redirect(url_for("strategies.show", strategy_id=found[0].id), 303)
    return render_template("strategies/index.html", strategies=found)


@blueprint.get("/strategies/<int:strategy_id>")
@requires(PARTNER)
def show(strategy_id: int) -> str:
    session, today = db.session(), clock.today()
    strategy = next((s for s in query.all_strategies(session, language()) if s.id == strategy_id), None)
    if strategy is None:
        abort(404)
    lines = {line.id: line for line in query.plan_lines(session, viewer(), language(), strategy_id)}
    followed = [number for number, line in lines.items() if line.state in query.FOLLOWED]
    pathways = load_pathways(session, followed, language())
    serving = [pathways[number] for number in followed if number in pathways]
    goals = query.goals(session, strategy_id, language())
    rolled = {goal.id: roll_up_goal(goal.id, serving, today) for goal in goals}
    return render_template(
        "strategies/show.html",
        strategy=strategy,
        index=latest_year(session, strategy_id),
        definitions=[(group[0], group) for group in _by_definition(goals)],
        rolled=rolled,
        plans=lines,
        pathways=pathways,
    )


def _by_definition(goals: list[query.GoalLine]) -> list[list[query.GoalLine]]:
    return [list(group) for _, group in groupby(goals, key=lambda goal: goal.definition_id)]
