"""A reading says what was really read: a correction with its reason."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms.validators import DataRequired, InputRequired

from tracker.services.errors import Duplicate, Invalid
from tracker.services.follow_up.readings import correct_reading
from tracker.theory.contents.reading import ReadingContents
from tracker.web.access import REPORT, requires
from tracker.web.forms.base import (
    NEEDED,
    NO_CITIZENS,
    SOURCE_NEEDED,
    DayField,
    LongTextField,
    NumberField,
    TrackerForm,
)
from tracker.web.forms.contents import form_contents, form_values
from tracker.web.forms.saving import Saved, both_versions, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.i18n import day
from tracker.web.indicators.blueprint import blueprint
from tracker.web.indicators.pages import address_of_indicator, form_page, reading_or_404

_ = lazy_gettext


class CorrectionForm(TrackerForm):
    """What was really read, and why the reading said something else."""

    read_on = DayField(_("Date of the reading"), validators=[InputRequired(NEEDED)])
    value = NumberField(_("Value"), validators=[InputRequired(NEEDED)])
    source = LongTextField(
        _("Source"),
        validators=[DataRequired(SOURCE_NEEDED)],
        description=_(
            "For example the survey, the register or the count. Nothing about identifiable citizens."
        ),
    )
    reason = LongTextField(
        _("Why is it corrected?"), validators=[DataRequired(NEEDED)], description=NO_CITIZENS
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
    back = address_of_indicator(found.followed)
    form = CorrectionForm(**unless_sent(**form_values(reading)))
    form.value.label.text = gettext("Value in %(unit)s", unit=found.followed.indicator.unit)
    return save(
        form,
        lambda: correct_reading(
            writer(),
            reading_id=reading_id,
            version=form.version_seen,
            contents=form_contents(form, ReadingContents),
            reason=form.reason.data or "",
        ),
        Saved(gettext("The reading is corrected. What it said before stays in the history."), back),
        overtaken=lambda: both_versions(
            found.followed.indicator.title, form, reading_or_404(reading_id)[1], back
        ),
    ) or form_page("correct", form, found.followed, reading=reading)
