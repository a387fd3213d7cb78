"""``/plans/<id>/state``: where a plan stands on its way, and the moves from there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from tracker.extensions import db
from tracker.records.queries.pathway import load_pathway
from tracker.records.queries.plans.plan_making import Move, StoredPlan, moves
from tracker.services.errors import NotSound
from tracker.services.plans.states import move_plan
from tracker.theory.kinds import PlanState
from tracker.theory.pathway import Pathway
from tracker.theory.structure import Problem, errors
from tracker.web.access import MOVE_PLAN, possible_moves, requires
from tracker.web.forms.base import fresh, given
from tracker.web.forms.saving import Saved, page, save
from tracker.web.forms.stale import stale_page
from tracker.web.forms.writing import writer
from tracker.web.i18n import language, localised
from tracker.web.plan_making.blueprint import blueprint, stored
from tracker.web.plan_making.forms import MoveForm
from tracker.web.plans.plan_header import plan_of_address
from tracker.web.plans.problems import ProblemGroup, problem_groups
from tracker.web.wording import word

_ = lazy_gettext

WAY = (
    PlanState.IDEA,
    PlanState.DRAFT,
    PlanState.IN_HEARING,
    PlanState.APPROVED,
    PlanState.ACTIVE,
    PlanState.COMPLETED,
)

MEANINGS: Mapping[PlanState, Any] = {
    PlanState.DRAFT: _("The plan is being developed. It may still hold errors."),
    PlanState.IN_HEARING: _("The committees give their opinion on it."),
    PlanState.APPROVED: _(
        "The plan is settled. From now on owners propose changes, and the planning group decides."
    ),
    PlanState.ACTIVE: _("The plan is carried out and followed up."),
    PlanState.PAUSED: _("The work rests. It can be taken up again."),
    PlanState.COMPLETED: _("The plan has been carried out. It cannot be changed any more."),
    PlanState.REJECTED: _("The plan will not be carried out. It cannot be changed any more."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A state in the row; ``move`` is the latest arrival there, where the log has seen one."""

    state: PlanState
    standing: str
    move: Move | None


@blueprint.route("/plans/<int:plan_id>/state", methods=["GET", "POST"])
@requires(MOVE_PLAN)
def state(plan_id: int) -> ResponseReturnValue:
    """Move a plan to another state."""
    plan = stored(plan_id)
    form = MoveForm(plan, possible_moves(), **fresh(version=plan.version))
    refused: tuple[Problem, ...] = ()
    try:
        if answer := save(
            form,
            lambda: move_plan(
                writer(),
                plan_id=plan_id,
                version=form.version_seen,
                to=given(form.chosen),
                reason=form.reason.data or "",
            ),
            lambda _: Saved(
                gettext("The plan is moved: %(state)s.", state=word(given(form.chosen))),
                url_for("plans.show", plan_id=plan_id),
            ),
            overtaken=lambda: _stale(plan_id, form),
        ):
            return answer
    except NotSound as error:
        refused = error.problems
        form.to.errors = [*form.to.errors, _unsound(len(refused))]
    if form.to.errors and not form.possible:
        # the choices are gone: somebody else ended the plan
        form.to.errors = []
        form.form_errors.append(gettext("The plan cannot be moved any further."))
    return _page(plan, form, refused)


def _page(plan: StoredPlan, form: MoveForm, refused: tuple[Problem, ...]) -> ResponseReturnValue:
    trail = moves(db.session(), plan.id, language())
    lacks: tuple[ProblemGroup, ...] = ()
    if PlanState.APPROVED in form.possible:
        pathway = load_pathway(db.session(), plan.id, language())
        lacks = _lacks(pathway, refused)
    return page(
        "plan_making/state.html",
        form,
        plan=plan_of_address(),
        steps=row_of_states(plan.state, trail),
        trail=trail[::-1],
        lacks=lacks,
        meanings=MEANINGS,
    )


def row_of_states(present: PlanState, trail: Sequence[Move]) -> list[Step]:
    """The way from idea to completed with the plan's place on it. A pause stands behind active; a rejected
    plan's row ends where it was rejected. ``standing`` is past, current or ahead."""
    row = list(WAY)
    latest = {move.state: move for move in trail}
    if present is PlanState.PAUSED:
        row.insert(row.index(PlanState.ACTIVE) + 1, PlanState.PAUSED)
    elif present is PlanState.REJECTED:
        row = [passed for passed in WAY if passed in latest] + [PlanState.REJECTED]
    here = row.index(present)
    return [
        Step(
            one,
            "past" if place < here else "current" if place == here else "ahead",
            latest.get(one) if place <= here else None,
        )
        for place, one in enumerate(row)
    ]


def _lacks(pathway: Pathway, refused: tuple[Problem, ...]) -> tuple[ProblemGroup, ...]:
    """The errors that keep the plan from being approved: those that refused it, else those there are."""
    return problem_groups(pathway, refused or errors(pathway))


def _unsound(count: int) -> str:
    return str(
        ngettext(
            "The plan cannot be approved: %(num)s error in its structure has to be corrected first. "
            "It is named above the choices.",
            "The plan cannot be approved: %(num)s errors in its structure have to be corrected first. "
            "They are named above the choices.",
            count,
        )
    )


def _stale(plan_id: int, form: MoveForm) -> ResponseReturnValue:
    now = stored(plan_id)
    mine = word(form.chosen) if form.chosen else gettext("not changed")
    return stale_page(
        f"{now.code} {localised(now.title, now.title_en)}",
        [
            (gettext("State"), mine, word(now.state)),
            (str(form.reason.label.text), form.reason.data or "", ""),
        ],
        form,
        url_for(".state", plan_id=plan_id),
        now.version,
        url_for(".state", plan_id=plan_id),
    )
