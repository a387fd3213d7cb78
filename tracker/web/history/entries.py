"""Which of a logged row's values are worth a line, and how they read."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext

from tracker.records.queries.history.entries import Entry, Field
from tracker.records.queries.history.values import NAMED_BY, Named
from tracker.theory.kinds import EvidenceLevel, LinkKind
from tracker.web.forms.file_labels import kind_word, size_words
from tracker.web.i18n import LANGUAGES, day, moment, number
from tracker.web.wording import word

PLUMBING = frozenset(
    {
        *("id", "plan_id", "strategy_id", "position", "code", "name_en", "title_en"),
        *("added_at", "added_by_id", "entered_by_id", "reported_by_id"),
        *("author_id", "written_at", "made_at", "revision", "changes", "verb"),
        *("stored_as", "sha256"),
        *("recorded_at", "recorded_by_id", "scored_at", "scored_by_id", "opened_by_id", "made_by_id"),
        *("values", "scores", "result"),
    }
)
"""Columns of a new or removed row that tell a reader nothing, or say again who did it and when."""

NAMES = {"findings": {"citation"}, "links": {"source_id", "target_id"}, "reading_parts": {"label"}}
"""Columns that a row's name is made of, where these are not its title or name."""


def told(entry: Entry, changed: bool, own: Named | None = None) -> tuple[Field, ...]:
    """The fields to show: all that were changed; of a new or removed row what it holds beside its name.

    ``own`` is the row whose history this is: that others belong to it goes without saying.
    """
    if changed:
        return entry.fields
    entity = entry.subject.entity
    silent = PLUMBING | {"title", "name", NAMED_BY.get(entity, "")} | NAMES.get(entity, set())
    return tuple(
        field
        for field in entry.fields
        if field.column not in silent and _says_something(field) and not _is(field, own)
        if not (field.column == "basis" and _has_no_basis(entry))
    )


def _has_no_basis(entry: Entry) -> bool:
    """Only a causal link is a hypothesis or holds by definition (DOMAIN, Link)."""
    kinds = [one.before if one.after is None else one.after for one in entry.fields if one.column == "kind"]
    return any(kind is not LinkKind.CAUSAL for kind in kinds)


def _says_something(field: Field) -> bool:
    value = field.before if field.after is None else field.after
    return value is not None and value != "" and value is not False


def _is(field: Field, own: Named | None) -> bool:
    value = field.before if field.after is None else field.after
    if own is None or not isinstance(value, Named):
        return False
    return (value.entity, value.id) == (own.entity, own.id)


def value_words(column: str, value: Any) -> str:
    """A value in the reader's language; empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, Named):
        return value.name or str(gettext("no. %(number)s", number=value.id))
    if isinstance(value, EvidenceLevel):
        return f"E{value:d} {word(value)}"
    if isinstance(value, StrEnum):
        return word(value)
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if column == "size":
        return size_words(value)
    if column == "media_type":
        return kind_word(value)
    if isinstance(value, int | float):
        return number(value)
    if column == "language":
        return LANGUAGES.get(str(value), str(value))
    return str(value)
