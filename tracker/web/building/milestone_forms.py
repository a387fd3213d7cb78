"""The form of a milestone. A new one promises a day; later the day moves in the report, with a reason."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired

from tracker.records.queries.plans.building_parts import StoredMilestone
from tracker.theory.pathway import Pathway
from tracker.web.addresses import number_in
from tracker.web.building.changing import BuildingForm, Needed
from tracker.web.building.element_forms import REQUIRED
from tracker.web.building.offers import by_column
from tracker.web.forms.base import NO_CITIZENS, DayField, TitleField


class NewMilestoneForm(BuildingForm):
    title = TitleField(_("What will have been reached?"), [InputRequired(REQUIRED)], description=NO_CITIZENS)
    title_en = TitleField(_("The same in English"))
    due = DayField(
        _("Due on"),
        [InputRequired(REQUIRED)],
        description=_("This first promise is kept for ever. The day can be moved later, with a reason."),
    )

    @property
    def values(self) -> dict[str, Any]:
        """What the verb takes; only of a valid form."""
        return {"title": self.title.data or "", "title_en": self.title_en.data, "due": self.due.data}


class MilestoneForm(BuildingForm):
    title = TitleField(_("What will have been reached?"), [InputRequired(REQUIRED)], description=NO_CITIZENS)
    title_en = TitleField(_("The same in English"))
    element_id = SelectField(
        _("Activity or output"), [Needed()], coerce=number_in, choices=[], validate_choice=False
    )

    def __init__(self, pathway: Pathway, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.element_id.choices = by_column(pathway, lambda kind: kind.is_delivery)

    @property
    def values(self) -> dict[str, Any]:
        """What the verb takes; only of a valid form."""
        return {
            "title": self.title.data or "",
            "title_en": self.title_en.data,
            "element_id": self.element_id.data or 0,
        }


def stored_values(milestone: StoredMilestone) -> dict[str, Any]:
    """A milestone as the form holds it."""
    return {
        "title": milestone.title,
        "title_en": milestone.title_en,
        "element_id": milestone.element_id,
        "version": milestone.version,
    }
