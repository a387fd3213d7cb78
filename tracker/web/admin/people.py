"""People: the list, one person, and changing their data."""

from dataclasses import dataclass

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.people import administration as read
from tracker.records.queries.people.accounts import Account, account
from tracker.services.people import accounts as verbs
from tracker.theory.contents.person import PersonContents
from tracker.web.access import ADMINISTRATOR, requires
from tracker.web.admin.blueprint import blueprint
from tracker.web.admin.forms import PersonForm, RoleForm, new_form
from tracker.web.forms.contents import form_contents, form_values
from tracker.web.forms.saving import Saved, both_versions, page, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.i18n import LANGUAGES
from tracker.web.lists import Number, Words, filters
from tracker.web.signin import viewer

MOST_SHOWN = 200

ASKED = (Words("q", "search"), Number("organisation", "organisation_id"))


@dataclass(frozen=True, slots=True)
class Filters:
    """People with these words in name or address, in one organisation."""

    search: str
    organisation_id: int | None


@blueprint.get("/people")
@requires(ADMINISTRATOR)
def people() -> ResponseReturnValue:
    chosen = filters(Filters, ASKED)
    found = read.people(db.session(), viewer(), chosen.search, chosen.organisation_id)
    return render_template(
        "admin/people.html",
        people=found[:MOST_SHOWN],
        total=len(found),
        filters=chosen,
        organisations=read.organisations(db.session(), archived=False),
    )


@blueprint.route("/people/new", methods=["GET", "POST"])
@requires(ADMINISTRATOR)
def new_person() -> ResponseReturnValue:
    form = PersonForm(read.organisations(db.session()))

    def saved(made: int | None) -> Saved:
        told = gettext("The person is added. Give them a role and a one-time password below.")
        return Saved(told, url_for(".person", person_id=made) if made else url_for(".people"))

    return save(
        form, lambda: verbs.add_person(writer(), contents=form_contents(form, PersonContents)), saved
    ) or page("admin/new_person.html", form)


def found_person(person_id: int) -> Account:
    """The person of the address, or 404."""
    person = account(db.session(), person_id)
    if person is None:
        abort(404)
    return person


def person_page(person: Account, role_form: RoleForm | None = None) -> ResponseReturnValue:
    """The page of one person; with a refused form for a role, that one."""
    form = role_form or RoleForm(
        read.organisations(db.session(), archived=False), data={"organisation_id": person.organisation_id}
    )
    return page(
        "admin/person.html",
        form,
        person=person,
        plans=read.owned_plans(db.session(), person.id),
        role_form=form,
        new_form=new_form,
        languages=LANGUAGES,
    )


@blueprint.get("/people/<int:person_id>")
@requires(ADMINISTRATOR)
def person(person_id: int) -> ResponseReturnValue:
    return person_page(found_person(person_id))


@blueprint.route("/people/<int:person_id>/edit", methods=["GET", "POST"])
@requires(ADMINISTRATOR)
def edit_person(person_id: int) -> ResponseReturnValue:
    person = found_person(person_id)
    address = url_for(".person", person_id=person_id)
    form = PersonForm(read.organisations(db.session()), **unless_sent(**form_values(person)))
    return save(
        form,
        lambda: verbs.change_person(
            writer(),
            user_id=person_id,
            version=form.version_seen,
            contents=form_contents(form, PersonContents),
        ),
        Saved(gettext("The changes are saved."), address),
        overtaken=lambda: both_versions(person.name, form, found_person(person_id), address),
    ) or page("admin/edit_person.html", form, person=person)
