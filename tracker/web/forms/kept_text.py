"""What somebody typed into a form that cannot be saved any more, so that the answer can give it back."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from flask import request
from wtforms import DateField, FloatField, HiddenField, IntegerField, PasswordField, StringField
from wtforms.fields.core import UnboundField

from tracker.web.forms.base import TrackerForm

FILLED_IN = (StringField, DateField, FloatField, IntegerField)
NOT_TO_SHOW = (HiddenField, PasswordField)

IN_ROWS = re.compile(r"(anchor|reason|weight)_\w+|\w+_(label|value)|reasons")
"""The fields of forms that are made for one request, with a row for each criterion, candidate or part."""


def typed_texts() -> list[str]:
    """The texts, days and numbers of the form that was sent, in its order; none where none was sent. What
    was only chosen is not among them, nor passwords and what a form carries unseen."""
    if request.method != "POST":
        return []
    typed = [(name, text.strip()) for name, text in request.form.items(multi=True)]
    return [text for name, text in typed if text and (name in _filled_in() or IN_ROWS.fullmatch(name))]


@cache
def _filled_in() -> frozenset[str]:
    """The names of the fields that any form has for typing."""
    fields = [(name, field.field_class) for form in _forms(TrackerForm) for name, field in _fields(form)]
    unseen = {name for name, kind in fields if issubclass(kind, NOT_TO_SHOW)}
    return frozenset(name for name, kind in fields if issubclass(kind, FILLED_IN)) - unseen


def _forms(base: type[TrackerForm]) -> Iterator[type[TrackerForm]]:
    yield base
    for form in base.__subclasses__():
        yield from _forms(form)


def _fields(form: type[TrackerForm]) -> Iterator[tuple[str, "UnboundField[Any]"]]:
    for name, field in vars(form).items():
        if isinstance(field, UnboundField):
            yield name, field
