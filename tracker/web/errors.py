"""Error pages: what happened and what to do, in the design, also when the database is away."""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import (
    Flask,
    Response,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext, ngettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection
from werkzeug.exceptions import HTTPException, NotFound

from tracker.extensions import db, limiter
from tracker.services.errors import NotThere
from tracker.web.forms.kept_text import typed_texts
from tracker.web.forms.saving import SAVED_BEFORE
from tracker.web.forms.uploads import drain
from tracker.web.forms.writing import was_sent_before
from tracker.web.signin import viewer_or_none

_ = lazy_gettext

FILES = (".svg", ".png", ".pdf", ".csv", ".xlsx", ".ics", ".json", ".txt")
"""Endings of addresses that a program reads: it gets the same sentences as plain text."""


@dataclass(frozen=True, slots=True)
class Page:
    title: Any
    happened: Any
    advice: Any


PAGES: Mapping[int, Page] = {
    400: Page(
        _("The request could not be understood"),
        _("Something in the address or in the form that was sent is not what the page expects."),
        _("Go back and try again. If you followed a link, it may be broken."),
    ),
    403: Page(
        _("You do not have access to this"),
        _("Your role does not allow this page or this action. Nothing was changed."),
        _("If you need it for your work, ask an administrator for the role."),
    ),
    404: Page(
        _("The page was not found"),
        _("There is nothing at this address, or it is not shared with you."),
        _("Check the address, or find the page from the menu."),
    ),
    405: Page(
        _("This address cannot be opened this way"),
        _("It only takes a form that is sent from its page. Nothing was changed."),
        _("Go back to the page with the form and send it from there."),
    ),
    409: Page(
        _("Changed by somebody else"),
        _("Somebody else saved a change while you were writing. Yours was not saved."),
        _("Go back, copy what you typed, load the page again and put it in."),
    ),
    413: Page(
        _("What you sent is too large"),
        _("The form or file is larger than the page takes. Nothing was changed."),
        _("Go back, make the text or file smaller and send again. One file may take 25 MB, all 100 MB."),
    ),
    429: Page(
        _("Too many attempts"),
        _("There were too many attempts in a short time, so the page is closed for a while."),
        _("Wait a few minutes and try again."),
    ),
    500: Page(
        _("Something went wrong on our side"),
        _("An error in the program stopped the page. It is recorded. What you sent was not saved."),
        _("Go back, copy what you typed and try again. If it fails again, give support the reference."),
    ),
    503: Page(
        _("The service is not available right now"),
        _("The database does not answer. What you sent was not saved."),
        _("Wait a few minutes and try again. What you typed is still there when you go back."),
    ),
}

FORM_EXPIRED = Page(
    _("The form has expired"),
    _("The page was open for too long, or you signed out or in meanwhile. Nothing was changed."),
    _("Go back: what you typed is still there. Copy it, load the page again, put it in and send again."),
)


def install(app: Flask) -> None:
    app.register_error_handler(CSRFError, lambda error: _answer(400, error, FORM_EXPIRED))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotThere, _not_there)
    app.register_error_handler(NotFound, _not_there)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(InterfaceError, _database)
    app.register_error_handler(NoConnection, _database)


def _not_there(error: NotThere | NotFound) -> ResponseReturnValue:
    """What a form was about is gone; by this very form, where it was sent twice."""
    if request.method == "POST" and was_sent_before():
        flash(str(SAVED_BEFORE), "success")
        return redirect("/", 303)
    return _answer(404, error)


def _http(error: HTTPException) -> Response | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    if code == 413:
        drain()
    if code == 429:
        return _answer(429, error, _too_many())
    return _answer(code, error)


def _database(error: SQLAlchemyError) -> Response:
    if error.__traceback__ is not None:
        current_app.log_exception((type(error), error, error.__traceback__))
    answer = _answer(503, error)
    answer.headers["Retry-After"] = "60"
    return answer


def _answer(code: int, error: Exception, page: Page | None = None) -> Response:
    if page is None:
        page = PAGES.get(code) or PAGES[500 if code >= 500 else 400]
    _settle_person(code, error)
    reference = g.get("request_id", "") if code >= 500 else ""
    if request.path.endswith(FILES) or request.path.startswith("/api/"):
        text = f"{page.title}. {page.happened} {page.advice}\n"
        answer = make_response(text, code, {"Content-Type": "text/plain; charset=utf-8"})
    else:
        person = viewer_or_none()
        label, home = (_("To the front page"), "/") if person else (_("Sign in"), url_for("account.sign_in"))
        if person is None and code >= 500:
            label, home = _("To the front page"), "/"
        typed = typed_texts() if code in (403, 404) and person else []
        template = "errors/page.html"
        if typed and code == 404:
            in_panel = request.headers.get("HX-Request") == "true"
            template = "errors/gone_in_panel.html" if in_panel else "errors/gone.html"
        body = render_template(
            template,
            code=code,
            page=page,
            reference=reference,
            home=home,
            home_label=label,
            typed=typed,
        )
        answer = make_response(body, code)
    if isinstance(error, HTTPException):
        for name, value in error.get_headers():
            if name.lower() in ("allow", "retry-after", "content-range"):
                answer.headers[name] = value
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _settle_person(code: int, error: Exception) -> None:
    """The page must not fail for want of the very database that the error is about."""
    if code >= 500 or isinstance(error, DBAPIError):
        g.without_person = True
    else:
        try:
            viewer_or_none()
        except SQLAlchemyError:
            g.without_person = True
    if g.get("without_person"):
        try:
            db.session.remove()
        except SQLAlchemyError:
            db.session.registry.clear()


def _too_many() -> Page:
    limit = limiter.current_limit
    seconds = limit.reset_at - time.time() if limit else 0
    # The counter rounds its end up to the next second: "15 minutes" must not turn 16.
    minutes = max(1, math.ceil((seconds - 2) / 60))
    return Page(
        PAGES[429].title,
        PAGES[429].happened,
        ngettext("Try again in %(num)s minute.", "Try again in %(num)s minutes.", minutes),
    )
