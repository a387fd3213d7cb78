"""Milestones: promised once, moved with a reason, done on a day."""

from datetime import date

from tracker.records.base import TEXT_LENGTH
from tracker.records.models import Element, Milestone
from tracker.services import entry
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb


@verb
def add_milestone(
    writer: Writer,
    *,
    element_id: int,
    code: str,
    title: str,
    title_en: str | None = None,
    due: date,
    baseline_due: date | None = None,
    done_on: date | None = None,
) -> int:
    """Promises a milestone on an activity or output; ``baseline_due``, the first promise, is ``due``
    unless given. Raises Invalid, Duplicate."""
    element = entry.referred(writer, "element_id", Element, element_id)
    if not element.kind.is_delivery:
        raise Invalid("element_id", "only_on_delivery")
    if done_on is not None:
        entry.not_to_come(writer, "done_on", done_on)
    milestone = Milestone(
        plan_id=element.plan_id,
        element_id=element.id,
        code=entry.code(code),
        title=entry.line("title", title),
        title_en=entry.optional_line("title_en", title_en),
        due=due,
        baseline_due=baseline_due or due,
        done_on=done_on,
        position=entry.next_position(writer, Milestone.position, Milestone.plan_id == element.plan_id),
    )
    return entry.add(writer, milestone, "code", milestone.code)


@verb
def complete_milestone(writer: Writer, *, milestone_id: int, version: int | None, done_on: date) -> int:
    """Says on which day the milestone was done. Raises Invalid, StaleWrite, NotThere."""
    milestone = fetch(writer, Milestone, milestone_id, version)
    if milestone.done_on is not None:
        raise Invalid("done_on", "already_done")
    entry.not_to_come(writer, "done_on", done_on)
    milestone.done_on = done_on
    return milestone.id


@verb
def move_milestone(writer: Writer, *, milestone_id: int, version: int | None, due: date, reason: str) -> int:
    """Moves ``due``, for a reason that the history keeps; the first promise never changes.
    Raises Invalid, StaleWrite, NotThere."""
    milestone = fetch(writer, Milestone, milestone_id, version)
    entry.line("reason", reason, TEXT_LENGTH)
    if milestone.done_on is not None:
        raise Invalid("due", "already_done")
    if due == milestone.due:
        raise Invalid("due", "same_day")
    milestone.due = due
    return milestone.id


@verb
def reopen_milestone(writer: Writer, *, milestone_id: int, version: int | None, reason: str) -> int:
    """Takes back that the milestone was done, for a reason. Raises Invalid, StaleWrite, NotThere."""
    milestone = fetch(writer, Milestone, milestone_id, version)
    entry.line("reason", reason, TEXT_LENGTH)
    if milestone.done_on is None:
        raise Invalid("done_on", "not_done")
    milestone.done_on = None
    return milestone.id
