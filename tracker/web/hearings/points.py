"""Points of a decision: what each concerns in the plans, and what was done about it."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.hearings import reply_points as query
from tracker.records.queries.hearings.reply_points import PointRow
from tracker.services.hearings import reply_points as verbs
from tracker.web.access import FOLLOW_HEARING, PARTNER, requires
from tracker.web.addresses import number_in
from tracker.web.forms.base import PlainForm, ReasonForm
from tracker.web.forms.contents import form_values
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
from tracker.web.hearings.blueprint import blueprint, point_of, recipient_of
from tracker.web.hearings.forms import PointForm
from tracker.web.i18n import language
from tracker.web.signin import viewer


@blueprint.get("/hearings/points")
@requires(PARTNER)
def points() -> str:
    """Points that nobody has dealt with, or all, of one plan where the address names it."""
    plan, everything = number_in(request.args.get("plan")), request.args.get("state") == "all"
    found = query.points(db.session(), viewer(), language(), plan_id=plan, still_open=not everything)
    selected = {"plan": str(plan)} if plan else {}
    return render_template(
        "hearings/points/points.html", points=found, everything=everything, selected=selected
    )


@blueprint.route("/hearings/recipients/<int:recipient_id>/points/new", methods=["GET", "POST"])
@requires(FOLLOW_HEARING)
def new_point(recipient_id: int) -> ResponseReturnValue:
    """Add a point of the decision."""
    row, hearing = recipient_of(recipient_id)
    back = url_for(".recipient", recipient_id=recipient_id)
    if row.outcome is None and not is_sent():
        return redirect(back, 303)
    form = _form(None)
    return save(
        form,
        lambda: verbs.add_point(writer(), recipient_id=recipient_id, contents=form.contents()),
        Saved(gettext("The point is added."), back),
    ) or page("hearings/points/new_point.html", form, row=row, hearing=hearing)


@blueprint.route("/hearings/points/<int:point_id>/edit", methods=["GET", "POST"])
@requires(FOLLOW_HEARING)
def edit_point(point_id: int) -> ResponseReturnValue:
    """Change a point, and say what was done about it."""
    one = point_of(point_id)
    row, hearing = recipient_of(one.recipient_id)
    back = url_for(".recipient", recipient_id=one.recipient_id)
    if one.archived and not is_sent():
        return redirect(back, 303)
    form = _form(one)
    return save(
        form,
        lambda: verbs.edit_point(
            writer(), point_id=point_id, version=form.version_seen, contents=form.contents()
        ),
        Saved(gettext("The point is saved."), back),
        overtaken=lambda: both_versions(row.organisation, form, _stored(point_of(point_id)), back),
    ) or page("hearings/points/edit_point.html", form, row=row, hearing=hearing, point=one)


@blueprint.route("/hearings/points/<int:point_id>/archive", methods=["GET", "POST"])
@requires(FOLLOW_HEARING)
def archive_point(point_id: int) -> ResponseReturnValue:
    """Take a point off its reply, with a reason."""
    one = point_of(point_id)
    back = url_for(".recipient", recipient_id=one.recipient_id)
    if one.archived and not is_sent():
        return redirect(back, 303)
    form = ReasonForm(**unless_sent(version=str(one.version)))
    return save(
        form,
        lambda: verbs.archive_point(
            writer(), point_id=point_id, version=form.version_seen, reason=form.reason.data or ""
        ),
        Saved(gettext("The point is archived."), back),
        overtaken=lambda: confirm_again(form, point_of(point_id).version),
    ) or page("hearings/points/archive_point.html", form, point=one, back=back)


@blueprint.post("/hearings/points/<int:point_id>/restore")
@requires(FOLLOW_HEARING)
def restore_point(point_id: int) -> ResponseReturnValue:
    """Put an archived point back."""
    back = url_for(".recipient", recipient_id=point_of(point_id).recipient_id)
    saved = Saved(gettext("The point is restored."), back)
    return press(PlainForm(), lambda: verbs.restore_point(writer(), point_id=point_id), saved)


def _form(one: PointRow | None) -> PointForm:
    form = PointForm(**unless_sent(**_stored(one))) if one else PointForm()
    name = one and (one.element_title if one.element_id else one.plan_title)
    kept = (_concerns(one), f"{one.plan_code} {name}") if one and _concerns(one) else None
    form.offer(query.offers(db.session(), viewer(), language()), kept)
    return form


def _stored(one: PointRow) -> dict[str, Any]:
    """A point as the form holds it."""
    return {**form_values(one), "concerns": _concerns(one)}


def _concerns(one: PointRow) -> str:
    return f"element-{one.element_id}" if one.element_id else f"plan-{one.plan_id}" if one.plan_id else ""
