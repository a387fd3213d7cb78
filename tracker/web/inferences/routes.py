"""``/strategies/<id>/inferences``: what may be inferred about each outcome of the plans that count."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, abort, render_template, url_for

from tracker.extensions import db
from tracker.records.queries.pathway import load_pathways
from tracker.records.queries.strategies import goals as query
from tracker.theory.follow_up.grounds import Explanation, explain
from tracker.theory.follow_up.inference import Conclusion
from tracker.theory.pathway import Id, Pathway
from tracker.theory.risk.downstream import goals_downstream
from tracker.web import clock
from tracker.web.access import PARTNER, requires
from tracker.web.i18n import language
from tracker.web.inferences.conclusions import conclusion_sentence, delivery_ground, movement
from tracker.web.lists import Number, OneOf, filters, held, page_number
from tracker.web.signin import viewer

blueprint = Blueprint("inferences", __name__)
for sentence in (conclusion_sentence, delivery_ground, movement):
    blueprint.add_app_template_global(sentence)

PAGE_SIZE = 50
CLAIM = "claim"
"""Chosen in place of a conclusion: claims that no reading shows."""

ASKED = (
    Number("plan", "plan"),
    Number("goal", "goal"),
    OneOf("conclusion", "conclusion", {str(name): str(name) for name in (CLAIM, *Conclusion)}, unset=""),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """Outcomes of one plan, below one goal, with one ``conclusion`` or ``CLAIM``."""

    plan: Id | None
    goal: Id | None
    conclusion: str


@dataclass(frozen=True, slots=True)
class Line:
    """An outcome of a plan, with what may be inferred about it."""

    plan: query.PlanLine
    found: Explanation
    goals: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A conclusion with how many outcomes have it, and the address of their list. ``conclusion`` is None for
    all, and for claims without a reading."""

    name: str
    conclusion: Conclusion | None
    count: int
    address: str


@blueprint.get("/strategies/<int:strategy_id>/inferences")
@requires(PARTNER)
def index(strategy_id: int) -> str:
    """``?conclusion=`` is one of the conclusions, or ``claim``; ``plan`` and ``goal`` narrow it down."""
    session, words = db.session(), language()
    strategy = next((s for s in query.all_strategies(session, words) if s.id == strategy_id), None)
    if strategy is None:
        abort(404)
    plans = [
        line
        for line in query.plan_lines(session, viewer(), words, strategy_id)
        if line.state in query.FOLLOWED
    ]
    chosen = filters(Filters, ASKED)
    counted = [line for line in plans if chosen.plan in (None, line.id)]
    pathways = load_pathways(session, [line.id for line in counted], words)
    lines = [
        found
        for line in counted
        if line.id in pathways
        for found in _lines(line, pathways[line.id])
        if chosen.goal is None or chosen.goal in found.goals
    ]
    number = page_number()
    listed = [line for line in lines if _fits(line, chosen.conclusion)]
    here: dict[str, Any] = {"strategy_id": strategy_id, **held(chosen, ASKED)}
    return render_template(
        "inferences/index.html",
        strategy=strategy,
        lines=listed[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        found=len(listed),
        total=len(lines),
        choices=_choices(lines, strategy_id, chosen),
        filters=chosen,
        plans=[(line.id, f"{line.code} {line.title}") for line in plans],
        goals=[(goal.id, f"{goal.code} {goal.title}") for goal in query.goals(session, strategy_id, words)],
        before=url_for(".index", **here, page=number - 1) if number > 1 else "",
        after=url_for(".index", **here, page=number + 1) if len(listed) > number * PAGE_SIZE else "",
        unfiltered=url_for(".index", strategy_id=strategy_id),
    )


def _lines(plan: query.PlanLine, pathway: Pathway) -> list[Line]:
    return [
        Line(plan, found, goals_downstream(pathway, outcome))
        for outcome, found in explain(pathway, clock.today()).items()
    ]


def _fits(line: Line, wanted: str) -> bool:
    if wanted == CLAIM:
        return line.found.claim is not None
    return not wanted or line.found.conclusion == wanted


def _choices(lines: list[Line], strategy_id: int, chosen: Filters) -> list[Choice]:
    """All outcomes, those with each conclusion, and the claims without a reading."""

    def choice(name: str, conclusion: Conclusion | None = None) -> Choice:
        given = held(replace(chosen, conclusion=name), ASKED)
        address = url_for(".index", strategy_id=strategy_id, **given)
        return Choice(name, conclusion, sum(_fits(line, name) for line in lines), address)

    return [choice(""), *(choice(one.value, one) for one in Conclusion), choice(CLAIM)]
