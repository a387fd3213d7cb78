"""A decision to the letter, and rows chosen from a list, in words."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import Length

from tracker.records.base import TEXT_LENGTH
from tracker.web.forms.base import NoControlCharacters
from tracker.web.forms.row_fields import RowField, RowsField


def _line_ends(value: str | None) -> str | None:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class VerbatimField(TextAreaField):
    """A text that is kept to the letter, at most 20,000 characters: only its line ends are those of Unix."""

    def __init__(self, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        limit = Length(max=TEXT_LENGTH, message=_("At most %(max)d characters."))
        super().__init__(label, [*validators, NoControlCharacters(), limit], filters=[_line_ends], **kwargs)


def row_words(field: Any) -> str | None:
    """What is chosen in a list of rows; None for a field of another kind."""
    if isinstance(field, RowsField):
        return field.words(field.data or ())
    return field.words(field.data) if isinstance(field, RowField) else None
