"""A new round, and who takes part in an open one."""

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.priorities import ideas as query
from tracker.records.queries.priorities.scoring_rounds import entry_round
from tracker.services.priorities import scoring_rounds as verbs
from tracker.theory.contents.scoring_round import RoundContents
from tracker.web.access import STEER, requires
from tracker.web.forms.base import PlainForm
from tracker.web.forms.contents import form_contents
from tracker.web.forms.saving import Saved, confirm_again, is_sent, page, press, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.priorities.blueprint import (
    blueprint,
    first_strategy,
    found_round,
    is_decided,
    led_from_decided,
    matrix_of,
    round_address,
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
    form = RoundForm(plans, ideas, **unless_sent(data=ticked))

    def saved(round_id: int | None) -> Saved:
        sentence = gettext("The round is open. Set the weights, and score.")
        return Saved(sentence, url_for(".index") if round_id is None else round_address(round_id))

    return save(
        form,
        lambda: verbs.open_round(
            writer(),
            strategy_id=strategy_id,
            contents=form_contents(form, RoundContents),
            plan_ids=form.plan_ids.chosen,
            candidate_ids=form.candidate_ids.chosen,
        ),
        saved,
        overtaken=lambda: confirm_again(form, 0),
    ) or page("priorities/new.html", form)


@blueprint.route("/priorities/<int:round_id>/candidates", methods=["GET", "POST"])
@requires(STEER)
def candidates(round_id: int) -> ResponseReturnValue:
    """Who takes part, each with a button that takes it out, and who may join."""
    found = found_round(round_id)
    if away := led_from_decided(found):
        return away
    plans = query.plan_choices(db.session(), found.strategy_id, language(), round_id)
    ideas = query.idea_choices(db.session(), found.strategy_id, language(), round_id)
    form = EntriesForm(plans, ideas)
    return save(
        form,
        lambda: verbs.add_entries(
            writer(),
            round_id=round_id,
            plan_ids=form.plan_ids.chosen,
            candidate_ids=form.candidate_ids.chosen,
        ),
        Saved(gettext("They take part now."), _who_takes_part(round_id)),
        overtaken=lambda: confirm_again(form, 0),
    ) or page(
        "priorities/candidates.html",
        form,
        round=found,
        matrix=matrix_of(found),
        offers=bool(plans or ideas),
    )


@blueprint.route("/priorities/candidates/<int:round_entry_id>/remove", methods=["GET", "POST"])
@requires(STEER)
def remove(round_entry_id: int) -> ResponseReturnValue:
    """Take a candidate out of an open round, having seen which scores go with it."""
    round_id = entry_round(db.session(), round_entry_id)
    form = PlainForm()

    def change() -> int:
        return verbs.remove_entry(writer(), entry_id=round_entry_id)

    sentence = gettext("It takes no part any more.")
    if round_id is None:
        # sent twice, it is about a candidate that is gone
        return save(
            form, change, Saved(sentence, url_for(".index")), overtaken=lambda: confirm_again(form, 0)
        ) or abort(404)
    found = found_round(round_id)
    if is_sent():
        back = round_address(round_id) if found.is_decided else _who_takes_part(round_id)
        return press(form, change, Saved(sentence, back))
    if found.is_decided:
        return is_decided(round_id)
    matrix = matrix_of(found)
    leaving = matrix.entries[round_entry_id]
    names = [matrix.members[number] for number in {one.member for one in leaving.given}]
    return render_template("priorities/remove.html", form=form, round=found, entry=leaving, names=names)


def _who_takes_part(round_id: int) -> str:
    return url_for("priorities.candidates", round_id=round_id)
