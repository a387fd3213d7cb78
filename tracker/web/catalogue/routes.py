"""Every route of the shared catalogue."""

from tracker.web.catalogue import commitments, entries, listing, ties
from tracker.web.catalogue.blueprint import blueprint

__all__ = ["blueprint", "commitments", "entries", "listing", "ties"]
