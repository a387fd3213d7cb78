"""``/priorities/<id>/title`` and ``/give-up``: what a round is called, and why it is not wanted."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.records.queries.priorities.scoring_rounds import StoredRound
from tracker.services.priorities import round_changes as verbs
from tracker.theory.contents.scoring_round import RoundContents
from tracker.web.access import STEER, requires
from tracker.web.forms.base import ReasonForm
from tracker.web.forms.contents import form_contents, form_values
from tracker.web.forms.saving import Saved, both_versions, confirm_again, is_sent, page, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.priorities.blueprint import (
    blueprint,
    found_round,
    led_from_decided,
    matrix_of,
    round_address,
)
from tracker.web.priorities.forms import RoundTitleForm


@blueprint.route("/priorities/<int:round_id>/title", methods=["GET", "POST"])
@requires(STEER)
def rename(round_id: int) -> ResponseReturnValue:
    """Call a round something else."""
    found = found_round(round_id)
    form = RoundTitleForm(**unless_sent(**_stored(found)))
    return save(
        form,
        lambda: verbs.rename_round(
            writer(),
            round_id=round_id,
            version=form.version_seen,
            contents=form_contents(form, RoundContents),
        ),
        Saved(gettext("The title is saved."), round_address(round_id)),
        overtaken=lambda: both_versions(
            found.title, form, _stored(found_round(round_id)), round_address(round_id)
        ),
    ) or page("priorities/rename.html", form, round=found)


@blueprint.route("/priorities/<int:round_id>/give-up", methods=["GET", "POST"])
@requires(STEER)
def give_up(round_id: int) -> ResponseReturnValue:
    """Say why an open round is not wanted, having seen which scores go with it."""
    form = ReasonForm()
    # sent twice, it is about a round that is gone
    answer = save(
        form,
        lambda: verbs.give_up_round(
            writer(), round_id=round_id, version=form.version_seen, reason=form.reason.data or ""
        ),
        Saved(gettext("The round is given up. Its plans and ideas stay as they are."), url_for(".index")),
        overtaken=lambda: confirm_again(form, found_round(round_id).version),
    )
    if answer:
        return answer
    found = found_round(round_id)
    if away := led_from_decided(found):
        return away
    if not is_sent():
        form.version.data = str(found.version)
    given = sum(len(one.given) for one in matrix_of(found).entries.values())
    return page("priorities/give_up.html", form, round=found, given=given)


def _stored(one: StoredRound) -> dict[str, Any]:
    """What a round is called, as the form holds it."""
    return {**form_values(one.contents), "version": str(one.version)}
