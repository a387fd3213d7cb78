"""A pasted reference: which notation it is in, and what it says."""

from tracker.exchange.references.bibtex import read_bibtex
from tracker.exchange.references.doi import read_doi
from tracker.exchange.references.reference import LONGEST, Reference, ReferenceFault, UnusableReference
from tracker.exchange.references.ris import read_ris
from tracker.theory.contents.fields import UNPRINTABLE


def read_reference(text: str) -> Reference:
    """ONE reference from a DOI, a BibTeX or an RIS entry. Nothing is fetched. Raises UnusableReference."""
    if len(text) > LONGEST:
        raise UnusableReference(ReferenceFault.TOO_LONG)
    if UNPRINTABLE.search(text):
        raise UnusableReference(ReferenceFault.NOT_READABLE)
    for reader in (read_doi, read_bibtex, read_ris):
        found = reader(text)
        if found is not None:
            if UNPRINTABLE.search("".join((found.citation, found.url))):
                raise UnusableReference(ReferenceFault.NOT_READABLE)
            return found
    raise UnusableReference(ReferenceFault.NOT_RECOGNISED)
