"""``/priorities/<id>/decide``: what goes ahead, what waits, what is rejected, and why."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.frozen_matrix import edition_of
from tracker.records.queries.priorities.scoring_matrix import live_matrix
from tracker.services.errors import Invalid
from tracker.services.priorities.decisions import LANGUAGES, Verdict, decide_round
from tracker.theory.kinds import EntryDecision
from tracker.theory.priorities.matrix import Matrix
from tracker.web.access import STEER, requires
from tracker.web.forms.saving import Saved, page, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.priorities.blueprint import (
    blueprint,
    found_round,
    led_from_decided,
    round_address,
)
from tracker.web.priorities.forms import DecisionForm, decision_form


@blueprint.route("/priorities/<int:round_id>/decide", methods=["GET", "POST"])
@requires(STEER)
def decide(round_id: int) -> ResponseReturnValue:
    """Decide on every candidate of a round, which freezes it."""
    found = found_round(round_id)
    if away := led_from_decided(found):
        return away
    matrix = live_matrix(db.session(), None, round_id, LANGUAGES)
    edition = edition_of(matrix)
    form = decision_form(matrix, **unless_sent(version=str(edition)))

    def change() -> int:
        try:
            return decide_round(
                writer(),
                round_id=round_id,
                edition=form.version_seen,
                verdicts=_verdicts(form, matrix),
                reasons=form["reasons"].data or "",
            )
        except Invalid as error:
            raise _at_its_field(error, matrix) from error

    def overtaken() -> None:
        form.version.data = str(edition)
        form.form_errors.append(
            gettext(
                "The matrix has changed since you opened the form: somebody scored, or a plan or a "
                "weight was changed. Look at the ranking again, and send again."
            )
        )

    sentence = gettext("The round is decided. The matrix is kept as it is now.")
    return save(form, change, Saved(sentence, round_address(round_id)), overtaken=overtaken) or page(
        "priorities/decide.html", form, round=found, matrix=matrix
    )


def _verdicts(form: DecisionForm, matrix: Matrix) -> dict[int, Verdict]:
    return {
        int(one.candidate.id): Verdict(
            EntryDecision(form[f"decision_{place}"].data), form[f"reason_{place}"].data or ""
        )
        for place, one in enumerate(matrix.ranked)
    }


def _at_its_field(error: Invalid, matrix: Matrix) -> Invalid:
    """The verb names a field by the number of the entry, the form by its place in the ranking."""
    name, _, number = error.field.rpartition("_")
    places = {str(one.candidate.id): place for place, one in enumerate(matrix.ranked)}
    if number not in places:
        return error
    return Invalid(f"{name}_{places[number]}", error.fault, error.details)
