"""The series: values entered, corrected and withdrawn, breaks marked and removed."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.measurements import uses as measurement_uses
from tracker.records.queries.measurements.one import StoredMeasurement, StoredValue
from tracker.records.queries.measurements.uses import InIndex
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.measurements import values as verbs
from tracker.web.access import STEER, requires
from tracker.web.forms.base import given
from tracker.web.forms.stale import NOT_SHOWN, stale_page, words_of
from tracker.web.forms.writing import writer
from tracker.web.measurements.blueprint import blueprint, form_page, found, found_break, found_value, page_of
from tracker.web.measurements.forms import BreakForm, CorrectionForm, ReasonForm, ValueForm, value_fields


@blueprint.route("/measurements/<int:measurement_id>/values/new", methods=["GET", "POST"])
@requires(STEER)
def enter(measurement_id: int) -> ResponseReturnValue:
    """Enter one value of the series."""
    one = found(measurement_id, archived=False)
    form = _in_unit(ValueForm(), one)
    if form.validate_on_submit():
        try:
            verbs.enter_value(writer(), measurement_id=measurement_id, **form.values)
        except Duplicate:
            _day_is_taken(form)
        except Invalid as error:
            form.refuse(error)
        except AlreadyDone:
            return redirect(page_of(one), 303)
        else:
            flash(gettext("The value is saved."), "success")
            return redirect(page_of(one), 303)
    return form_page("value", form, one)


@blueprint.route("/measurements/values/<int:value_id>/correct", methods=["GET", "POST"])
@requires(STEER)
def correct(value_id: int) -> ResponseReturnValue:
    """Correct a value; what it said stays in the log, and in published years of the index."""
    one, value = found_value(value_id)
    form = _in_unit(CorrectionForm(**({} if request.method == "POST" else value_fields(value))), one)
    if form.validate_on_submit():
        try:
            verbs.correct_value(
                writer(),
                value_id=value_id,
                version=form.expected_version or 0,
                reason=form.reason.data or "",
                **form.values,
            )
        except Duplicate:
            _day_is_taken(form)
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            return _both_values(form, value_id)
        except (AlreadyDone, NotThere):
            return redirect(page_of(one), 303)
        else:
            flash(gettext("The value is corrected. What it said before stays in the series' log."), "success")
            return redirect(page_of(one), 303)
    return form_page("correct", form, one, value=value, published=published(one, value))


@blueprint.route("/measurements/values/<int:value_id>/withdraw", methods=["GET", "POST"])
@requires(STEER)
def withdraw(value_id: int) -> ResponseReturnValue:
    """Take a value out of the series."""
    one, value = found_value(value_id)
    form = ReasonForm(**({} if request.method == "POST" else {"version": str(value.version)}))
    if form.validate_on_submit():
        try:
            verbs.withdraw_value(
                writer(),
                value_id=value_id,
                version=form.expected_version or 0,
                reason=form.reason.data or "",
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            one, value = found_value(value_id)
            _meanwhile(form, value.version)
        except (AlreadyDone, NotThere):
            return redirect(page_of(one), 303)
        else:
            flash(gettext("The value is withdrawn. The page keeps what it said."), "success")
            return redirect(page_of(one), 303)
    return form_page("withdraw", form, one, value=value, published=published(one, value))


@blueprint.route("/measurements/<int:measurement_id>/breaks/new", methods=["GET", "POST"])
@requires(STEER)
def mark_break(measurement_id: int) -> ResponseReturnValue:
    """Say from when values cannot be compared with those before."""
    one = found(measurement_id, archived=False)
    form = BreakForm()
    if form.validate_on_submit():
        try:
            verbs.mark_break(
                writer(),
                measurement_id=measurement_id,
                from_on=given(form.from_on.data),
                note=form.note.data or "",
            )
        except Duplicate:
            taken = gettext("A break is marked on this day already.")
            form.from_on.errors = [*form.from_on.errors, taken]
        except Invalid as error:
            form.refuse(error)
        except AlreadyDone:
            return redirect(page_of(one), 303)
        else:
            flash(gettext("The break is marked. No line is drawn across it."), "success")
            return redirect(page_of(one), 303)
    return form_page("mark_break", form, one)


@blueprint.route("/measurements/breaks/<int:break_id>/remove", methods=["GET", "POST"])
@requires(STEER)
def remove_break(break_id: int) -> ResponseReturnValue:
    """Say that the series does not break there after all."""
    one, mark = found_break(break_id)
    form = ReasonForm(**({} if request.method == "POST" else {"version": str(mark.version)}))
    if form.validate_on_submit():
        try:
            verbs.remove_break(
                writer(), break_id=break_id, version=form.expected_version or 0, reason=form.reason.data or ""
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            _meanwhile(form, found_break(break_id)[1].version)
        except (AlreadyDone, NotThere):
            return redirect(page_of(one), 303)
        else:
            flash(gettext("The break is removed."), "success")
            return redirect(page_of(one), 303)
    return form_page("remove_break", form, one, mark=mark)


def published(one: StoredMeasurement, value: StoredValue) -> list[InIndex]:
    """The versions of the index that keep a value of this one's year."""
    versions = measurement_uses.in_index(db.session(), one.id)
    return [version for version in versions if value.on.year in version.years]


def _in_unit(form: Any, one: StoredMeasurement) -> Any:
    form.value.label.text = gettext("Value in %(unit)s", unit=one.unit)
    return form


def _day_is_taken(form: ValueForm) -> None:
    taken = gettext("The series has a value from then already. Correct that one instead.")
    form.taken_on.errors = [*form.taken_on.errors, taken]


def _meanwhile(form: ReasonForm, version: int) -> None:
    form.version.data = str(version)
    form.form_errors.append(
        gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
    )


def _both_values(form: CorrectionForm, value_id: int) -> ResponseReturnValue:
    one, now = found_value(value_id)
    theirs = CorrectionForm(formdata=None, **value_fields(now))
    rows = [
        (str(field.label.text), words_of(field), words_of(theirs[field.name]))
        for field in form
        if field.name not in (*NOT_SHOWN, "reason")
    ]
    here = url_for(".correct", value_id=value_id)
    return stale_page(one.title, rows, form, here, now.version, page_of(one))
