"""What a file is, is told by what it holds; its name has to agree. Names are made safe."""

from io import BytesIO

import pytest

from tests.web.documents import sending
from tests.web.documents.sending import office, open_document
from tracker.exchange.file_kinds import FileRefused, kind_of
from tracker.exchange.file_names import LONGEST_BYTES, ending_of, safe_name

HELD = {
    "pdf": (sending.PDF, "application/pdf"),
    "png": (sending.PNG, "image/png"),
    "jpg": (sending.JPEG, "image/jpeg"),
    "jpeg": (sending.JPEG, "image/jpeg"),
    "gif": (sending.GIF, "image/gif"),
    "webp": (sending.WEBP, "image/webp"),
    "heic": (sending.HEIC, "image/heic"),
    "docx": (office("word"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (office("xl"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pptx": (office("ppt"), "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "odt": (open_document("text"), "application/vnd.oasis.opendocument.text"),
    "ods": (open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
    "odp": (open_document("presentation"), "application/vnd.oasis.opendocument.presentation"),
    "txt": (sending.TEXT, "text/plain"),
    "csv": (sending.CSV, "text/csv"),
}


@pytest.mark.parametrize("ending", HELD)
def test_a_kind_is_told_by_what_the_file_holds(ending):
    content, media_type = HELD[ending]
    assert kind_of(BytesIO(content), ending).media_type == media_type


@pytest.mark.parametrize("ending", HELD)
def test_a_file_whose_name_has_no_ending_is_told_all_the_same(ending):
    content, media_type = HELD[ending]
    told = kind_of(BytesIO(content), "").media_type
    assert told == ("text/plain" if ending == "csv" else media_type)


@pytest.mark.parametrize("ending", HELD)
@pytest.mark.parametrize("held", HELD)
def test_a_name_that_says_something_else_is_refused(ending, held):
    content, media_type = HELD[held]
    if HELD[ending][1] == media_type or {ending, held} == {"txt", "csv"}:
        return
    with pytest.raises(FileRefused) as refused:
        kind_of(BytesIO(content), ending)
    assert refused.value.fault == "file_disagrees"


@pytest.mark.parametrize(
    "text", ["Æblegrød".encode("cp1252"), "Æblegrød".encode("utf-16"), b"\xef\xbb\xbfBlot", b"a\tb\r\n\x0c"]
)
def test_text_is_text_in_the_encodings_that_people_have(text):
    assert kind_of(BytesIO(text), "txt").media_type == "text/plain"


def test_text_may_speak_of_markup_and_compare():
    for text in (b"a < b", b"Se <https://example.org>", b"Brug <script> med omtanke", b"#1: referat"):
        assert kind_of(BytesIO(text), "txt").media_type == "text/plain"


def test_a_list_of_names_that_is_too_long_is_not_read():
    many = {f"word/{number}.xml": b"" for number in range(25_000)}
    with pytest.raises(FileRefused, match="file_kind"):
        kind_of(BytesIO(office("word", **many)), "docx")


@pytest.mark.parametrize(
    ("given", "ending", "safe"),
    [
        ("Referat af mødet.pdf", "pdf", "Referat af mødet.pdf"),
        ("C:\\Users\\mig\\Referat.PDF", "pdf", "Referat.pdf"),
        ("../../etc/passwd.txt", "txt", "passwd.txt"),
        ("IMG_0001", "jpg", "IMG_0001.jpg"),
        ("a\u202efdp.txt", "txt", "afdp.txt"),
        ("CON.txt", "txt", "_CON.txt"),
        ("...", "txt", "dokument.txt"),
        (".txt", "txt", "txt.txt"),
        ("", "csv", "dokument.csv"),
        ("e\u0301t  møde.txt ", "txt", "ét møde.txt"),
        ('a"b<c>|d?*.txt', "txt", "a_b_c__d__.txt"),
        ("a.tar.txt", "txt", "a.tar.txt"),
    ],
)
def test_a_name_is_made_safe_and_stays_readable(given, ending, safe):
    assert safe_name(given, ending) == safe


@pytest.mark.parametrize("letter", ["a", "é", "ع", "👮"])
def test_a_long_name_fits_a_disk_and_keeps_its_ending(letter):
    name = safe_name(letter * 5_000 + ".txt", "txt")
    assert name.endswith(f"{letter}.txt")
    assert len(name.encode()) <= LONGEST_BYTES + 1


@pytest.mark.parametrize(
    ("given", "ending"),
    [
        ("a.TXT", "txt"),
        ("a.b.Pdf ", "pdf"),
        ("a", ""),
        (".txt", ""),
        ("a.", ""),
        ("a.pdf/b", ""),
        ("a.txt\x00.exe", "exe"),
    ],
)
def test_the_ending_is_what_stands_behind_the_last_dot_of_the_last_part(given, ending):
    assert ending_of(given) == ending
