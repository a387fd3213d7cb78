"""Organisations: the tree, one organisation, archiving."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.people import administration as read
from tracker.records.queries.people.administration import OrganisationLine
from tracker.services.people import organisations as verbs
from tracker.theory.contents.organisation import OrganisationContents
from tracker.theory.kinds import OrganisationKind
from tracker.web.access import ADMINISTRATOR, requires
from tracker.web.addresses import number_in
from tracker.web.admin.blueprint import blueprint
from tracker.web.admin.forms import OrganisationForm, new_form
from tracker.web.forms.base import OptionalReasonForm
from tracker.web.forms.contents import form_contents, form_values
from tracker.web.forms.saving import (
    Saved,
    both_versions,
    confirm_again,
    is_sent,
    page,
    press,
    save,
    unless_sent,
)
from tracker.web.forms.writing import writer
from tracker.web.i18n import localised
from tracker.web.signin import viewer


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
    stands = {
        "parent_id": number_in(request.args.get("under")),
        "kind": OrganisationKind.ADMINISTRATION.value,
    }
    form = OrganisationForm(read.organisations(db.session()), **unless_sent(**stands))

    def saved(made: int | None) -> Saved:
        address = url_for(".organisation", organisation_id=made) if made else url_for(".organisations")
        return Saved(gettext("The organisation is added."), address)

    return save(
        form,
        lambda: verbs.add_organisation(writer(), contents=form_contents(form, OrganisationContents)),
        saved,
    ) or page("admin/new_organisation.html", form)


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
    address = url_for(".organisation", organisation_id=organisation_id)
    form = OrganisationForm(lines, own=organisation_id, **unless_sent(**form_values(line)))
    return save(
        form,
        lambda: verbs.change_organisation(
            writer(),
            organisation_id=organisation_id,
            version=form.version_seen,
            contents=form_contents(form, OrganisationContents),
        ),
        Saved(gettext("The changes are saved."), address),
        overtaken=lambda: both_versions(
            localised(line.name, line.name_en),
            form,
            _found(organisation_id, read.organisations(db.session())),
            address,
        ),
    ) or page("admin/edit_organisation.html", form, organisation=line)


@blueprint.route("/organisations/<int:organisation_id>/archive", methods=["GET", "POST"])
@requires(ADMINISTRATOR)
def archive_organisation(organisation_id: int) -> ResponseReturnValue:
    session = db.session()
    line = _found(organisation_id, read.organisations(session))
    if line.archived_at is not None and not is_sent():
        return redirect(url_for(".organisation", organisation_id=organisation_id), 303)
    form = OptionalReasonForm(**unless_sent(version=line.version))

    def overtaken() -> None:
        confirm_again(form, _found(organisation_id, read.organisations(session)).version)

    return save(
        form,
        lambda: verbs.archive_organisation(
            writer(),
            organisation_id=organisation_id,
            version=form.version_seen,
            reason=form.reason.data or "",
        ),
        Saved(gettext("The organisation is archived."), url_for(".organisations")),
        overtaken=overtaken,
    ) or _archive_page(form, organisation_id)


def _archive_page(form: OptionalReasonForm, organisation_id: int) -> ResponseReturnValue:
    session = db.session()
    return page(
        "admin/archive_organisation.html",
        form,
        organisation=_found(organisation_id, read.organisations(session)),
        dependants=read.dependants(session, organisation_id),
    )


@blueprint.post("/organisations/<int:organisation_id>/restore")
@requires(ADMINISTRATOR)
def restore_organisation(organisation_id: int) -> ResponseReturnValue:
    form = OptionalReasonForm()
    _found(organisation_id, read.organisations(db.session()))
    return press(
        form,
        lambda: verbs.restore_organisation(
            writer(), organisation_id=organisation_id, reason=form.reason.data or ""
        ),
        Saved(
            gettext("The organisation is restored."),
            url_for(".organisation", organisation_id=organisation_id),
        ),
    )
