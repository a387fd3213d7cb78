"""The forms of the catalogue: an entry, a commitment, a tie to an element, and reasons."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import DataRequired, InputRequired

from tracker.records.queries.catalogue.commitment_ties import Choice
from tracker.records.queries.catalogue.entries import GoalName
from tracker.records.queries.people.administration import OrganisationLine
from tracker.services.errors import Duplicate, Invalid
from tracker.theory.kinds import Relation
from tracker.theory.strategy.catalogue import MOST_PRESSING
from tracker.web.catalogue.validity_labels import RULE
from tracker.web.forms.base import AS_A_DAY, NEEDED, DayField, LongTextField, TitleField, TrackerForm
from tracker.web.forms.row_fields import RowField, RowsField
from tracker.web.i18n import localised
from tracker.web.wording import word


class EntryForm(TrackerForm):
    title = TitleField(_("Title"), [DataRequired(NEEDED)], description=RULE)
    title_en = TitleField(_("Title in English"), description=RULE)
    organisation_id = RowField(_("Owned by"), [InputRequired(_("Choose the organisation that owns it."))])
    valid_from = DayField(_("Valid from"), description=AS_A_DAY)
    valid_until = DayField(_("Valid until"), description=_("The last day; empty: no end"))
    goal_ids = RowsField(_("Goals that it serves"))
    url = TitleField(_("Address"), description=_("Begins with https://"))
    note = LongTextField(_("Note"), description=RULE)
    retrieved_from = LongTextField(_("Retrieved from"), description=RULE)
    code = TitleField(_("Code"), description=_("Left empty, it gets the next of the catalogue."))

    def __init__(
        self,
        goals: list[GoalName],
        organisations: list[OrganisationLine],
        *args: Any,
        kept: int | None = None,
        **kwargs: Any,
    ) -> None:
        """``kept`` is the owner that the entry has: it is offered also where it is archived."""
        super().__init__(*args, **kwargs)
        self.goal_ids.choices = [(goal.id, f"{goal.code} {goal.title}") for goal in goals]
        self.organisation_id.choices = [
            ("", _("Choose …")),
            *(
                (line.id, "\u2003" * line.depth + localised(line.name, line.name_en))
                for line in organisations
                if line.archived_at is None or line.id == kept
            ),
        ]


class CommitmentForm(TrackerForm):
    sentence = LongTextField(_("Commitment"), [InputRequired(NEEDED)], description=RULE)


class TieForm(TrackerForm):
    """Which element of the chosen plan, and how the commitment stands to it."""

    element_id = RowField(_("Element"), [InputRequired(_("Choose an element of the plan."))])
    relation = RadioField(_("How does the commitment stand to it?"), validate_choice=True)
    note = LongTextField(_("Note"), description=RULE)

    def __init__(self, elements: list[Choice] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.relation.choices = [(one.value, RELATIONS[one]) for one in MOST_PRESSING]
        if elements is None:
            # of a tie that is there only how it stands is changed
            del self.element_id
            return
        groups: dict[str, list[tuple[int | str, str]]] = {"": [("", str(_("Choose …")))]}
        for one in elements:
            groups.setdefault(word(one.group), []).append((one.id, one.label))
        self.element_id.choices = groups

    def refuse(self, error: Invalid | Duplicate) -> None:
        """An element that is tied already is said so by its own sentence."""
        if isinstance(error, Duplicate):
            self.element_id.errors = [
                gettext("The commitment is tied to this element already. Take that tie off first.")
            ]
        else:
            super().refuse(error)


RELATIONS: dict[Relation, Any] = {
    Relation.CONFLICTS: _("Conflicts: both cannot be done as they are written"),
    Relation.OVERLAPS: _("Overlaps: both promise the same, or part of it"),
    Relation.SUPPORTS: _("Supports: what the strategy promises helps the plan"),
}
