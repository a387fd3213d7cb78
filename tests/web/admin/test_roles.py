"""Which roles people hold, and whether their accounts are open."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.browsing import Browser
from tests.personas import EMAILS, PASSWORD
from tests.web.account.people import number
from tracker.extensions import db
from tracker.records.models import Event, Organisation, RoleAssignment
from tracker.theory.kinds import Role

SignInAs = Callable[[str], Browser]


def organisation(app: Flask, code: str) -> int:
    with app.app_context():
        return db.session.scalars(sa.select(Organisation.id).where(Organisation.code == code)).one()


def role_id(app: Flask, person: int, role: Role) -> int:
    with app.app_context():
        query = sa.select(RoleAssignment.id).where(
            RoleAssignment.user_id == person, RoleAssignment.role == role
        )
        return db.session.scalars(query).one()


def test_a_role_counts_from_the_moment_it_is_given_and_until_it_is_revoked(
    app: Flask, admin: Browser, as_: SignInAs
) -> None:
    stranger = number(app, EMAILS["stranger"])
    person = as_("stranger")
    assert person.get("/plans").status_code == 403
    values = {"role": "reader", "organisation_id": str(organisation(app, "SKO"))}
    response = admin.submit(f"/admin/people/{stranger}", values, action=f"/admin/people/{stranger}/roles")
    assert "Rollen er givet: Læser." in admin.follow(response).text
    assert person.get("/plans").status_code == 200

    revoke = f"/admin/people/{stranger}/roles/{role_id(app, stranger, Role.READER)}/revoke"
    admin.follow(admin.submit(f"/admin/people/{stranger}", action=revoke))
    assert person.get("/plans").status_code == 403


def test_a_role_is_held_once_in_an_organisation(app: Flask, admin: Browser, owner: int) -> None:
    values = {"role": "owner", "organisation_id": str(organisation(app, "SKO"))}
    response = admin.submit(f"/admin/people/{owner}", values, action=f"/admin/people/{owner}/roles")
    page = admin.checked(response, f"/admin/people/{owner}/roles", 422)
    assert any("har allerede rollen" in found for found in page.errors)


@pytest.mark.parametrize("values", [{"role": "king"}, {"organisation_id": "99999"}, {"organisation_id": "x"}])
def test_what_is_not_in_the_list_is_refused(values: dict[str, str], admin: Browser, owner: int) -> None:
    response = admin.submit(f"/admin/people/{owner}", values, action=f"/admin/people/{owner}/roles")
    assert admin.checked(response, f"/admin/people/{owner}/roles", 422).errors


def test_each_button_of_a_page_has_a_key_of_its_own(admin: Browser, app: Flask) -> None:
    planner = number(app, EMAILS["planner"])
    forms = admin.page(f"/admin/people/{planner}").forms
    keys = [form.values()["idempotency_key"][0] for form in forms]
    assert len(keys) == len(set(keys)) > 2


def test_the_last_administrator_stays(app: Flask, admin: Browser) -> None:
    own = number(app, EMAILS["admin"])
    revoke = f"/admin/people/{own}/roles/{role_id(app, own, Role.ADMINISTRATOR)}/revoke"
    page = admin.follow(admin.submit(f"/admin/people/{own}", action=revoke))
    assert "Det er den sidste administrator." in page.text
    assert admin.get("/admin").status_code == 200


def test_an_administrator_may_give_the_role_away_when_there_is_another(
    app: Flask, admin: Browser, owner: int
) -> None:
    own = number(app, EMAILS["admin"])
    values = {"role": "administrator", "organisation_id": str(organisation(app, "AAK"))}
    admin.submit(f"/admin/people/{owner}", values, action=f"/admin/people/{owner}/roles")
    revoke = f"/admin/people/{own}/roles/{role_id(app, own, Role.ADMINISTRATOR)}/revoke"
    admin.submit(f"/admin/people/{own}", action=revoke)
    assert admin.get("/admin").status_code == 403


def test_nobody_deactivates_their_own_account(app: Flask, admin: Browser) -> None:
    own = number(app, EMAILS["admin"])
    address = f"/admin/people/{own}/deactivate"
    assert address not in admin.page(f"/admin/people/{own}").links
    page = admin.checked(admin.submit(address), address, 422)
    assert any("din egen konto" in found for found in page.errors)


def test_a_deactivated_person_keeps_name_and_roles_and_can_be_activated_again(
    app: Flask, admin: Browser, owner: int
) -> None:
    page = admin.page(f"/admin/people/{owner}/deactivate")
    assert "HP5" in page.text
    page = admin.follow(admin.submit(f"/admin/people/{owner}/deactivate", {"reason": "Ny stilling"}))
    assert "Navnet bliver i historikken" in page.text
    with app.app_context():
        query = sa.select(Event).where(Event.verb == "deactivate_person", Event.entity_id == owner)
        event = db.session.scalars(query).one()
        assert event.reason == "Ny stilling"
    page = admin.follow(admin.submit(f"/admin/people/{owner}", action=f"/admin/people/{owner}/reactivate"))
    assert "Kontoen er aktiv igen" in page.text
    person = app.test_client()
    assert isinstance(person, Browser)
    assert person.submit("/sign-in", {"email": EMAILS["owner"], "password": PASSWORD}).status_code == 303
    assert person.get("/my-work").status_code == 200


def test_somebody_elses_role_cannot_be_revoked_through_a_person(
    app: Flask, admin: Browser, owner: int
) -> None:
    planner = number(app, EMAILS["planner"])
    foreign = role_id(app, planner, Role.PLANNER)
    values = admin.page(f"/admin/people/{owner}").forms[0].values()
    assert admin.send(values, {}, f"/admin/people/{owner}/roles/{foreign}/revoke").status_code == 404
