"""``/plans/<id>/backwards``: one question a page; each answer is saved or proposed, and leads to the next."""

from dataclasses import dataclass
from functools import partial

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from tracker.extensions import db
from tracker.records.queries.plans.overview import PlanRow
from tracker.records.queries.plans.quick_entry import held
from tracker.services.plans.backwards import answer_backwards
from tracker.services.plans.quick_entry import Unreadable
from tracker.theory.backwards import candidates, may_lead_to
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Element
from tracker.theory.structure import errors
from tracker.web import wording
from tracker.web.access import CONTRIBUTE, requires
from tracker.web.backwards.forms import AnswerForm
from tracker.web.backwards.steps import Walk, question, walk_of
from tracker.web.building.changing import done_or_proposed
from tracker.web.forms.saving import Saved, is_sent, page, save
from tracker.web.i18n import language
from tracker.web.plans.drawing import heading
from tracker.web.plans.plan_header import plan_of_address
from tracker.web.quick_entry.preview import fault_lines, picture_of
from tracker.web.quick_entry.summary import saved_words

blueprint = Blueprint("backwards", __name__)
wording.faults(
    {"not_before_this": lazy_gettext("An element of this kind cannot be what must be in place here.")}
)


@dataclass(frozen=True, slots=True)
class ColumnCount:
    word: str
    count: int


@blueprint.route("/plans/<int:plan_id>/backwards", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def show(plan_id: int) -> ResponseReturnValue:
    """The next question, or how far the plan has come."""
    plan = plan_of_address()
    pathway = held(db.session(), plan_id, language()).pathway
    walk = walk_of(pathway)
    if walk is None:
        if is_sent():
            abort(404)
        return render_template("backwards/no_goal.html", plan=plan)
    if walk.element is None and not is_sent():
        return _end(plan, walk)
    element = walk.element or walk.goal
    form = AnswerForm(may_lead_to(element.kind), candidates(pathway, element))
    if not is_sent():
        return _ask(plan, walk, element, form)
    if not walk.is_about_what_was_asked:
        form.form_errors.append(
            gettext(
                "Somebody else has changed the plan, and what you answered about no longer leads to this "
                "goal. Nothing was saved; your text is still here."
            )
        )
        return _ask(plan, walk, element, form, 409)
    return _answer(plan, walk, element, form)


def _answer(plan: PlanRow, walk: Walk, element: Element, form: AnswerForm) -> ResponseReturnValue:
    answer = partial(
        answer_backwards,
        plan_id=plan.id,
        element_id=int(element.id),
        picked=form.picked.data or (),
        language=language(),
    )
    # who proposes has nothing new to be asked about until the group decides
    onwards = walk.passing_over(plan.id, "later") if form.proposes else walk.address(plan.id)
    try:
        return save(
            form,
            lambda: done_or_proposed(form, plan.id, partial(answer, text=form.typed, kind=form.chosen_kind)),
            lambda made: Saved(saved_words(made) if made else "", onwards),
        ) or _ask(plan, walk, element, form)
    except Unreadable as error:
        form.text.errors = [
            gettext("Line %(number)s: %(sentence)s", number=fault.line, sentence=" ".join(fault.sentences))
            for fault in fault_lines(form.typed, error.entry)
        ]
        return _ask(plan, walk, element, form)


def _ask(
    plan: PlanRow, walk: Walk, element: Element, form: AnswerForm, status: int | None = None
) -> ResponseReturnValue:
    return page(
        "backwards/ask.html",
        form,
        status,
        plan=plan,
        walk=walk,
        element=element,
        question=question(element.kind),
        picture=picture_of(walk.pathway, plan.id),
    )


def _end(plan: PlanRow, walk: Walk) -> ResponseReturnValue:
    return render_template(
        "backwards/end.html",
        plan=plan,
        walk=walk,
        columns=_columns(walk),
        passed=[one for one in walk.found.open if one.id in walk.enough],
        errors=len(errors(walk.pathway)),
        picture=picture_of(walk.pathway, plan.id),
    )


def _columns(walk: Walk) -> list[ColumnCount]:
    """How many elements of each column lead to the goal."""
    return [
        ColumnCount(heading(kind), sum(one.kind is kind for one in walk.found.elements))
        for kind in ElementKind
        if kind not in (ElementKind.GOAL, ElementKind.EXTERNAL)
    ]
