"""Which files are taken as documentation, told by what they hold; their name only has to agree.

Nothing is unpacked: of a zip container only its list of names is read. A kind that can run something in a
reader's browser or office is not taken.
"""

import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import puremagic

HEAD = 8_192
"""So many bytes from the beginning are looked at."""

ZIP_END = 22 + 65_535
"""As many bytes as a zip's last record may have."""

LONGEST_LIST = 1024 * 1024
"""Bytes that a zip's list of names may take: some ten thousand files."""


class FileRefused(Exception):
    """A file that is not taken. ``fault`` names the rule, ``details`` fill its sentence."""

    def __init__(self, fault: str, **details: object) -> None:
        super().__init__(fault)
        self.fault = fault
        self.details = details


@dataclass(frozen=True, slots=True)
class FileKind:
    """``endings`` are the ends of names that agree with the kind, without a dot, the usual one first."""

    media_type: str
    endings: tuple[str, ...]


OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."

PDF = FileKind("application/pdf", ("pdf",))
HEIC = FileKind("image/heic", ("heic", "heif"))
TEXT = FileKind("text/plain", ("txt",))
CSV = FileKind("text/csv", ("csv",))
BY_SIGNATURE = {
    kind.media_type: kind
    for kind in (
        PDF,
        FileKind("image/jpeg", ("jpg", "jpeg", "jfif")),
        FileKind("image/png", ("png",)),
        FileKind("image/webp", ("webp",)),
        FileKind("image/gif", ("gif",)),
    )
}
OFFICE_FOLDERS = {
    "word/": FileKind(f"{OFFICE}wordprocessingml.document", ("docx",)),
    "xl/": FileKind(f"{OFFICE}spreadsheetml.sheet", ("xlsx",)),
    "ppt/": FileKind(f"{OFFICE}presentationml.presentation", ("pptx",)),
}
OPEN_DOCUMENTS = {
    kind.media_type: kind
    for kind in (
        FileKind(f"{OPEN}text", ("odt",)),
        FileKind(f"{OPEN}spreadsheet", ("ods",)),
        FileKind(f"{OPEN}presentation", ("odp",)),
    )
}
KINDS = (
    *(*BY_SIGNATURE.values(), HEIC),
    *(*OFFICE_FOLDERS.values(), *OPEN_DOCUMENTS.values()),
    *(TEXT, CSV),
)
ENDINGS = frozenset(ending for kind in KINDS for ending in kind.endings)

HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"mif1"))
MACROS = re.compile(r"(^|/)vbaproject\.bin$|^(basic|scripts)/", re.IGNORECASE)
RUNS = re.compile(
    rb"(?i)<\?(xml|php)|<!doctype|<!--|<%|<(html|head|body|svg|script|iframe|object|embed|math)\b"
)
"""Markup that a browser or a server could run, where a text begins with it."""

NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
PROGRAMS = ("exe", "dll", "com", "sys", "elf", "class", "jar", "swf", "wasm", "msi", "html", "svg", "xhtml")


def kind_of(file: BinaryIO, ending: str) -> FileKind:
    """The kind of an open file whose name ends in ``ending`` (small letters, no dot; empty for none).

    Raises FileRefused.
    """
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise FileRefused("file_empty")
    kind = _container(file, head) if head.startswith(b"PK\x03\x04") else _signed(head) or _text(file, ending)
    if ending and ending not in kind.endings:
        # a name that promises another kind is a mistake or a trick
        raise FileRefused("file_disagrees" if ending in ENDINGS else "file_kind", held=kind.endings[0])
    return kind


def _signed(head: bytes) -> FileKind | None:
    """The kind that the first bytes sign for; None for what might be text."""
    if head[4:8] == b"ftyp":
        size = min(max(int.from_bytes(head[:4]), 16), 256)
        if {head[at : at + 4] for at in (8, *range(16, size, 4))} & HEIC_BRANDS:
            return HEIC
        raise FileRefused("file_kind")
    found = list(_known(head))
    for match in found:
        kind = BY_SIGNATURE.get(match.mime_type)
        if kind is not None and head.startswith(match.byte_match):
            return kind
    if NOT_TEXT.search(head) and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        ends = {match.extension.lstrip(".").lower() for match in found}
        raise FileRefused("file_runs" if ends & set(PROGRAMS) else "file_kind")
    return None


def _known(head: bytes) -> Iterator[puremagic.PureMagicWithConfidence]:
    try:
        yield from puremagic.magic_string(head)
    except puremagic.PureError:
        return


def _container(file: BinaryIO, head: bytes) -> FileKind:
    names = _names(file)
    if any(MACROS.search(name) for name in names):
        raise FileRefused("file_macros")
    said = _open_document(head)
    if said in OPEN_DOCUMENTS and "content.xml" in names:
        return OPEN_DOCUMENTS[said]
    folders = {name.partition("/")[0] + "/" for name in names}
    found = [kind for folder, kind in OFFICE_FOLDERS.items() if folder in folders]
    if "[Content_Types].xml" in names and len(found) == 1:
        return found[0]
    raise FileRefused("file_kind")


def _names(file: BinaryIO) -> frozenset[str]:
    """The names in a zip. A list that is too long to be an office document's is not read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - ZIP_END))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22 or b"PK\x06\x07" in tail:
        raise FileRefused("file_kind")
    (length,) = struct.unpack_from("<L", tail, end + 12)
    if length > LONGEST_LIST:
        raise FileRefused("file_kind")
    try:
        with zipfile.ZipFile(file) as container:
            return frozenset(container.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError) as error:
        raise FileRefused("file_kind") from error


def _open_document(head: bytes) -> str:
    """What an OpenDocument says it is: its first file, which is not packed; empty for any other zip."""
    if len(head) < 38 or head[8:10] != b"\0\0" or head[30:38] != b"mimetype":
        return ""
    size, name, extra = struct.unpack_from("<LHH", head, 22)
    start = 30 + name + extra
    return head[start : start + min(size, 100)].decode("ascii", "replace")


def _text(file: BinaryIO, ending: str) -> FileKind:
    """Text in UTF-8, UTF-16 with its mark, or Windows' own; a table where its name says so."""
    file.seek(0)
    content = file.read()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content = content.decode("utf-16").encode("utf-8", "strict")
        except UnicodeError as error:
            raise FileRefused("file_kind") from error
    if NOT_TEXT.search(content):
        raise FileRefused("file_kind")
    first = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:512]
    if first.startswith(b"#!") or RUNS.match(first):
        raise FileRefused("file_runs")
    return CSV if ending in CSV.endings else TEXT
