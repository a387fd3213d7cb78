"""Milestones: promised, done, moved with a reason, opened again. The first promise never changes."""

from collections.abc import Sequence
from datetime import date

from tracker.records.models import Element, Milestone, Plan
from tracker.services.checks import rows, values
from tracker.services.documents.documentation import Documentation, add_documents
from tracker.services.errors import Invalid
from tracker.services.plans.next_codes import next_milestone_code
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.contents.milestone import MilestoneContents


@verb
def add_milestone(
    writer: Writer,
    *,
    contents: MilestoneContents,
    code: str | None = None,
    due: date,
    baseline_due: date | None = None,
    done_on: date | None = None,
) -> int:
    """Makes a milestone on an activity or output. Without ``baseline_due`` the first promise is ``due``;
    without ``code`` it gets the next. Raises Invalid, Duplicate."""
    element = values.referred(writer, "element_id", Element, contents.element_id)
    plan = values.referred(writer, "element_id", Plan, element.plan_id)
    milestone = Milestone(plan_id=plan.id, due=due, baseline_due=baseline_due or due, done_on=done_on)
    rows.fill(writer, milestone, contents)
    milestone.code = next_milestone_code(writer, plan) if code is None else values.code(code)
    milestone.position = values.next_position(writer, Milestone.position, Milestone.plan_id == plan.id)
    return rows.write(writer, milestone)


@verb
def edit_milestone(writer: Writer, *, milestone_id: int, version: int, contents: MilestoneContents) -> int:
    """Renames a milestone, or moves it to another activity or output of its plan.

    The first promise never changes, and the due date only by ``move_milestone``. Raises NotThere,
    StaleWrite, Invalid.
    """
    milestone = fetch(writer, Milestone, milestone_id, version)
    rows.fill(writer, milestone, contents)
    return rows.write(writer, milestone)


@verb
def archive_milestone(writer: Writer, *, milestone_id: int, version: int, reason: str = "") -> int:
    """Takes a milestone out of the plan. Raises NotThere, StaleWrite, Invalid."""
    return rows.archive(writer, Milestone, milestone_id, version, reason)


@verb
def restore_milestone(writer: Writer, *, milestone_id: int, version: int, reason: str = "") -> int:
    """Puts an archived milestone back, where its element is still an activity or output. Raises NotThere,
    StaleWrite, Invalid."""
    return rows.put_back(writer, Milestone, milestone_id, version, reason)


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
    values.text("reason", reason)
    milestone.done_on = done_on
    rows.write(writer, milestone)
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
    values.line("reason", reason, TEXT_LENGTH)
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
    values.line("reason", reason, TEXT_LENGTH)
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
