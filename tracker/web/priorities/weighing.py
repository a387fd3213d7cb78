"""``/priorities/<id>/weights``: what the criteria weigh, and what each score means."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.priorities.scoring_rounds import StoredRound, criteria, criteria_edition
from tracker.services.errors import AlreadyDone, Invalid, StaleWrite
from tracker.services.priorities import scoring_rounds as verbs
from tracker.theory.priorities.candidates import Criterion
from tracker.web.access import STEER, requires
from tracker.web.forms.stale import NOT_SHOWN, stale_page, words_of
from tracker.web.forms.writing import writer
from tracker.web.priorities.blueprint import (
    blueprint,
    found_round,
    is_decided,
    status_of,
    to_round,
    unless_sent,
)
from tracker.web.priorities.forms import SCORES, CriteriaForm, criteria_form, stored_criteria


@blueprint.route("/priorities/<int:round_id>/weights", methods=["GET", "POST"])
@requires(STEER)
def weights(round_id: int) -> ResponseReturnValue:
    """Set weights and anchors; the sum has to be 100 per cent."""
    found = found_round(round_id)
    if found.is_decided and request.method != "POST":
        return is_decided(round_id)
    held = criteria(db.session(), round_id)
    edition = criteria_edition(one.version for one in held)
    fresh = {"version": str(edition), **stored_criteria(held)}
    form = criteria_form(**unless_sent(request.method == "POST", fresh))
    if form.validate_on_submit():
        try:
            verbs.set_criteria(
                writer(),
                round_id=round_id,
                version=form.expected_version or 0,
                weighings=form.weighings,
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            return _both_versions(form, found)
        except AlreadyDone:
            return to_round(round_id)
        else:
            return to_round(round_id, gettext("The weights are set."))
    body = render_template(
        "priorities/weights.html",
        form=form,
        round=found,
        criteria=tuple(Criterion),
        scores=SCORES,
        typed_sum=form.typed_sum,
    )
    return body, status_of(form)


def _both_versions(form: CriteriaForm, found: StoredRound) -> ResponseReturnValue:
    held = criteria(db.session(), found.id)
    theirs = criteria_form(formdata=None, **stored_criteria(held))
    rows = [
        (str(field.label.text), words_of(field), words_of(theirs[field.name]))
        for field in form
        if field.name not in NOT_SHOWN
    ]
    here = url_for(".weights", round_id=found.id)
    edition = criteria_edition(one.version for one in held)
    return stale_page(found.title, rows, form, here, edition, url_for(".show", round_id=found.id))
