"""A measurement is taken up, changed, archived and taken up again."""

from typing import Any

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.measurements import uses as measurement_uses
from tracker.records.queries.measurements.inventory import definitions
from tracker.records.queries.measurements.measurement import StoredMeasurement, stored_measurement
from tracker.records.queries.people import administration
from tracker.records.queries.strategies import goals as strategies
from tracker.services.measurements import inventory as verbs
from tracker.web.access import STEER, requires
from tracker.web.forms.base import PlainForm, ReasonForm
from tracker.web.forms.contents import form_values
from tracker.web.forms.row_fields import organisation_choices
from tracker.web.forms.saving import Saved, both_versions, confirm_again, press, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.measurements.blueprint import blueprint, form_page, found, page_of
from tracker.web.measurements.forms import MeasurementForm
from tracker.web.signin import viewer


@blueprint.route("/measurements/new", methods=["GET", "POST"])
@requires(STEER)
def new() -> ResponseReturnValue:
    """Take a measurement up, as a candidate for the index."""
    first = next(iter(strategies.all_strategies(db.session(), language())), None)
    if first is None:
        abort(404)
    form = _form(first.id)

    def saved(made: int | None) -> Saved:
        address = url_for(".show", measurement_id=made) if made else url_for(".index")
        sentence = gettext("The measurement is taken up as a candidate. Bring in its series, and score it.")
        return Saved(sentence, address)

    return save(
        form,
        lambda: verbs.add_measurement(writer(), strategy_id=first.id, contents=form.contents()),
        saved,
        overtaken=lambda: None,
    ) or form_page("new", form, None)


@blueprint.route("/measurements/<int:measurement_id>/edit", methods=["GET", "POST"])
@requires(STEER)
def edit(measurement_id: int) -> ResponseReturnValue:
    """Say anew what a measurement is."""
    one = _in_danish(found(measurement_id, archived=False))
    form = _form(one.strategy_id, one, **unless_sent(**form_values(one)))
    return save(
        form,
        lambda: verbs.edit_measurement(
            writer(), measurement_id=measurement_id, version=form.version_seen, contents=form.contents()
        ),
        Saved(gettext("The measurement is saved."), page_of(one)),
        overtaken=lambda: both_versions(one.title, form, _in_danish(found(measurement_id)), page_of(one)),
    ) or form_page("edit", form, one)


@blueprint.route("/measurements/<int:measurement_id>/archive", methods=["GET", "POST"])
@requires(STEER)
def archive(measurement_id: int) -> ResponseReturnValue:
    """Say why a measurement is used no more, with what uses it in sight."""
    one = found(measurement_id, archived=False)
    form = ReasonForm(**unless_sent(version=one.version))
    session = db.session()
    return save(
        form,
        lambda: verbs.archive_measurement(
            writer(),
            measurement_id=measurement_id,
            version=form.version_seen,
            reason=form.reason.data or "",
        ),
        Saved(gettext("The measurement is archived. Its series stays."), page_of(one)),
        overtaken=lambda: confirm_again(form, found(measurement_id).version),
    ) or form_page(
        "archive",
        form,
        found(measurement_id),
        in_index=measurement_uses.in_index(session, measurement_id),
        read_from=measurement_uses.read_from(session, viewer(), measurement_id, language()),
    )


@blueprint.post("/measurements/<int:measurement_id>/restore")
@requires(STEER)
def restore(measurement_id: int) -> ResponseReturnValue:
    """Take an archived measurement up again."""
    one = found(measurement_id)
    return press(
        PlainForm(),
        lambda: verbs.restore_measurement(writer(), measurement_id=measurement_id),
        Saved(gettext("The measurement is taken up again."), page_of(one)),
    )


def _form(strategy_id: int, one: StoredMeasurement | None = None, /, **values: Any) -> MeasurementForm:
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
