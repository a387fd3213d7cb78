"""A publication as reference managers know it, and how it is cited here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 20_000
"""Longest pasted text, in characters: an entry with its abstract is a tenth of that."""

MOST_AUTHORS = 6
"""So many are named in a citation; of more only the first, with "et al."."""

OTHERS = "et al."


class Notation(StrEnum):
    """How a reference is written."""

    DOI = "doi"
    BIBTEX = "bibtex"
    RIS = "ris"


class ReferenceFault(StrEnum):
    """Why a pasted text is refused."""

    NOT_RECOGNISED = "reference_not_recognised"
    NOT_READABLE = "reference_not_readable"
    SEVERAL = "several_references"
    EMPTY = "reference_is_empty"
    TOO_LONG = "reference_too_long"


@dataclass
class UnusableReference(Exception):
    """Nothing of the text was used."""

    fault: ReferenceFault


@dataclass(frozen=True, slots=True)
class Reference:
    """``authors`` are "Family, Given", or a body's name without a comma. ``container`` is the journal, book
    or series; ``pages`` are as written, with a hyphen between first and last."""

    notation: Notation
    authors: tuple[str, ...] = ()
    year: str = ""
    title: str = ""
    container: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    publisher: str = ""
    doi: str = ""
    url: str = ""

    @property
    def citation(self) -> str:
        """``Gill C, Weisburd D (2014). Community-oriented policing. J Exp Criminology 10(4):399-428.`` Empty
        where neither authors nor title are known."""
        if not self.authors and not self.title:
            return ""
        year = f"({self.year})" if self.year else ""
        head = " ".join(part for part in (_named(self.authors), year) if part)
        parts = (head, self.title, self._place())
        return " ".join(_sentence(part) for part in parts if part)

    def _place(self) -> str:
        number = f"({self.number})" if self.number else ""
        pages = f":{self.pages}" if self.pages else ""
        issue = f"{self.volume}{number}{pages}".lstrip(":")
        found = " ".join(part for part in (self.container, issue) if part)
        return found or self.publisher


def cleaned(text: object) -> str:
    """One line without doubled blanks; empty for what is no text."""
    return " ".join(text.split()) if isinstance(text, str) else ""


def short_pages(text: str) -> str:
    """``399--428`` with one hyphen."""
    return re.sub(r"\s*[-\u2010-\u2015]+\s*", "-", cleaned(text))


def year_in(text: str) -> str:
    """The first year from 1500 to 2199 in a text."""
    found = re.search(r"(?<!\d)(?:1[5-9]|2[01])\d\d(?!\d)", text)
    return found[0] if found else ""


def _named(authors: Sequence[str]) -> str:
    written = [one for one in authors if any(letter.isalnum() for letter in one)]
    known = [_author(one) for one in written if one.casefold() not in ("others", "et al", OTHERS)]
    if not known:
        return ""
    if len(known) > MOST_AUTHORS:
        return f"{known[0]} {OTHERS}"
    named = ", ".join(known)
    return f"{named} {OTHERS}" if len(known) < len(written) else named


def _author(name: str) -> str:
    """``Braga, Anthony A.`` as ``Braga AA``."""
    family, comma, given = name.partition(",")
    if not comma:
        return name
    initials = "".join(part[0].upper() for part in re.split(r"[\s.\-]+", given) if part and part[0].isalpha())
    return f"{family.strip()} {initials}".strip()


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
