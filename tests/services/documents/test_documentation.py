"""Documentation: an address or a file of one thing, within the plan's quota, withdrawn for a reason."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from os import utime
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from tests.databases import opened
from tests.factories import Maker
from tests.personas import NOW, TODAY
from tracker.records.models import Document, Event
from tracker.records.queries.plans.documents import documented, documents_of_plan, stored_document
from tracker.services.documents.documentation import (
    Documentation,
    PlacedFile,
    add_document,
    add_documents,
    restore_document,
    withdraw_document,
)
from tracker.services.documents.file_store import FileStore
from tracker.services.documents.file_sweeping import sweep
from tracker.services.errors import Invalid, NotThere, StaleWrite
from tracker.services.verb import Writer
from tracker.theory.kinds import DeliveryStatus, ElementKind

ROOM = 10**9


@pytest.fixture
def store(tmp_path):
    return FileStore(tmp_path / "store")


@pytest.fixture
def file(store):
    """A text of so many bytes in the store, with so much room in the plan."""

    def taken(size=10, quota=ROOM):
        return PlacedFile(store.take(BytesIO(b"a" * size), "noter.txt"), quota)

    return taken


def test_a_file_is_kept_with_its_name_kind_size_and_checksum(make, file, session):
    placed = file(1234)
    number = make.document(file=placed)
    row = session.get_one(Document, number)
    assert (row.stored_as, row.sha256) == (placed.file.stored_as, placed.file.sha256)
    assert (row.file_name, row.media_type, row.size, row.url) == ("noter.txt", "text/plain", 1234, None)


@pytest.mark.parametrize("given", [{}, {"url": "https://example.org", "file": True}])
def test_a_document_is_an_address_or_a_file(given, make, file, writer):
    found = {**given, "file": file()} if "file" in given else given
    with pytest.raises(ValueError, match="an address or a file"):
        add_document(writer, element_id=make.element(), title="Bevis", dated_on=TODAY, **found)


def test_each_thing_has_its_own_documentation(make, session):
    element, output = make.element(), make.element(ElementKind.OUTPUT)
    indicator = make.indicator(element_id=output)
    things = {
        "element_id": element,
        "report_id": make.report(element, DeliveryStatus.ON_TRACK),
        "milestone_id": make.milestone(element_id=element),
        "reading_id": make.reading(indicator, TODAY, 12),
    }
    made = {name: make.document(**{name: number}) for name, number in things.items()}
    for name, number in things.items():
        found = documented(session, name, number, "da")
        assert found is not None
        assert [one.link.id for one in found.live] == [made[name]]
        assert found.place.element_id == (output if name == "reading_id" else element)
    of_plan = documents_of_plan(session, make.the("plan"), "da")
    assert {one.id for one in of_plan[element]} == set(made.values()) - {made["reading_id"]}
    assert [one.id for one in of_plan[output]] == [made["reading_id"]]


def test_several_are_attached_together_or_not_at_all(make, file, session, writer):
    milestone = make.milestone()
    good = Documentation("Et", None, TODAY, file())
    with pytest.raises(Invalid, match="not_a_web_address"):
        add_documents(
            writer, milestone_id=milestone, proof=[good, Documentation("To", "ftp://example.org", TODAY)]
        )
    assert session.scalars(sa.select(Document)).all() == []
    add_documents(
        writer, milestone_id=milestone, proof=[good, Documentation("To", "https://example.org", TODAY)]
    )
    assert (
        session.scalar(sa.select(sa.func.count(sa.distinct(Event.change))).where(Event.entity == "documents"))
        == 1
    )


def test_the_files_of_a_plan_take_no_more_than_its_quota(make, file):
    element = make.element()
    make.document(element_id=element, file=file(600, 1000))
    with pytest.raises(Invalid) as refused:
        make.document(element_id=element, file=file(401, 1000))
    assert refused.value.fault == "over_quota"
    assert refused.value.details == {"name": "noter.txt", "size": 401, "left": 400, "quota": 1000}
    make.document(element_id=element, file=file(400, 1000))


def test_addresses_take_no_room_and_other_plans_have_their_own(make, file):
    make.document(file=file(1000, 1000))
    make.document()
    make.document(element_id=make.element(plan_id=make.plan()), file=file(1000, 1000))


def test_what_is_withdrawn_still_takes_its_room(make, file, writer):
    element = make.element()
    first = make.document(element_id=element, file=file(1000, 1000))
    withdraw_document(writer, document_id=first, version=1, reason="Forkert fil")
    with pytest.raises(Invalid, match="over_quota"):
        make.document(element_id=element, file=file(1, 1000))


def test_two_uploads_at_once_cannot_both_take_the_last_room(empty_url, store):
    with opened(empty_url) as session:
        element = Maker(Writer(session, NOW, TODAY)).element()
    together, outcomes = Barrier(4), []

    def upload():
        placed = PlacedFile(store.take(BytesIO(b"a" * 400), "noter.txt"), 1000)
        with opened(empty_url) as session:
            together.wait(timeout=60)
            try:
                add_document(
                    Writer(session, NOW, TODAY),
                    element_id=element,
                    title="Bevis",
                    file=placed,
                    dated_on=TODAY,
                )
            except Invalid as error:
                outcomes.append(error.fault)
            else:
                outcomes.append("attached")

    threads = [Thread(target=upload) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["attached", "attached", "over_quota", "over_quota"]
    with opened(empty_url) as session:
        assert session.scalar(sa.select(sa.func.sum(Document.size))) == 800


def test_a_file_belongs_to_one_document(make, file):
    placed = file()
    make.document(file=placed)
    with pytest.raises(Invalid, match="file_in_use"):
        make.document(file=placed)


def test_documentation_is_withdrawn_for_a_reason_and_comes_back_with_its_file(
    make, file, session, writer, store
):
    placed = file()
    number = make.document(file=placed)
    with pytest.raises(Invalid, match="reason: required"):
        withdraw_document(writer, document_id=number, version=1, reason=" ")
    with pytest.raises(StaleWrite):
        withdraw_document(writer, document_id=number, version=7, reason="Forkert")
    withdraw_document(writer, document_id=number, version=1, reason="Forkert")
    assert [one.withdrawn_at is None for one in stored(session, number)] == [False]
    assert store.path(placed.file.stored_as) is not None
    with pytest.raises(NotThere):
        withdraw_document(writer, document_id=number, version=2, reason="Igen")
    restore_document(writer, document_id=number, version=2)
    assert [one.withdrawn_at is None for one in stored(session, number)] == [True]
    reasons = session.scalars(sa.select(Event.reason).where(Event.verb == "withdraw_document")).all()
    assert reasons == ["Forkert"]


def stored(session, number):
    found = stored_document(session, number, "da")
    return [] if found is None else [found]


def age(path, hours):
    then = (datetime.now(UTC) - timedelta(hours=hours)).timestamp()
    utime(path, (then, then))


def test_the_sweeper_removes_what_nothing_speaks_of_once_it_is_a_day_old(make, file, session, store, writer):
    kept, withdrawn, young, old = file(), file(), file(), file()
    make.document(file=kept)
    gone = make.document(file=withdrawn)
    withdraw_document(writer, document_id=gone, version=1, reason="Forkert")
    for placed in (kept, withdrawn, old):
        age(store.path(placed.file.stored_as), 25)
    age(store.path(young.file.stored_as), 23)
    broken_off = store.folder / "ab"
    broken_off.mkdir(exist_ok=True)
    part = broken_off / ("ab" * 32 + ".part")
    part.write_bytes(b"halv")
    age(part, 25)
    stranger = store.folder / "læsmig.txt"
    stranger.write_text("ikke vores")
    age(stranger, 1000)
    found = sweep(session, store, datetime.now(UTC))
    assert (found.removed, found.waiting, found.kept, found.missing) == (2, 1, 2, ())
    assert {one.name for one in store.files()} == {
        placed.file.stored_as for placed in (kept, withdrawn, young)
    }
    assert stranger.exists()
    assert not part.exists()


def test_the_sweeper_names_documentation_that_has_lost_its_file(make, file, session, store):
    placed = file()
    number = make.document(file=placed, title="Referat")
    store.remove(placed.file.stored_as)
    [lost] = sweep(session, store, datetime.now(UTC)).missing
    assert (lost.document_id, lost.title, lost.stored_as) == (number, "Referat", placed.file.stored_as)


def test_sweeping_where_nothing_was_ever_stored_is_no_error(session, store):
    found = sweep(session, store, datetime.now(UTC))
    assert (found.removed, found.waiting, found.kept) == (0, 0, 0)
