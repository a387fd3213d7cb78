"""Holds the rules of ``access``: every route declares one, and a route without one stops the start-up.

What a person may not see answers exactly like what is not there: 404. What they see but may not do
answers 403. Somebody who is not signed in is sent to the sign-in page.
"""

from flask import Flask, abort, current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from tracker.extensions import db
from tracker.records.queries.visibility import (
    HOLDERS,
    PlanStanding,
    RecipientStanding,
    recipient_standing,
    standing,
)
from tracker.records.viewer import Viewer
from tracker.web import access
from tracker.web.access import Subject, records_for, rule_of
from tracker.web.addresses import page_before
from tracker.web.edition_tokens import fits
from tracker.web.signin import viewer

OF_A_RECIPIENT = ("recipient_id", "case_document_id")
"""What an address may name for a rule on a recipient of a hearing."""


class RouteWithoutRule(RuntimeError):
    """A route that does not say who may use it."""


def install(app: Flask) -> None:
    """Checks that every route has a rule that fits its address, and enforces the rules."""
    for route in app.url_map.iter_rules():
        rule = rule_of(app, route.endpoint)
        if rule is None:
            raise RouteWithoutRule(f"{route.rule} ({route.endpoint}) declares no access rule")
        on_a_plan = bool(route.arguments & {"plan_id", *HOLDERS})
        if rule.subject is Subject.RECIPIENT:
            if not route.arguments & set(OF_A_RECIPIENT):
                raise RouteWithoutRule(f"{route.rule} names no recipient that its rule could look at")
        elif rule.subject is not Subject.NOTHING and not on_a_plan:
            raise RouteWithoutRule(f"{route.rule} names no plan that its rule could look at")
        if on_a_plan and rule.subject in (Subject.NOTHING, Subject.RECIPIENT):
            raise RouteWithoutRule(f"{route.rule} names a plan that its rule does not look at")
    app.before_request(_enforce)
    app.jinja_env.globals.update(
        may_contribute=access.may_contribute,
        may_decide=access.may_decide,
        may_discuss=access.may_discuss,
        may_follow_hearings=access.may_follow_hearings,
        may_keep_evidence=access.may_keep_evidence,
        may_run_hearings=access.may_run_hearings,
        may_steer=access.may_steer,
        takes_proposals=access.takes_proposals,
    )


def _enforce() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    rule = rule_of(current_app, request.endpoint)
    if rule is None:
        abort(403)
    if rule.subject is Subject.SIGNED_ADDRESS and not fits(request.args.get("token", ""), _plan_of_address()):
        abort(404)
    if not rule.signed_in:
        return None
    if not current_user.is_authenticated:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")), 303)
        flash(
            gettext(
                "You were signed out before the form was sent, so nothing was saved. Sign in and send again."
            ),
            "warning",
        )
        return redirect(url_for("account.sign_in", next=page_before("") or None), 303)
    person = viewer()
    if person.must_choose_password and request.blueprint != "account":
        return redirect(url_for("account.change_password"), 303)
    plan: PlanStanding | None = None
    if rule.subject is Subject.PLAN:
        plan = _standing(person)
        if plan is None:
            abort(404)
        g.plan_standing = plan
    if not rule.allows(person, plan):
        abort(403)
    if rule.subject is Subject.RECIPIENT:
        recipient = _recipient(person)
        if recipient is None:
            abort(404)
        if not records_for(person, recipient):
            abort(403)
    return None


def _plan_of_address() -> int:
    number: int = (request.view_args or {}).get("plan_id", 0)
    return number


def _standing(person: Viewer) -> PlanStanding | None:
    arguments = request.view_args or {}
    for name in ("plan_id", *HOLDERS):
        if name in arguments:
            return standing(db.session(), person, name, arguments[name])
    return None


def _recipient(person: Viewer) -> RecipientStanding | None:
    arguments = request.view_args or {}
    name = next(name for name in OF_A_RECIPIENT if name in arguments)
    return recipient_standing(db.session(), person, name, arguments[name])
