"""The store: random names in a folder of its own, and nothing left of what was not taken."""

import hashlib
import stat
from io import BytesIO

import pytest

from tests.web.documents import sending
from tracker.services.documents import file_store
from tracker.services.documents.file_store import LARGEST, FileStore
from tracker.services.errors import Invalid


@pytest.fixture
def store(tmp_path):
    return FileStore(tmp_path / "store")


def test_a_file_lies_under_a_random_name_and_keeps_what_it_is_called(store):
    taken = store.take(BytesIO(sending.PDF), "Referat af mødet.pdf")
    path = store.path(taken.stored_as)
    assert path.read_bytes() == sending.PDF
    assert "Referat" not in str(path)
    assert (taken.file_name, taken.media_type) == ("Referat af mødet.pdf", "application/pdf")
    assert (taken.size, taken.sha256) == (len(sending.PDF), hashlib.sha256(sending.PDF).hexdigest())
    assert store.take(BytesIO(sending.PDF), "Referat af mødet.pdf").stored_as != taken.stored_as


def test_only_the_program_itself_reads_the_store(store):
    path = store.path(store.take(BytesIO(sending.PDF), "a.pdf").stored_as)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        (b"", "tom.txt", "file_empty"),
        (sending.HTML, "side.pdf", "file_runs"),
        (sending.PNG, "billede.pdf", "file_disagrees"),
        (sending.TEXT, "noter.exe", "file_kind"),
        (sending.office("word", **{"word/vbaProject.bin": b"x"}), "brev.docx", "file_macros"),
    ],
)
def test_nothing_is_left_of_a_file_that_is_not_taken(content, name, fault, store):
    with pytest.raises(Invalid) as refused:
        store.take(BytesIO(content), name)
    assert (refused.value.field, refused.value.fault) == ("document_file", fault)
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []


def test_a_file_of_the_largest_size_is_taken_and_one_byte_more_is_not(store, monkeypatch):
    monkeypatch.setattr(file_store, "LARGEST", 100_000)
    store.take(BytesIO(b"a" * 100_000), "a.txt")
    with pytest.raises(Invalid, match="file_too_large"):
        store.take(BytesIO(b"a" * 100_001), "a.txt")
    assert len(list(store.files())) == 1


def test_what_is_too_large_is_not_read_to_its_end(store):
    class Endless(BytesIO):
        given = 0

        def read(self, size=-1, /):
            self.given += size
            return b"a" * size

    stream = Endless()
    with pytest.raises(Invalid, match="file_too_large"):
        store.take(stream, "a.txt")
    assert stream.given <= LARGEST + 2 * file_store.PIECE


@pytest.mark.parametrize("name", ["", "..", "../secret", "/etc/passwd", "a" * 64 + "/x", "g" * 64, "A" * 64])
def test_what_is_no_name_of_the_store_is_not_there(name, store):
    assert store.path(name) is None
    store.remove(name)


def test_a_link_in_the_store_leads_nowhere(store, tmp_path):
    (tmp_path / "secret").write_text("hemmeligt")
    name = "ab" * 32
    (store.folder / "ab").mkdir(parents=True)
    (store.folder / "ab" / name).symlink_to(tmp_path / "secret")
    assert store.path(name) is None
    assert list(store.files()) == []


def test_a_broken_write_leaves_nothing(store):
    class Broken(BytesIO):
        def read(self, size=-1, /):
            raise OSError("the browser is gone")

    with pytest.raises(OSError, match="gone"):
        store.take(Broken(), "a.txt")
    assert list(store.files()) == []
