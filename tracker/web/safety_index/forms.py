"""The forms of the safety index: a new version, its settings, a measurement in it, and publishing."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired

from tracker.records.queries.safety_index.versions import (
    DefinitionLine,
    MeasureLine,
    OfferedMeasurement,
    VersionLine,
)
from tracker.services.safety_index.contents import weight_field
from tracker.theory.contents.index_version import GoalpostContents
from tracker.theory.kinds import Verdict
from tracker.web.forms.base import (
    NEEDED,
    NO_CITIZENS,
    LongTextField,
    NumberField,
    TrackerForm,
    WholeNumberField,
)
from tracker.web.forms.contents import form_contents, form_values
from tracker.web.wording import word

WEIGHT = _("In percent. Weights count beside each other and need not add up to 100.")
NOTHING_YET = "0"


class NewVersionForm(TrackerForm):
    made_from = SelectField(_("Made from"), choices=[])
    note = LongTextField(_("What is new, and why"), description=NO_CITIZENS)

    def offer(self, versions: Iterable[VersionLine]) -> None:
        """The versions that can be copied, the newest first, and nothing."""
        named = [
            (str(one.id), f"{_('Version %(number)s', number=one.number)} ({str(word(one.state)).lower()})")
            for one in versions
        ]
        self.made_from.choices = [*named, (NOTHING_YET, str(_("From nothing, without measurements")))]


class VersionForm(TrackerForm):
    """With a field ``weight_<definition>`` for each definition of the strategy (``version_form``)."""

    base_year = WholeNumberField(
        _("Base year"), description=_("The year that is 100 when the index is shown relative to it.")
    )
    note = LongTextField(_("What is new, and why"), description=NO_CITIZENS)

    def weights(self, definitions: Iterable[DefinitionLine]) -> dict[int, float]:
        """By definition, those that were filled in; only of a valid form."""
        typed = ((one, self[weight_field(one.id)].data) for one in definitions)
        return {one.id: from_percent(value, one.weight) for one, value in typed if value is not None}


class MeasureForm(TrackerForm):
    """Goalposts and weight of a measurement."""

    worst = NumberField(
        _("Worst goalpost"),
        [InputRequired(NEEDED)],
        description=_("The value that counts as 0, in the measurement's unit."),
    )
    best = NumberField(
        _("Best goalpost"), [InputRequired(NEEDED)], description=_("The value that counts as 100.")
    )
    weight = NumberField(_("Weight within the definition"), [InputRequired(NEEDED)], description=WEIGHT)
    logarithmic = BooleanField(
        _("Logarithmic scale"),
        description=_("Where each further unit means less the more there are already, as with income."),
    )

    def contents(self, held: float | None = None) -> GoalpostContents:
        """What a valid form says. ``held`` is the weight that is stored."""
        return form_contents(self, GoalpostContents, weight=from_percent(self.weight.data or 0.0, held))


class NewMeasureForm(MeasureForm):
    measurement_id = SelectField(_("Measurement"), [InputRequired(NEEDED)], choices=[])

    def offer(self, measurements: Iterable[OfferedMeasurement]) -> None:
        """Those with the verdict first; the others stand under a warning."""
        there = list(measurements)
        groups = {
            str(_("Judged to go into the index")): [one for one in there if one.verdict is Verdict.INCLUDE],
            str(_("Not judged to go into the index: only for a good reason")): [
                one for one in there if one.verdict is not Verdict.INCLUDE
            ],
        }
        self.measurement_id.choices = {
            "": [("", str(_("Choose")))],
            **{
                name: [(str(one.id), f"{one.code} {one.title} ({one.unit})") for one in members]
                for name, members in groups.items()
                if members
            },
        }


def version_form(definitions: Iterable[DefinitionLine], **values: Any) -> VersionForm:
    """The settings of a draft, with a weight for each definition."""
    fields = {
        weight_field(one.id): NumberField(
            _("Weight of “%(definition)s”", definition=one.title), description=""
        )
        for one in definitions
    }
    form: VersionForm = type("VersionFormWithWeights", (VersionForm,), fields)(**values)
    return form


def stored_version(version: VersionLine, definitions: Iterable[DefinitionLine]) -> dict[str, Any]:
    """A draft as its form holds it."""
    weights = {weight_field(one.id): percent(one.weight) for one in definitions if one.weight is not None}
    return {**form_values(version), **weights}


def stored_measure(measure: MeasureLine) -> dict[str, Any]:
    """A measurement of a draft as its form holds it."""
    return {**form_values(measure), "weight": percent(measure.weight)}


def percent(weight: float) -> float:
    """A weight as the forms show it: 33.33 for a third."""
    return round(float(Decimal(str(weight)) * 100), 2) or weight * 100


def from_percent(typed: float, held: float | None = None) -> float:
    """The way back. What stands as it was shown keeps the weight that is held, to its last digit."""
    if held is not None and typed == percent(held):
        return held
    return float(Decimal(str(typed)) / 100)
