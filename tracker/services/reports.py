"""Status reports: the word of an owner about an activity, an output or an outcome, kept for ever."""

from datetime import date

import sqlalchemy as sa

from tracker.records.models import Element, StatusReport
from tracker.services import entry
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import DeliveryStatus, ResultStatus


@verb
def report_status(
    writer: Writer,
    *,
    element_id: int,
    reported_on: date,
    status: DeliveryStatus | ResultStatus,
    happened: str = "",
    next_step: str = "",
    unchanged: bool = False,
) -> int:
    """Adds a report; earlier ones stay.

    Delivery status is for activities and outputs, result status for outcomes (DOMAIN, "Status, two sets
    that never mix"). Raises Invalid for the wrong set and for a day to come, NotThere.
    """
    element = fetch(writer, Element, element_id)
    if element.kind.is_delivery:
        fits = isinstance(status, DeliveryStatus)
    elif element.kind.is_outcome:
        fits = isinstance(status, ResultStatus)
    else:
        raise Invalid("status", "not_reported_on")
    if not fits:
        raise Invalid("status", "other_status_set")
    entry.not_to_come(writer, "reported_on", reported_on)
    report = StatusReport(
        plan_id=element.plan_id,
        element_id=element.id,
        reported_on=reported_on,
        delivery_status=status if isinstance(status, DeliveryStatus) else None,
        result_status=status if isinstance(status, ResultStatus) else None,
        happened=entry.text("happened", happened),
        next_step=entry.text("next_step", next_step),
        unchanged=unchanged,
        reported_by_id=writer.actor_id,
    )
    writer.session.add(report)
    writer.session.flush()
    return report.id


@verb
def report_no_change(writer: Writer, *, element_id: int) -> int:
    """Says today that the latest report still holds. Raises Invalid where there is none, NotThere."""
    latest = writer.session.scalars(
        sa.select(StatusReport)
        .where(StatusReport.element_id == element_id)
        .order_by(StatusReport.reported_on.desc(), StatusReport.id.desc())
        .limit(1)
    ).one_or_none()
    if latest is None:
        raise Invalid("status", "no_earlier_report")
    status = latest.delivery_status or latest.result_status
    if status is None:
        raise Invalid("status", "no_earlier_report")
    return report_status(
        writer,
        element_id=element_id,
        reported_on=writer.today,
        status=status,
        happened=latest.happened,
        next_step=latest.next_step,
        unchanged=True,
    )
