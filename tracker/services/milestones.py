"""Milestones: promised, done, moved with a reason, opened again. The first promise never changes."""

from datetime import date

from tracker.records.base import TEXT_LENGTH
from tracker.records.models import Element, Milestone
from tracker.services import entry
from tracker.services.documents import Documentation, add_document
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
    """Makes a milestone on an activity or output. Without ``baseline_due`` the first promise is ``due``.

    Raises Invalid, Duplicate.
    """
    element = entry.referred(writer, "element_id", Element, element_id)
    if not element.kind.is_delivery:
        raise Invalid("element_id", "only_on_activities_and_outputs")
    if done_on is not None:
        entry.not_to_come(writer, "done_on", done_on)
    milestone = Milestone(
        plan_id=element.plan_id,
        element_id=element_id,
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
def complete_milestone(
    writer: Writer,
    *,
    milestone_id: int,
    version: int,
    done_on: date,
    reason: str = "",
    proof: Documentation | None = None,
) -> int:
    """Says on which day the milestone was reached; ``reason`` is a remark for the history.

    Raises NotThere, StaleWrite, Invalid.
    """
    milestone = _open(writer, milestone_id, version, "done_on")
    entry.not_to_come(writer, "done_on", done_on)
    entry.text("reason", reason)
    milestone.done_on = done_on
    writer.session.flush()
    _document(writer, milestone_id, proof)
    return milestone.id


@verb
def move_milestone(
    writer: Writer,
    *,
    milestone_id: int,
    version: int,
    due: date,
    reason: str,
    proof: Documentation | None = None,
) -> int:
    """Gives the milestone another due date, later or earlier, for a reason that the history keeps.

    Raises NotThere, StaleWrite, Invalid.
    """
    milestone = _open(writer, milestone_id, version, "due")
    entry.line("reason", reason, TEXT_LENGTH)
    if due == milestone.due:
        raise Invalid("due", "same_due_date")
    milestone.due = due
    writer.session.flush()
    _document(writer, milestone_id, proof)
    return milestone.id


@verb
def reopen_milestone(writer: Writer, *, milestone_id: int, version: int, reason: str) -> int:
    """Takes back that the milestone was reached. Raises NotThere, StaleWrite, Invalid."""
    milestone = fetch(writer, Milestone, milestone_id, version)
    entry.line("reason", reason, TEXT_LENGTH)
    if milestone.done_on is None:
        raise Invalid("reason", "milestone_open")
    milestone.done_on = None
    writer.session.flush()
    return milestone.id


def _open(writer: Writer, milestone_id: int, version: int, field: str) -> Milestone:
    milestone = fetch(writer, Milestone, milestone_id, version)
    if milestone.done_on is not None:
        raise Invalid(field, "milestone_done")
    return milestone


def _document(writer: Writer, milestone_id: int, proof: Documentation | None) -> None:
    if proof is not None:
        add_document(
            writer, milestone_id=milestone_id, title=proof.title, url=proof.url, dated_on=proof.dated_on
        )
