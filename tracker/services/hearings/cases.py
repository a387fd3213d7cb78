"""Cases of the municipality, and what has to come of them."""

from datetime import date

import sqlalchemy as sa

from tracker.records.models import Case, Hearing, Strategy
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH


@verb
def add_case(
    writer: Writer,
    *,
    strategy_id: int,
    code: str,
    title: str,
    title_en: str | None = None,
    origin: str = "",
    origin_on: date | None = None,
    deliverable: str = "",
    deliverable_due: date | None = None,
    delivered_on: date | None = None,
    illustrative: bool = False,
) -> int:
    """Makes a case; ``code`` is its number in the journal. Raises Invalid, Duplicate."""
    values.referred(writer, "strategy_id", Strategy, strategy_id)
    case = Case(strategy_id=strategy_id, illustrative=illustrative)
    _fill(writer, case, code, title, title_en, origin, origin_on, deliverable, deliverable_due, delivered_on)
    return rows.add(writer, case, "code", case.code)


@verb
def edit_case(
    writer: Writer,
    *,
    case_id: int,
    version: int,
    code: str,
    title: str,
    title_en: str | None = None,
    origin: str = "",
    origin_on: date | None = None,
    deliverable: str = "",
    deliverable_due: date | None = None,
    delivered_on: date | None = None,
) -> int:
    """Raises NotThere, StaleWrite, Invalid, Duplicate."""
    case = fetch(writer, Case, case_id, version)
    _fill(writer, case, code, title, title_en, origin, origin_on, deliverable, deliverable_due, delivered_on)
    return rows.add(writer, case, "code", case.code)


@verb
def archive_case(writer: Writer, *, case_id: int, version: int, reason: str) -> int:
    """Takes a case out of the list, with its documents; one with a hearing stays. Raises NotThere,
    StaleWrite, Invalid."""
    case = fetch(writer, Case, case_id, version)
    values.line("reason", reason, TEXT_LENGTH)
    if writer.session.scalar(sa.select(Hearing.id).where(Hearing.case_id == case_id).limit(1)) is not None:
        raise Invalid("case_id", "case_has_hearings")
    case.archived_at = writer.now
    writer.session.flush()
    return case_id


@verb
def restore_case(writer: Writer, *, case_id: int) -> int:
    """Puts an archived case back. Raises NotThere."""
    case = fetch(writer, Case, case_id, archived=True)
    case.archived_at = None
    writer.session.flush()
    return case_id


def _fill(
    writer: Writer,
    case: Case,
    code: str,
    title: str,
    title_en: str | None,
    origin: str,
    origin_on: date | None,
    deliverable: str,
    deliverable_due: date | None,
    delivered_on: date | None,
) -> None:
    for field, day in (("origin_on", origin_on), ("delivered_on", delivered_on)):
        if day is not None:
            values.not_to_come(writer, field, day)
    case.code = values.code(code)
    case.title = values.line("title", title)
    case.title_en = values.optional_line("title_en", title_en)
    case.origin = values.text("origin", origin)
    case.origin_on = origin_on
    case.deliverable = values.text("deliverable", deliverable)
    if not case.deliverable and (deliverable_due or delivered_on):
        raise Invalid("deliverable", "required")
    case.deliverable_due = deliverable_due
    case.delivered_on = delivered_on
