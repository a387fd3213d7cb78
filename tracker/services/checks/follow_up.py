"""What status reports, milestones, indicators and their readings have to do with others."""

from datetime import date

import sqlalchemy as sa

from tracker.records.models import (
    Disaggregation,
    Element,
    Indicator,
    IndicatorReading,
    Measurement,
    Milestone,
    StatusReport,
)
from tracker.services.checks.plans import own, there
from tracker.services.checks.values import not_to_come
from tracker.services.errors import Invalid
from tracker.services.verb import Writer
from tracker.theory.follow_up.breakdowns import is_ratio
from tracker.theory.kinds import ElementKind


def milestone(writer: Writer, row: Milestone) -> None:
    holder = own(writer, row.plan_id, "element_id", Element, row.element_id)
    if not holder.kind.is_delivery:
        raise Invalid("element_id", "only_on_activities_and_outputs")
    if row.done_on is not None:
        not_to_come(writer, "done_on", row.done_on)


def _days(indicator: Indicator, read_on: date) -> dict[str, date]:
    return {"baseline": indicator.baseline_on, "reading": read_on}


def report(writer: Writer, row: StatusReport) -> None:
    """Delivery status belongs to activities and outputs, result status to outcomes and goals (DOMAIN: two
    sets that never mix), and nobody reports on a day to come."""
    kind = writer.session.get_one(Element, row.element_id).kind
    if not (kind.is_delivery or kind.is_result):
        raise Invalid("status", "not_reported_on")
    if kind.is_delivery is (row.delivery_status is None):
        raise Invalid("status", "delivery_status_only" if kind.is_delivery else "result_status_only")
    not_to_come(writer, "reported_on", row.reported_on)


def reading(writer: Writer, row: IndicatorReading) -> None:
    """A reading comes after the baseline, and is not to come (DOMAIN, Indicator)."""
    indicator = writer.session.get_one(Indicator, row.indicator_id)
    if row.read_on <= indicator.baseline_on:
        raise Invalid("read_on", "reading_not_after_baseline", _days(indicator, row.read_on))
    not_to_come(writer, "read_on", row.read_on)


def indicator(writer: Writer, row: Indicator) -> None:
    """Readings come after the baseline, and parts that add up are no shares (DOMAIN, Indicator)."""
    holder = own(writer, row.plan_id, "element_id", Element, row.element_id)
    if holder.kind is ElementKind.EXTERNAL:
        raise Invalid("element_id", "not_on_external_factors")
    there(writer, Measurement, "measurement_id", row.measurement_id)
    first = sa.select(sa.func.min(IndicatorReading.read_on))
    read_on: date | None = writer.session.scalar(first.where(IndicatorReading.indicator_id == row.id))
    if read_on is not None and read_on <= row.baseline_on:
        raise Invalid("baseline_on", "reading_not_after_baseline", _days(row, read_on))
    adding = sa.exists().where(Disaggregation.indicator_id == row.id, Disaggregation.adds_up)
    if is_ratio(row.unit) and writer.session.scalar(sa.select(adding)):
        raise Invalid("unit", "parts_add_up")
