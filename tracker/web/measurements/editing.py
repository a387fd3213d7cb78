"""A measurement is taken up, changed, archived and taken up again."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.measurements import uses as measurement_uses
from tracker.records.queries.measurements.inventory import definitions
from tracker.records.queries.measurements.one import StoredMeasurement, stored_measurement
from tracker.records.queries.people import administration
from tracker.records.queries.strategies import goals as strategies
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.measurements import inventory as verbs
from tracker.web.access import STEER, requires
from tracker.web.forms.row_fields import organisation_choices
from tracker.web.forms.stale import NOT_SHOWN, stale_page, words_of
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.measurements.blueprint import blueprint, form_page, found, page_of
from tracker.web.measurements.forms import MeasurementForm, PlainForm, ReasonForm, stored_values
from tracker.web.signin import viewer


@blueprint.route("/measurements/new", methods=["GET", "POST"])
@requires(STEER)
def new() -> ResponseReturnValue:
    """Take a measurement up, as a candidate for the index."""
    first = next(iter(strategies.all_strategies(db.session(), language())), None)
    if first is None:
        abort(404)
    form = _form(first.id)
    if form.validate_on_submit():
        try:
            made = verbs.add_measurement(writer(), strategy_id=first.id, **form.values)
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except AlreadyDone:
            flash(gettext("This was saved already; nothing was saved twice."), "success")
            return redirect(url_for(".index"), 303)
        else:
            flash(
                gettext("The measurement is taken up as a candidate. Bring in its series, and score it."),
                "success",
            )
            return redirect(url_for(".show", measurement_id=made), 303)
    return form_page("new", form, None)


@blueprint.route("/measurements/<int:measurement_id>/edit", methods=["GET", "POST"])
@requires(STEER)
def edit(measurement_id: int) -> ResponseReturnValue:
    """Say anew what a measurement is."""
    one = _in_danish(found(measurement_id, archived=False))
    form = _form(one.strategy_id, one, **({} if request.method == "POST" else stored_values(one, one.title)))
    if form.validate_on_submit():
        try:
            verbs.edit_measurement(
                writer(), measurement_id=measurement_id, version=form.expected_version or 0, **form.values
            )
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except StaleWrite:
            return _both_versions(form, _in_danish(found(measurement_id)))
        except (AlreadyDone, NotThere):
            return redirect(page_of(one), 303)
        else:
            flash(gettext("The measurement is saved."), "success")
            return redirect(page_of(one), 303)
    return form_page("edit", form, one)


@blueprint.route("/measurements/<int:measurement_id>/archive", methods=["GET", "POST"])
@requires(STEER)
def archive(measurement_id: int) -> ResponseReturnValue:
    """Say why a measurement is used no more, with what uses it in sight."""
    one = found(measurement_id, archived=False)
    form = ReasonForm(**({} if request.method == "POST" else {"version": str(one.version)}))
    if form.validate_on_submit():
        try:
            verbs.archive_measurement(
                writer(),
                measurement_id=measurement_id,
                version=form.expected_version or 0,
                reason=form.reason.data or "",
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            one = found(measurement_id)
            form.version.data = str(one.version)
            form.form_errors.append(
                gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
            )
        except (AlreadyDone, NotThere):
            return redirect(page_of(one), 303)
        else:
            flash(gettext("The measurement is archived. Its series stays."), "success")
            return redirect(page_of(one), 303)
    session = db.session()
    return form_page(
        "archive",
        form,
        one,
        in_index=measurement_uses.in_index(session, measurement_id),
        read_from=measurement_uses.read_from(session, viewer(), measurement_id, language()),
    )


@blueprint.post("/measurements/<int:measurement_id>/restore")
@requires(STEER)
def restore(measurement_id: int) -> ResponseReturnValue:
    """Take an archived measurement up again."""
    one = found(measurement_id)
    if PlainForm().validate_on_submit():
        try:
            verbs.restore_measurement(writer(), measurement_id=measurement_id)
        except (AlreadyDone, NotThere):
            pass
        else:
            flash(gettext("The measurement is taken up again."), "success")
    return redirect(page_of(one), 303)


def _form(strategy_id: int, one: StoredMeasurement | None = None, **values: Any) -> MeasurementForm:
    session = db.session()
    offered = [
        (number, f"{code} {title}") for number, code, title in definitions(session, language(), strategy_id)
    ]
    lines = administration.organisations(session)
    return MeasurementForm(
        offered, list(organisation_choices(lines, one.organisation_id if one else None)), **values
    )


def _in_danish(one: StoredMeasurement) -> StoredMeasurement:
    """The Danish title is what the form changes, whatever language it is read in."""
    return one if language() == "da" else stored_measurement(db.session(), one.id, "da") or one


def _both_versions(form: MeasurementForm, now: StoredMeasurement) -> ResponseReturnValue:
    theirs = _form(now.strategy_id, now, formdata=None, **stored_values(now, now.title))
    rows = [
        (str(field.label.text), words_of(field), words_of(theirs[field.name]))
        for field in form
        if field.name not in NOT_SHOWN
    ]
    here = url_for(".edit", measurement_id=now.id)
    return stale_page(now.title, rows, form, here, now.version, page_of(now))
