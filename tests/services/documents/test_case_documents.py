"""Documents of cases: named, by address, by file; their room, and what the sweeper keeps."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories import Maker
from tests.personas import TODAY
from tracker.records.queries.hearings.case_documents import attachments, case_room_taken, documents_of_case
from tracker.services.documents.case_documents import (
    CasePaper,
    add_case_documents,
    restore_case_document,
    withdraw_case_document,
)
from tracker.services.documents.documentation import PlacedFile
from tracker.services.documents.file_store import FileStore
from tracker.services.documents.file_sweeping import LEFT_ALONE, sweep
from tracker.services.errors import Invalid, NotThere, StaleWrite
from tracker.services.verb import Writer


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def placed(store: FileStore, text: bytes = b"Referat", quota: int = 1_000) -> PlacedFile:
    return PlacedFile(store.take(BytesIO(text), "referat.txt"), quota)


def refused(writer: Writer, case: int, paper: CasePaper, **given: Any) -> tuple[str, str]:
    with pytest.raises(Invalid) as caught:
        add_case_documents(writer, case_id=case, papers=[paper], **given)
    return caught.value.field, caught.value.fault


def test_a_document_is_named_or_has_an_address_or_a_file(
    session: Session, writer: Writer, make: Maker, store: FileStore
) -> None:
    papers = [
        CasePaper("Kommissorium"),
        CasePaper("Dagsorden", url="https://example.org/dagsorden"),
        CasePaper("Referat", file=placed(store)),
    ]
    case = make.case()
    add_case_documents(writer, case_id=case, papers=papers)
    found = documents_of_case(session, case, "da")
    assert [(one.title, bool(one.url), bool(one.stored_as)) for one in found] == [
        ("Kommissorium", False, False),
        ("Dagsorden", True, False),
        ("Referat", False, True),
    ]


def test_what_cannot_be_opened_or_lies_ahead_is_refused(writer: Writer, make: Maker) -> None:
    case = make.case()
    assert refused(writer, case, CasePaper("")) == ("document_title", "required")
    assert refused(writer, case, CasePaper("x", url="javascript:alert(1)")) == (
        "document_url",
        "not_a_web_address",
    )
    ahead = CasePaper("x", dated_on=TODAY + timedelta(days=1))
    assert refused(writer, case, ahead) == ("dated_on", "in_the_future")


def test_all_files_of_a_case_share_its_room_attachments_and_withdrawn_ones_too(
    session: Session, writer: Writer, make: Maker, store: FileStore
) -> None:
    case = make.case()
    recipient = make.replied(make.recipient(make.hearing(case_id=case)))
    [first] = add_case_documents(writer, case_id=case, papers=[CasePaper("a", file=placed(store))])
    withdraw_case_document(writer, document_id=first, version=1, reason="Forkert")
    add_case_documents(
        writer, case_id=case, recipient_id=recipient, papers=[CasePaper("b", file=placed(store))]
    )
    assert case_room_taken(session, case) == 14
    session.rollback()
    too_much = CasePaper("c", file=placed(store, quota=20))
    assert refused(writer, case, too_much) == ("document_file", "over_case_quota")


def test_a_file_of_the_store_belongs_to_one_document(writer: Writer, make: Maker, store: FileStore) -> None:
    file = placed(store)
    make.document(element_id=make.element(), file=file)
    assert refused(writer, make.case(), CasePaper("x", file=file)) == ("document_file", "file_in_use")


def test_an_attachment_belongs_to_a_reply_of_the_case(session: Session, writer: Writer, make: Maker) -> None:
    recipient = make.replied()
    with pytest.raises(NotThere):
        add_case_documents(
            writer, case_id=make.case(), recipient_id=recipient, papers=[CasePaper("Udskrift")]
        )
    add_case_documents(
        writer, case_id=make.the("case"), recipient_id=recipient, papers=[CasePaper("Udskrift")]
    )
    assert [one.title for one in attachments(session, recipient, "da")] == ["Udskrift"]
    assert documents_of_case(session, make.the("case"), "da") == []


def test_withdrawing_says_why_and_can_be_taken_back(session: Session, writer: Writer, make: Maker) -> None:
    case = make.case()
    [paper] = add_case_documents(writer, case_id=case, papers=[CasePaper("Bilag")])
    with pytest.raises(Invalid):
        withdraw_case_document(writer, document_id=paper, version=1, reason=" ")
    with pytest.raises(StaleWrite):
        withdraw_case_document(writer, document_id=paper, version=2, reason="Forkert")
    withdraw_case_document(writer, document_id=paper, version=1, reason="Forkert")
    assert documents_of_case(session, case, "da")[0].withdrawn
    session.rollback()
    restore_case_document(writer, document_id=paper)
    assert not documents_of_case(session, case, "da")[0].withdrawn


def test_the_sweeper_keeps_files_of_cases_and_tells_which_are_gone(
    session: Session, writer: Writer, make: Maker, store: FileStore
) -> None:
    kept, lost, orphan = placed(store), placed(store), placed(store)
    add_case_documents(
        writer, case_id=make.case(), papers=[CasePaper("a", file=kept), CasePaper("Væk", file=lost)]
    )
    store.remove(lost.file.stored_as)
    swept = sweep(session, store, datetime.now(UTC) + LEFT_ALONE + timedelta(hours=1))
    assert (swept.removed, swept.kept, [one.title for one in swept.missing]) == (1, 1, ["Væk"])
    assert store.path(kept.file.stored_as) is not None
    assert store.path(orphan.file.stored_as) is None
