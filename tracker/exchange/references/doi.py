"""A DOI in the ways that people write one. Nothing is looked up."""

import re

from tracker.exchange.references.reference import Notation, Reference
from tracker.theory.contents.finding import DOI, LONGEST_DOI

_BEFORE = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?", re.IGNORECASE)


def doi_in(text: str) -> str:
    """The DOI that a text consists of, without ``doi:`` or an address before it; empty for any other text."""
    bare = text.strip().rstrip(".,;")
    before = _BEFORE.match(bare)
    bare = bare[before.end() :] if before else bare
    return bare if len(bare) <= LONGEST_DOI and DOI.fullmatch(bare) else ""


def read_doi(text: str) -> Reference | None:
    """None where the text is no DOI."""
    found = doi_in(text)
    return Reference(Notation.DOI, doi=found) if found else None
