"""What a person may do and whether they come in: roles, one-time passwords, closing the account."""

from flask import Response, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.people import administration as read
from tracker.records.queries.people.accounts import role_holder
from tracker.services.people import accounts as verbs
from tracker.services.people import passwords
from tracker.theory.kinds import Role
from tracker.web import signin
from tracker.web.access import ADMINISTRATOR, requires
from tracker.web.admin.blueprint import blueprint
from tracker.web.admin.forms import RoleForm, SetPasswordForm
from tracker.web.admin.people import found_person, person_page
from tracker.web.admin.refusals import NO_ACCOUNT
from tracker.web.forms.base import OptionalReasonForm
from tracker.web.forms.saving import Saved, confirm_again, is_sent, page, press, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.wording import word


@blueprint.post("/people/<int:person_id>/roles")
@requires(ADMINISTRATOR)
def grant_role(person_id: int) -> ResponseReturnValue:
    person = found_person(person_id)
    form = RoleForm(read.organisations(db.session(), archived=False))

    def saved(_made: int | None) -> Saved:
        told = gettext("The role is given: %(role)s.", role=word(Role(form.role.data)))
        return Saved(told, url_for(".person", person_id=person_id))

    return save(
        form,
        lambda: verbs.grant_role(
            writer(),
            user_id=person_id,
            role=Role(form.role.data),
            organisation_id=form.organisation_id.data or 0,
        ),
        saved,
    ) or person_page(person, form)


@blueprint.post("/people/<int:person_id>/roles/<int:role_id>/revoke")
@requires(ADMINISTRATOR)
def revoke_role(person_id: int, role_id: int) -> ResponseReturnValue:
    """Take one of the person's roles away. One that is gone already is not somebody else's."""
    found_person(person_id)
    if role_holder(db.session(), role_id) not in (person_id, None):
        abort(404)
    form = OptionalReasonForm()
    return press(
        form,
        lambda: verbs.revoke_role(writer(), role_id=role_id, reason=form.reason.data or ""),
        Saved(
            gettext("The role is revoked. It no longer counts from this moment."),
            url_for(".person", person_id=person_id),
        ),
    )


@blueprint.route("/people/<int:person_id>/password", methods=["GET", "POST"])
@requires(ADMINISTRATOR)
def set_password(person_id: int) -> ResponseReturnValue:
    """The answer shows the password once: it stands in no session and no database."""
    person = found_person(person_id)
    if (person.email is None or person.deactivated_at is not None) and not is_sent():
        flash(str(NO_ACCOUNT), "error")
        return redirect(url_for(".person", person_id=person_id), 303)
    form = SetPasswordForm()
    password = passwords.one_time() if form.how.data == "made" else form.password.data or ""

    def shown_once(made: int | None) -> Response:
        if made is None:
            told = gettext("The password was set before. It is shown only once; set another if it is lost.")
            flash(told, "info")
            return make_response(redirect(url_for(".person", person_id=person_id), 303))
        answer = make_response(
            render_template("admin/password_is_set.html", person=person, password=password)
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return save(
        form,
        lambda: verbs.set_password(
            writer(), user_id=person_id, password=password, passwords=signin.passwords()
        ),
        shown_once,
    ) or page("admin/set_password.html", form, person=person)


@blueprint.route("/people/<int:person_id>/deactivate", methods=["GET", "POST"])
@requires(ADMINISTRATOR)
def deactivate_person(person_id: int) -> ResponseReturnValue:
    person = found_person(person_id)
    form = OptionalReasonForm(**unless_sent(version=person.version))
    return save(
        form,
        lambda: verbs.deactivate_person(
            writer(), user_id=person_id, version=form.version_seen, reason=form.reason.data or ""
        ),
        Saved(
            gettext("The account is deactivated, and the person is signed out everywhere."),
            url_for(".person", person_id=person_id),
        ),
        overtaken=lambda: confirm_again(form, found_person(person_id).version),
    ) or page(
        "admin/deactivate_person.html",
        form,
        person=found_person(person_id),
        plans=read.owned_plans(db.session(), person_id),
    )


@blueprint.post("/people/<int:person_id>/reactivate")
@requires(ADMINISTRATOR)
def reactivate_person(person_id: int) -> ResponseReturnValue:
    found_person(person_id)
    form = OptionalReasonForm()
    return press(
        form,
        lambda: verbs.reactivate_person(writer(), user_id=person_id, reason=form.reason.data or ""),
        Saved(
            gettext("The account is active again, with the roles it had."),
            url_for(".person", person_id=person_id),
        ),
    )
