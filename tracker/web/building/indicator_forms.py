"""The form of an indicator: unit, direction, where it starts and where it is to go."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired

from tracker.records.queries.measurements.uses import Source
from tracker.services.errors import Invalid
from tracker.theory.contents.fields import Fault
from tracker.theory.contents.indicator import IndicatorContents, day_faults, value_faults
from tracker.theory.kinds import ElementKind, IndicatorDirection
from tracker.theory.pathway import Pathway
from tracker.web.addresses import number_in
from tracker.web.building.changing import BuildingForm
from tracker.web.building.offers import by_column
from tracker.web.forms.base import NEEDED, NO_CITIZENS, DayField, Needed, NumberField, TitleField
from tracker.web.forms.contents import form_contents
from tracker.web.measurements.labels import mismatch_words, source_words
from tracker.web.wording import choices


class NewIndicatorForm(BuildingForm):
    """Values are in the unit that the form names."""

    title = TitleField(_("What is measured?"), [InputRequired(NEEDED)], description=NO_CITIZENS)
    title_en = TitleField(_("The same in English"))
    unit = TitleField(
        _("Unit"), [InputRequired(NEEDED)], description=_("For example number, hours or per cent.")
    )
    direction = SelectField(_("Direction"), [Needed()], choices=[])
    baseline_on = DayField(_("Baseline date"), [InputRequired(NEEDED)])
    baseline_value = NumberField(_("Baseline value"), [InputRequired(NEEDED)])
    target_on = DayField(_("Target date"), [InputRequired(NEEDED)])
    target_value = NumberField(_("Target value"), [InputRequired(NEEDED)])
    measurement_id = SelectField(
        _("Read from the measurement"),
        coerce=number_in,
        choices=[],
        validate_choice=False,
        description=_("Where the values come from, if it is one of the inventory."),
    )

    def __init__(self, sources: Sequence[Source], *args: Any, **kwargs: Any) -> None:
        """``sources`` are the measurements to choose from."""
        super().__init__(*args, **kwargs)
        self.sources = sources
        self.direction.choices = choices(IndicatorDirection)
        self.measurement_id.choices = [
            ("", gettext("None of the inventory")),
            *((one.id, source_words(one)) for one in sources),
        ]

    @property
    def mismatch(self) -> str:
        """How what the form holds differs from the measurement that is chosen; empty where it does not."""
        chosen = next((one for one in self.sources if one.id == self.measurement_id.data), None)
        if chosen is None:
            return ""
        return mismatch_words(chosen, self.unit.data or "", self.direction.data or "")

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Says all at once what contradicts itself in dates and values."""
        valid = super().validate(*args, **kwargs)
        told = list(self._faults())
        for fault in told:
            self.refuse(Invalid(fault.field, fault.fault))
        return valid and not told

    def contents(self, **given: Any) -> IndicatorContents:
        """What the verbs take; only of a valid form. ``given`` is the element of a new one."""
        return form_contents(self, IndicatorContents, **given)

    def _faults(self) -> Iterator[Fault]:
        """Of what is given, also where something else is missing."""
        if self.baseline_on.data and self.target_on.data:
            yield from day_faults(self.baseline_on.data, self.target_on.data)
        start, end = self.baseline_value.data, self.target_value.data
        if start is not None and end is not None and not self.direction.errors:
            yield from value_faults(start, end, IndicatorDirection(self.direction.data))


class IndicatorForm(NewIndicatorForm):
    """The same for one that is there: it may be moved to another element, with its readings."""

    element_id = SelectField(
        _("On which element?"), [Needed()], coerce=number_in, choices=[], validate_choice=False
    )

    def __init__(self, pathway: Pathway, sources: Sequence[Source], *args: Any, **kwargs: Any) -> None:
        super().__init__(sources, *args, **kwargs)
        self.element_id.choices = by_column(pathway, lambda kind: kind is not ElementKind.EXTERNAL)
