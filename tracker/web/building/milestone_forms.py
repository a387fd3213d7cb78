"""The form of a milestone. A new one promises a day; later the day moves in the report, with a reason."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired

from tracker.theory.contents.milestone import MilestoneContents
from tracker.theory.pathway import Pathway
from tracker.web.addresses import number_in
from tracker.web.building.changing import BuildingForm
from tracker.web.building.offers import by_column
from tracker.web.forms.base import NEEDED, NO_CITIZENS, DayField, Needed, TitleField
from tracker.web.forms.contents import form_contents


class NewMilestoneForm(BuildingForm):
    title = TitleField(_("What will have been reached?"), [InputRequired(NEEDED)], description=NO_CITIZENS)
    title_en = TitleField(_("The same in English"))
    due = DayField(
        _("Due on"),
        [InputRequired(NEEDED)],
        description=_("This first promise is kept for ever. The day can be moved later, with a reason."),
    )

    def contents(self, element_id: int) -> MilestoneContents:
        """What the verb takes; only of a valid form."""
        return form_contents(self, MilestoneContents, element_id=element_id)


class MilestoneForm(BuildingForm):
    title = TitleField(_("What will have been reached?"), [InputRequired(NEEDED)], description=NO_CITIZENS)
    title_en = TitleField(_("The same in English"))
    element_id = SelectField(
        _("Activity or output"), [Needed()], coerce=number_in, choices=[], validate_choice=False
    )

    def __init__(self, pathway: Pathway, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.element_id.choices = by_column(pathway, lambda kind: kind.is_delivery)

    def contents(self) -> MilestoneContents:
        """What the verb takes; only of a valid form."""
        return form_contents(self, MilestoneContents)
