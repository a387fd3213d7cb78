"""The form for a reading's parts: rows of a label and a value for each dimension."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from tracker.records.queries.indicators.breakdowns import StoredBreakdown, StoredPart
from tracker.services.errors import Duplicate, Invalid
from tracker.services.follow_up.breakdowns import LABEL_LENGTH, MOST_PARTS
from tracker.theory.follow_up.breakdowns import Part, same_label
from tracker.theory.kinds import Dimension
from tracker.web import wording
from tracker.web.forms.base import LongTextField, NoControlCharacters, NumberField, TrackerForm
from tracker.web.forms.saving import unless_sent
from tracker.web.wording import word

BLANK = 3
"""So many rows wait to be filled in behind those that are known."""

_ = lazy_gettext


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one part; ``label`` and ``value`` are fields of the form."""

    label: Any
    value: Any


class PartsForm(TrackerForm):
    """Made anew for each reading by ``parts_form``, which adds the rows. ``next`` is where to go then."""

    next = HiddenField()
    reason = LongTextField(
        _("Why are the parts changed?"),
        description=_("Needed where a part that was read is changed or removed."),
    )
    counts: Mapping[Dimension, int]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.refused: dict[str, str] = {}

    def refuse(self, error: Invalid | Duplicate) -> None:
        """A dimension has no field of its own: its sentence stands above its rows."""
        self.refused[error.field] = wording.refusal(error)
        super().refuse(error)

    def rows(self, dimension: Dimension) -> list[Row]:
        """The rows of one dimension, in their order."""
        names = [f"{dimension.value}_{place}" for place in range(self.counts[dimension])]
        return [Row(self[f"{name}_label"], self[f"{name}_value"]) for name in names]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """A value has to say what it is of."""
        valid: bool = super().validate(*args, **kwargs)
        for row in (row for dimension in self.counts for row in self.rows(dimension)):
            if row.value.data is not None and not row.label.data:
                row.label.errors = [*row.label.errors, gettext("Say what the value is of.")]
                valid = False
        return valid

    @property
    def why(self) -> str:
        """The reason; empty where none is asked for."""
        return str(self["reason"].data or "") if "reason" in self else ""

    @property
    def parts(self) -> dict[Dimension, list[Part]]:
        """What the verb takes; rows without a value are left out."""
        return {
            dimension: [
                Part(row.label.data, row.value.data)
                for row in self.rows(dimension)
                if row.value.data is not None
            ]
            for dimension in self.counts
        }


def parts_form(
    breakdowns: Sequence[StoredBreakdown],
    stored: Sequence[StoredPart],
    known: Mapping[int, Sequence[str]],
    version: int,
    more: str,
) -> PartsForm:
    """The form with the parts that are ``stored``, the labels of earlier readings that are ``known`` by their
    breakdown, and blank rows. Sent, it has as many rows as were sent; ``more`` names the dimension that blank
    rows are added to."""
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {"version": str(version)}
    counts: dict[Dimension, int] = {}
    for breakdown in breakdowns:
        dimension = breakdown.dimension
        filled = _filled(breakdown, stored, known.get(breakdown.id, ()))
        count = len(filled) + BLANK
        if request.method == "POST":
            count = _sent(dimension) + (BLANK if more == dimension.value else 0)
        counts[dimension] = min(count, MOST_PARTS)
        for place in range(counts[dimension]):
            name = f"{dimension.value}_{place}"
            fields |= _row(name, dimension, place + 1)
            if place < len(filled):
                values[f"{name}_label"], values[f"{name}_value"] = filled[place]
    if not stored:
        fields["reason"] = None
    made = cast(type[PartsForm], type("PartsOfReadingForm", (PartsForm,), {**fields, "counts": counts}))
    return made(**unless_sent(**values))


def _row(name: str, dimension: Dimension, place: int) -> dict[str, Any]:
    what = word(dimension)
    return {
        f"{name}_label": StringField(
            gettext("%(what)s %(place)s", what=what, place=place),
            [
                NoControlCharacters(),
                Length(max=LABEL_LENGTH, message=lazy_gettext("At most %(max)d characters.")),
            ],
            filters=[_stripped],
        ),
        f"{name}_value": NumberField(gettext("Value of %(what)s %(place)s", what=what.lower(), place=place)),
    }


def _stripped(text: str | None) -> str:
    return " ".join((text or "").split(" ")).strip()


def _filled(
    breakdown: StoredBreakdown, stored: Sequence[StoredPart], known: Sequence[str]
) -> list[tuple[str, float | None]]:
    found: list[tuple[str, float | None]] = [
        (part.label, part.value) for part in stored if part.breakdown_id == breakdown.id
    ]
    there = [label for label, _value in found]
    return found + [(label, None) for label in known if not any(same_label(label, one) for one in there)]


def _sent(dimension: Dimension) -> int:
    """How many rows the sent form has."""
    for place in range(MOST_PARTS):
        name = f"{dimension.value}_{place}"
        if f"{name}_label" not in request.form and f"{name}_value" not in request.form:
            return place
    return MOST_PARTS
