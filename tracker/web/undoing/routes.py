"""What a change of the history would be like undone, and the plan as it was at a moment of it."""

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from tracker.extensions import db
from tracker.records.queries import undoable as read
from tracker.records.queries.past import rows_now
from tracker.records.row_changes import RowChange, clashes
from tracker.services import undoing as verbs
from tracker.services.errors import AlreadyDone, ChangedMeanwhile, Invalid
from tracker.web import wording
from tracker.web.access import BUILD, requires
from tracker.web.building.changing import NO_CITIZENS, workbench
from tracker.web.forms import LongTextField, TrackerForm
from tracker.web.i18n import language
from tracker.web.plans.comparison import compare
from tracker.web.plans.heads import plan_of_address
from tracker.web.writing import writer

blueprint = Blueprint("undoing", __name__)
wording.faults(
    {
        "not_undoable": lazy_gettext("This change cannot be undone."),
        "nothing_to_restore": lazy_gettext("The plan is as it was then, so there is nothing to bring back."),
    }
)


class UndoForm(TrackerForm):
    """Why, for the history."""

    reason = LongTextField(lazy_gettext("Reason, for the history"), description=NO_CITIZENS)


@blueprint.route("/plans/<int:plan_id>/undo/<change>", methods=["GET", "POST"])
@requires(BUILD)
def undo(plan_id: int, change: str) -> ResponseReturnValue:
    """Take one change back."""
    rows = read.undoing(db.session(), plan_id, change)
    if not rows:
        abort(404)
    form = UndoForm()
    if form.validate_on_submit():
        try:
            verbs.undo_change(writer(), plan_id=plan_id, change=change, reason=form.reason.data or "")
        except AlreadyDone:
            return redirect(workbench(plan_id), 303)
        except ChangedMeanwhile:
            form.form_errors.append(
                gettext("Rows of this change have changed since, so it cannot be undone.")
            )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("The change is undone. This too can be undone, from the history."), "success")
            return redirect(workbench(plan_id), 303)
    since = read.later_changes(
        db.session(), plan_id, change, clashes(rows_now(db.session(), plan_id), rows), language()
    )
    return _page("undoing/undo.html", form, rows, "undo", change, since=since)


@blueprint.route("/plans/<int:plan_id>/restore-to/<change>", methods=["GET", "POST"])
@requires(BUILD)
def restore(plan_id: int, change: str) -> ResponseReturnValue:
    """Bring the plan back to how it was right after a change."""
    event = read.last_event_of(db.session(), plan_id, change)
    if event is None:
        abort(404)
    form = UndoForm()
    if form.validate_on_submit():
        try:
            verbs.restore_plan(writer(), plan_id=plan_id, event=event, reason=form.reason.data or "")
        except AlreadyDone:
            return redirect(workbench(plan_id), 303)
        except ChangedMeanwhile:
            form.form_errors.append(gettext("Somebody changed the plan meanwhile. Look at it and try again."))
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("The plan is as it was then. This too can be undone, from the history."), "success")
            return redirect(workbench(plan_id), 303)
    return _page(
        "undoing/restore.html", form, read.going_back(db.session(), plan_id, event), "restore", change
    )


def _page(
    template: str, form: UndoForm, rows: list[RowChange], kind: str, change: str, **shown: object
) -> ResponseReturnValue:
    body = render_template(
        template,
        plan=plan_of_address(),
        own=None,
        form=form,
        change=change,
        comparison=compare(rows, kind, change) if rows else None,
        **shown,
    )
    return body, 422 if request.method == "POST" else 200
