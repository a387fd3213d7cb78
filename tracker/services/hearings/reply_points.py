"""Points of a decision: what each concerns, and what was done about it."""

from dataclasses import replace

from tracker.records.models import Element, HearingRecipient, Plan, ReplyPoint
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.hearing import PointContents


@verb
def add_point(writer: Writer, *, recipient_id: int, contents: PointContents) -> int:
    """Adds a point to a reply. Raises NotThere, Invalid."""
    recipient = fetch(writer, HearingRecipient, recipient_id)
    if recipient.outcome is None:
        raise Invalid("recipient_id", "has_not_replied")
    place = values.next_position(writer, ReplyPoint.position, ReplyPoint.recipient_id == recipient_id)
    point = ReplyPoint(recipient_id=recipient_id, position=place)
    rows.fill(writer, point, _tied(writer, point, contents))
    return rows.write(writer, point)


@verb
def edit_point(writer: Writer, *, point_id: int, version: int, contents: PointContents) -> int:
    """Changes a point; all of it is given, as a form holds it. Raises NotThere, StaleWrite, Invalid."""
    point = fetch(writer, ReplyPoint, point_id, version)
    rows.fill(writer, point, _tied(writer, point, contents))
    return rows.write(writer, point)


@verb
def archive_point(writer: Writer, *, point_id: int, version: int, reason: str) -> int:
    """Takes a point off its reply; the decision itself stays as it was written. Raises NotThere, StaleWrite,
    Invalid."""
    return rows.archive(writer, ReplyPoint, point_id, version, reason, needed=True)


@verb
def restore_point(writer: Writer, *, point_id: int) -> int:
    """Puts an archived point back. Raises NotThere."""
    return rows.put_back(writer, ReplyPoint, point_id)


def _tied(writer: Writer, point: ReplyPoint, contents: PointContents) -> PointContents:
    """The same with the plan that an element names. What is tied to anew has to be there; what was archived
    since stays where it was tied. Raises Invalid on ``concerns``."""
    element_id, plan_id = contents.element_id, contents.plan_id
    if element_id is not None and element_id == point.element_id:
        plan_id = point.plan_id
    elif element_id is not None:
        plan_id = values.referred(writer, "concerns", Element, element_id).plan_id
    elif plan_id is not None and plan_id != point.plan_id:
        values.referred(writer, "concerns", Plan, plan_id)
    return replace(contents, plan_id=plan_id)
