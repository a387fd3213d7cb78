"""One entry of RIS, read by ``rispy``."""

import re
from typing import Any

import rispy

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

BEGINNING = re.compile(r"(?:\A|\n)TY\s{0,2}-")
TAG = re.compile(r"^([A-Z][A-Z0-9])[ \t]{0,2}-[ \t]?", re.MULTILINE)
END = re.compile(r"^ER  - ", re.MULTILINE)


def read_ris(text: str) -> Reference | None:
    """None where no line begins a reference. A last line that was not copied along is forgiven, and so are
    blanks lost on the way. Raises UnusableReference."""
    lines = "\n".join(text.removeprefix("\ufeff").splitlines())
    if not BEGINNING.search(lines):
        return None
    lines = TAG.sub(r"\1  - ", lines)
    if not END.search(lines):
        lines += "\nER  - \n"
    try:
        entries = rispy.loads(lines)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UnusableReference(ReferenceFault.NOT_READABLE) from error
    if len(entries) > 1 or len(BEGINNING.findall(lines)) > 1:
        raise UnusableReference(ReferenceFault.SEVERAL)
    if not entries:
        raise UnusableReference(ReferenceFault.NOT_READABLE)
    return _reference(entries[0])


def _reference(entry: dict[str, Any]) -> Reference:
    def first(*keys: str) -> str:
        return next((text for key in keys if (text := cleaned(entry.get(key)))), "")

    writers = ("authors", "first_authors", "secondary_authors")
    named: list[Any] = next((entry[key] for key in writers if entry.get(key)), [])
    start, end = first("start_page"), first("end_page")
    found = Reference(
        Notation.RIS,
        authors=tuple(filter(None, (cleaned(one) for one in named))),
        year=year_in(first("year", "publication_year", "date")),
        title=first("title", "primary_title"),
        container=first("secondary_title", "journal_name", "alternate_title3", "alternate_title2"),
        volume=first("volume"),
        number=first("number"),
        pages=short_pages(f"{start}-{end}" if start and end else start),
        publisher=first("publisher"),
        doi=doi_in(first("doi")),
        url=next(filter(None, (cleaned(one) for one in entry.get("urls", ()))), ""),
    )
    if not found.citation and not found.doi:
        raise UnusableReference(ReferenceFault.EMPTY)
    return found
