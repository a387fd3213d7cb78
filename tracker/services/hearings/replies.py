"""What a recipient of a hearing decided: one reply each, its decision as it was written."""

from tracker.records.models import Hearing, HearingRecipient
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.contents.hearing import ReplyContents


@verb
def record_reply(writer: Writer, *, recipient_id: int, version: int, contents: ReplyContents) -> int:
    """Records the reply of a recipient who has none. Raises NotThere, StaleWrite, Invalid."""
    recipient = fetch(writer, HearingRecipient, recipient_id, version)
    if recipient.outcome is not None:
        raise Invalid("recipient_id", "has_replied")
    _while_open(writer, recipient)
    rows.fill(writer, recipient, contents)
    recipient.recorded_at = writer.now
    recipient.recorded_by_id = writer.actor_id
    return rows.write(writer, recipient)


@verb
def correct_reply(
    writer: Writer, *, recipient_id: int, version: int, contents: ReplyContents, reason: str
) -> int:
    """Corrects a reply; what it said before stays in the history. Raises NotThere, StaleWrite, Invalid."""
    recipient = fetch(writer, HearingRecipient, recipient_id, version)
    if recipient.outcome is None:
        raise Invalid("recipient_id", "has_not_replied")
    values.line("reason", reason, TEXT_LENGTH)
    _while_open(writer, recipient)
    rows.fill(writer, recipient, contents)
    return rows.write(writer, recipient)


def _while_open(writer: Writer, recipient: HearingRecipient) -> None:
    if fetch(writer, Hearing, recipient.hearing_id).closed_on is not None:
        raise Invalid("recipient_id", "hearing_is_closed")
