"""What a person may do and whether they come in: roles, one-time passwords, closing the account."""

from flask import abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.people import administration as read
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.people import accounts as verbs
from tracker.services.people import passwords as words
from tracker.theory.kinds import Role
from tracker.web import signin
from tracker.web.access import ADMINISTRATOR, requires
from tracker.web.admin.blueprint import blueprint
from tracker.web.admin.forms import ReasonForm, RoleForm, SetPasswordForm
from tracker.web.admin.people import found_person, person_page
from tracker.web.forms.writing import writer
from tracker.web.wording import refusal, word


@blueprint.post("/people/<int:person_id>/roles")
@requires(ADMINISTRATOR)
def grant_role(person_id: int) -> ResponseReturnValue:
    person = found_person(person_id)
    form = RoleForm(read.organisations(db.session(), archived=False))
    if form.validate_on_submit():
        role = Role(form.role.data)
        try:
            verbs.grant_role(
                writer(), user_id=person_id, role=role, organisation_id=form.organisation_id.data or 0
            )
        except Invalid as error:
            form.refuse(error)
        except Duplicate:
            form.role.errors = [gettext("The person has this role in this organisation already.")]
        except AlreadyDone:
            return redirect(url_for(".person", person_id=person_id), 303)
        else:
            flash(gettext("The role is given: %(role)s.", role=word(role)), "success")
            return redirect(url_for(".person", person_id=person_id), 303)
    return person_page(person, form)


@blueprint.post("/people/<int:person_id>/roles/<int:role_id>/revoke")
@requires(ADMINISTRATOR)
def revoke_role(person_id: int, role_id: int) -> ResponseReturnValue:
    person = found_person(person_id)
    if role_id not in {role.id for role in person.roles}:
        abort(404)
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            verbs.revoke_role(writer(), role_id=role_id, reason=form.reason.data or "")
        except Invalid as error:
            flash(refusal(error), "error")
        except (AlreadyDone, NotThere):
            pass
        else:
            flash(gettext("The role is revoked. It no longer counts from this moment."), "success")
    return redirect(url_for(".person", person_id=person_id), 303)


@blueprint.route("/people/<int:person_id>/password", methods=["GET", "POST"])
@requires(ADMINISTRATOR)
def set_password(person_id: int) -> ResponseReturnValue:
    """The answer shows the password once: it stands in no session and no database."""
    person = found_person(person_id)
    if person.email is None or person.deactivated_at is not None:
        flash(gettext("Only an active person with an e-mail address can have a password."), "error")
        return redirect(url_for(".person", person_id=person_id), 303)
    form = SetPasswordForm()
    if form.validate_on_submit():
        password = words.one_time() if form.how.data == "made" else form.password.data or ""
        try:
            verbs.set_password(writer(), user_id=person_id, password=password, passwords=signin.passwords())
        except Invalid as error:
            form.refuse(error)
        except AlreadyDone:
            flash(gettext("The password was set before. It is shown only once; set another if it is lost."))
            return redirect(url_for(".person", person_id=person_id), 303)
        else:
            answer = make_response(
                render_template("admin/password_is_set.html", person=person, password=password)
            )
            answer.headers["Cache-Control"] = "no-store"
            return answer
    return render_template("admin/set_password.html", form=form, person=person), 422 if form.errors else 200


@blueprint.route("/people/<int:person_id>/deactivate", methods=["GET", "POST"])
@requires(ADMINISTRATOR)
def deactivate_person(person_id: int) -> ResponseReturnValue:
    person = found_person(person_id)
    form = ReasonForm(data={"version": person.version})
    if form.validate_on_submit():
        try:
            verbs.deactivate_person(
                writer(), user_id=person_id, version=form.expected_version or 0, reason=form.reason.data or ""
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            form.version.data = str(found_person(person_id).version)
            form.form_errors.append(
                gettext("Somebody changed this person meanwhile. Look at what is shown and confirm again.")
            )
        except AlreadyDone:
            return redirect(url_for(".person", person_id=person_id), 303)
        else:
            flash(gettext("The account is deactivated, and the person is signed out everywhere."), "success")
            return redirect(url_for(".person", person_id=person_id), 303)
    body = render_template(
        "admin/deactivate_person.html",
        form=form,
        person=found_person(person_id),
        plans=read.owned_plans(db.session(), person_id),
    )
    return body, 422 if form.errors else 200


@blueprint.post("/people/<int:person_id>/reactivate")
@requires(ADMINISTRATOR)
def reactivate_person(person_id: int) -> ResponseReturnValue:
    found_person(person_id)
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            verbs.reactivate_person(writer(), user_id=person_id, reason=form.reason.data or "")
        except AlreadyDone:
            pass
        else:
            flash(gettext("The account is active again, with the roles it had."), "success")
    return redirect(url_for(".person", person_id=person_id), 303)
