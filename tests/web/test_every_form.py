"""Whatever is sent to any form is stored and shown as typed, or refused with a message and kept."""

import os
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any
from zlib import crc32

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from tests.browsing import Browser
from tests.conftest import SignInAs, application
from tests.databases import ON_POSTGRESQL
from tests.factories import Maker
from tests.hostile import KEPT, LONG, REFUSED
from tests.web.all_forms import FORMS, UntouchedRows, Visit
from tests.web.filled_form import FilledForm
from tracker.extensions import db
from tracker.records.base import Base

pytestmark = pytest.mark.both

STRANGE = ["a\x00b", "9" * 25] + ([] if ON_POSTGRESQL else ["²", ""])
"""For what nobody types: keys, versions, choices, where to go next. A server refuses what SQLite stores; the
others never get as far as a database."""

TURNS = range(len(STRANGE) if os.environ.get("TRACKER_TEST_EXAMPLES") == "many" else 1)
"""A field gets one of ``STRANGE``, and its namesakes in other forms the others; on demand each gets all."""

NOT_TYPED = ("hidden", "radio", "checkbox", "submit", "file")
SENT_ALONG = {"idempotency_key", "next"}
"""Sent to every form, whether or not it has them; tokens are in ``test_csrf``."""

TAKEN = (200, 303)

Visiting = Callable[[], Visit]

TOGETHER = [" ".join(list(KEPT.values())[:4]), " ".join(list(KEPT.values())[4:])]
"""All that is kept as it is, in two texts."""

NAMED = {f"{endpoint}-{place}": form for endpoint, forms in FORMS.items() for place, form in enumerate(forms)}


def _those(wanted: Callable[[FilledForm], object] = bool) -> list[Any]:
    return [pytest.param(form, id=name) for name, form in NAMED.items() if wanted(form)]


ALL = _those()
WITH_TEXTS = _those(lambda form: form.texts)
WITH_SHAPES = _those(lambda form: form.shaped)


@pytest.fixture
def visit(form: FilledForm, app: Flask, as_: SignInAs, make_in_demo: Maker) -> Visiting:
    """Opens the form anew in a new browser, about rows of its own."""

    def opened() -> Visit:
        browser = as_(form.persona) if form.persona else app.test_client()
        assert isinstance(browser, Browser)
        return Visit(form, browser, UntouchedRows(make_in_demo))

    return opened


def test_every_route_that_takes_a_form_is_here() -> None:
    taking = {
        route.endpoint
        for route in application("sqlite://").url_map.iter_rules()
        if (route.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    }
    assert taking == set(FORMS)


@pytest.mark.once
@pytest.mark.parametrize("form", ALL)
def test_every_field_of_a_form_is_here_and_a_good_answer_is_taken(form: FilledForm, visit: Visiting) -> None:
    visited = visit()
    typed = {
        node["name"]
        for node in visited.form.node.all()
        if node.get("name")
        and (node.tag == "textarea" or (node.tag == "input" and node.get("type") not in NOT_TYPED))
    }
    assert typed == {*form.texts, *form.shaped, *form.aside}
    assert visited.send().status_code in (200, 303)


@pytest.mark.parametrize("form", WITH_TEXTS)
def test_a_text_is_stored_and_shown_as_typed(form: FilledForm, visit: Visiting, app: Flask) -> None:
    # where a field is too short for all of them together, one after the other
    texts, visited = TOGETHER, visit()
    if visited.send(**dict.fromkeys(form.texts, texts[0])).status_code == 303:
        _is_stored_and_shown(form, visited, app, texts[0])
        texts = texts[1:]
    else:
        texts = list(KEPT.values())
    for text in texts:
        visited = visit()
        assert visited.send(**dict.fromkeys(form.texts, text)).status_code == 303
        _is_stored_and_shown(form, visited, app, text)


def _is_stored_and_shown(form: FilledForm, visited: Visit, app: Flask, text: str) -> None:
    assert _stored(app, text) >= len(form.texts)
    for address in visited.shown:
        assert " ".join(text.split()) in visited.browser.page(address).text, address


@pytest.mark.once
@pytest.mark.parametrize("form", WITH_TEXTS)
def test_a_text_that_cannot_be_shown_is_refused_at_its_field_and_kept(
    form: FilledForm, visit: Visiting
) -> None:
    visited = visit()
    for text in REFUSED.values():
        answer = visited.send(**dict.fromkeys(form.texts, text))
        kept = visited.kept(answer)
        for name in form.texts:
            assert kept[name] == [text]
            assert _refuses(answer, name), name


@pytest.mark.once
@pytest.mark.parametrize("form", WITH_TEXTS)
def test_five_thousand_characters_are_stored_and_shown_or_refused_and_kept(
    form: FilledForm, visit: Visiting, app: Flask
) -> None:
    for name in form.texts:
        visited = visit()
        answer = visited.send(**{name: LONG})
        if answer.status_code == 303:
            assert _stored(app, LONG)
            assert all(LONG in visited.browser.page(address).text for address in visited.shown)
        else:
            assert visited.kept(answer)[name] == [LONG]
            assert _refuses(answer, name)


@pytest.mark.once
@pytest.mark.parametrize("form", WITH_SHAPES)
def test_what_has_a_form_of_its_own_is_refused_with_a_message_and_kept(
    form: FilledForm, visit: Visiting
) -> None:
    """What gets no message beside other faults is sent alone too; and each once, with all others right."""
    visited = visit()
    for text in [*KEPT.values(), *REFUSED.values(), LONG]:
        together = _is_refused_and_kept(visited, form.shaped, text)
        for name in form.shaped if len(form.shaped) > 1 else ():
            if text == REFUSED["NUL"] or not _refuses(together, name):
                _is_refused_and_kept(visited, [name], text)


def _is_refused_and_kept(visited: Visit, names: Collection[str], text: str) -> TestResponse:
    answer = visited.send(**dict.fromkeys(names, text))
    page = visited.browser.checked(answer, visited.action, 422)
    kept = page.form(visited.action).values()
    assert {name: kept[name] for name in names} == {name: [text] for name in names}
    assert page.errors, f"{sorted(names)}={text[:40]}: no message"
    return answer


@pytest.mark.once
@pytest.mark.parametrize("form", WITH_TEXTS)
def test_a_text_outlives_a_change_by_somebody_else(form: FilledForm, visit: Visiting) -> None:
    visited = visit()
    if "version" not in visited.form.names:
        return
    for text in TOGETHER:
        answer = visited.send(version="999", **dict.fromkeys(form.texts, text))
        kept = visited.kept(answer, answer.status_code if answer.status_code == 409 else 422)
        assert [kept[name] for name in form.texts] == [[text]] * len(form.texts)


@pytest.mark.once
@pytest.mark.parametrize("form", ALL)
def test_a_form_that_has_lost_its_version_overwrites_nothing(visit: Visiting) -> None:
    visited = visit()
    if "version" in visited.form.names:
        for lost in ("", "x", "²"):
            assert visited.send(version=lost).status_code in (409, 422)


@pytest.mark.parametrize("form", ALL)
def test_what_nobody_types_breaks_nothing(form: FilledForm, visit: Visiting) -> None:
    """What is refused beside other things, with a message of its own, would be refused alone too."""
    visited = visit()
    chosen = visited.form.names - {*form.texts, *form.shaped, "csrf_token"} - SENT_ALONG
    for turn in TURNS:
        for names in ({"version"}, SENT_ALONG, chosen):
            sent = {name: _strange(form, name, turn) for name in names}
            answer = _is_answered(visited, sent)
            if answer.status_code in TAKEN:
                visited = visit()
                continue
            alone = [name for name in sorted(names) if not _refuses(answer, name)] if len(names) > 1 else []
            for name in alone:
                if _is_answered(visited, {name: sent[name]}).status_code in TAKEN:
                    visited = visit()


def _strange(form: FilledForm, name: str, turn: int) -> str:
    return STRANGE[(crc32(f"{form.page} {form.action} {name}".encode()) + turn) % len(STRANGE)]


def _is_answered(visited: Visit, sent: Mapping[str, str]) -> TestResponse:
    answer = visited.send(**sent)
    assert answer.status_code in (*TAKEN, 400, 409, 422), f"{sent}: {answer.status}"
    if answer.status_code != 303:
        visited.browser.checked(answer, visited.action, answer.status_code)
    return answer


def _refuses(answer: TestResponse, name: str) -> bool:
    """Whether there is a message at the field."""
    return f'id="{name}-error"' in answer.get_data(as_text=True)


@cache
def _everywhere() -> sa.CompoundSelect[Any]:
    columns = [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.String) and not isinstance(column.type, sa.Enum)
    ]
    text = sa.bindparam("text", type_=sa.Text)
    return sa.union_all(*(sa.select(sa.func.count()).where(column == text) for column in columns))


def _stored(app: Flask, text: str) -> int:
    """How often the text stands in the database, exactly so."""
    with app.app_context():
        return sum(db.session.scalars(_everywhere(), {"text": text}))
