"""Kinds and sizes of files in words, and what the store refuses, as sentences."""

from dataclasses import replace

from flask import g
from flask_babel import format_decimal, lazy_gettext

from tracker.exchange.file_kinds import ENDINGS, OFFICE, OPEN
from tracker.extensions import db
from tracker.records.queries.plans import documents
from tracker.records.queries.plans.element_trail import DocumentLink
from tracker.services.documents.file_store import MEGABYTE
from tracker.services.errors import Invalid
from tracker.web.i18n import language

_ = lazy_gettext

KIND_WORDS = {
    "application/pdf": _("PDF"),
    "image/jpeg": _("Photo (JPEG)"),
    "image/heic": _("Photo (HEIC)"),
    "image/png": _("Picture (PNG)"),
    "image/webp": _("Picture (WebP)"),
    "image/gif": _("Picture (GIF)"),
    f"{OFFICE}wordprocessingml.document": _("Word document"),
    f"{OFFICE}spreadsheetml.sheet": _("Excel spreadsheet"),
    f"{OFFICE}presentationml.presentation": _("PowerPoint presentation"),
    f"{OPEN}text": _("OpenDocument text"),
    f"{OPEN}spreadsheet": _("OpenDocument spreadsheet"),
    f"{OPEN}presentation": _("OpenDocument presentation"),
    "text/plain": _("Text"),
    "text/csv": _("Table (CSV)"),
}

TAKEN = _("PDF, photos, Word, Excel, PowerPoint, OpenDocument, text or CSV")

SENTENCES = {
    "file_empty": _("“%(name)s” is empty."),
    "file_too_large": _("“%(name)s” is larger than %(largest)s. Make it smaller, or give its address."),
    "file_kind": _(
        "“%(name)s” is of a kind that is not taken. PDF, photos, Word, Excel, PowerPoint, OpenDocument, "
        "text and CSV are."
    ),
    "file_runs": _(
        "“%(name)s” holds a web page or a program, which is not taken. Save what it shows as a PDF."
    ),
    "file_macros": _("“%(name)s” holds macros, which are not taken. Save it without them or as a PDF."),
    "file_disagrees": _(
        "“%(name)s” holds something else than its name says: it is a .%(held)s. Save it anew, then choose "
        "it again."
    ),
    "file_gone": _("A file that was sent before is no longer kept. Choose it again."),
    "file_in_use": _("“%(name)s” is attached already."),
    "too_many_files": _("At most %(most)s files at a time. Choose fewer, and add the others afterwards."),
    "over_quota": _(
        "“%(name)s” takes %(size)s, and %(left)s is left of the %(quota)s that the plan's files may take in "
        "all. Give an address instead, or ask an administrator for more room."
    ),
}

SIZES = ("size", "left", "quota", "largest")
"""Details of a refusal that count bytes."""


def accepted_files() -> str:
    """What a browser's dialogue offers first; image kinds by name let a phone offer its camera."""
    images = [kind for kind in KIND_WORDS if kind.startswith("image/")]
    return ",".join(images + [f".{ending}" for ending in sorted(ENDINGS)])


def kind_word(media_type: str | None) -> str:
    """What kind of file it is; empty for an address."""
    return str(KIND_WORDS.get(media_type or "", media_type or ""))


def size_words(size: int | None) -> str:
    """``340 KB``, ``1.2 MB``, with the language's decimal sign; empty for none."""
    if size is None:
        return ""
    if size < 1024:
        return f"{size}\u00a0B"
    if size < MEGABYTE:
        return f"{size // 1024}\u00a0KB"
    return f"{format_decimal(int(size * 10 / MEGABYTE) / 10, format='0.#')}\u00a0MB"


def documents_of_plan(plan_id: int) -> dict[int, tuple[DocumentLink, ...]]:
    """Documentation of the plan by element, asked for once a request."""
    kept: dict[int, dict[int, tuple[DocumentLink, ...]]] = g.setdefault("documents_of_plan", {})
    if plan_id not in kept:
        kept[plan_id] = documents.documents_of_plan(db.session(), plan_id, language())
    return kept[plan_id]


def in_words(error: Invalid) -> Invalid:
    """The refusal with its numbers of bytes as words."""
    numbers = {name: error.details[name] for name in SIZES if name in error.details}
    sized = {name: size_words(found) for name, found in numbers.items() if isinstance(found, int)}
    return replace(error, details={**error.details, **sized}) if sized else error
