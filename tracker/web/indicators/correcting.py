"""A reading says what was really read: a correction with its reason."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms.validators import DataRequired, InputRequired

from tracker.services.errors import AlreadyDone, Duplicate, Invalid, StaleWrite
from tracker.services.follow_up.readings import correct_reading
from tracker.web.access import REPORT, requires
from tracker.web.forms.base import NO_CITIZENS, DayField, LongTextField, NumberField, TrackerForm, given
from tracker.web.forms.stale import stale_page
from tracker.web.forms.writing import writer
from tracker.web.i18n import day, number
from tracker.web.indicators.blueprint import blueprint
from tracker.web.indicators.pages import address_of_indicator, form_page, reading_or_404

_ = lazy_gettext
REQUIRED = _("Fill in this field.")


class CorrectionForm(TrackerForm):
    """What was really read, and why the reading said something else."""

    read_on = DayField(_("Date of the reading"), validators=[InputRequired(REQUIRED)])
    value = NumberField(_("Value"), validators=[InputRequired(REQUIRED)])
    source = LongTextField(
        _("Source"),
        validators=[DataRequired(_("Say where the value comes from."))],
        description=_(
            "For example the survey, the register or the count. Nothing about identifiable citizens."
        ),
    )
    reason = LongTextField(
        _("Why is it corrected?"), validators=[DataRequired(REQUIRED)], description=NO_CITIZENS
    )

    def refuse(self, error: Invalid | Duplicate) -> None:
        """The day's own sentence where it has a reading already."""
        if isinstance(error, Duplicate):
            taken = gettext("There is a reading from %(day)s already.", day=day(self.read_on.data))
            self.read_on.errors = [*self.read_on.errors, taken]
        else:
            super().refuse(error)


@blueprint.route("/readings/<int:reading_id>/correct", methods=["GET", "POST"])
@requires(REPORT)
def correct(reading_id: int) -> ResponseReturnValue:
    """Correct a reading; what it said stays in the history."""
    found, reading = reading_or_404(reading_id)
    stored: dict[str, Any] = {
        "read_on": reading.read_on,
        "value": reading.value,
        "source": reading.source,
        "version": str(reading.version),
    }
    form = CorrectionForm(**({} if request.method == "POST" else stored))
    form.value.label.text = gettext("Value in %(unit)s", unit=found.followed.indicator.unit)
    if not form.validate_on_submit():
        return form_page("correct", form, found.followed, reading=reading)
    try:
        correct_reading(
            writer(),
            reading_id=reading_id,
            version=form.expected_version or 0,
            read_on=given(form.read_on.data),
            value=given(form.value.data),
            source=form.source.data or "",
            reason=form.reason.data or "",
        )
    except AlreadyDone:
        flash(gettext("This was saved already; nothing was saved twice."), "success")
    except StaleWrite:
        return _stale(reading_id, form)
    except (Invalid, Duplicate) as error:
        form.refuse(error)
        return form_page("correct", form, found.followed, reading=reading)
    else:
        flash(gettext("The reading is corrected. What it said before stays in the history."), "success")
    return redirect(address_of_indicator(found.followed), 303)


def _stale(reading_id: int, form: CorrectionForm) -> ResponseReturnValue:
    found, now = reading_or_404(reading_id)
    rows = [
        (form.read_on.label.text, day(form.read_on.data), day(now.read_on)),
        (form.value.label.text, number(form.value.data), number(now.value)),
        (form.source.label.text, form.source.data or "", now.source),
    ]
    here = url_for(".correct", reading_id=reading_id)
    page = address_of_indicator(found.followed)
    return stale_page(found.followed.indicator.title, rows, form, here, now.version, page)
