"""What was typed into a form that cannot be saved is given back whole, and nothing that was not typed."""

from flask import Flask

from tests.web.all_forms import FORMS
from tracker.web.forms.kept_text import typed_texts

CARRIED = ("csrf_token", "idempotency_key", "version", "next", "seen", "answers_id")
SECRET = ("password", "current_password", "again")


def test_everything_typed_into_any_form_is_given_back(app: Flask) -> None:
    lost = {}
    for endpoint, forms in FORMS.items():
        for form in forms:
            typed = {name: f" {name} som skrevet " for name in (*form.texts, *form.shaped)}
            if gone := set(typed) - {text.split()[0] for text in given_back(app, typed)}:
                lost[endpoint] = gone
    assert not lost


def test_what_is_given_back_stands_as_it_was_typed_in_the_order_of_the_form(app: Flask) -> None:
    assert given_back(app, {"url": "ftp://forkert", "title": " To\nlinjer ", "doi": " "}) == [
        "ftp://forkert",
        "To\nlinjer",
    ]


def test_passwords_and_what_a_form_carries_unseen_are_never_shown(app: Flask) -> None:
    assert given_back(app, dict.fromkeys((*CARRIED, *SECRET), "hemmelig")) == []


def test_what_is_only_asked_for_is_not_taken_for_typed(app: Flask) -> None:
    with app.test_request_context("/?title=Titel"):
        assert typed_texts() == []


def given_back(app: Flask, sent: dict[str, str]) -> list[str]:
    with app.test_request_context("/", method="POST", data=sent):
        return typed_texts()
