"""The form of a box: its kind decides which of its fields count."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired

from tracker.records.queries.plans.building import StoredElement
from tracker.theory.kinds import ElementKind
from tracker.web.addresses import number_in
from tracker.web.building.changing import BuildingForm, Needed
from tracker.web.forms.base import NO_CITIZENS, DayField, LongTextField, TitleField
from tracker.web.wording import choices, word

REQUIRED = _("Fill in this field.")


class NeededUnlessGoal(InputRequired):
    """A goal is called what the strategy calls it, so that nothing is asked."""

    def __init__(self) -> None:
        super().__init__(REQUIRED)

    def __call__(self, form: Any, field: Any) -> None:
        if form.kind.data != ElementKind.GOAL.value:
            super().__call__(form, field)


class ElementForm(BuildingForm):
    """Fields of other kinds than the chosen one are hidden, and count as empty when they are sent."""

    kind = SelectField(_("Kind"), [Needed()], choices=[])
    title = TitleField(_("Title"), [NeededUnlessGoal()], description=NO_CITIZENS)
    title_en = TitleField(_("Title in English"))
    organisation_id = SelectField(_("Responsible organisation"), coerce=number_in, choices=[])
    goal_id = SelectField(_("Goal of the strategy"), [Needed()], coerce=number_in, choices=[])
    starts_on = DayField(_("Starts"))
    ends_on = DayField(_("Ends"))
    expected_from = DayField(_("Expected from"), description=_("Before this day nobody expects to see it."))
    description = LongTextField(_("Description"), description=NO_CITIZENS)

    def __init__(
        self,
        organisations: Sequence[tuple[int, str]],
        goals: Sequence[tuple[int, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = choices(ElementKind)
        self.organisation_id.choices = [("", _("None")), *_texts(organisations)]
        self.goal_id.choices = [("", _("Choose a goal")), *_texts(goals)]

    @property
    def values(self) -> dict[str, Any]:
        """What the verbs take, without the fields that the chosen kind has none of."""
        kind = ElementKind(self.kind.data)
        values: dict[str, Any] = {
            "kind": kind,
            "description": self.description.data or "",
        }
        if kind is not ElementKind.GOAL:
            values |= {"title": self.title.data or "", "title_en": self.title_en.data}
        if kind.is_delivery:
            values["organisation_id"] = self.organisation_id.data
        if kind is ElementKind.GOAL:
            values["goal_id"] = self.goal_id.data
        if kind is ElementKind.ACTIVITY:
            values |= {"starts_on": self.starts_on.data, "ends_on": self.ends_on.data}
        if kind.is_outcome:
            values["expected_from"] = self.expected_from.data
        return values

    @property
    def name(self) -> str:
        """What the box is called once it is saved; only of a valid form."""
        if self.kind.data != ElementKind.GOAL.value:
            return self.title.data or ""
        return self._chosen("goal_id")

    def shown(self) -> dict[str, tuple[str, str]]:
        """Label and words of each field, for the comparison of two versions."""
        words: dict[str, tuple[str, str]] = {}
        for name in ("kind", "organisation_id", "goal_id"):
            words[name] = (str(self[name].label.text), self._chosen(name))
        titled = () if self.kind.data == ElementKind.GOAL.value else ("title", "title_en")
        for name in (*titled, "starts_on", "ends_on", "expected_from", "description"):
            words[name] = (str(self[name].label.text), self[name]._value() or "")
        return words

    def _chosen(self, name: str) -> str:
        """The words of what is chosen in a list; empty for nothing."""
        field = self[name]
        chosen = [str(text) for value, text, *_rest in field.iter_choices() if _same(value, field.data)]
        return chosen[0] if chosen and field.data is not None else ""


def stored_values(element: StoredElement) -> dict[str, Any]:
    """An element as the form holds it."""
    return {
        "kind": element.kind.value,
        "title": element.title,
        "title_en": element.title_en,
        "organisation_id": element.organisation_id,
        "goal_id": element.goal_id,
        "starts_on": element.starts_on,
        "ends_on": element.ends_on,
        "expected_from": element.expected_from,
        "description": element.description,
        "version": element.version,
    }


def kind_word(text: str) -> str:
    """The word for a kind of element by its value; empty for none."""
    return word(ElementKind(text)) if text in set(ElementKind) else ""


def _same(value: Any, data: Any) -> bool:
    return str(value) == str(data)


def _texts(pairs: Sequence[tuple[int, str]]) -> list[tuple[str, str]]:
    return [(str(number), text) for number, text in pairs]
