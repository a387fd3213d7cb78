"""What every form has: CSRF, an idempotency key, the version it was fetched at, clean text."""

import re
import secrets
from datetime import date, datetime
from typing import Any, TypeVar

from flask import request
from flask_babel import get_locale, gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    FloatField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length

from tracker.services.errors import Duplicate, Invalid
from tracker.theory.contents.fields import FIRST_YEAR, LAST_YEAR, TEXT_LENGTH, TITLE_LENGTH, UNPRINTABLE
from tracker.web import wording
from tracker.web.addresses import number_in
from tracker.web.forms.messages import BuiltinMessages

Value = TypeVar("Value")

NO_CITIZENS = lazy_gettext("Write nothing about identifiable citizens.")
"""Stands beside every free text (DOMAIN, The setting)."""

NEEDED = wording.FAULTS["required"]
SOURCE_NEEDED = lazy_gettext("Say where the value comes from.")
AS_A_DAY = lazy_gettext("dd.mm.yyyy, for example 31.12.2015")


class NoControlCharacters:
    """Refuses characters that cannot be shown, and says so."""

    def __call__(self, _form: object, field: Any) -> None:
        if isinstance(field.data, str) and UNPRINTABLE.search(field.data):
            raise ValidationError(
                gettext("The text holds control characters that cannot be stored. Remove them.")
            )


def _stripped(value: str | None) -> str | None:
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else value


class TitleField(StringField):
    """One line of text, at most 500 characters, trimmed."""

    def __init__(self, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        limit = Length(max=TITLE_LENGTH, message=lazy_gettext("At most %(max)d characters."))
        super().__init__(label, [*validators, NoControlCharacters(), limit], filters=[_stripped], **kwargs)


class LongTextField(TextAreaField):
    """Text in several lines, at most 20,000 characters, trimmed."""

    def __init__(self, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        limit = Length(max=TEXT_LENGTH, message=lazy_gettext("At most %(max)d characters."))
        super().__init__(label, [*validators, NoControlCharacters(), limit], filters=[_stripped], **kwargs)


class DayField(DateField):
    """A date, typed as dd.mm.yyyy or d/m-yyyy, or sent by a date picker as yyyy-mm-dd."""

    formats = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%d/%m-%Y")

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%d.%m.%Y}" if isinstance(self.data, date) else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if not text:
            return
        for form in self.formats:
            try:
                found = datetime.strptime(text, form).date()  # noqa: DTZ007
            except ValueError:
                continue
            if not FIRST_YEAR <= found.year <= LAST_YEAR:
                break
            self.data = found
            return
        raise ValueError(
            gettext(
                "“%(text)s” is not a date. Write it as dd.mm.yyyy, for example 31.12.2015.", text=text[:40]
            )
        )


class NumberField(FloatField):
    """A decimal number with comma or point, thousands separated as the language does."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        text = f"{self.data:.6f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if str(get_locale()) == "da" else text

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip().replace("\u00a0", "").replace(" ", "") if valuelist else ""
        self.data = None
        if not text:
            return
        plain = text.replace("−", "-")
        if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", plain) and str(get_locale()) == "da":
            plain = plain.replace(".", "")
        elif re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain) and str(get_locale()) == "en":
            plain = plain.replace(",", "")
        plain = plain.replace(",", ".")
        if not re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", plain):
            raise ValueError(gettext("“%(text)s” is not a number.", text=text[:40]))
        self.data = float(plain)


def new_key() -> str:
    """An idempotency key: of a form, or of one of many buttons on a page."""
    return secrets.token_urlsafe(18)


class TrackerForm(FlaskForm):  # type: ignore[misc]
    """The base of every form that writes.

    ``idempotency_key`` makes a double submit one write; ``version`` is the row's version when the form
    was fetched (empty where the form makes a new row).
    """

    class Meta:
        def get_translations(self, _form: object) -> BuiltinMessages:
            return BuiltinMessages()

    idempotency_key = HiddenField()
    version = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.idempotency_key.data or len(self.idempotency_key.data) > 64:
            self.idempotency_key.data = new_key()

    @property
    def expected_version(self) -> int | None:
        """The version that the form was fetched at; None when it carries none."""
        return number_in(self.version.data)

    @property
    def version_seen(self) -> int:
        """The version that the form was fetched at, for a verb that compares it; 0, which no row has, where
        the form carries none."""
        return self.expected_version or 0

    def said(self, sentence: str) -> str:
        """What is told when the form was carried out: ``sentence``, unless the form knows better."""
        return sentence

    def refuse(self, error: Invalid | Duplicate) -> None:
        """Puts a verb's refusal at the field it concerns, or at the form when it has no such field."""
        field = self._fields.get(error.field)
        sentence = wording.refusal(error)
        if field is None:
            self.form_errors.append(sentence)
        else:
            field.errors = [*field.errors, sentence]


class WholeNumberField(IntegerField):
    """A whole number; anything else is refused in the reader's language."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not re.fullmatch(r"-?\d{1,9}", text):
            raise ValueError(gettext("“%(text)s” is not a whole number.", text=text[:40]))
        self.data = int(text)


class VerbatimField(TextAreaField):
    """A text that is kept to the letter, at most 20,000 characters: only its line ends are those of Unix."""

    def __init__(self, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        limit = Length(max=TEXT_LENGTH, message=lazy_gettext("At most %(max)d characters."))
        super().__init__(label, [*validators, NoControlCharacters(), limit], filters=[_line_ends], **kwargs)


def _line_ends(value: str | None) -> str | None:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class Needed:
    """Marks a field that has to be filled in where the form or the verb itself says what is missing."""

    field_flags = {"required": True}  # noqa: RUF012 - the name and type that WTForms reads

    def __call__(self, _form: object, _field: object) -> None:
        return None


def given(value: Value | None) -> Value:
    """What a required field of a valid form holds."""
    if value is None:
        raise ValueError("a valid form holds its required fields")
    return value


def fresh(**values: Any) -> dict[str, Any]:
    """What a form shows that was not sent yet. Nothing for one that was: what it leaves out was left out."""
    return {} if request.method == "POST" else {"data": values}


class OptionalReasonForm(TrackerForm):
    """Confirms something, with a remark that stays in the history and may be left out."""

    reason = LongTextField(lazy_gettext("Reason"), description=NO_CITIZENS)


class ReasonForm(OptionalReasonForm):
    """Confirms something, with a reason that has to be given and stays in the history."""

    reason = LongTextField(lazy_gettext("Reason"), [DataRequired(NEEDED)], description=NO_CITIZENS)


class PlainForm(TrackerForm):
    """A button, or a confirmation without a reason."""
