"""The page for a stale write: somebody else saved while a person was typing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask_babel import gettext
from wtforms import BooleanField, Field, FileField, PasswordField, SelectField, StringField

from tracker.web.forms.base import TrackerForm
from tracker.web.forms.row_fields import RowField, RowsField

OWN = ("csrf_token", "idempotency_key", "version")

NOT_SHOWN = (*OWN, "why", "reason", "submit")
"""Fields that say nothing of the row itself, and are not compared."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what the person typed and what is stored now, both as words to show."""

    label: str
    mine: str
    theirs: str


def stale_page(
    title: str,
    rows: Sequence[tuple[str, str, str]],
    form: TrackerForm,
    action: str,
    version: int | None,
    page: str = "",
    carried: Sequence[tuple[str, str]] = (),
) -> tuple[str, int]:
    """Answers a ``StaleWrite`` with 409: both versions side by side, what was typed ready to send again.

    ``title`` names what was edited. ``rows`` holds (label, mine, theirs) per field, worded for people
    (``member|word``, ``day()``); equal ones are told to be the same. ``form`` is the submitted form,
    ``action`` the address that it posts to. ``version`` is the row's version now; the form carries it, so
    that sending again replaces the other version knowingly. ``page`` shows the stored version (else
    ``action``). A form that was sent by htmx gets the same in its place. ``carried`` are hidden fields (name,
    value) beside those that were sent.

    Typed texts can be edited once more; all other fields travel hidden, as they were sent. Routes reach it
    through ``saving.both_versions``.
    """
    texts = [field for field in form if _is_text(field)]
    shown = {*OWN, *(field.name for field in texts)}
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in shown]
    kept += carried
    form.version.data = "" if version is None else str(version)
    in_panel = request.headers.get("HX-Request") == "true"
    body = render_template(
        "errors/stale_in_panel.html" if in_panel else "errors/stale.html",
        title=title,
        rows=[Difference(*row) for row in rows],
        form=form,
        texts=texts,
        kept=kept,
        action=action,
        page=page or action,
    )
    return body, 409


def _is_text(field: Field) -> bool:
    hidden = getattr(field.widget, "input_type", "") == "hidden"
    return isinstance(field, StringField) and not isinstance(field, FileField | PasswordField) and not hidden


def words_of(field: Any) -> str:
    """What a field holds, worded for people."""
    if isinstance(field, RowsField):
        return field.words(field.data or ())
    if isinstance(field, RowField):
        return field.words(field.data)
    if isinstance(field, BooleanField):
        return str(gettext("Yes") if field.data else gettext("No"))
    if isinstance(field, SelectField):
        held = "" if field.data is None else str(field.data)
        chosen = (str(text) for value, text, *_ in field.iter_choices() if value and str(value) == held)
        return next(chosen, "")
    return str(field._value() or "")
