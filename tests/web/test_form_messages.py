"""What WTForms itself says is in our catalogue."""

from pathlib import Path

import pytest
import wtforms
from babel.messages.pofile import read_po
from flask import Flask, session
from wtforms import DecimalField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from tracker.web.forms.base import TrackerForm
from tracker.web.forms.messages import SENTENCES

pytestmark = pytest.mark.once


class Sample(TrackerForm):
    text = StringField("Text", [InputRequired(), Length(max=2)])
    choice = SelectField("Choice", choices=[("a", "A")])
    number = DecimalField("Number")


def test_every_sentence_of_wtforms_is_translated() -> None:
    with (Path(wtforms.__file__).parent / "locale" / "wtforms.pot").open("rb") as file:
        template = read_po(file)
    theirs = {m.id if isinstance(m.id, str) else m.id[0] for m in template if m.id}
    ours = {sentence._args[0] for sentence in SENTENCES}
    assert theirs - ours == set()


@pytest.mark.parametrize(
    ("language", "messages"),
    [
        (
            "da",
            (
                "Teksten må højst være på 2 tegn.",
                "Vælg en af mulighederne på listen.",
                "Det er ikke et decimaltal.",
            ),
        ),
        (
            "en",
            (
                "Field cannot be longer than 2 characters.",
                "Not a valid choice.",
                "Not a valid decimal value.",
            ),
        ),
    ],
)
def test_a_form_refuses_in_the_readers_language(language: str, messages: tuple[str, ...], app: Flask) -> None:
    data = {"text": "abc", "choice": "b", "number": "x"}
    with app.test_request_context("/", method="POST", data=data):
        session["language"] = language
        form = Sample(meta={"csrf": False})
        assert not form.validate()
        assert (form.text.errors[0], form.choice.errors[0], form.number.errors[0]) == messages


def test_a_missing_text_is_asked_for_in_danish(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"choice": "a", "number": "1"}):
        form = Sample(meta={"csrf": False})
        assert not form.validate()
        assert form.text.errors == ["Feltet skal udfyldes."]
