"""A new plan: from nothing, or as a copy of one that the person sees."""

from dataclasses import dataclass

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.plans import plan_making as read
from tracker.records.queries.strategies.goals import all_strategies, plan_lines
from tracker.services.plans.copying import copy_plan
from tracker.services.plans.templates import begin_plan
from tracker.theory.contents.fields import TITLE_LENGTH
from tracker.web import clock
from tracker.web.access import COPY_PLAN, NEW_PLAN, requires
from tracker.web.addresses import number_in
from tracker.web.building.changing import workbench
from tracker.web.forms.base import fresh
from tracker.web.forms.saving import Saved, page, save
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.plan_making.blueprint import blueprint, stored
from tracker.web.plan_making.forms import CopyForm, NamedForm, NewPlanForm
from tracker.web.plan_making.offers import must_own, offer, own_owner
from tracker.web.plans.plan_header import plan_of_address
from tracker.web.signin import viewer


@dataclass(frozen=True, slots=True)
class Way:
    """A way to start a plan, as a tab above its form."""

    name: str
    label: str
    url: str


def ways(strategy_id: int) -> list[Way]:
    """The ways to start a plan of the strategy."""
    return [
        Way("nothing", gettext("From nothing"), url_for(".new", strategy=strategy_id)),
        Way("copy", gettext("As a copy of a plan"), url_for(".new_from_copy", strategy=strategy_id)),
    ]


@blueprint.route("/plans/new", methods=["GET", "POST"])
@requires(NEW_PLAN)
def new() -> ResponseReturnValue:
    """A plan from nothing, in the strategy that the address names, else in the first one."""
    strategy_id = _strategy()
    if strategy_id is None:
        return render_template("plan_making/no_strategy.html")
    suggested = read.free_code(db.session(), strategy_id)
    form = NewPlanForm(
        offer(strategy_id), must_own=must_own(), **fresh(code=suggested, owner_ids=own_owner())
    )

    def saved(plan_id: int | None) -> Saved:
        sentence = gettext("The action plan is made. It is an idea until it is moved to draft.")
        return Saved(sentence, workbench(plan_id) if plan_id else _found(strategy_id, form))

    return save(
        form,
        lambda: begin_plan(
            writer(), template=form.chosen_template, strategy_id=strategy_id, contents=form.contents()
        ),
        saved,
    ) or page("plan_making/new.html", form, ways=ways(strategy_id), strategy_id=strategy_id, boxes={})


@blueprint.get("/plans/new/copy")
@requires(NEW_PLAN)
def new_from_copy() -> ResponseReturnValue:
    """The plans that may be copied."""
    strategy_id = _strategy()
    if strategy_id is None:
        return render_template("plan_making/no_strategy.html")
    plans = plan_lines(db.session(), viewer(), language(), strategy_id)
    return render_template("plan_making/choose_copy.html", plans=plans, ways=ways(strategy_id))


@blueprint.route("/plans/<int:plan_id>/copy", methods=["GET", "POST"])
@requires(COPY_PLAN)
def copy(plan_id: int) -> ResponseReturnValue:
    """A plan like this one."""
    plan = stored(plan_id)
    code = read.free_code(db.session(), plan.strategy_id)
    proposed = {
        "title": _copied(f"{plan.title} (kopi)", plan.title),
        "title_en": plan.title_en and _copied(f"{plan.title_en} (copy)", plan.title_en),
        "code": code,
        "lead_organisation_id": plan.lead_organisation_id,
    }
    form = CopyForm(offer(plan.strategy_id), **fresh(**proposed))

    def saved(copy_id: int | None) -> Saved:
        sentence = gettext("The copy is made. It is an idea until it is moved to draft.")
        made = url_for("plans.show", plan_id=copy_id) if copy_id else _found(plan.strategy_id, form)
        return Saved(sentence, made)

    return save(
        form,
        lambda: copy_plan(
            writer(),
            plan_id=plan_id,
            code=form.code.data or "",
            title=form.title.data or "",
            title_en=form.title_en.data,
            lead_organisation_id=form.lead_organisation_id.data or 0,
            owner_ids=own_owner(),
        ),
        saved,
    ) or page(
        "plan_making/copy.html",
        form,
        plan=plan_of_address(),
        holds=read.holdings(db.session(), plan_id, clock.today()),
        becomes_owner=bool(own_owner()),
    )


def _strategy() -> int | None:
    """The strategy of the address, else the first; None where there is none yet."""
    there = [line.id for line in all_strategies(db.session(), language())]
    if "strategy" in request.args:
        asked = number_in(request.args["strategy"])
        return asked if asked in there else abort(404)
    return there[0] if there else None


def _found(strategy_id: int, form: NamedForm) -> str:
    """Where a form that was sent twice leads: to the plan that it made, else to the list."""
    plan_id = read.plan_with_code(db.session(), viewer(), strategy_id, form.code.data or "")
    return url_for("plans.show", plan_id=plan_id) if plan_id else url_for("plans.index")


def _copied(title: str, original: str, most: int = TITLE_LENGTH) -> str:
    return title if len(title) <= most else original
