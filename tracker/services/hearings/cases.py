"""Cases of the municipality, and what has to come of them."""

import sqlalchemy as sa

from tracker.records.models import Case, Hearing, Strategy
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.case import CaseContents
from tracker.theory.contents.fields import TEXT_LENGTH


@verb
def add_case(writer: Writer, *, strategy_id: int, contents: CaseContents, illustrative: bool = False) -> int:
    """Raises Invalid, Duplicate."""
    values.referred(writer, "strategy_id", Strategy, strategy_id)
    case = Case(strategy_id=strategy_id, illustrative=illustrative)
    rows.fill(writer, case, contents)
    return rows.write(writer, case)


@verb
def edit_case(writer: Writer, *, case_id: int, version: int, contents: CaseContents) -> int:
    """Changes a case; all of it is given, as a form holds it. Raises NotThere, StaleWrite, Invalid,
    Duplicate."""
    case = fetch(writer, Case, case_id, version)
    rows.fill(writer, case, contents)
    return rows.write(writer, case)


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
    return rows.put_back(writer, Case, case_id)
