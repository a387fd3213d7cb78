"""Signing in and out, the own password, the language."""

import dataclasses
import hashlib

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from tracker.extensions import db, limiter
from tracker.records.queries.people import accounts as read
from tracker.services.errors import NotThere
from tracker.services.people import accounts as people
from tracker.services.people import sign_ins
from tracker.services.verb import Writer
from tracker.web import signin, wording
from tracker.web.access import PUBLIC, SIGNED_IN, requires
from tracker.web.account.forms import PasswordForm, SignInForm
from tracker.web.addresses import own_page
from tracker.web.forms.saving import Saved, page, save
from tracker.web.forms.writing import writer
from tracker.web.i18n import LANGUAGES

blueprint = Blueprint("account", __name__)

wording.faults(
    {
        "password_too_short": lazy_gettext("At least %(shortest)s characters."),
        "password_too_long": lazy_gettext("At most %(longest)s characters."),
        "password_too_simple": lazy_gettext("Use more than three different characters."),
        "wrong_password": lazy_gettext("This is not your password."),
        "same_password": lazy_gettext("Choose another password than the one you have now."),
    }
)


def _failed(response: Response) -> bool:
    """Only attempts that fail count: a municipality shares one address."""
    return response.status_code == 422


def _account() -> str:
    """The account that is tried, whether it exists or not; hashed, for the counter keeps no names."""
    email = people.plain_email(request.form.get("email", ""))
    return "account:" + hashlib.sha256(email.encode("utf-8", "replace")).hexdigest()


def _own_account() -> str:
    person = signin.viewer_or_none()
    return f"own:{person.id if person else 0}"


@blueprint.route("/sign-in", methods=["GET", "POST"])
@requires(PUBLIC)
@limiter.limit("60 per 10 minutes", key_func=signin.network, methods=["POST"], deduct_when=_failed)
@limiter.limit("10 per 15 minutes", key_func=_account, methods=["POST"], deduct_when=_failed)
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if request.method == "GET":
        if signin.viewer_or_none():
            return redirect(own_page(request.args.get("next")), 303)
        form.next.data = own_page(request.args.get("next"), "")
    elif form.validate_on_submit():
        person = read.credentials(db.session(), people.plain_email(form.email.data or ""))
        if _begin(person, form.password.data or ""):
            return redirect(own_page(form.next.data, url_for(".after_sign_in")), 303)
        form.form_errors.append(gettext("E-mail or password is wrong. Check both and try again."))
    return page("account/sign_in.html", form)


def _begin(person: read.Credentials | None, password: str) -> bool:
    """Begins a session when the password fits; takes as long for somebody who is not there."""
    passwords = signin.passwords()
    stored = person.password_hash if person and person.active else None
    if not passwords.fits(stored, password) or person is None or stored is None:
        return False
    better = passwords.rehashed(stored, password)
    token = signin.new_token()
    try:
        sign_ins.begin(
            _without_key(),
            user_id=person.user_id,
            token_hash=signin.token_hash(token),
            verified_hash=stored,
            better_hash=better,
        )
    except NotThere:
        return False
    signin.remember(token)
    return True


def _without_key() -> Writer:
    # A form that is sent twice may sign in twice; each answer needs its own session.
    return dataclasses.replace(writer(), key=None)


@blueprint.get("/signed-in")
@requires(SIGNED_IN)
def after_sign_in() -> ResponseReturnValue:
    """To the front page, or for somebody without a role to the page that says so."""
    return redirect("/" if signin.viewer().roles else url_for(".show"), 303)


@blueprint.post("/sign-out")
@requires(SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """Ends the person's sessions everywhere, so that a forgotten one in a meeting room ends too."""
    sign_ins.end_all(_without_key(), user_id=signin.viewer().id)
    signin.forget()
    flash(gettext("You are signed out, on every device."), "success")
    return redirect(url_for(".sign_in"), 303)


@blueprint.get("/account")
@requires(SIGNED_IN)
def show() -> ResponseReturnValue:
    account = read.account(db.session(), signin.viewer().id)
    return render_template("account/show.html", account=account)


@blueprint.route("/account/password", methods=["GET", "POST"])
@requires(SIGNED_IN)
@limiter.limit("10 per 15 minutes", key_func=_own_account, methods=["POST"], deduct_when=_failed)
def change_password() -> ResponseReturnValue:
    form, email = PasswordForm(), signin.viewer().email

    def saved(made: int | None) -> Saved:
        if made is not None:
            signin.forget()
            _begin(read.credentials(db.session(), email), form.password.data or "")
        told = gettext("Your password is changed. You are signed out on all other devices.")
        return Saved(told, url_for(".show"))

    return save(form, lambda: _change(form), saved) or page("account/change_password.html", form)


def _change(form: PasswordForm) -> int:
    person = signin.viewer()
    stored = read.credentials(db.session(), person.email)
    return people.change_own_password(
        writer(),
        user_id=person.id,
        current_hash=stored.password_hash if stored else None,
        current_password=form.current_password.data or "",
        password=form.password.data or "",
        passwords=signin.passwords(),
    )


@blueprint.post("/language")
@requires(PUBLIC)
def choose_language() -> ResponseReturnValue:
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        abort(400)
    person = signin.viewer_or_none()
    if person:
        people.choose_language(_without_key(), user_id=person.id, language=language)
    session["language"] = language
    return redirect(own_page(request.form.get("next")), 303)
