"""Documents of cases, and attachments of replies: an address, a file in the store, or only named.

A file lies in the store before the transaction begins, and stays there when its document is withdrawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.records.models import Case, CaseDocument, Hearing, HearingRecipient
from tracker.records.queries.hearings.case_documents import case_room_taken
from tracker.services.checks import rows, values
from tracker.services.documents.documentation import PlacedFile, refuse_known_file
from tracker.services.errors import Invalid, NotThere
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import CaseDocumentKind


@dataclass(frozen=True, slots=True)
class CasePaper:
    """A document to be added; with neither ``url`` nor ``file`` it is only named. ``dated_on`` is its own
    date."""

    title: str
    kind: CaseDocumentKind = CaseDocumentKind.OTHER
    title_en: str | None = None
    url: str | None = None
    file: PlacedFile | None = None
    dated_on: date | None = None


@verb
def add_case_documents(
    writer: Writer, *, case_id: int, recipient_id: int | None = None, papers: Sequence[CasePaper]
) -> list[int]:
    """Adds documents to a case or, with ``recipient_id``, attachments to the reply of one recipient of a
    hearing in it; all or none.

    Raises NotThere, and Invalid on ``document_title``, ``document_url``, ``document_file`` or ``dated_on``:
    so too where the case's files would take more than its quota.
    """
    fetch(writer, Case, case_id)
    if recipient_id is not None and _case_of(writer, recipient_id) != case_id:
        raise NotThere
    made = []
    for paper in papers:
        if paper.dated_on is not None:
            values.not_to_come(writer, "dated_on", paper.dated_on)
        document = CaseDocument(
            case_id=case_id,
            recipient_id=recipient_id,
            kind=paper.kind,
            title=values.line("document_title", paper.title),
            title_en=values.optional_line("title_en", paper.title_en),
            url=None if paper.url is None else values.web_address("document_url", paper.url),
            dated_on=paper.dated_on,
            added_by_id=writer.actor_id,
            added_at=writer.now,
        )
        if paper.file is not None:
            _place(writer, document, paper.file)
        writer.session.add(document)
        writer.session.flush()
        made.append(document.id)
    return made


@verb
def withdraw_case_document(writer: Writer, *, document_id: int, version: int, reason: str) -> int:
    """Takes a document from the pages, for a reason that the history keeps; its file stays in the store.

    Raises NotThere, StaleWrite, Invalid.
    """
    return rows.archive(writer, CaseDocument, document_id, version, reason, needed=True)


@verb
def restore_case_document(writer: Writer, *, document_id: int) -> int:
    """Puts a withdrawn document back. Raises NotThere."""
    return rows.put_back(writer, CaseDocument, document_id)


def _case_of(writer: Writer, recipient_id: int) -> int | None:
    query = sa.select(Hearing.case_id).join(HearingRecipient, HearingRecipient.hearing_id == Hearing.id)
    return writer.session.scalar(query.where(HearingRecipient.id == recipient_id))


def _place(writer: Writer, document: CaseDocument, placed: PlacedFile) -> None:
    """Withdrawn documents count: their files are kept."""
    file = placed.file
    left = max(0, placed.quota - case_room_taken(writer.session, document.case_id))
    if file.size > left:
        details = {"name": file.file_name, "size": file.size, "left": left, "quota": placed.quota}
        raise Invalid("document_file", "over_case_quota", details)
    refuse_known_file(writer, file)
    document.stored_as = file.stored_as
    document.file_name = file.file_name
    document.media_type = file.media_type
    document.size = file.size
    document.sha256 = file.sha256
