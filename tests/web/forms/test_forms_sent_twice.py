"""A form that is sent twice, by a double click or a reload, writes once and says so."""

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.browsing import Browser
from tests.conftest import SignInAs
from tests.factories import Maker
from tests.web.all_forms import FORMS, UntouchedRows, Visit
from tracker.extensions import db
from tracker.records.models import Event

SAID = "Det var allerede gemt; intet er gemt to gange."

NOTHING_TO_SAY = {
    "account.sign_in": "signs in once more",
    "account.sign_out": "is signed out already",
    "account.choose_language": "chooses the same language",
    "account.change_password": "its token has gone with the session of the old password",
    "admin.set_password": "its own sentence says that the password is shown only once",
    "catalogue.untie": "the tie is gone, and its address with it",
}
"""Forms that write no row of the strategy, and what they do when they are sent again."""

NAMED = {f"{endpoint}-{place}": form for endpoint, forms in FORMS.items() for place, form in enumerate(forms)}


@pytest.mark.once
@pytest.mark.parametrize("name", [name for name in NAMED if name.rpartition("-")[0] not in NOTHING_TO_SAY])
def test_a_form_that_is_sent_twice_writes_once_and_says_so(
    name: str, app: Flask, as_: SignInAs, make_in_demo: Maker
) -> None:
    form = NAMED[name]
    browser = as_(form.persona) if form.persona else app.test_client()
    assert isinstance(browser, Browser)
    visited = Visit(form, browser, UntouchedRows(make_in_demo))
    first = visited.send()
    if first.status_code == 303:
        browser.follow(first)
    before = events(app)
    second = visited.send()
    assert events(app) == before
    if first.status_code != 303:
        return
    if second.status_code == 422:
        # what it chose is offered no more; what was typed stays on the page
        assert SAID in browser.checked(second, visited.action, 422).text
    else:
        assert SAID in browser.follow(second).text


def events(app: Flask) -> int:
    """How many the log holds."""
    with app.app_context():
        found = db.session.scalar(sa.select(sa.func.count(Event.id)))
        db.session.rollback()
    return found or 0
