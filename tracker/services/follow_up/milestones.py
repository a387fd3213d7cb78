"""Milestones: promised, done, moved with a reason, opened again. The first promise never changes."""

from collections.abc import Sequence
from datetime import date

from tracker.records.base import TEXT_LENGTH
from tracker.records.models import Element, Milestone, Plan
from tracker.services import entry
from tracker.services.documents.documentation import Documentation, add_documents
from tracker.services.errors import Invalid
from tracker.services.plans.next_codes import next_milestone_code
from tracker.services.verb import Writer, fetch, verb


@verb
def add_milestone(
    writer: Writer,
    *,
    element_id: int,
    code: str | None = None,
    title: str,
    title_en: str | None = None,
    due: date,
    baseline_due: date | None = None,
    done_on: date | None = None,
) -> int:
    """Makes a milestone on an activity or output. Without ``baseline_due`` the first promise is ``due``;
    without ``code`` it gets the next.

    Raises Invalid, Duplicate.
    """
    element = _delivery(writer, element_id)
    if done_on is not None:
        entry.not_to_come(writer, "done_on", done_on)
    milestone = Milestone(
        plan_id=element.plan_id,
        element_id=element_id,
        code=_next_code(writer, element.plan_id) if code is None else entry.code(code),
        title=entry.line("title", title),
        title_en=entry.optional_line("title_en", title_en),
        due=due,
        baseline_due=baseline_due or due,
        done_on=done_on,
        position=entry.next_position(writer, Milestone.position, Milestone.plan_id == element.plan_id),
    )
    return entry.add(writer, milestone, "code", milestone.code)


@verb
def edit_milestone(
    writer: Writer,
    *,
    milestone_id: int,
    version: int,
    element_id: int,
    title: str,
    title_en: str | None = None,
) -> int:
    """Renames a milestone, or moves it to another activity or output of its plan.

    The first promise never changes, and the due date only by ``move_milestone``. Raises NotThere,
    StaleWrite, Invalid.
    """
    milestone = fetch(writer, Milestone, milestone_id, version)
    if element_id != milestone.element_id and _delivery(writer, element_id).plan_id != milestone.plan_id:
        raise Invalid("element_id", "of_another_plan")
    milestone.element_id = element_id
    milestone.title = entry.line("title", title)
    milestone.title_en = entry.optional_line("title_en", title_en)
    writer.session.flush()
    return milestone.id


@verb
def archive_milestone(writer: Writer, *, milestone_id: int, version: int, reason: str = "") -> int:
    """Takes a milestone out of the plan. Raises NotThere, StaleWrite, Invalid."""
    milestone = fetch(writer, Milestone, milestone_id, version)
    entry.text("reason", reason)
    milestone.archived_at = writer.now
    writer.session.flush()
    return milestone.id


@verb
def restore_milestone(writer: Writer, *, milestone_id: int, version: int, reason: str = "") -> int:
    """Puts an archived milestone back, where its element is still an activity or output. Raises NotThere,
    StaleWrite, Invalid."""
    milestone = fetch(writer, Milestone, milestone_id, version, archived=True)
    entry.text("reason", reason)
    _delivery(writer, milestone.element_id)
    milestone.archived_at = None
    writer.session.flush()
    return milestone.id


@verb
def complete_milestone(
    writer: Writer,
    *,
    milestone_id: int,
    version: int,
    done_on: date,
    reason: str = "",
    proof: Sequence[Documentation] = (),
) -> int:
    """Says on which day the milestone was reached; ``reason`` is a remark for the history.

    Raises NotThere, StaleWrite, Invalid.
    """
    milestone = _open(writer, milestone_id, version, "done_on")
    entry.not_to_come(writer, "done_on", done_on)
    entry.text("reason", reason)
    milestone.done_on = done_on
    writer.session.flush()
    add_documents(writer, proof=proof, milestone_id=milestone_id)
    return milestone.id


@verb
def move_milestone(
    writer: Writer,
    *,
    milestone_id: int,
    version: int,
    due: date,
    reason: str,
    proof: Sequence[Documentation] = (),
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
    add_documents(writer, proof=proof, milestone_id=milestone_id)
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


def _delivery(writer: Writer, element_id: int) -> Element:
    element = entry.referred(writer, "element_id", Element, element_id)
    if not element.kind.is_delivery:
        raise Invalid("element_id", "only_on_activities_and_outputs")
    return element


def _next_code(writer: Writer, plan_id: int) -> str:
    return next_milestone_code(writer, entry.referred(writer, "element_id", Plan, plan_id))


def _open(writer: Writer, milestone_id: int, version: int, field: str) -> Milestone:
    milestone = fetch(writer, Milestone, milestone_id, version)
    if milestone.done_on is not None:
        raise Invalid(field, "milestone_done")
    return milestone
