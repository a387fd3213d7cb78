"""Between a form and the contents of a noun: fields of one name hold the same."""

from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any, TypeVar, get_type_hints

from tracker.services.errors import Invalid
from tracker.theory.contents.fields import Text, rules
from tracker.web.forms.base import TrackerForm

Contents = TypeVar("Contents")


def form_contents(form: TrackerForm, kind: type[Contents], /, **given: Any) -> Contents:
    """What a valid form says of ``kind``; ``given`` says what it has no field for, or has in another shape.
    What neither has keeps its default. Raises Invalid for a day that has to be there and is not: blanks look
    typed."""
    hints, ruled = get_type_hints(kind), rules(kind)
    found: dict[str, Any] = {}
    for one in fields(kind):  # type: ignore[arg-type]
        if one.name in given:
            found[one.name] = given[one.name]
        elif one.name in form:
            found[one.name] = _value(form[one.name], hints[one.name], ruled.get(one.name))
    return kind(**found)


def form_values(stored: Any) -> dict[str, Any]:
    """A stored noun as its form holds it: fields by name, vocabularies by their values."""
    held = {one.name: getattr(stored, one.name) for one in fields(stored)}
    return {name: value.value if isinstance(value, Enum) else value for name, value in held.items()}


def _value(field: Any, hint: Any, rule: object) -> Any:
    value = getattr(field, "chosen", field.data)
    if value is None and hint is date:
        raise Invalid(field.name, "required")
    if isinstance(rule, Text):
        return value or ""
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return value
