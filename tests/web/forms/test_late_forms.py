"""A form about what ended meanwhile keeps what was typed: it is given back, or it is stored."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from tests.browsing import Browser
from tests.conftest import SignInAs
from tests.factories import Maker
from tests.web.all_forms import FORMS, UntouchedRows, Visit
from tests.web.filled_form import FilledForm
from tests.web.forms.endings import ENDINGS, NEVER_ENDS
from tracker.extensions import db
from tracker.records.base import Base

TYPED = "Nåede jeg"
"""Short enough for every field."""

WITH_TEXTS = {
    f"{endpoint}-{place}": form
    for endpoint, forms in FORMS.items()
    for place, form in enumerate(forms)
    if form.texts
}


def rows_of(form: FilledForm) -> list[str]:
    """The rows that a form is about, by their names."""
    return re.findall(r"{(\w+)}", form.action or form.page)


def test_for_every_row_that_a_form_is_about_there_is_a_way_to_end_it() -> None:
    named = {name for form in WITH_TEXTS.values() for name in rows_of(form)}
    assert named == set(ENDINGS) | set(NEVER_ENDS)


@pytest.mark.once
@pytest.mark.parametrize("name", [name for name, form in WITH_TEXTS.items() if rows_of(form)])
def test_what_is_typed_into_a_form_outlives_the_end_of_what_it_is_about(
    name: str, app: Flask, as_: SignInAs, make_in_demo: Maker
) -> None:
    form = WITH_TEXTS[name]
    typed = {field: f"{TYPED} {place}" for place, field in enumerate(form.texts)}
    lost, asked_for_ever = {}, []
    for row in rows_of(form):
        for ended, end in ENDINGS.get(row, {}).items():
            rows = UntouchedRows(beside(make_in_demo))
            visited = Visit(form, as_(form.persona), rows)
            end(rows, rows[row])
            make_in_demo.writer.session.rollback()
            answer = visited.send(**typed)
            there = set(stored(app) if answer.status_code == 303 else given_back(visited.browser, answer))
            if gone := set(typed.values()) - there:
                lost[name, f"{row} {ended}"] = (answer.status, answer.headers.get("Location"), gone)
            if asks_again(answer) and asks_again(sent_again(visited, answer)):
                asked_for_ever.append(f"{row} {ended}")
    assert not lost
    assert not asked_for_ever


def asks_again(answer: TestResponse) -> bool:
    """Whether it is to be confirmed once more."""
    return answer.status_code == 422 and "bekræft igen" in answer.text


def sent_again(visited: Visit, answer: TestResponse) -> TestResponse:
    """The answer to the form as it was given back."""
    form = visited.browser.checked(answer, visited.action, 422).form(visited.action)
    return visited.browser.send(form.values(), {}, visited.action)


def beside(make: Maker) -> Maker:
    """Makes rows beside those that were made before, under other codes."""
    other = Maker(make.writer)
    other.numbers = make.numbers
    return other


def given_back(browser: Browser, answer: TestResponse) -> Iterator[str]:
    """Every text in a field of the answer, or that it shows to be copied. 403 where the state of the plan has
    taken the right to write in it."""
    if answer.status_code not in (403, 404, 409, 422):
        return
    page = browser.checked(answer, answer.request.path, answer.status_code)
    for field in page.root.all("input"):
        yield field.get("value")
    for area in [*page.root.all("textarea"), *page.root.all("blockquote"), *page.root.all("p")]:
        yield area.text.strip()


def stored(app: Flask) -> Iterator[str]:
    """Every text in every table."""
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, sa.String) and not isinstance(column.type, sa.Enum):
                    yield from db.session.scalars(sa.select(column).where(column.is_not(None)))
        db.session.rollback()
