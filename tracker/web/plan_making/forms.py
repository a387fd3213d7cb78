"""What is filled in to make, copy, move and archive a plan."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from tracker.records.queries.people.administration import OrganisationLine
from tracker.records.queries.plans.plan_making import Candidate, StoredPlan
from tracker.records.queries.strategies.goals import GoalLine
from tracker.services.errors import Duplicate, Invalid
from tracker.services.plans.templates import offers
from tracker.theory.contents.plan import LONGEST_TYPED_CODE, PlanContents
from tracker.theory.kinds import PlanState, Visibility
from tracker.theory.plan_states import needs_reason
from tracker.web.addresses import number_in
from tracker.web.forms.base import (
    AS_A_DAY,
    NEEDED,
    NO_CITIZENS,
    DayField,
    LongTextField,
    TitleField,
    TrackerForm,
)
from tracker.web.forms.contents import form_contents
from tracker.web.forms.row_fields import AmountField, RowField, RowsField
from tracker.web.i18n import language, localised
from tracker.web.wording import choices, word

_ = lazy_gettext


@dataclass(frozen=True, slots=True)
class Offer:
    """What a plan's form lets one choose from. ``kept`` are organisations that the plan has already: they
    are offered also where they are archived."""

    goals: Sequence[GoalLine]
    people: Sequence[Candidate]
    organisations: Sequence[OrganisationLine]
    kept: Collection[int] = ()

    @property
    def organisation_choices(self) -> list[tuple[int, str]]:
        """The tree as a list, deeper ones moved in."""
        return [
            (line.id, "\u2003" * line.depth + localised(line.name, line.name_en))
            for line in self.organisations
            if line.archived_at is None or line.id in self.kept
        ]


class NamedForm(TrackerForm):
    """What every new plan is called, and who leads it."""

    title = TitleField(_("Title"), [DataRequired(NEEDED)])
    title_en = TitleField(_("Title in English"), description=_("Shown to those who read in English."))
    code = TitleField(
        _("Code"),
        [DataRequired(NEEDED)],
        description=_("The short name in lists, diagrams and files: at most 12 characters."),
    )
    lead_organisation_id = RowField(
        _("Lead organisation"), [InputRequired(_("Choose the organisation that leads the plan."))]
    )

    own_code = ""
    """The code that the plan has already: a file may have given it a longer one."""

    def validate_code(self, field: TitleField) -> None:
        if field.data != self.own_code and len(field.data or "") > LONGEST_TYPED_CODE:
            raise ValidationError(gettext("At most %(max)d characters.", max=LONGEST_TYPED_CODE))

    def offer_leads(self, offer: Offer) -> None:
        """Fills the list of organisations."""
        self.lead_organisation_id.choices = [("", _("Choose …")), *offer.organisation_choices]


class PlanForm(NamedForm):
    """A plan, new or changed. Who is no planner has to stand among the owners (``must_own``)."""

    goal_ids = RowsField(_("Goals of the strategy"))
    primary_goal_id = RadioField(_("Primary goal"), coerce=number_in, validate_choice=False, default=None)
    owner_ids = RowsField(_("Initiative owners"))
    partner_ids = RowsField(_("Partners"))
    visibility = RadioField(_("Visible to"), default=Visibility.SHARED.value, validate_choice=True)
    starts_on = DayField(_("Starts"), description=AS_A_DAY)
    ends_on = DayField(_("Ends"), description=AS_A_DAY)
    budget_dkk = AmountField(_("Budget in kroner"))
    target_group = LongTextField(_("Target group"), description=NO_CITIZENS)
    already_in_place = LongTextField(_("What is already in place?"), description=NO_CITIZENS)

    def __init__(self, offer: Offer, *args: Any, must_own: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.must_own = must_own
        self.offer_leads(offer)
        self.goal_ids.choices = [(goal.id, f"{goal.code} {goal.title}") for goal in offer.goals]
        self.primary_goal_id.choices = self.goal_ids.choices
        self.owner_ids.choices = [(one.id, one.name) for one in offer.people]
        self.owner_notes = {one.id: one.organisation or "" for one in offer.people}
        self.partner_ids.choices = offer.organisation_choices
        self.visibility.choices = choices(Visibility)

    def validate_owner_ids(self, field: RowsField) -> None:
        if self.must_own is not None and self.must_own not in field.chosen:
            raise ValidationError(
                gettext(
                    "You have to stand among the owners, or you could not change the plan. "
                    "The planning group can take you off."
                )
            )

    @property
    def primary(self) -> int | None:
        """The primary goal; a goal that is alone is the primary one."""
        if len(self.goal_ids.chosen) == 1:
            return self.goal_ids.chosen[0]
        found: int | None = self.primary_goal_id.data
        return found

    @property
    def more_is_given(self) -> bool:
        """Whether the part that may wait has something to show."""
        fields = (self.starts_on, self.ends_on, self.budget_dkk, self.target_group, self.already_in_place)
        return any(field.data or field.errors for field in (*fields, self.title_en))

    def contents(self) -> PlanContents:
        """What the verbs that make and change a plan take, of a form that was found valid."""
        primary = self.primary if self.goal_ids.chosen else None
        return form_contents(self, PlanContents, primary_goal_id=primary)

    def refuse(self, error: Invalid | Duplicate) -> None:
        """The goals and the choice of the primary one are one thing to the person."""
        if error.field == "primary_goal_id":
            sentence = gettext("Say which of the goals is the primary one.")
            self.goal_ids.errors = [*self.goal_ids.errors, sentence]
        else:
            super().refuse(error)


EMPTY = "empty"


class NewPlanForm(PlanForm):
    """A new plan is empty, or begins with a template's elements and links."""

    template = RadioField(_("What does it begin with?"), default=EMPTY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.templates = {one.key: one for one in offers(language())}
        self.template.choices = [
            (EMPTY, gettext("Nothing: we build it ourselves")),
            *((one.key, one.title) for one in self.templates.values()),
        ]

    @property
    def chosen_template(self) -> str:
        """Its key; empty where the plan begins with nothing."""
        return self.template.data if self.template.data in self.templates else ""


class CopyForm(NamedForm):
    """What a copy does not take over."""

    def __init__(self, offer: Offer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_leads(offer)


class MoveForm(TrackerForm):
    """Where the plan goes, and why."""

    to = RadioField(_("Where does the plan go?"), validate_choice=False)
    reason = LongTextField(_("Why?"), description=NO_CITIZENS)

    def __init__(self, plan: StoredPlan, possible: Sequence[PlanState], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = plan.state
        self.possible = possible
        self.to.choices = [(state.value, word(state)) for state in possible]
        self.is_stale = self.is_submitted() and self.expected_version != plan.version

    @property
    def chosen(self) -> PlanState | None:
        """The chosen state, where it is possible. A stale form was filled in when others were."""
        offered = PlanState if self.is_stale else self.possible
        return next((state for state in offered if state.value == self.to.data), None)

    def validate_to(self, field: RadioField) -> None:
        if self.chosen is None:
            raise ValidationError(gettext("Choose where the plan goes."))

    def validate_reason(self, field: LongTextField) -> None:
        if self.is_stale or self.chosen is None:
            return
        if needs_reason(self.source, self.chosen) and not field.data:
            raise ValidationError(gettext("Say why. The reason stays in the plan's history."))
