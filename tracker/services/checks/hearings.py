"""What cases, replies to hearings and points of decisions have to do with others, and with today."""

from tracker.records.models import Case, Hearing, HearingRecipient, ReplyPoint
from tracker.services.checks.values import not_to_come
from tracker.services.errors import Invalid
from tracker.services.verb import Writer


def case(writer: Writer, row: Case) -> None:
    if row.origin_on is not None:
        not_to_come(writer, "origin_on", row.origin_on)
    if row.delivered_on is not None:
        not_to_come(writer, "delivered_on", row.delivered_on)


def reply(writer: Writer, row: HearingRecipient) -> None:
    """The meeting was held, and not before the hearing was opened."""
    if row.met_on is None:
        return
    not_to_come(writer, "met_on", row.met_on)
    opened = writer.session.get_one(Hearing, row.hearing_id).opened_on
    if row.met_on < opened:
        raise Invalid("met_on", "met_before_opening", {"opened": opened})


def point(writer: Writer, row: ReplyPoint) -> None:
    if row.done_on is not None:
        not_to_come(writer, "done_on", row.done_on)
