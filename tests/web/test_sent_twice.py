"""A form that is sent twice is carried out once, and says so."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browsing import Browser
from tests.conftest import SignInAs
from tests.factories import Maker
from tests.web.all_forms import FORMS, UntouchedRows, Visit
from tests.web.filled_form import FilledForm

SUBJECTS = ("hearings", "catalogue", "comments", "admin", "account")

OWN_WAY = {
    "account.sign_in": "whoever signs in twice has two sessions",
    "account.sign_out": "nobody is signed in any more",
    "account.choose_language": "the same language is chosen again",
    "account.change_password": "the session has ended with the old password",
    "admin.set_password": "the password is shown only once, and its own sentence says so",
    "catalogue.untie": "the tie is gone, and its address with it",
}


def _those() -> Iterator[Any]:
    for endpoint, forms in FORMS.items():
        if endpoint.split(".")[0] in SUBJECTS and endpoint not in OWN_WAY:
            yield from (pytest.param(form, id=f"{endpoint}-{place}") for place, form in enumerate(forms))


@pytest.mark.once
@pytest.mark.parametrize("form", list(_those()))
def test_a_form_that_is_sent_twice_is_carried_out_once_and_says_so(
    form: FilledForm, as_: SignInAs, make_in_demo: Maker
) -> None:
    browser = as_(form.persona)
    assert isinstance(browser, Browser)
    visited = Visit(form, browser, UntouchedRows(make_in_demo))
    assert visited.send().status_code == 303
    second = visited.send()
    assert second.status_code == 303
    assert "Det var allerede gemt; intet er gemt to gange." in browser.follow(second).text
