"""Administrators keep people: who they are, and whether they come in."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.browsing import Browser
from tests.personas import EMAILS
from tracker.extensions import db
from tracker.records.models import Organisation, User

SignInAs = Callable[[str], Browser]


def organisation(app: Flask, code: str) -> int:
    with app.app_context():
        return db.session.scalars(sa.select(Organisation.id).where(Organisation.code == code)).one()


def test_the_list_shows_everybody_with_roles_and_account(admin: Browser) -> None:
    rows = {row[0]: row for row in admin.page("/admin/people").rows()}
    assert rows["Strategikoordinator planner@example.org"][2:] == [
        "Tovholder, Planlægningsgruppe",
        "Kan logge ind",
    ]
    assert rows["Uden rolle stranger@example.org"][2:] == ["Ingen", "Ingen konto endnu"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("LÆSER", ["Læser (demo) reader@example.org"]),
        ("planner@", ["Strategikoordinator planner@example.org"]),
        ("politi natteliv", ["Tovholder natteliv (politi)"]),
        ("100%", []),
        ("_", []),
    ],
)
def test_people_are_found_by_parts_of_name_address_and_organisation(
    search: str, found: list[str], admin: Browser
) -> None:
    page = admin.checked(admin.get("/admin/people", query_string={"q": search}), "/admin/people")
    assert [row[0] for row in page.rows()] == found
    if not found:
        assert "Ingen passer til søgningen" in page.text


def test_people_are_listed_by_organisation(app: Flask, admin: Browser) -> None:
    page = admin.page(f"/admin/people?organisation={organisation(app, 'BLF')}")
    assert [row[0] for row in page.rows()] == ["Tovholder tryghedsvandringer"]


def test_a_person_is_added_and_can_come_in_with_a_one_time_password(app: Flask, admin: Browser) -> None:
    response = admin.submit(
        "/admin/people/new",
        {
            "name": "Kirsten Ny",
            "email": " Kirsten@Example.org ",
            "organisation_id": str(organisation(app, "SKO")),
        },
    )
    page = admin.follow(response)
    assert page.heading == "Kirsten Ny"
    address = page.address
    assert "kirsten@example.org" in page.text
    assert "ingen adgangskode endnu" in page.text

    answer = admin.submit(f"{address}/password")
    assert answer.headers["Cache-Control"] == "no-store"
    shown = admin.checked(answer, f"{address}/password")
    password = shown.root.one("code").text
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", password)

    newcomer = app.test_client()
    assert isinstance(newcomer, Browser)
    newcomer.submit("/sign-in", {"email": "kirsten@example.org", "password": password})
    assert newcomer.get("/").headers["Location"] == "/account/password"


def test_a_one_time_password_is_shown_once(admin: Browser, owner: int) -> None:
    page = admin.page(f"/admin/people/{owner}/password")
    values = page.form(f"/admin/people/{owner}/password").values()
    first = admin.send(values, {}, f"/admin/people/{owner}/password")
    password = admin.checked(first).root.one("code").text
    again = admin.follow(admin.send(values, {}, f"/admin/people/{owner}/password"))
    assert "vises kun én gang" in again.text
    assert password not in again.source


def test_a_password_form_sent_again_and_filled_in_wrongly_says_that_it_was_saved(
    admin: Browser, owner: int
) -> None:
    address = f"/admin/people/{owner}/password"
    values = admin.page(address).form(address).values()
    admin.send(values, {}, address)
    refused = admin.checked(admin.send(values, {"how": "ukendt"}, address), address, 422)
    assert "intet er gemt to gange" in " ".join(refused.errors)


def test_a_one_time_password_ends_the_persons_sessions(as_: SignInAs, admin: Browser, owner: int) -> None:
    person = as_("owner")
    admin.submit(f"/admin/people/{owner}/password")
    assert person.get("/account").status_code == 303


def test_an_administrator_may_type_the_one_time_password(app: Flask, admin: Browser, owner: int) -> None:
    fields = {"how": "typed", "password": "kort"}
    page = admin.checked(
        admin.submit(f"/admin/people/{owner}/password", fields), f"/admin/people/{owner}/password", 422
    )
    assert any("Mindst 12 tegn." in found for found in page.errors)
    fields["password"] = "givet i telefonen"
    admin.checked(admin.submit(f"/admin/people/{owner}/password", fields))
    person = app.test_client()
    assert isinstance(person, Browser)
    answer = person.submit("/sign-in", {"email": EMAILS["owner"], "password": "givet i telefonen"})
    assert answer.status_code == 303


def test_without_an_address_there_is_no_password(app: Flask, admin: Browser) -> None:
    with app.app_context():
        post = db.session.scalars(sa.select(User.id).where(User.email.is_(None)).limit(1)).one()
    page = admin.follow(admin.get(f"/admin/people/{post}/password"))
    assert "Kun en aktiv person med en e-mailadresse kan have en adgangskode." in page.text


def test_a_password_that_comes_after_the_account_was_closed_is_refused(
    admin: Browser, as_: SignInAs, owner: int
) -> None:
    address = f"/admin/people/{owner}/password"
    values = admin.page(address).form(address).values()
    assert as_("admin").submit(f"/admin/people/{owner}/deactivate", {}).status_code == 303
    answer = admin.send(values, {"how": "typed", "password": "givet i telefonen"}, address)
    page = admin.checked(answer, address, 422)
    assert "Kun en aktiv person med en e-mailadresse kan have en adgangskode." in page.text


@pytest.mark.parametrize(
    ("email", "message"),
    [
        ("nonsense", "Det er ikke en e-mailadresse."),
        ("a@b", "Det er ikke en e-mailadresse."),
        ("to@example.org, tre@example.org", "Det er ikke en e-mailadresse."),
        ("READER@example.org", "»reader@example.org« er allerede i brug."),
        ("x" * 600 + "@example.org", "Højst 500 tegn."),
        ("x" * 400 + "@example.org", "Teksten er for lang."),
    ],
)
def test_an_address_that_does_not_do_is_refused_and_kept_in_the_form(
    email: str, message: str, admin: Browser
) -> None:
    response = admin.submit("/admin/people/new", {"name": "Jens", "email": email})
    page = admin.checked(response, "/admin/people/new", 422)
    assert any(message in found for found in page.errors), page.errors
    assert page.form("/admin/people/new").values()["email"] == [email]
    assert page.form("/admin/people/new").values()["name"] == ["Jens"]


def test_a_person_is_changed(admin: Browser, owner: int) -> None:
    fields = {"name": "Ny Tovholder", "organisation_id": "", "language": "en"}
    page = admin.follow(admin.submit(f"/admin/people/{owner}/edit", fields))
    assert page.heading == "Ny Tovholder"
    assert "English" in page.text


def test_two_administrators_do_not_overwrite_each_other(admin: Browser, as_: SignInAs, owner: int) -> None:
    address = f"/admin/people/{owner}/edit"
    mine = admin.page(address).form(address).values()
    as_("admin").submit(address, {"name": "Den andens navn"})
    page = admin.checked(admin.send(mine, {"name": "Mit navn", "language": "en"}, address), address, 409)
    assert ["Navn", "Mit navn", "Den andens navn"] in page.rows()
    assert admin.page(f"/admin/people/{owner}").heading == "Den andens navn"
    again = page.form(address).values()
    assert again["name"] == ["Mit navn"]
    assert again["language"] == ["en"]
    assert admin.follow(admin.send(again, {}, address)).heading == "Mit navn"


@pytest.mark.parametrize(
    "address", ["/admin/people/99999", "/admin/people/99999/edit", "/admin/people/0/password"]
)
def test_somebody_who_is_not_there_answers_404(address: str, admin: Browser) -> None:
    admin.page(address, 404)


def test_adding_the_same_person_twice_by_a_double_click_makes_one(app: Flask, admin: Browser) -> None:
    page = admin.page("/admin/people/new")
    values = page.form("/admin/people/new").values()
    for _click in range(2):
        response = admin.send(values, {"name": "Kun en", "email": "en@example.org"}, "/admin/people/new")
        assert response.status_code == 303
    with app.app_context():
        count = db.session.scalar(sa.select(sa.func.count(User.id)).where(User.name == "Kun en"))
    assert count == 1


def test_the_forms_say_that_nothing_about_citizens_belongs_there(admin: Browser, owner: int) -> None:
    assert "aldrig en borger" in admin.page("/admin/people/new").text
    page = admin.page(f"/admin/people/{owner}/deactivate")
    assert "Skriv intet om identificerbare borgere." in page.text


def test_who_loses_the_address_loses_the_account_at_once(as_: SignInAs, admin: Browser, owner: int) -> None:
    person = as_("owner")
    admin.submit(f"/admin/people/{owner}/edit", {"name_en": "Still the same"})
    assert person.get("/account").status_code == 200
    admin.submit(f"/admin/people/{owner}/edit", {"email": ""})
    assert person.get("/account").status_code == 303
