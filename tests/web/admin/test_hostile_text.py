"""Whatever is typed in the administration is shown as typed or refused with a message."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.browsing import Browser
from tests.hostile import KEPT, LONG, REFUSED
from tests.personas import EMAILS
from tests.web.account.people import number
from tracker.extensions import db
from tracker.records.models import Event, Organisation, User

SignInAs = Callable[[str], Browser]


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_a_persons_name_is_shown_as_typed(text: str, admin: Browser, app: Flask) -> None:
    fields = {"name": text, "name_en": f"{text} (en)", "email": "hostile@example.org"}
    page = admin.follow(admin.submit("/admin/people/new", fields))
    shown = " ".join(text.split())
    assert page.heading == shown
    with app.app_context():
        person = db.session.scalars(sa.select(User).where(User.email == "hostile@example.org")).one()
        assert (person.name, person.name_en) == (text, f"{text} (en)")
    for address in ("/edit", "/password", "/deactivate"):
        assert shown in admin.page(page.address + address).text
    values = admin.page(page.address + "/edit").form(page.address + "/edit").values()
    assert values["name"] == [text]
    assert any(shown in row[0] for row in admin.page("/admin/people").rows())


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_an_organisations_name_is_shown_as_typed(text: str, admin: Browser, app: Flask) -> None:
    code = text[:40].strip()
    page = admin.follow(
        admin.submit("/admin/organisations/new", {"name": text, "code": code, "kind": "partner"})
    )
    shown = " ".join(text.split())
    assert page.heading == shown
    with app.app_context():
        row = db.session.scalars(sa.select(Organisation).where(Organisation.name == text)).one()
        assert row.code == code
    for address in ("/edit", "/archive"):
        assert shown in admin.page(page.address + address).text
    assert shown in admin.page("/admin/organisations").text
    assert shown in admin.page("/admin/people/new").text


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_a_reason_is_kept_as_typed(text: str, admin: Browser, app: Flask) -> None:
    person = number(app, EMAILS["reader"])
    reason = f"{text}\r\n{LONG}"
    assert admin.submit(f"/admin/people/{person}/deactivate", {"reason": reason}).status_code == 303
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.verb == "deactivate_person")).one()
        assert event.reason == f"{text}\n{LONG}"


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("field", ["name", "name_en", "email"])
def test_control_characters_in_a_persons_data_are_refused(field: str, text: str, admin: Browser) -> None:
    response = admin.submit("/admin/people/new", {"name": "Jens", field: text})
    page = admin.checked(response, "/admin/people/new", 422)
    assert any("kontroltegn" in found for found in page.errors)


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("field", ["name", "name_en", "code"])
def test_control_characters_in_an_organisations_data_are_refused(
    field: str, text: str, admin: Browser
) -> None:
    fields = {"name": "Enhed", "code": "E", "kind": "partner", field: text}
    page = admin.checked(admin.submit("/admin/organisations/new", fields), "/admin/organisations/new", 422)
    assert any("kontroltegn" in found for found in page.errors)


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_control_characters_in_a_reason_are_refused(text: str, admin: Browser, app: Flask) -> None:
    address = f"/admin/people/{number(app, EMAILS['reader'])}/deactivate"
    page = admin.checked(admin.submit(address, {"reason": text}), address, 422)
    assert any("kontroltegn" in found for found in page.errors)


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/admin/people/new", "name"),
        ("/admin/people/new", "name_en"),
        ("/admin/people/new", "email"),
        ("/admin/organisations/new", "name"),
        ("/admin/organisations/new", "code"),
    ],
)
def test_a_title_of_five_thousand_characters_is_refused_and_kept(
    address: str, field: str, admin: Browser
) -> None:
    fields = {"name": "Navn", field: LONG}
    page = admin.checked(admin.submit(address, fields), address, 422)
    assert any("Højst 500 tegn." in found for found in page.errors)
    assert page.form(address).values()[field] == [LONG]


@pytest.mark.parametrize("text", [*KEPT.values(), *REFUSED.values(), LONG])
def test_any_text_may_be_searched_for(text: str, admin: Browser) -> None:
    page = admin.checked(
        admin.get("/admin/people", query_string={"q": text, "organisation": text}), "/admin/people"
    )
    assert page.heading == "Personer og roller"


@pytest.mark.parametrize("text", [*KEPT.values(), *REFUSED.values(), LONG])
def test_any_text_may_be_tried_at_sign_in(text: str, client: Browser) -> None:
    response = client.submit("/sign-in", {"email": text, "password": text, "next": text})
    page = client.checked(response, "/sign-in", 422)
    assert page.heading == "Log ind"


def test_the_stale_page_shows_hostile_texts_as_typed(admin: Browser, as_: SignInAs, app: Flask) -> None:
    address = f"/admin/people/{number(app, EMAILS['owner'])}/edit"
    for text in KEPT.values():
        mine = admin.page(address).form(address).values()
        as_("admin").submit(address, {"name": f"{text} theirs"})
        page = admin.checked(admin.send(mine, {"name": f"{text} mine"}, address), address, 409)
        shown = " ".join(text.split())
        assert ["Navn", f"{shown} mine", f"{shown} theirs"] in page.rows()
        assert page.form(address).values()["name"] == [f"{text} mine"]
