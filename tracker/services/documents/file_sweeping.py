"""Sweeping the store: files that no documentation and no document of a case speaks of, and those of them
whose file is gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import CaseDocument, Document
from tracker.services.documents.file_store import FileStore

LEFT_ALONE = timedelta(days=1)
"""So long a file may wait for its row: its form may have been refused and be open in a browser."""


@dataclass(frozen=True, slots=True)
class MissingFile:
    """Documentation, or a document of a case, whose file is not in the store."""

    document_id: int
    title: str
    stored_as: str


@dataclass(frozen=True, slots=True)
class Swept:
    """``removed`` files had no row; ``waiting`` have none yet and are younger than a day."""

    removed: int
    waiting: int
    kept: int
    missing: tuple[MissingFile, ...]


def sweep(session: Session, store: FileStore, now: datetime) -> Swept:
    """Removes from the store what no row speaks of, withdrawn ones included, once it is a day old.

    ``now`` is the machine's own time, as the files have it.
    """
    # first the files, then the rows: a file that gets its row in between is not taken for an orphan
    found = list(store.files())
    rows = [
        row
        for model in (Document, CaseDocument)
        for row in session.execute(
            sa.select(model.id, model.title, model.stored_as)
            .where(model.stored_as.is_not(None))
            .order_by(model.id)
        )
    ]
    session.rollback()
    spoken_of = {name for _number, _title, name in rows}
    there = {file.name for file in found if not file.unfinished}
    orphans = [file for file in found if file.unfinished or file.name not in spoken_of]
    old = [file for file in orphans if now - file.written > LEFT_ALONE]
    for file in old:
        file.path.unlink(missing_ok=True)
    missing = tuple(
        MissingFile(number, title, name or "") for number, title, name in rows if name not in there
    )
    return Swept(len(old), len(orphans) - len(old), len(found) - len(orphans), missing)
