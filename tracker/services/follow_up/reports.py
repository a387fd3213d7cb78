"""Status reports: the word of an owner on one element on one day, kept for ever."""

from collections.abc import Sequence

import sqlalchemy as sa

from tracker.records.models import Element, StatusReport
from tracker.services.checks import rows
from tracker.services.documents.documentation import Documentation, add_documents
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.report import ReportContents
from tracker.theory.kinds import DeliveryStatus, ResultStatus

Status = DeliveryStatus | ResultStatus


@verb
def report_status(
    writer: Writer,
    *,
    element_id: int,
    status: Status,
    contents: ReportContents,
    proof: Sequence[Documentation] = (),
) -> int:
    """Adds a report to the element's history and gives its number; no earlier report changes.

    Two people who report at the same time both stay in the history. ``proof`` is attached to the report.
    Raises NotThere, Invalid.
    """
    element = fetch(writer, Element, element_id)
    report = StatusReport(
        plan_id=element.plan_id,
        element_id=element_id,
        delivery_status=status if isinstance(status, DeliveryStatus) else None,
        result_status=status if isinstance(status, ResultStatus) else None,
        reported_by_id=writer.actor_id,
    )
    rows.fill(writer, report, contents)
    report_id = rows.write(writer, report)
    add_documents(writer, proof=proof, report_id=report_id)
    return report_id


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
    again = ReportContents(reported_on=writer.today, next_step=latest.next_step, unchanged=True)
    return report_status(writer, element_id=element_id, status=status, contents=again)
