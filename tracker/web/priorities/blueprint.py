"""The blueprint of the priorities, the sentences for what is refused, and what its routes do alike."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from tracker.extensions import db
from tracker.records.frozen_matrix import from_plain
from tracker.records.queries.priorities import ideas
from tracker.records.queries.priorities import scoring_rounds as rounds
from tracker.records.queries.priorities.ideas import StoredIdea
from tracker.records.queries.priorities.scoring_matrix import live_matrix
from tracker.records.queries.priorities.scoring_rounds import StoredRound
from tracker.records.queries.strategies.goals import all_strategies
from tracker.theory.priorities.matrix import Matrix, narrowed
from tracker.web import wording
from tracker.web.forms.saving import is_sent, led_away
from tracker.web.i18n import language
from tracker.web.signin import viewer

blueprint = Blueprint("priorities", __name__)

wording.faults(
    {
        "round_is_decided": _("The round is decided. What was decided stays as it is."),
        "nobody_takes_part": _("At least one action plan or idea has to take part."),
        "nobody_chosen": _("Choose at least one action plan or idea."),
        "weights_do_not_add_up": _("The weights add up to %(sum)s %%. They have to add up to 100 %%."),
        "derived_is_not_scored": _("This criterion is read off the theory of change and is not scored."),
        "plan_is_final_to_prioritise": _(
            "%(code)s is completed or rejected and can not be prioritised any more."
        ),
        "idea_is_a_plan": _("The idea has become an action plan. Change the plan instead."),
        "idea_is_rejected": _("The idea is rejected. Take the rejection back first."),
        "not_a_beginning": _("A new plan is an idea or a draft."),
        "decision_needs_reason": _("Say why."),
    }
)


def found_round(round_id: int) -> StoredRound:
    """The round of the address; 404 where it is not there."""
    found = rounds.stored_round(db.session(), round_id, language())
    return found if found is not None else abort(404)


def found_idea(candidate_id: int) -> StoredIdea:
    """The idea of the address; 404 where it is not there, or not the viewer's to see."""
    found = ideas.stored_idea(db.session(), viewer(), candidate_id, language())
    return found if found is not None else abort(404)


def idea_to_change(candidate_id: int) -> StoredIdea:
    """The idea of the address for a form; 404 where it is archived, unless the form was sent, which its verb
    refuses."""
    found = found_idea(candidate_id)
    if found.archived_at is not None and not is_sent():
        abort(404)
    return found


def matrix_of(found: StoredRound) -> Matrix:
    """What the viewer sees of the matrix: as it is now, or as it was decided on."""
    if found.result is None:
        return live_matrix(db.session(), viewer(), found.id, (language(),))
    return narrowed(from_plain(found.result), rounds.seen_entries(db.session(), viewer(), found.id))


def first_strategy() -> int:
    """The strategy that new rows belong to; 404 where there is none yet."""
    there = all_strategies(db.session(), language())
    return there[0].id if there else abort(404)


def round_address(round_id: int) -> str:
    return url_for("priorities.show", round_id=round_id)


def idea_address(candidate_id: int) -> str:
    return url_for("priorities.idea", candidate_id=candidate_id)


def led_from_decided(found: StoredRound) -> ResponseReturnValue | None:
    """Away from a form that a decided round does not have. One that was sent goes to its verb, which refuses
    it, so that what was typed is kept."""
    return None if is_sent() or not found.is_decided else is_decided(found.id)


def is_decided(round_id: int) -> ResponseReturnValue:
    """To the page of a round that stays as it is, saying so."""
    return led_away("round_is_decided", round_address(round_id))
