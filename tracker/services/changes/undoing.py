"""Undoing a change, and bringing a plan back to an earlier moment: both are new changes in the log."""

from tracker.records.queries.history.past import rows_now
from tracker.records.queries.history.undoable import going_back, undoing
from tracker.records.row_changes import RowChange
from tracker.services.changes.applying import apply_rows, open_plan
from tracker.services.checks import values
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, verb
from tracker.theory.contents.fields import TEXT_LENGTH


@verb
def undo_change(writer: Writer, *, plan_id: int, change: str, reason: str) -> int:
    """Takes back what one change of the log did to the plan's contents, and gives the number of rows written.

    ``reason`` is needed where a milestone gets another due date. What happened stays: reports, readings,
    documentation, comments (docs/decisions/0005). Raises NotThere, ChangedMeanwhile where a row has changed
    since, Invalid, and RowInvalid where the outcome would break a rule.
    """
    open_plan(writer, plan_id)
    rows = undoing(writer.session, plan_id, change)
    if not rows:
        raise Invalid("change", "not_undoable")
    _reason(reason, needed=moves_a_milestone(rows))
    apply_rows(writer, plan_id, rows)
    return len(rows)


@verb
def restore_plan(writer: Writer, *, plan_id: int, event: int, reason: str) -> int:
    """Brings the plan's contents back to how they were right after the event of that number, and gives the
    number of rows written.

    What was made since is archived or taken off; a milestone that was reached stays reached, the plan's
    state stays. Raises NotThere, Invalid, and RowInvalid where the outcome would break a rule.
    """
    open_plan(writer, plan_id)
    _reason(reason, needed=True)
    rows = going_back(writer.session, plan_id, event, rows_now(writer.session, plan_id))
    if not rows:
        raise Invalid("event", "nothing_to_restore")
    apply_rows(writer, plan_id, rows)
    return len(rows)


def moves_a_milestone(rows: list[RowChange]) -> bool:
    """Whether a due date is among what would change (DOMAIN, Milestone: moving it needs a reason)."""
    return any(
        row.entity == "milestones" and row.expected is not None and "due" in (row.wanted or {})
        for row in rows
    )


def _reason(reason: str, *, needed: bool) -> None:
    (values.line if needed else values.text)("reason", reason, TEXT_LENGTH)
