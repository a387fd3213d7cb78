"""The form of a box: its kind decides which of its fields count."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired

from tracker.theory.contents.element import ElementContents
from tracker.theory.kinds import ElementKind
from tracker.web.addresses import number_in
from tracker.web.building.changing import BuildingForm
from tracker.web.forms.base import NEEDED, NO_CITIZENS, DayField, LongTextField, Needed, TitleField
from tracker.web.forms.contents import form_contents
from tracker.web.forms.stale import words_of
from tracker.web.wording import choices


class NeededUnlessGoal(InputRequired):
    """A goal is called what the strategy calls it, so that nothing is asked."""

    def __init__(self) -> None:
        super().__init__(NEEDED)

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

    def contents(self) -> ElementContents:
        """What the verbs take, without the fields that the chosen kind has none of; only of a valid form."""
        kind = ElementKind(self.kind.data)
        kept = {
            "title": kind is not ElementKind.GOAL,
            "title_en": kind is not ElementKind.GOAL,
            "organisation_id": kind.is_delivery,
            "goal_id": kind is ElementKind.GOAL,
            "starts_on": kind is ElementKind.ACTIVITY,
            "ends_on": kind is ElementKind.ACTIVITY,
            "expected_from": kind.is_outcome,
        }
        without = {name: "" if name == "title" else None for name, is_kept in kept.items() if not is_kept}
        return form_contents(self, ElementContents, **without)

    @property
    def name(self) -> str:
        """What the box is called once it is saved; only of a valid form."""
        if self.kind.data != ElementKind.GOAL.value:
            return self.title.data or ""
        return words_of(self.goal_id)


def _texts(pairs: Sequence[tuple[int, str]]) -> list[tuple[str, str]]:
    return [(str(number), text) for number, text in pairs]
