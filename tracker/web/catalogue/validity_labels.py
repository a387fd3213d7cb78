"""What the catalogue says of validity, and where a search has found its words."""

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext

from tracker.records.queries.catalogue.entries import EntryRow
from tracker.records.queries.catalogue.filters import Selection
from tracker.records.search_words import Search, found_in
from tracker.theory.strategy.catalogue import Standing, Validity, standing
from tracker.web import clock
from tracker.web.i18n import day

_ = lazy_gettext

SELECTIONS: dict[Selection, Any] = {
    Selection.CURRENT: _("Valid today"),
    Selection.EXPIRING: _("Expires within six months"),
    Selection.EXPIRED: _("Expired"),
    Selection.NO_END: _("Without an end"),
    Selection.NOT_YET: _("Not valid yet"),
    Selection.ARCHIVED: _("Archived"),
}

RULE = _("Only strategies, policies and plans: nothing about identifiable persons.")
"""Stands beside every free text of the catalogue's forms (the sample's ``strategy_rule``)."""

EXCERPT = 180
"""Characters of a text around the first word that was found."""

Piece = tuple[str, bool]
"""A piece of a text, and whether it was looked for."""


def stands(entry: Any) -> Standing:
    """How an entry, or a commitment of one, stands today."""
    return standing(entry.valid_from, entry.valid_until, clock.today())


def validity_words(found: Standing) -> str:
    """The validity in words and days; empty where there is nothing to say."""
    number = found.days or 0
    match found.validity:
        case Validity.EXPIRED:
            return str(ngettext("expired %(num)s day ago", "expired %(num)s days ago", number))
        case Validity.EXPIRING if number == 0:
            return str(gettext("expires today"))
        case Validity.EXPIRING:
            return str(ngettext("expires in %(num)s day", "expires in %(num)s days", number))
        case Validity.NOT_YET:
            return str(ngettext("begins in %(num)s day", "begins in %(num)s days", number))
        case _:
            return ""


def validity_period(starts: date | None, ends: date | None) -> str:
    """»01.01.2011 – 31.12.2013«, with words for an open side."""
    if starts is None and ends is None:
        return str(gettext("Without a period"))
    if ends is None:
        return str(gettext("From %(day)s, without an end", day=day(starts)))
    if starts is None:
        return str(gettext("Until %(day)s", day=day(ends)))
    return f"{day(starts)} – {day(ends)}"


def marked(text: str, search: Search | None) -> list[Piece]:
    """The whole text in pieces, found words apart."""
    pieces: list[Piece] = []
    place = 0
    for start, end in found_in(text, search) if search else []:
        pieces += [(text[place:start], False), (text[start:end], True)]
        place = end
    return [piece for piece in (*pieces, (text[place:], False)) if piece[0]]


def excerpt(row: EntryRow, search: Search | None) -> list[Piece]:
    """What the row's commitments, or else its note, say around the first word that was found; empty where
    they hold none."""
    if search is None:
        return []
    for text in (*(one.sentence for one in row.commitments), row.entry.note):
        places = found_in(text, search)
        if places:
            return marked(_around(text, *places[0]), search)
    return []


def _around(text: str, start: int, end: int) -> str:
    """The words about a place, cut between words."""
    first, last = max(0, start - EXCERPT // 3), min(len(text), max(end, start + 2 * EXCERPT // 3))
    if first:
        gap = text.find(" ", first, start)
        first = start if gap < 0 else gap + 1
    if last < len(text):
        gap = text.rfind(" ", end, last)
        last = last if gap < 0 else gap
    return f"{'… ' if first else ''}{text[first:last]}{' …' if last < len(text) else ''}"
