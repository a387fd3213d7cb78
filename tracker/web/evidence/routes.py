"""Every route of the evidence register."""

from tracker.web.evidence import archiving, finding, listing, pasting
from tracker.web.evidence.blueprint import blueprint

__all__ = ["archiving", "blueprint", "finding", "listing", "pasting"]
