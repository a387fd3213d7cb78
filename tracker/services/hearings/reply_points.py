"""Points of a decision: what each concerns, and what was done about it."""

from datetime import date

from tracker.records.models import Element, HearingRecipient, Plan, ReplyPoint
from tracker.services.checks import values
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH


@verb
def add_point(
    writer: Writer,
    *,
    recipient_id: int,
    quote: str = "",
    plan_id: int | None = None,
    element_id: int | None = None,
    done: str = "",
    done_on: date | None = None,
) -> int:
    """Adds a point to a reply. An element names its plan. Raises NotThere, Invalid."""
    recipient = fetch(writer, HearingRecipient, recipient_id)
    if recipient.outcome is None:
        raise Invalid("recipient_id", "has_not_replied")
    place = values.next_position(writer, ReplyPoint.position, ReplyPoint.recipient_id == recipient_id)
    point = ReplyPoint(recipient_id=recipient_id, position=place)
    _fill(writer, point, quote, plan_id, element_id, done, done_on)
    writer.session.add(point)
    writer.session.flush()
    return point.id


@verb
def edit_point(
    writer: Writer,
    *,
    point_id: int,
    version: int,
    quote: str = "",
    plan_id: int | None = None,
    element_id: int | None = None,
    done: str = "",
    done_on: date | None = None,
) -> int:
    """Raises NotThere, StaleWrite, Invalid."""
    point = fetch(writer, ReplyPoint, point_id, version)
    _fill(writer, point, quote, plan_id, element_id, done, done_on)
    writer.session.flush()
    return point_id


@verb
def archive_point(writer: Writer, *, point_id: int, version: int, reason: str) -> int:
    """Takes a point off its reply; the decision itself stays as it was written. Raises NotThere, StaleWrite,
    Invalid."""
    point = fetch(writer, ReplyPoint, point_id, version)
    values.line("reason", reason, TEXT_LENGTH)
    point.archived_at = writer.now
    writer.session.flush()
    return point_id


@verb
def restore_point(writer: Writer, *, point_id: int) -> int:
    """Puts an archived point back. Raises NotThere."""
    point = fetch(writer, ReplyPoint, point_id, archived=True)
    point.archived_at = None
    writer.session.flush()
    return point_id


def _fill(
    writer: Writer,
    point: ReplyPoint,
    quote: str,
    plan_id: int | None,
    element_id: int | None,
    done: str,
    done_on: date | None,
) -> None:
    if element_id is not None:
        if element_id == point.element_id:
            plan_id = point.plan_id  # an element that was archived since stays where it was tied
        else:
            plan_id = values.referred(writer, "concerns", Element, element_id).plan_id
    elif plan_id is not None and plan_id != point.plan_id:
        values.referred(writer, "concerns", Plan, plan_id)
    point.quote = values.text("quote", quote)
    if not point.quote and plan_id is None:
        raise Invalid("quote", "required")
    point.plan_id, point.element_id = plan_id, element_id
    point.done = values.text("done", done)
    if done_on is not None:
        values.not_to_come(writer, "done_on", done_on)
        if not point.done:
            raise Invalid("done", "required")
    point.done_on = done_on
