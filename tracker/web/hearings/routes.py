"""All routes of cases and hearings."""

from tracker.web.hearings import cases, hearing_pages, listing, opening, papers, points, replies
from tracker.web.hearings.blueprint import blueprint

__all__ = ["blueprint", "cases", "hearing_pages", "listing", "opening", "papers", "points", "replies"]
