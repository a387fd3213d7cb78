"""What a recipient of a hearing decided: one reply each, its decision as it was written."""

from datetime import date

from tracker.records.models import Hearing, HearingRecipient
from tracker.services.checks import values
from tracker.services.errors import Invalid
from tracker.services.hearings.hearings import AGENDA_LENGTH
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH, UNPRINTABLE
from tracker.theory.kinds import HearingOutcome


@verb
def record_reply(
    writer: Writer,
    *,
    recipient_id: int,
    version: int,
    met_on: date,
    agenda_item: str = "",
    outcome: HearingOutcome,
    decision: str,
    decision_en: str = "",
) -> int:
    """Records the reply of a recipient who has none; ``decision`` is kept to the letter.

    Raises NotThere, StaleWrite, Invalid.
    """
    recipient = fetch(writer, HearingRecipient, recipient_id, version)
    if recipient.outcome is not None:
        raise Invalid("recipient_id", "has_replied")
    _fill(writer, recipient, met_on, agenda_item, outcome, decision, decision_en)
    recipient.recorded_at = writer.now
    recipient.recorded_by_id = writer.actor_id
    writer.session.flush()
    return recipient_id


@verb
def correct_reply(
    writer: Writer,
    *,
    recipient_id: int,
    version: int,
    met_on: date,
    agenda_item: str = "",
    outcome: HearingOutcome,
    decision: str,
    decision_en: str = "",
    reason: str,
) -> int:
    """Corrects a reply; what it said before stays in the history. Raises NotThere, StaleWrite, Invalid."""
    recipient = fetch(writer, HearingRecipient, recipient_id, version)
    if recipient.outcome is None:
        raise Invalid("recipient_id", "has_not_replied")
    values.line("reason", reason, TEXT_LENGTH)
    _fill(writer, recipient, met_on, agenda_item, outcome, decision, decision_en)
    writer.session.flush()
    return recipient_id


def _fill(
    writer: Writer,
    recipient: HearingRecipient,
    met_on: date,
    agenda_item: str,
    outcome: HearingOutcome,
    decision: str,
    decision_en: str,
) -> None:
    hearing = fetch(writer, Hearing, recipient.hearing_id)
    if hearing.closed_on is not None:
        raise Invalid("recipient_id", "hearing_is_closed")
    values.not_to_come(writer, "met_on", met_on)
    if met_on < hearing.opened_on:
        raise Invalid("met_on", "met_before_opening", {"opened": hearing.opened_on})
    recipient.met_on = met_on
    recipient.agenda_item = values.text("agenda_item", agenda_item, AGENDA_LENGTH)
    recipient.outcome = outcome
    recipient.decision = _verbatim("decision", decision)
    recipient.decision_en = values.text("decision_en", decision_en)


def _verbatim(field: str, value: str) -> str:
    """A text that has to be there, its blanks and line ends untouched."""
    if not value.strip():
        raise Invalid(field, "required")
    if UNPRINTABLE.search(value):
        raise Invalid(field, "control_characters")
    if len(value) > TEXT_LENGTH:
        raise Invalid(field, "too_long")
    return value
