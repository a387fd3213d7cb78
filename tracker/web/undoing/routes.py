"""What a change of the history would be like undone, and the plan as it was at a moment of it."""

from typing import Any

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from tracker.extensions import db
from tracker.records.queries.history import undoable as read
from tracker.records.queries.history.past import rows_now
from tracker.records.queries.history.undoable import ChangeHead
from tracker.records.row_changes import clashes
from tracker.services.changes import undoing as verbs
from tracker.services.errors import ChangedMeanwhile
from tracker.web import wording
from tracker.web.access import BUILD, requires
from tracker.web.building.changing import workbench
from tracker.web.forms.base import OptionalReasonForm, ReasonForm
from tracker.web.forms.saving import TRY_AGAIN, Saved, page, save
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.plans.comparison import Comparison, compare
from tracker.web.plans.plan_header import plan_of_address
from tracker.web.plans.refusals import ManyRowsForm

blueprint = Blueprint("undoing", __name__)
wording.faults(
    {
        "not_undoable": lazy_gettext("This change cannot be undone."),
        "nothing_to_restore": lazy_gettext("The plan is as it was then, so there is nothing to bring back."),
    }
)


class UndoForm(ManyRowsForm, OptionalReasonForm):
    """Why, for the history."""


class NeededReasonForm(ManyRowsForm, ReasonForm):
    """The same where the verb asks for a reason."""


@blueprint.route("/plans/<int:plan_id>/undo/<change>", methods=["GET", "POST"])
@requires(BUILD)
def undo(plan_id: int, change: str) -> ResponseReturnValue:
    """Take one change back."""
    rows = read.undoing(db.session(), plan_id, change)
    head = read.head_of(db.session(), plan_id, change, language())
    if not rows or head is None:
        abort(404)
    form = NeededReasonForm() if verbs.moves_a_milestone(rows) else UndoForm()
    try:
        if answer := save(
            form,
            lambda: verbs.undo_change(
                writer(), plan_id=plan_id, change=change, reason=form.reason.data or ""
            ),
            Saved(
                gettext("The change is undone. This too can be undone, from the history."), workbench(plan_id)
            ),
        ):
            return answer
    except ChangedMeanwhile:
        form.form_errors.append(
            gettext("Others have changed the same afterwards, so it cannot be undone: see below.")
        )
    now = rows_now(db.session(), plan_id)
    since = read.later_changes(db.session(), plan_id, change, clashes(now, rows), language())
    return _page("undoing/undo.html", form, head, compare(now, rows, "undo", change), since=since)


@blueprint.route("/plans/<int:plan_id>/restore-to/<change>", methods=["GET", "POST"])
@requires(BUILD)
def restore(plan_id: int, change: str) -> ResponseReturnValue:
    """Bring the plan back to how it was right after a change."""
    event = read.last_event_of(db.session(), plan_id, change)
    head = read.head_of(db.session(), plan_id, change, language())
    if event is None or head is None:
        abort(404)
    form = NeededReasonForm()
    try:
        if answer := save(
            form,
            lambda: verbs.restore_plan(writer(), plan_id=plan_id, event=event, reason=form.reason.data or ""),
            Saved(
                gettext("The plan is as it was then. This too can be undone, from the history."),
                workbench(plan_id),
            ),
        ):
            return answer
    except ChangedMeanwhile:
        form.form_errors.append(str(TRY_AGAIN))
    now = rows_now(db.session(), plan_id)
    rows = read.going_back(db.session(), plan_id, event, now)
    compared = compare(now, rows, "restore", change) if rows else None
    return _page("undoing/restore.html", form, head, compared)


def _page(
    template: str, form: ManyRowsForm, head: ChangeHead, compared: Comparison | None, **shown: Any
) -> ResponseReturnValue:
    return page(template, form, plan=plan_of_address(), own=None, head=head, comparison=compared, **shown)
