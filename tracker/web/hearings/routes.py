"""All routes of cases and hearings."""

from tracker.web.hearings import cases, listing, opening, papers, points, replies
from tracker.web.hearings import hearing_pages as showing
from tracker.web.hearings.blueprint import blueprint

__all__ = ["blueprint", "cases", "listing", "opening", "papers", "points", "replies", "showing"]
