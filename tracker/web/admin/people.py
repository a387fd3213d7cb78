"""People: the list, one person, and changing their data."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.people import administration as read
from tracker.records.queries.people.accounts import Account, account
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, StaleWrite
from tracker.services.people import accounts as verbs
from tracker.web.access import ADMINISTRATOR, requires
from tracker.web.addresses import number_in
from tracker.web.admin.blueprint import blueprint
from tracker.web.admin.forms import PersonForm, RoleForm, new_form
from tracker.web.forms.row_fields import label_of
from tracker.web.forms.stale import stale_page
from tracker.web.forms.writing import writer
from tracker.web.i18n import LANGUAGES
from tracker.web.signin import viewer

MOST_SHOWN = 200


@blueprint.get("/people")
@requires(ADMINISTRATOR)
def people() -> ResponseReturnValue:
    search = request.args.get("q", "")[:200]
    organisation_id = number_in(request.args.get("organisation"))
    found = read.people(db.session(), viewer(), search, organisation_id)
    return render_template(
        "admin/people.html",
        people=found[:MOST_SHOWN],
        total=len(found),
        search=search,
        organisation_id=organisation_id,
        organisations=read.organisations(db.session(), archived=False),
    )


@blueprint.route("/people/new", methods=["GET", "POST"])
@requires(ADMINISTRATOR)
def new_person() -> ResponseReturnValue:
    form = PersonForm(read.organisations(db.session()))
    if form.validate_on_submit():
        try:
            person_id = verbs.add_person(writer(), **_values(form))
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except AlreadyDone:
            return redirect(url_for(".people"), 303)
        else:
            flash(gettext("The person is added. Give them a role and a one-time password below."), "success")
            return redirect(url_for(".person", person_id=person_id), 303)
    return render_template("admin/new_person.html", form=form), 422 if form.errors else 200


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
    body = render_template(
        "admin/person.html",
        person=person,
        plans=read.owned_plans(db.session(), person.id),
        role_form=form,
        new_form=new_form,
        languages=LANGUAGES,
    )
    return body, 422 if form.errors else 200


@blueprint.get("/people/<int:person_id>")
@requires(ADMINISTRATOR)
def person(person_id: int) -> ResponseReturnValue:
    return person_page(found_person(person_id))


@blueprint.route("/people/<int:person_id>/edit", methods=["GET", "POST"])
@requires(ADMINISTRATOR)
def edit_person(person_id: int) -> ResponseReturnValue:
    person = found_person(person_id)
    form = PersonForm(read.organisations(db.session()), data=_stored(person))
    if form.validate_on_submit():
        try:
            verbs.change_person(
                writer(), user_id=person_id, version=form.expected_version or 0, **_values(form)
            )
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except StaleWrite:
            return _stale(found_person(person_id), form)
        except AlreadyDone:
            return redirect(url_for(".person", person_id=person_id), 303)
        else:
            flash(gettext("The changes are saved."), "success")
            return redirect(url_for(".person", person_id=person_id), 303)
    return render_template("admin/edit_person.html", form=form, person=person), 422 if form.errors else 200


def _values(form: PersonForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "name_en": form.name_en.data,
        "email": form.email.data,
        "organisation_id": form.organisation_id.data,
        "language": form.language.data,
    }


def _stored(person: Account) -> dict[str, str | int | None]:
    return {
        "version": person.version,
        "name": person.name,
        "name_en": person.name_en,
        "email": person.email,
        "organisation_id": person.organisation_id,
        "language": person.language,
    }


def _stale(person: Account, form: PersonForm) -> ResponseReturnValue:
    rows = [
        (form.name.label.text, form.name.data or "", person.name),
        (form.name_en.label.text, form.name_en.data or "", person.name_en or ""),
        (form.email.label.text, form.email.data or "", person.email or ""),
        (
            form.organisation_id.label.text,
            label_of(form.organisation_id, form.organisation_id.data),
            label_of(form.organisation_id, person.organisation_id),
        ),
        (
            form.language.label.text,
            LANGUAGES.get(form.language.data or "", ""),
            LANGUAGES.get(person.language, ""),
        ),
    ]
    here = url_for(".edit_person", person_id=person.id)
    return stale_page(person.name, rows, form, here, person.version, url_for(".person", person_id=person.id))
