"""``/priorities/<id>/weights``: what the criteria weigh, and what each score means."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.priorities.scoring_rounds import criteria, criteria_edition
from tracker.services.priorities import scoring_rounds as verbs
from tracker.theory.priorities.candidates import Criterion
from tracker.web.access import STEER, requires
from tracker.web.forms.saving import Saved, both_versions, page, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.priorities.blueprint import (
    blueprint,
    found_round,
    led_from_decided,
    round_address,
)
from tracker.web.priorities.forms import SCORES, criteria_form, stored_criteria


@blueprint.route("/priorities/<int:round_id>/weights", methods=["GET", "POST"])
@requires(STEER)
def weights(round_id: int) -> ResponseReturnValue:
    """Set weights and anchors; the sum has to be 100 per cent."""
    found = found_round(round_id)
    if away := led_from_decided(found):
        return away
    form = criteria_form(**unless_sent(**_stored(round_id)))
    return save(
        form,
        lambda: verbs.set_criteria(
            writer(), round_id=round_id, version=form.version_seen, weighings=form.weighings
        ),
        Saved(gettext("The weights are set."), round_address(round_id)),
        overtaken=lambda: both_versions(found.title, form, _stored(round_id), round_address(round_id)),
    ) or page(
        "priorities/weights.html",
        form,
        round=found,
        criteria=tuple(Criterion),
        scores=SCORES,
        typed_sum=form.typed_sum,
    )


def _stored(round_id: int) -> dict[str, Any]:
    held = criteria(db.session(), round_id)
    return {"version": str(criteria_edition(one.version for one in held)), **stored_criteria(held)}
