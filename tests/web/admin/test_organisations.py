"""Administrators keep the organisations: a tree, in which what is in use cannot be archived."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.browsing import Browser
from tests.conftest import signed_in
from tests.factories import Maker
from tests.personas import NOW, TODAY
from tracker.extensions import db
from tracker.records.models import Organisation
from tracker.services.people.organisations import archive_organisation
from tracker.services.verb import Writer
from tracker.theory.kinds import Role

SignInAs = Callable[[str], Browser]


@pytest.fixture
def number(app: Flask) -> Callable[[str], int]:
    """The organisation with this code."""

    def found(code: str) -> int:
        with app.app_context():
            return db.session.scalars(sa.select(Organisation.id).where(Organisation.code == code)).one()

    return found


def added(admin: Browser, **fields: str) -> str:
    values = {"name": "Ny enhed", "code": "NY", "kind": "partner", **fields}
    response = admin.submit("/admin/organisations/new", values)
    assert response.status_code == 303, response.get_data(as_text=True)
    return response.headers["Location"]


def test_each_organisation_stands_below_the_one_it_belongs_under(admin: Browser) -> None:
    names = [row[0] for row in admin.page("/admin/organisations").rows()]
    assert names[0] == "Aalborg Kommune"
    assert names.index("Skoleforvaltningen") < names.index("Nordjyllands Politi")
    assert names.index("Politiledelsen (Nordjyllands Politi)") == names.index("Nordjyllands Politi") + 1


def test_an_organisation_is_added_under_another(admin: Browser, number: Callable[[str], int]) -> None:
    page = admin.page(added(admin, parent_id=str(number("SKO"))))
    assert page.heading == "Ny enhed"
    assert "Skoleforvaltningen" in page.text
    assert "Ny enhed" in admin.page(f"/admin/organisations/{number('SKO')}").text


def test_a_short_name_is_used_once(admin: Browser) -> None:
    response = admin.submit("/admin/organisations/new", {"name": "Anden", "code": "SKO", "kind": "partner"})
    page = admin.checked(response, "/admin/organisations/new", 422)
    assert any("»SKO« er allerede i brug" in found for found in page.errors)
    assert page.form("/admin/organisations/new").values()["name"] == ["Anden"]


def test_a_short_name_has_at_most_sixty_characters(admin: Browser) -> None:
    response = admin.submit("/admin/organisations/new", {"name": "A", "code": "x" * 61, "kind": "partner"})
    assert any("for lang" in found for found in admin.checked(response, "/", 422).errors)


def test_an_organisation_cannot_stand_below_its_own_part(
    admin: Browser, number: Callable[[str], int]
) -> None:
    address = f"/admin/organisations/{number('AAK')}/edit"
    for below in ("SKO", "AAK"):
        response = admin.submit(address, {"parent_id": str(number(below))})
        page = admin.checked(response, address, 422)
        assert any("kan ikke stå under sig selv" in found for found in page.errors)


def test_two_administrators_do_not_overwrite_each_other(
    admin: Browser, as_: SignInAs, number: Callable[[str], int]
) -> None:
    address = f"/admin/organisations/{number('SKO')}/edit"
    mine = admin.page(address).form(address).values()
    as_("admin").submit(address, {"name": "Den andens navn"})
    page = admin.checked(admin.send(mine, {"name": "Mit navn"}, address), address, 409)
    assert ["Navn", "Mit navn", "Den andens navn"] in page.rows()
    assert admin.follow(admin.send(page.form(address).values(), {}, address)).heading == "Mit navn"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("AAK", "Der står andre organisationer under den."),
        ("BLF", "Den leder handlingsplaner."),
        ("PG", "Aktive personer har roller i den."),
    ],
)
def test_an_organisation_in_use_is_not_archived(
    code: str, message: str, admin: Browser, number: Callable[[str], int], app: Flask
) -> None:
    address = f"/admin/organisations/{number(code)}/archive"
    page = admin.page(address)
    assert page.forms == []
    assert "Den kan ikke arkiveres" in page.text
    values = admin.page(f"/admin/organisations/{number('ERH')}/archive").forms[0].values()
    with app.app_context():
        version = str(db.session.get_one(Organisation, number(code)).version)
    page = admin.checked(admin.send(values, {"version": version}, address), address, 422)
    assert any(message in found for found in page.errors), page.errors
    with app.app_context():
        kept = db.session.get(Organisation, number(code))
        assert kept is not None
        assert kept.archived_at is None


def test_the_page_for_archiving_shows_what_depends_on_it(
    admin: Browser, number: Callable[[str], int]
) -> None:
    page = admin.page(f"/admin/organisations/{number('NP')}/archive")
    terms = [node.text for node in page.main.all("dt")]
    counts = [node.text for node in page.main.all("dd")]
    facts = dict(zip(terms, counts, strict=True))
    assert facts["Organisationer under den"] == "1"
    assert int(facts["Planer, den leder"]) > 0
    assert int(facts["Aktiviteter og ydelser, den er ansvarlig for"]) > 0


def test_an_archived_organisation_cannot_be_chosen_and_can_be_restored(admin: Browser) -> None:
    place = added(admin, name="Kortvarig", code="KORT")
    page = admin.follow(admin.submit(f"{place}/archive", {"reason": "Nedlagt"}))
    assert "arkiveret 15.09.2015" in page.text
    assert "Kortvarig" not in admin.page("/admin/people/new").text
    assert admin.get(f"{place}/edit").status_code == 404
    page = admin.follow(admin.submit(place, action=f"{place}/restore"))
    assert "Organisationen er gendannet." in page.text
    assert "Kortvarig" in admin.page("/admin/people/new").text


def test_a_part_is_not_restored_before_what_it_belongs_under(admin: Browser) -> None:
    above = added(admin, name="Over", code="OVER")
    below = added(admin, name="Under", code="UNDER", parent_id=above.rpartition("/")[2])
    for place in (below, above):
        admin.submit(f"{place}/archive")
    page = admin.follow(admin.submit(below, action=f"{below}/restore"))
    assert "Organisationen over den er arkiveret. Gendan den først." in page.text


def test_somebody_in_an_archived_organisation_stays_in_it_when_they_are_edited(admin: Browser) -> None:
    place = added(admin, name="Nedlagt", code="NED")
    person = admin.submit(
        "/admin/people/new", {"name": "Bliver", "organisation_id": place.rpartition("/")[2]}
    ).headers["Location"]
    admin.submit(f"{place}/archive")
    page = admin.follow(admin.submit(f"{person}/edit", {"name": "Bliver her"}))
    assert "Nedlagt" in page.text


def test_the_front_page_counts_what_is_in_use(empty_app: Flask) -> None:
    with empty_app.app_context():
        make = Maker(Writer(db.session(), NOW, TODAY))
        make.person(Role.ADMINISTRATOR, email="first@example.org")
        other = make.organisation()
        archive_organisation(make.writer, organisation_id=other)
    page = signed_in(empty_app, "first@example.org").page("/admin")
    assert "1 person" in page.text
    assert "1 organisation" in page.text


@pytest.mark.parametrize("rest", ["", "/edit", "/archive"])
def test_an_organisation_that_is_not_there_answers_404(rest: str, admin: Browser) -> None:
    admin.page(f"/admin/organisations/99999{rest}", 404)
