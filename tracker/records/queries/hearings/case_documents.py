"""Documents of a case: its own, and the attachments of replies to hearings in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import CaseDocument, HearingDocument, User
from tracker.records.queries.localised import localised_column
from tracker.theory.kinds import CaseDocumentKind


@dataclass(frozen=True, slots=True)
class CasePaperRow:
    """A document as pages show it: an address, a file, or with neither only named. ``by`` is empty where a
    strategy file said so."""

    id: int
    version: int
    case_id: int
    recipient_id: int | None
    kind: CaseDocumentKind
    title: str
    url: str | None
    stored_as: str | None
    file_name: str | None
    media_type: str | None
    size: int | None
    sha256: str | None
    dated_on: date | None
    withdrawn: bool
    by: str


def case_document(session: Session, document_id: int, language: str) -> CasePaperRow | None:
    """One document, withdrawn ones too. One query."""
    row = session.execute(_rows(language).where(CaseDocument.id == document_id)).one_or_none()
    return None if row is None else CasePaperRow(*row)


def documents_of_case(session: Session, case_id: int, language: str) -> list[CasePaperRow]:
    """The case's own documents by date, withdrawn ones too. One query."""
    query = _rows(language).where(CaseDocument.case_id == case_id, CaseDocument.recipient_id.is_(None))
    return _listed(session, query)


def attachments(session: Session, recipient_id: int, language: str) -> list[CasePaperRow]:
    """What is attached to one reply, withdrawn ones too. One query."""
    return _listed(session, _rows(language).where(CaseDocument.recipient_id == recipient_id))


def heard_on(session: Session, hearing_id: int, language: str) -> list[CasePaperRow]:
    """The documents that a hearing is on, withdrawn ones too. One query."""
    query = _rows(language).join(HearingDocument, HearingDocument.document_id == CaseDocument.id)
    return _listed(session, query.where(HearingDocument.hearing_id == hearing_id))


def case_room_taken(session: Session, case_id: int) -> int:
    """Bytes that the files of a case take, attachments and withdrawn ones included. One query."""
    query = sa.select(sa.func.coalesce(sa.func.sum(CaseDocument.size), 0))
    return int(session.scalar(query.where(CaseDocument.case_id == case_id)) or 0)


def _rows(language: str) -> Any:
    return (
        sa.select(
            CaseDocument.id,
            CaseDocument.version,
            CaseDocument.case_id,
            CaseDocument.recipient_id,
            CaseDocument.kind,
            localised_column(CaseDocument, language),
            CaseDocument.url,
            CaseDocument.stored_as,
            CaseDocument.file_name,
            CaseDocument.media_type,
            CaseDocument.size,
            CaseDocument.sha256,
            CaseDocument.dated_on,
            CaseDocument.archived_at.is_not(None),
            sa.func.coalesce(localised_column(User, language, "name"), ""),
        )
        .select_from(CaseDocument)
        .outerjoin(User, User.id == CaseDocument.added_by_id)
    )


def _listed(session: Session, query: Any) -> list[CasePaperRow]:
    ordered = query.order_by(CaseDocument.dated_on.is_(None), CaseDocument.dated_on, CaseDocument.id)
    return [CasePaperRow(*row) for row in session.execute(ordered)]
