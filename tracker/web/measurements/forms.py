"""The forms of the inventory."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired

from tracker.exchange.pasted.days import split_day
from tracker.records.queries.measurements.measurement import StoredValue
from tracker.services.errors import Duplicate, Invalid
from tracker.theory.contents.measurement import BreakContents, MeasurementContents, ValueContents
from tracker.theory.kinds import Frequency, IndicatorDirection, MeasurementKind, Suitability, Verdict
from tracker.web.addresses import number_in
from tracker.web.forms.base import (
    NEEDED,
    NO_CITIZENS,
    SOURCE_NEEDED,
    DayField,
    LongTextField,
    NumberField,
    TitleField,
    TrackerForm,
    WholeNumberField,
)
from tracker.web.forms.contents import form_contents, form_values
from tracker.web.i18n import day
from tracker.web.measurements.labels import ANCHORS
from tracker.web.wording import choices

CHOOSE = _("Choose")


class MeasurementForm(TrackerForm):
    title = TitleField(
        _("Title"), [InputRequired(NEEDED)], description=_("What is measured, in a few words.")
    )
    title_en = TitleField(_("Title in English"))
    code = TitleField(
        _("Code"), [InputRequired(NEEDED)], description=_("Short and its own, for example M13.")
    )
    definition_id = SelectField(
        _("Definition of safety"),
        [InputRequired(NEEDED)],
        coerce=number_in,
        choices=[],
        validate_choice=False,
    )
    organisation_id = SelectField(
        _("Owner in the strategy"),
        coerce=number_in,
        choices=[],
        validate_choice=False,
        description=_("Who takes the measurement. Choose one here, or write somebody else beside."),
    )
    outside_owner = TitleField(_("Other owner"), description=_("For example Statistics Denmark."))
    kind = SelectField(_("Kind"), [InputRequired(NEEDED)], choices=[])
    frequency = SelectField(_("How often"), [InputRequired(NEEDED)], choices=[])
    first_year = WholeNumberField(_("First year"))
    unit = TitleField(
        _("Unit"), [InputRequired(NEEDED)], description=_("For example number, per cent or per 1,000.")
    )
    direction = SelectField(_("Direction"), [InputRequired(NEEDED)], choices=[])
    areas = LongTextField(
        _("Geography"), description=_("What it can be had for, a line each: municipality, police district …")
    )
    question = LongTextField(
        _("Exact wording of the question"),
        description=_("As it was asked, with its answers. Write nothing about identifiable citizens."),
    )
    method = LongTextField(
        _("Method"),
        description=_("How it is measured and counted. Write nothing about identifiable citizens."),
    )
    quality = LongTextField(
        _("Quality notes"),
        description=_("What is known of its quality. Write nothing about identifiable citizens."),
    )
    retrieved_from = LongTextField(_("Retrieved from"), description=NO_CITIZENS)

    def __init__(
        self,
        definitions: list[tuple[int, str]],
        organisations: list[tuple[int | str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.definition_id.choices = [("", str(CHOOSE)), *definitions]
        self.organisation_id.choices = [("", gettext("Somebody outside the strategy")), *organisations]
        self.kind.choices = [("", str(CHOOSE)), *choices(MeasurementKind)]
        self.frequency.choices = [("", str(CHOOSE)), *choices(Frequency)]
        self.direction.choices = [("", str(CHOOSE)), *choices(IndicatorDirection)]

    def contents(self) -> MeasurementContents:
        """What the verbs take; only of a valid form."""
        return form_contents(self, MeasurementContents)


class ScoresForm(TrackerForm):
    """A field for each aspect; ``version`` is the edition of the scores."""

    relevance = RadioField(choices=[])
    validity = RadioField(choices=[])
    timeliness = RadioField(choices=[])
    coverage = RadioField(choices=[])
    comparability = RadioField(choices=[])
    access = RadioField(choices=[])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for aspect in Suitability:
            field = self[aspect.value]
            field.choices = [(str(score), str(words)) for score, words in enumerate(ANCHORS[aspect])]
            field.validate_choice = False

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """At least one aspect has a score; those without one stay as they are."""
        valid: bool = super().validate(*args, **kwargs)
        if valid and not self.scores:
            self.form_errors.append(gettext("Choose a score for at least one aspect."))
            return False
        return valid

    @property
    def scores(self) -> dict[Suitability, int]:
        given = {aspect: number_in(self[aspect.value].data) for aspect in Suitability}
        return {aspect: score for aspect, score in given.items() if score is not None}


class VerdictForm(TrackerForm):
    verdict = RadioField(_("Does it go into the safety index?"), choices=[])
    reason = LongTextField(_("Reason"), [InputRequired(NEEDED)], description=NO_CITIZENS)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.verdict.choices = choices(Verdict)


class BreakForm(TrackerForm):
    from_on = DayField(
        _("From"),
        [InputRequired(NEEDED)],
        description=_("The first day from which values cannot be compared with those before."),
    )
    note = LongTextField(
        _("What changed?"),
        [InputRequired(NEEDED)],
        description=_("For example another question. Write nothing about identifiable citizens."),
    )

    def contents(self) -> BreakContents:
        """What the verb takes; only of a valid form."""
        return form_contents(self, BreakContents)

    def refuse(self, error: Invalid | Duplicate) -> None:
        """The day's own sentence where the series breaks there already."""
        if isinstance(error, Duplicate):
            taken = gettext("A break is marked on this day already.")
            self.from_on.errors = [*self.from_on.errors, taken]
        else:
            super().refuse(error)


@dataclass(frozen=True, slots=True)
class Period:
    """A day, or the last day of a year that a value stands for as a whole."""

    day: date
    whole_year: bool


class PeriodField(StringField):
    """A year for a value of the whole year, else a day, or a quarter or month for its last day."""

    data: Any

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if not isinstance(self.data, Period):
            return ""
        return str(self.data.day.year) if self.data.whole_year else day(self.data.day)

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if not text:
            return
        found = split_day(text)
        if found is None or found.rest.strip(' ";\t'):
            raise ValueError(
                gettext(
                    "“%(text)s” is neither a year nor a date, such as 2014 or 30.06.2014.", text=text[:40]
                )
            )
        self.data = Period(found.day, found.period.isdigit())


class ValueForm(TrackerForm):
    """A value of the series."""

    taken_on = PeriodField(
        _("Year or date"),
        [DataRequired(NEEDED)],
        description=_("2014 for a value of the whole year, else a date; a quarter stands for its last day."),
    )
    value = NumberField(_("Value"), [InputRequired(NEEDED)])
    source = LongTextField(
        _("Source"),
        [DataRequired(SOURCE_NEEDED)],
        description=_("For example the report, its table and year. Nothing about identifiable citizens."),
    )
    illustrative = BooleanField(_("The value is invented, to show how it would look"))

    def contents(self) -> ValueContents:
        """What the verbs take; only of a valid form."""
        period: Period = self.taken_on.data
        return form_contents(self, ValueContents, taken_on=period.day, whole_year=period.whole_year)

    def refuse(self, error: Invalid | Duplicate) -> None:
        """The day's own sentence where it has a value already."""
        if isinstance(error, Duplicate):
            taken = gettext("The series has a value from then already. Correct that one instead.")
            self.taken_on.errors = [*self.taken_on.errors, taken]
        else:
            super().refuse(error)


class CorrectionForm(ValueForm):
    reason = LongTextField(_("Why is it corrected?"), [DataRequired(NEEDED)], description=NO_CITIZENS)


def value_fields(one: StoredValue) -> dict[str, Any]:
    """A value as its form holds it."""
    return {**form_values(one), "taken_on": Period(one.taken_on, one.whole_year)}
