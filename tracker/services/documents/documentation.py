"""Documentation: proof that something was done or measured. Never research evidence.

A document is an address or a file. A file lies in the store before the transaction begins
(``tracker.services.documents.file_store``), and stays there when its document is withdrawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import (
    CaseDocument,
    Document,
    Element,
    IndicatorReading,
    Milestone,
    StatusReport,
)
from tracker.records.queries.plans.documents import room_taken
from tracker.services.checks import rows, values
from tracker.services.documents.file_store import StoredFile
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, verb

MOST_AT_ONCE = 10
"""So many files come with one form."""

HOLDERS: dict[str, type[Element] | type[StatusReport] | type[Milestone] | type[IndicatorReading]] = {
    "element_id": Element,
    "report_id": StatusReport,
    "milestone_id": Milestone,
    "reading_id": IndicatorReading,
}


@dataclass(frozen=True, slots=True)
class PlacedFile:
    """A file of the store; ``quota`` is how many bytes all files of one plan may take together."""

    file: StoredFile
    quota: int


@dataclass(frozen=True, slots=True)
class Documentation:
    """A document that comes with another write: an address, or a file. ``dated_on`` is its own date."""

    title: str
    url: str | None
    dated_on: date
    file: PlacedFile | None = None


@verb
def add_document(
    writer: Writer,
    *,
    element_id: int | None = None,
    report_id: int | None = None,
    milestone_id: int | None = None,
    reading_id: int | None = None,
    title: str,
    url: str | None = None,
    file: PlacedFile | None = None,
    dated_on: date,
) -> int:
    """Attaches an address or a file to one element, report, milestone or reading.

    ``dated_on`` is the document's own date. Raises Invalid on ``document_title``, ``document_url`` or
    ``document_file``, since such fields stand in forms about something else: so too where the plan's files
    would take more than its quota. ValueError unless exactly one holder, and an address or a file, is named.
    """
    given = {
        "element_id": element_id,
        "report_id": report_id,
        "milestone_id": milestone_id,
        "reading_id": reading_id,
    }
    named = [(name, row_id) for name, row_id in given.items() if row_id is not None]
    if len(named) != 1:
        raise ValueError("a document belongs to exactly one element, report, milestone or reading")
    if (url is None) is (file is None):
        raise ValueError("a document is an address or a file")
    [(name, holder_id)] = named
    plan_id = values.referred(writer, name, HOLDERS[name], holder_id).plan_id
    values.not_to_come(writer, "dated_on", dated_on)
    address = None if url is None else values.web_address("document_url", url)
    document = Document(
        plan_id=plan_id,
        **given,
        title=values.line("document_title", title),
        url=address,
        dated_on=dated_on,
        added_by_id=writer.actor_id,
        added_at=writer.now,
    )
    if file is not None:
        _check_room(writer, plan_id, file)
        document.stored_as = file.file.stored_as
        document.file_name = file.file.file_name
        document.media_type = file.file.media_type
        document.size = file.file.size
        document.sha256 = file.file.sha256
    writer.session.add(document)
    writer.session.flush()
    return document.id


@verb
def add_documents(
    writer: Writer,
    *,
    element_id: int | None = None,
    report_id: int | None = None,
    milestone_id: int | None = None,
    reading_id: int | None = None,
    proof: Sequence[Documentation],
) -> list[int]:
    """Attaches several documents to one thing, all or none. Raises what ``add_document`` raises."""
    return [
        add_document(
            writer,
            element_id=element_id,
            report_id=report_id,
            milestone_id=milestone_id,
            reading_id=reading_id,
            title=one.title,
            url=one.url,
            file=one.file,
            dated_on=one.dated_on,
        )
        for one in proof
    ]


@verb
def withdraw_document(writer: Writer, *, document_id: int, version: int, reason: str) -> int:
    """Takes a document from the pages, for a reason that the history keeps; its file stays in the store.

    Raises NotThere, StaleWrite, Invalid.
    """
    return rows.archive(writer, Document, document_id, version, reason, needed=True)


@verb
def restore_document(writer: Writer, *, document_id: int, version: int, reason: str = "") -> int:
    """Puts a withdrawn document back. Raises NotThere, StaleWrite, Invalid."""
    return rows.put_back(writer, Document, document_id, version, reason)


def any_document(session: Session) -> bool:
    """Whether anything is documented."""
    found = session.scalar(sa.select(Document.id).limit(1)) is not None
    session.rollback()
    return found


def refuse_known_file(writer: Writer, file: StoredFile) -> None:
    """Refuses a file of the store that a document of a plan or a case has already. Raises Invalid."""
    for model in (Document, CaseDocument):
        if writer.session.scalar(sa.select(model.id).where(model.stored_as == file.stored_as)) is not None:
            raise Invalid("document_file", "file_in_use", {"name": file.file_name})


def _check_room(writer: Writer, plan_id: int, placed: PlacedFile) -> None:
    """Withdrawn documents count: their files are kept. Two uploads at once cannot both take the last room,
    since one writing transaction is carried out after the other."""
    left = max(0, placed.quota - room_taken(writer.session, plan_id))
    file = placed.file
    if file.size > left:
        details = {"name": file.file_name, "size": file.size, "left": left, "quota": placed.quota}
        raise Invalid("document_file", "over_quota", details)
    refuse_known_file(writer, file)
