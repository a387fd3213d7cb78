"""The series: values entered, corrected and withdrawn, breaks marked and removed."""

from typing import TypeVar

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.measurements import uses as measurement_uses
from tracker.records.queries.measurements.measurement import StoredMeasurement, StoredValue
from tracker.records.queries.measurements.uses import InIndex
from tracker.services.measurements import values_and_breaks as verbs
from tracker.web.access import STEER, requires
from tracker.web.forms.base import ReasonForm
from tracker.web.forms.saving import Saved, both_versions, confirm_again, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.measurements.blueprint import blueprint, form_page, found, found_break, found_value, page_of
from tracker.web.measurements.forms import BreakForm, CorrectionForm, ValueForm, value_fields

InUnit = TypeVar("InUnit", bound=ValueForm)


@blueprint.route("/measurements/<int:measurement_id>/values/new", methods=["GET", "POST"])
@requires(STEER)
def enter(measurement_id: int) -> ResponseReturnValue:
    """Enter one value of the series."""
    one = found(measurement_id, archived=False)
    form = _in_unit(ValueForm(), one)
    return save(
        form,
        lambda: verbs.enter_value(writer(), measurement_id=measurement_id, contents=form.contents()),
        Saved(gettext("The value is saved."), page_of(one)),
        overtaken=lambda: None,
    ) or form_page("value", form, one)


@blueprint.route("/measurements/values/<int:value_id>/correct", methods=["GET", "POST"])
@requires(STEER)
def correct(value_id: int) -> ResponseReturnValue:
    """Correct a value; what it said stays in the log, and in published years of the index."""
    one, value = found_value(value_id)
    form = _in_unit(CorrectionForm(**unless_sent(**value_fields(value))), one)
    return save(
        form,
        lambda: verbs.correct_value(
            writer(),
            value_id=value_id,
            version=form.version_seen,
            contents=form.contents(),
            reason=form.reason.data or "",
        ),
        Saved(gettext("The value is corrected. What it said before stays in the series' log."), page_of(one)),
        overtaken=lambda: both_versions(
            one.title, form, value_fields(found_value(value_id)[1]), page_of(one)
        ),
    ) or form_page("correct", form, one, value=value, published=published(one, value))


@blueprint.route("/measurements/values/<int:value_id>/withdraw", methods=["GET", "POST"])
@requires(STEER)
def withdraw(value_id: int) -> ResponseReturnValue:
    """Take a value out of the series."""
    one, value = found_value(value_id)
    form = ReasonForm(**unless_sent(version=value.version))
    answer = save(
        form,
        lambda: verbs.withdraw_value(
            writer(), value_id=value_id, version=form.version_seen, reason=form.reason.data or ""
        ),
        Saved(gettext("The value is withdrawn. The page keeps what it said."), page_of(one)),
        overtaken=lambda: confirm_again(form, found_value(value_id)[1].version),
    )
    if answer:
        return answer
    one, value = found_value(value_id)
    return form_page("withdraw", form, one, value=value, published=published(one, value))


@blueprint.route("/measurements/<int:measurement_id>/breaks/new", methods=["GET", "POST"])
@requires(STEER)
def mark_break(measurement_id: int) -> ResponseReturnValue:
    """Say from when values cannot be compared with those before."""
    one = found(measurement_id, archived=False)
    form = BreakForm()
    return save(
        form,
        lambda: verbs.mark_break(writer(), measurement_id=measurement_id, contents=form.contents()),
        Saved(gettext("The break is marked. No line is drawn across it."), page_of(one)),
        overtaken=lambda: None,
    ) or form_page("mark_break", form, one)


@blueprint.route("/measurements/breaks/<int:break_id>/remove", methods=["GET", "POST"])
@requires(STEER)
def remove_break(break_id: int) -> ResponseReturnValue:
    """Say that the series does not break there after all."""
    one, mark = found_break(break_id)
    form = ReasonForm(**unless_sent(version=mark.version))
    return save(
        form,
        lambda: verbs.remove_break(
            writer(), break_id=break_id, version=form.version_seen, reason=form.reason.data or ""
        ),
        Saved(gettext("The break is removed."), page_of(one)),
        overtaken=lambda: confirm_again(form, found_break(break_id)[1].version),
    ) or form_page("remove_break", form, one, mark=mark)


def published(one: StoredMeasurement, value: StoredValue) -> list[InIndex]:
    """The versions of the index that keep a value of this one's year."""
    versions = measurement_uses.in_index(db.session(), one.id)
    return [version for version in versions if value.on.year in version.years]


def _in_unit(form: InUnit, one: StoredMeasurement) -> InUnit:
    form.value.label.text = gettext("Value in %(unit)s", unit=one.unit)
    return form
