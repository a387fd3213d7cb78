"""A member of the planning group scores: every candidate on a page of its own, and where they are with it."""

from dataclasses import dataclass

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.priorities.scoring_rounds import StoredRound, entry_round
from tracker.services.priorities import scoring_rounds as verbs
from tracker.theory.priorities.candidates import Criterion
from tracker.theory.priorities.matrix import Entry, Matrix
from tracker.web.access import STEER, requires
from tracker.web.forms.saving import Saved, confirm_again, page, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.priorities.blueprint import (
    blueprint,
    found_round,
    is_decided,
    led_from_decided,
    matrix_of,
)
from tracker.web.priorities.forms import SCORED, score_form
from tracker.web.signin import viewer


@dataclass(frozen=True, slots=True)
class OwnScores:
    """What the viewer has given a candidate, by criterion."""

    entry: Entry
    scores: dict[Criterion, int]

    @property
    def is_done(self) -> bool:
        return len(self.scores) == len(SCORED)


@blueprint.get("/priorities/<int:round_id>/score")
@requires(STEER)
def scoring(round_id: int) -> ResponseReturnValue:
    """Every candidate with the viewer's own scores."""
    found = found_round(round_id)
    if found.is_decided:
        return is_decided(round_id)
    own = _own(matrix_of(found))
    return render_template("priorities/scoring.html", round=found, own=own, criteria=SCORED)


@blueprint.route("/priorities/candidates/<int:round_entry_id>/score", methods=["GET", "POST"])
@requires(STEER)
def score(round_entry_id: int) -> ResponseReturnValue:
    """Score one candidate; after the viewer the others' scores are shown."""
    round_id = entry_round(db.session(), round_entry_id)
    found = found_round(round_id or 0)
    if away := led_from_decided(found):
        return away
    matrix = matrix_of(found)
    own = _own(matrix)
    place = next((number for number, one in enumerate(own) if one.entry.candidate.id == round_entry_id), None)
    if place is None:
        abort(404)
    held = {criterion.value: str(given) for criterion, given in own[place].scores.items()}
    form = score_form(matrix.anchors, **unless_sent(**held))
    return save(
        form,
        lambda: verbs.score_entry(writer(), entry_id=round_entry_id, scores=form.scores),
        Saved(
            gettext("Your scores of %(code)s are saved.", code=own[place].entry.code),
            _onwards(found, own, place),
        ),
        overtaken=lambda: confirm_again(form, 0),
    ) or page(
        "priorities/score.html",
        form,
        round=found,
        matrix=matrix,
        criteria=SCORED,
        entry=own[place].entry,
        place=place + 1,
        count=len(own),
        before=own[place - 1].entry if place else None,
        has_scored=bool(own[place].scores),
    )


def _own(matrix: Matrix) -> list[OwnScores]:
    """In the order of the entries, which scoring does not change."""
    return [
        OwnScores(entry, {one.criterion: one.score for one in entry.given if one.member == viewer().id})
        for entry in matrix.entries.values()
    ]


def _onwards(found: StoredRound, own: list[OwnScores], place: int) -> str:
    """The next candidate that the viewer has not scored in full, else where they are with all."""
    behind = [*own[place + 1 :], *own[:place]]
    following = next((one for one in behind if not one.is_done), None)
    if request.form.get("then") == "stay":
        return url_for(".score", round_entry_id=own[place].entry.candidate.id)
    if following is None:
        return url_for(".scoring", round_id=found.id)
    return url_for(".score", round_entry_id=following.entry.candidate.id)
