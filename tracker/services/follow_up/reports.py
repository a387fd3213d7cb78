"""Status reports: the word of an owner on one element on one day, kept for ever."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from tracker.records.models import Element, StatusReport
from tracker.services.checks import values
from tracker.services.documents.documentation import Documentation, add_documents
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import DeliveryStatus, ElementKind, ResultStatus

Status = DeliveryStatus | ResultStatus


@verb
def report_status(
    writer: Writer,
    *,
    element_id: int,
    reported_on: date,
    status: Status,
    happened: str = "",
    next_step: str = "",
    unchanged: bool = False,
    proof: Sequence[Documentation] = (),
) -> int:
    """Adds a report to the element's history and gives its number; no earlier report changes.

    Delivery status belongs to activities and outputs, result status to outcomes and goals (DOMAIN: two
    sets that never mix). Two people who report at the same time both stay in the history. ``proof`` is
    attached to the report. Raises NotThere, Invalid.
    """
    element = fetch(writer, Element, element_id)
    _check_kind(element.kind, status)
    values.not_to_come(writer, "reported_on", reported_on)
    report = StatusReport(
        plan_id=element.plan_id,
        element_id=element_id,
        reported_on=reported_on,
        delivery_status=status if isinstance(status, DeliveryStatus) else None,
        result_status=status if isinstance(status, ResultStatus) else None,
        happened=values.text("happened", happened),
        next_step=values.text("next_step", next_step),
        unchanged=unchanged,
        reported_by_id=writer.actor_id,
    )
    writer.session.add(report)
    writer.session.flush()
    add_documents(writer, proof=proof, report_id=report.id)
    return report.id


@verb
def report_no_change(writer: Writer, *, element_id: int) -> int:
    """Repeats the latest status and next step as of today. Nothing happened, so no such text is repeated.

    Raises NotThere, and Invalid where nobody has reported yet.
    """
    fetch(writer, Element, element_id)
    latest = writer.session.scalar(
        sa.select(StatusReport)
        .where(StatusReport.element_id == element_id)
        .order_by(StatusReport.reported_on.desc(), StatusReport.id.desc())
        .limit(1)
    )
    status = (latest.delivery_status or latest.result_status) if latest else None
    if latest is None or status is None:
        raise Invalid("status", "never_reported")
    return report_status(
        writer,
        element_id=element_id,
        reported_on=writer.today,
        status=status,
        next_step=latest.next_step,
        unchanged=True,
    )


def _check_kind(kind: ElementKind, status: Status) -> None:
    if not (kind.is_delivery or kind.is_result):
        raise Invalid("status", "not_reported_on")
    if kind.is_delivery is not isinstance(status, DeliveryStatus):
        raise Invalid("status", "delivery_status_only" if kind.is_delivery else "result_status_only")
