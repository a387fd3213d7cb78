"""One entry of BibTeX, read by ``bibtexparser``. Macros of LaTeX become letters; none is carried out."""

import logging
import re
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    MergeCoAuthors,
    MergeNameParts,
    SeparateCoAuthors,
    SplitNameParts,
)

from tracker.exchange.references.doi import doi_in
from tracker.exchange.references.reference import (
    Notation,
    Reference,
    ReferenceFault,
    UnusableReference,
    cleaned,
    short_pages,
    year_in,
)

# The library logs what it cannot read, and with it what people paste.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)

ENTRY = re.compile(r"\s*@\s*[A-Za-z]+\s*[{(]")

CONTAINERS = ("journal", "journaltitle", "booktitle", "series")
PUBLISHERS = ("publisher", "institution", "organization", "school")


def read_bibtex(text: str) -> Reference | None:
    """None where the text does not begin like BibTeX. Raises UnusableReference."""
    if not ENTRY.match(text):
        return None
    library = _library(text, names=True)
    if library.failed_blocks:
        # a name that cannot be taken apart must not cost the rest
        library = _library(text, names=False)
    if len(library.entries) + len(library.failed_blocks) > 1:
        raise UnusableReference(ReferenceFault.SEVERAL)
    if not library.entries:
        raise UnusableReference(ReferenceFault.NOT_READABLE)
    held = {field.key.casefold(): cleaned(field.value) for field in library.entries[0].fields}
    return _reference(held)


def _library(text: str, *, names: bool) -> Library:
    apart: list[Any] = [SeparateCoAuthors(), SplitNameParts(), MergeNameParts(style="last"), MergeCoAuthors()]
    decoding = LatexDecodingMiddleware()
    return parse_string(text, append_middleware=[*apart, decoding] if names else [decoding])


def _reference(held: dict[str, str]) -> Reference:
    def first(*keys: str) -> str:
        return next((held[key] for key in keys if held.get(key)), "")

    found = Reference(
        Notation.BIBTEX,
        authors=tuple(filter(None, re.split(r"\s+and\s+", first("author", "editor")))),
        year=year_in(first("year", "date")),
        title=first("title"),
        container=first(*CONTAINERS),
        volume=first("volume"),
        number=first("number", "issue"),
        pages=short_pages(first("pages")),
        publisher=first(*PUBLISHERS),
        doi=doi_in(first("doi")),
        url=first("url"),
    )
    if not found.citation and not found.doi:
        raise UnusableReference(ReferenceFault.EMPTY)
    return found
