"""What the forms of an element's and a link's parts share: their page, and two versions side by side."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms import BooleanField, SelectField

from tracker.web.building.changing import BuildingForm
from tracker.web.building.workbench import panel_page
from tracker.web.forms.stale import stale_page

NOT_SHOWN = ("csrf_token", "idempotency_key", "version", "why", "submit")


def form_page(template: str, form: BuildingForm, **shown: Any) -> ResponseReturnValue:
    """200 for a fresh form, 422 for one that was refused."""
    status = 422 if form.errors or form.form_errors else 200
    return panel_page(template, status=status, form=form, **shown)


def unless_sent(values: dict[str, Any]) -> dict[str, Any]:
    """The stored values for a fresh form; none for one that was sent, which holds what was typed."""
    return {} if request.method == "POST" else values


def both_versions(
    title: str, mine: BuildingForm, theirs: BuildingForm, action: str, version: int
) -> ResponseReturnValue:
    """The page for a stale write; ``theirs`` holds what is stored now."""
    rows = [
        (str(field.label.text), words_of(field), words_of(theirs[field.name]))
        for field in mine
        if field.name not in NOT_SHOWN
    ]
    return stale_page(title, rows, mine, action, version)


def words_of(field: Any) -> str:
    """What a field holds, worded for people."""
    if isinstance(field, BooleanField):
        return str(gettext("Yes") if field.data else gettext("No"))
    if isinstance(field, SelectField):
        held = "" if field.data is None else str(field.data)
        chosen = (str(text) for value, text, *_ in field.iter_choices() if value and str(value) == held)
        return next(chosen, "")
    return str(field._value() or "")
