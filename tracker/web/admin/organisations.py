"""Organisations: the tree, one organisation, archiving."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.people import administration as read
from tracker.records.queries.people.administration import OrganisationLine
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, StaleWrite
from tracker.services.people import organisations as verbs
from tracker.theory.kinds import OrganisationKind
from tracker.web.access import ADMINISTRATOR, requires
from tracker.web.addresses import number_in
from tracker.web.admin.blueprint import blueprint
from tracker.web.admin.forms import OrganisationForm, ReasonForm, new_form
from tracker.web.forms.row_fields import label_of
from tracker.web.forms.stale import stale_page
from tracker.web.forms.writing import writer
from tracker.web.i18n import localised
from tracker.web.signin import viewer
from tracker.web.wording import refusal, word


@blueprint.get("/organisations")
@requires(ADMINISTRATOR)
def organisations() -> ResponseReturnValue:
    lines = read.organisations(db.session())
    return render_template(
        "admin/organisations.html",
        lines=[line for line in lines if line.archived_at is None],
        archived=[line for line in lines if line.archived_at is not None],
    )


def _found(organisation_id: int, lines: list[OrganisationLine]) -> OrganisationLine:
    line = next((line for line in lines if line.id == organisation_id), None)
    if line is None:
        abort(404)
    return line


@blueprint.route("/organisations/new", methods=["GET", "POST"])
@requires(ADMINISTRATOR)
def new_organisation() -> ResponseReturnValue:
    under = number_in(request.args.get("under"))
    form = OrganisationForm(
        read.organisations(db.session()),
        data={"parent_id": under, "kind": OrganisationKind.ADMINISTRATION.value},
    )
    if form.validate_on_submit():
        try:
            organisation_id = verbs.add_organisation(
                writer(),
                code=form.code.data or "",
                name=form.name.data or "",
                name_en=form.name_en.data,
                kind=OrganisationKind(form.kind.data),
                parent_id=form.parent_id.data,
            )
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except AlreadyDone:
            return redirect(url_for(".organisations"), 303)
        else:
            flash(gettext("The organisation is added."), "success")
            return redirect(url_for(".organisation", organisation_id=organisation_id), 303)
    return render_template("admin/new_organisation.html", form=form), 422 if form.errors else 200


@blueprint.get("/organisations/<int:organisation_id>")
@requires(ADMINISTRATOR)
def organisation(organisation_id: int) -> ResponseReturnValue:
    session = db.session()
    lines = read.organisations(session)
    line = _found(organisation_id, lines)
    return render_template(
        "admin/organisation.html",
        organisation=line,
        parent=next((other for other in lines if other.id == line.parent_id), None),
        parts=[other for other in lines if other.parent_id == line.id and other.archived_at is None],
        people=[
            person
            for person in read.people(session, viewer(), organisation_id=organisation_id)
            if person.deactivated_at is None
        ],
        dependants=read.dependants(session, organisation_id),
        new_form=new_form,
    )


@blueprint.route("/organisations/<int:organisation_id>/edit", methods=["GET", "POST"])
@requires(ADMINISTRATOR)
def edit_organisation(organisation_id: int) -> ResponseReturnValue:
    lines = read.organisations(db.session())
    line = _found(organisation_id, lines)
    if line.archived_at is not None:
        abort(404)
    stored = {
        "version": line.version,
        "name": line.name,
        "name_en": line.name_en,
        "code": line.code,
        "kind": line.kind.value,
        "parent_id": line.parent_id,
    }
    form = OrganisationForm(lines, data=stored, own=organisation_id)
    if form.validate_on_submit():
        try:
            verbs.change_organisation(
                writer(),
                organisation_id=organisation_id,
                version=form.expected_version or 0,
                code=form.code.data or "",
                name=form.name.data or "",
                name_en=form.name_en.data,
                kind=OrganisationKind(form.kind.data),
                parent_id=form.parent_id.data,
            )
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except StaleWrite:
            return _stale(organisation_id, form)
        except AlreadyDone:
            return redirect(url_for(".organisation", organisation_id=organisation_id), 303)
        else:
            flash(gettext("The changes are saved."), "success")
            return redirect(url_for(".organisation", organisation_id=organisation_id), 303)
    body = render_template("admin/edit_organisation.html", form=form, organisation=line)
    return body, 422 if form.errors else 200


def _stale(organisation_id: int, form: OrganisationForm) -> ResponseReturnValue:
    lines = read.organisations(db.session())
    line = _found(organisation_id, lines)
    rows = [
        (form.name.label.text, form.name.data or "", line.name),
        (form.name_en.label.text, form.name_en.data or "", line.name_en or ""),
        (form.code.label.text, form.code.data or "", line.code),
        (form.kind.label.text, word(OrganisationKind(form.kind.data)), word(line.kind)),
        (
            form.parent_id.label.text,
            label_of(form.parent_id, form.parent_id.data),
            label_of(form.parent_id, line.parent_id),
        ),
    ]
    page = url_for(".organisation", organisation_id=organisation_id)
    here = url_for(".edit_organisation", organisation_id=organisation_id)
    return stale_page(localised(line.name, line.name_en), rows, form, here, line.version, page)


@blueprint.route("/organisations/<int:organisation_id>/archive", methods=["GET", "POST"])
@requires(ADMINISTRATOR)
def archive_organisation(organisation_id: int) -> ResponseReturnValue:
    session = db.session()
    line = _found(organisation_id, read.organisations(session))
    if line.archived_at is not None:
        return redirect(url_for(".organisation", organisation_id=organisation_id), 303)
    form = ReasonForm(data={"version": line.version})
    if form.validate_on_submit():
        try:
            verbs.archive_organisation(
                writer(),
                organisation_id=organisation_id,
                version=form.expected_version or 0,
                reason=form.reason.data or "",
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            line = _found(organisation_id, read.organisations(session))
            form.version.data = str(line.version)
            form.form_errors.append(
                gettext(
                    "Somebody changed this organisation meanwhile. Look at what is shown and confirm again."
                )
            )
        except AlreadyDone:
            return redirect(url_for(".organisations"), 303)
        else:
            flash(gettext("The organisation is archived."), "success")
            return redirect(url_for(".organisations"), 303)
    body = render_template(
        "admin/archive_organisation.html",
        form=form,
        organisation=line,
        dependants=read.dependants(session, organisation_id),
    )
    return body, 422 if form.errors else 200


@blueprint.post("/organisations/<int:organisation_id>/restore")
@requires(ADMINISTRATOR)
def restore_organisation(organisation_id: int) -> ResponseReturnValue:
    form = ReasonForm()
    _found(organisation_id, read.organisations(db.session()))
    if form.validate_on_submit():
        try:
            verbs.restore_organisation(
                writer(), organisation_id=organisation_id, reason=form.reason.data or ""
            )
        except Invalid as error:
            flash(refusal(error), "error")
        except AlreadyDone:
            pass
        else:
            flash(gettext("The organisation is restored."), "success")
    return redirect(url_for(".organisation", organisation_id=organisation_id), 303)
