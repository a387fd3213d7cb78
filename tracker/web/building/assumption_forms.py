"""The forms of assumptions: what has to hold, and under which links."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired

from tracker.theory.contents.link import AssumptionContents
from tracker.theory.kinds import AssumptionState
from tracker.web.addresses import number_in
from tracker.web.building.changing import BuildingForm
from tracker.web.forms.base import NEEDED, DayField, LongTextField, Needed, TitleField
from tracker.web.forms.contents import form_contents
from tracker.web.wording import choices


class AssumptionForm(BuildingForm):
    """``people`` are those who can look after it."""

    title = TitleField(
        _("What has to hold?"),
        [InputRequired(NEEDED)],
        description=_(
            "Write it as a statement that can turn out to be wrong. Nothing about identifiable citizens."
        ),
    )
    title_en = TitleField(_("The same in English"))
    state = SelectField(_("State"), [Needed()], choices=[])
    critical = BooleanField(_("Critical: what the link leads to is at risk without it"))
    test = LongTextField(
        _("How is it tested?"),
        description=_("What would show that it does not hold, and how one finds out."),
    )
    owner_id = SelectField(_("Looked after by"), coerce=number_in, choices=[])
    review_on = DayField(_("Review on"), description=_("The day on which it is looked at again."))

    def __init__(self, people: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = choices(AssumptionState)
        self.owner_id.choices = [("", _("Nobody")), *((str(number), name) for number, name in people)]

    def contents(self) -> AssumptionContents:
        """What the verbs take; only of a valid form."""
        return form_contents(self, AssumptionContents)


class LayForm(BuildingForm):
    """Chooses one of the plan's assumptions for a link."""

    assumption_id = SelectField(_("Assumption of the plan"), [Needed()], coerce=number_in, choices=[])

    def __init__(self, assumptions: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(number), text) for number, text in assumptions]
        self.assumption_id.choices = [("", _("Choose an assumption")), *offered]
