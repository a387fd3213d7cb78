"""A new round, and who takes part in an open one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.priorities import ideas as query
from tracker.records.queries.priorities.scoring_rounds import entry_round
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, NotThere
from tracker.services.priorities import scoring_rounds as verbs
from tracker.web import wording
from tracker.web.access import STEER, requires
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.priorities.blueprint import (
    PlainForm,
    blueprint,
    first_strategy,
    found_round,
    is_decided,
    matrix_of,
    saved_before,
    status_of,
    to_round,
    unless_sent,
)
from tracker.web.priorities.forms import EntriesForm, RoundForm


@blueprint.route("/priorities/new", methods=["GET", "POST"])
@requires(STEER)
def new() -> ResponseReturnValue:
    """Open a round: every plan and idea that may be prioritised is ticked to begin with."""
    strategy_id = first_strategy()
    plans = query.plan_choices(db.session(), strategy_id, language())
    ideas = query.idea_choices(db.session(), strategy_id, language())
    ticked = {"plan_ids": [one.id for one in plans], "candidate_ids": [one.id for one in ideas]}
    form = RoundForm(plans, ideas, **unless_sent(request.method == "POST", {"data": ticked}))
    if form.validate_on_submit():
        try:
            round_id = verbs.open_round(
                writer(),
                strategy_id=strategy_id,
                title=form.title.data or "",
                title_en=form.title_en.data,
                plan_ids=form.plan_ids.chosen,
                candidate_ids=form.candidate_ids.chosen,
            )
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except AlreadyDone:
            saved_before()
            return redirect(url_for(".index"), 303)
        else:
            return to_round(round_id, gettext("The round is open. Set the weights, and score."))
    return render_template("priorities/new.html", form=form), status_of(form)


@blueprint.route("/priorities/<int:round_id>/candidates", methods=["GET", "POST"])
@requires(STEER)
def candidates(round_id: int) -> ResponseReturnValue:
    """Who takes part, each with a button that takes it out, and who may join."""
    found = found_round(round_id)
    if found.is_decided and request.method != "POST":
        return is_decided(round_id)
    plans = query.plan_choices(db.session(), found.strategy_id, language(), round_id)
    ideas = query.idea_choices(db.session(), found.strategy_id, language(), round_id)
    form = EntriesForm(plans, ideas)
    if form.validate_on_submit():
        try:
            verbs.add_entries(
                writer(),
                round_id=round_id,
                plan_ids=form.plan_ids.chosen,
                candidate_ids=form.candidate_ids.chosen,
            )
        except Invalid as error:
            form.refuse(error)
        except AlreadyDone:
            saved_before()
            return redirect(url_for(".candidates", round_id=round_id), 303)
        else:
            flash(gettext("They take part now."), "success")
            return redirect(url_for(".candidates", round_id=round_id), 303)
    body = render_template(
        "priorities/candidates.html",
        form=form,
        round=found,
        matrix=matrix_of(found),
        offers=bool(plans or ideas),
    )
    return body, status_of(form)


@blueprint.route("/priorities/candidates/<int:round_entry_id>/remove", methods=["GET", "POST"])
@requires(STEER)
def remove(round_entry_id: int) -> ResponseReturnValue:
    """Take a candidate out of an open round, having seen which scores go with it."""
    round_id = entry_round(db.session(), round_entry_id)
    found = found_round(round_id or 0)
    if found.is_decided:
        return is_decided(found.id)
    form = PlainForm()
    if not form.is_submitted():
        matrix = matrix_of(found)
        leaving = matrix.entries[round_entry_id]
        names = [matrix.members[number] for number in {one.member for one in leaving.given}]
        return render_template("priorities/remove.html", form=form, round=found, entry=leaving, names=names)
    if form.validate():
        try:
            verbs.remove_entry(writer(), entry_id=round_entry_id)
        except Invalid as error:
            flash(wording.refusal(error), "warning")
        except (AlreadyDone, NotThere):
            pass
        else:
            flash(gettext("It takes no part any more."), "success")
    return redirect(url_for(".candidates", round_id=round_id), 303)
