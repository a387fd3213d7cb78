"""The forms of cases, hearings, replies and their points."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import DataRequired, InputRequired

from tracker.records.queries.hearings.case_documents import CasePaperRow
from tracker.records.queries.hearings.hearings import RecipientRow
from tracker.records.queries.hearings.reply_points import PlanOffer
from tracker.records.queries.people.administration import OrganisationLine
from tracker.services.documents.case_documents import CasePaper
from tracker.services.errors import Invalid
from tracker.theory.contents.hearing import PointContents
from tracker.theory.kinds import CaseDocumentKind, HearingOutcome, OrganisationKind
from tracker.web import clock
from tracker.web.addresses import number_in
from tracker.web.follow_up.forms import DocumentedForm
from tracker.web.forms.base import (
    AS_A_DAY,
    NEEDED,
    NO_CITIZENS,
    DayField,
    LongTextField,
    Needed,
    TitleField,
    TrackerForm,
    VerbatimField,
)
from tracker.web.forms.contents import form_contents, form_values
from tracker.web.forms.row_fields import RowField, RowsField
from tracker.web.i18n import localised
from tracker.web.wording import choices

IN_ENGLISH = _("Shown to those who read in English.")


class CaseForm(TrackerForm):
    code = TitleField(
        _("Number in the journal"), [DataRequired(NEEDED)], description=_("For example 2014-1516")
    )
    title = TitleField(_("Title"), [DataRequired(NEEDED)])
    title_en = TitleField(_("Title in English"), description=IN_ENGLISH)
    origin = LongTextField(_("What it began with"), description=NO_CITIZENS)
    origin_on = DayField(_("Day on which it began"), description=AS_A_DAY)
    deliverable = LongTextField(_("What has to come of it"), description=NO_CITIZENS)
    deliverable_due = DayField(_("Due on"), description=AS_A_DAY)
    delivered_on = DayField(_("Delivered on"), description=_("Left empty until it is delivered."))


class PaperForm(DocumentedForm):
    """A document by file or address, or only named; several files at once."""

    document_title = TitleField(
        _("Title of the document"),
        description=_(
            "A document that lies in the journal only is named by its title. Else the title may be left out."
        ),
    )
    kind = SelectField(_("Kind"), choices=[])
    dated_on = DayField(_("Date of the document"), description=AS_A_DAY)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind.choices = choices(CaseDocumentKind)
        self.document_url.label.text = _("Address of the document")
        self.document_url.description = _("For example an agenda or minutes: https://…")

    def papers(self) -> list[CasePaper]:
        """What is to be added. Raises Invalid where there is nothing."""
        kind, dated_on = CaseDocumentKind(self.kind.data), self.dated_on.data
        title = self.document_title.data or ""
        if not self.document_url.data and not self.taken.waiting:
            if not title:
                raise Invalid("document_title", "nothing_named")
            return [CasePaper(title, kind, dated_on=dated_on)]
        found = self.proof(dated_on or clock.today())
        return [CasePaper(one.title, kind, url=one.url, file=one.file, dated_on=dated_on) for one in found]


class RecipientsForm(TrackerForm):
    """Who is heard: committees, and others."""

    recipient_ids = RowsField(
        _("Committees that are heard"), description=_("At least one is heard, here or among the others.")
    )
    other_ids = RowsField(_("Others that are heard"))

    def offer_recipients(self, organisations: Sequence[OrganisationLine], kept: Iterable[int] = ()) -> None:
        """``kept`` are heard already: they are offered also where they are archived."""
        stay = frozenset(kept)
        offered = [one for one in organisations if one.archived_at is None or one.id in stay]
        for field, committees in ((self.recipient_ids, True), (self.other_ids, False)):
            field.choices = [
                (one.id, localised(one.name, one.name_en))
                for one in offered
                if (one.kind is OrganisationKind.COMMITTEE) is committees
            ]

    @property
    def heard(self) -> list[int]:
        """The organisations in the order of the lists."""
        return [*self.recipient_ids.chosen, *self.other_ids.chosen]


class OpenForm(RecipientsForm):
    title = TitleField(_("Title"), [DataRequired(NEEDED)])
    title_en = TitleField(_("Title in English"), description=IN_ENGLISH)
    document_ids = RowsField(_("Documents of the case"))
    plan_id = RowField(
        _("Action plan"),
        description=_("It is heard on as it is now, and stays readable so. A draft moves to “in hearing”."),
    )
    decided_by_id = RowField(_("Sent out by"), [InputRequired(NEEDED)])
    agenda_item = TitleField(_("Agenda item"))
    opened_on = DayField(_("Opened on"), [InputRequired(NEEDED)], description=AS_A_DAY)
    deadline = DayField(_("Deadline"), [InputRequired(NEEDED)], description=AS_A_DAY)
    note = LongTextField(_("Note to those who are heard"), description=NO_CITIZENS)

    def offer(
        self,
        organisations: Sequence[OrganisationLine],
        documents: Sequence[CasePaperRow],
        plans: Sequence[tuple[int, str]],
    ) -> None:
        """Fills the lists."""
        self.offer_recipients(organisations)
        self.document_ids.choices = [(one.id, one.title) for one in documents if not one.withdrawn]
        self.plan_id.choices = [("", str(_("No plan"))), *plans]
        names = [
            (one.id, "\u2003" * one.depth + localised(one.name, one.name_en))
            for one in organisations
            if one.archived_at is None
        ]
        self.decided_by_id.choices = [("", str(_("Choose …"))), *names]


class ChangeForm(RecipientsForm):
    deadline = DayField(_("Deadline"), [InputRequired(NEEDED)], description=AS_A_DAY)
    reason = LongTextField(_("Why is it changed?"), [DataRequired(NEEDED)], description=NO_CITIZENS)


class CloseForm(TrackerForm):
    summary = LongTextField(_("Summary"), [DataRequired(NEEDED)], description=NO_CITIZENS)


class ReplyForm(TrackerForm):
    """``reason`` is asked where a reply is corrected."""

    met_on = DayField(_("Date of the meeting"), [InputRequired(NEEDED)], description=AS_A_DAY)
    agenda_item = TitleField(_("Agenda item"))
    outcome = SelectField(_("Outcome of the hearing"), [InputRequired(NEEDED)], choices=[])
    decision = VerbatimField(
        _("Decision, word for word"),
        [Needed()],
        description=_(
            "As it stands in the minutes: line breaks and quotation marks are kept. "
            "Nothing about identifiable citizens."
        ),
    )
    decision_en = LongTextField(_("Decision in English"), description=IN_ENGLISH)
    reason = LongTextField(_("Why is the reply corrected?"), [DataRequired(NEEDED)], description=NO_CITIZENS)

    def __init__(self, *, corrects: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.corrects = corrects
        self.outcome.choices = [("", str(_("Choose"))), *choices(HearingOutcome)]
        if not corrects:
            del self.reason

    @classmethod
    def stored(cls, row: RecipientRow, *, corrects: bool) -> "ReplyForm":
        """What is stored now, whatever was sent."""
        held = form_values(row)
        return cls(corrects=corrects, formdata=None, **{**held, "outcome": held["outcome"] or ""})


class PointForm(TrackerForm):
    """``concerns`` holds a plan, or an element of one: "plan-5" or "element-31"."""

    quote = LongTextField(
        _("Words of the decision"),
        description=_("Quote what the point is about. Nothing about identifiable citizens."),
    )
    concerns = SelectField(_("What it concerns"), choices={})
    done = LongTextField(_("What was done about it"), description=NO_CITIZENS)
    done_on = DayField(_("Dealt with on"), description=_("Left empty, the point is not yet dealt with."))

    def offer(self, plans: Sequence[PlanOffer], kept: tuple[str, str] | None) -> None:
        """``kept`` is what the point is tied to, which may be archived since or ended."""
        groups: dict[str, list[tuple[str, str]]] = {"": [("", str(_("Nothing in a plan")))]}
        for one in plans:
            name = f"{one.code} {one.title}"
            whole = (f"plan-{one.id}", str(_("The whole plan %(code)s")) % {"code": one.code})
            groups[name] = [whole, *((f"element-{number}", title) for number, title in one.elements)]
        if kept and kept[0] not in {value for group in groups.values() for value, _text in group}:
            groups[""].append(kept)
        self.concerns.choices = groups

    def contents(self) -> PointContents:
        """What a valid form says."""
        kind, _dash, number = (self.concerns.data or "").partition("-")
        tied = {f"{kind}_id": number_in(number)} if kind else {}
        return form_contents(self, PointContents, **tied)
