"""The short forms of following up, and their version on a page with many of them."""

from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, RadioField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, StopValidation

from tracker.services.documents import URL_LENGTH, Documentation
from tracker.services.errors import Duplicate, Invalid
from tracker.theory.kinds import DeliveryStatus, ElementKind, ResultStatus
from tracker.web.forms import NO_CITIZENS, DayField, LongTextField, NumberField, TitleField, TrackerForm
from tracker.web.i18n import day
from tracker.web.wording import choices

_ = lazy_gettext

AS_A_DAY = _("dd.mm.yyyy, for example 31.12.2015")

Value = TypeVar("Value")


def given(value: Value | None) -> Value:
    """What a required field of a valid form holds."""
    if value is None:
        raise ValueError("a valid form holds its required fields")
    return value


class MilestoneAnswer(StrEnum):
    DONE = "done"
    MOVED = "moved"


class OneOf:
    """Refuses what is not among the choices, and nothing chosen, with one sentence."""

    field_flags = {"required": True}  # noqa: RUF012 - the name and type that WTForms reads

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, _form: object, field: RadioField) -> None:
        if field.data not in [value for value, *_ in field.iter_choices()]:
            raise ValidationError(str(self.message))


class NeededFor:
    """The field has to be filled in for one answer; for the other one it is not looked at."""

    field_flags = {"required": True}  # noqa: RUF012

    def __init__(self, answer: MilestoneAnswer) -> None:
        self.answer = answer

    def __call__(self, form: Any, field: Any) -> None:
        if form.answer.data != self.answer:
            field.errors = []
            raise StopValidation
        if field.data in (None, "") and not field.process_errors:
            raise ValidationError(gettext("Fill in this field."))


class FollowUpForm(TrackerForm):
    """``next`` is the page of ours to come back to."""

    next = HiddenField()

    def with_ids(self, suffix: object) -> "FollowUpForm":
        """The same form with ids of its own, for a page that shows several."""
        for field in self:
            field.id = f"{field.id}-{suffix}"
        return self


class NoChangeForm(FollowUpForm):
    """Nothing has changed since the latest report."""


class DocumentedForm(FollowUpForm):
    """With proof that what is said was done or measured, where there is some."""

    document_title = TitleField(
        _("Title of the documentation"), description=_("Without a title the address is shown.")
    )
    document_url = StringField(
        _("Address of the documentation"),
        description=_("For example minutes, a list or a report: https://…"),
        filters=[lambda text: text.strip() if text else text],
    )

    def proof(self, dated_on: date) -> Documentation | None:
        """The documentation, None where no address is given. Raises Invalid for a title without address."""
        address = self.document_url.data or ""
        title = self.document_title.data or ""
        if not address:
            if title:
                raise Invalid("document_url", "required")
            return None
        if len(address) > URL_LENGTH:
            raise Invalid("document_url", "too_long")
        return Documentation(title or address[:200], address, dated_on)

    @property
    def documents_open(self) -> bool:
        """Whether the part on documentation has something to show."""
        fields = (self.document_title, self.document_url)
        return any(field.data or field.errors for field in fields)


class StatusForm(DocumentedForm):
    """``status`` offers the set that belongs to the kind of element."""

    status = RadioField(_("Status"), validators=[OneOf(_("Choose a status."))], validate_choice=False)
    happened = LongTextField(_("What happened?"), description=NO_CITIZENS)
    next_step = LongTextField(_("Next step"), description=NO_CITIZENS)

    def __init__(self, kind: ElementKind, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.set = DeliveryStatus if kind.is_delivery else ResultStatus
        self.status.choices = choices(self.set)

    @property
    def chosen(self) -> DeliveryStatus | ResultStatus:
        """The chosen status, of a form that was found valid."""
        return self.set(self.status.data)


class MilestoneForm(DocumentedForm):
    """Done on a day, or moved to another with a reason."""

    answer = RadioField(
        _("What do you want to say?"),
        validators=[OneOf(_("Say whether the milestone is done or moved."))],
        validate_choice=False,
    )
    done_on = DayField(_("Done on"), validators=[NeededFor(MilestoneAnswer.DONE)])
    due = DayField(_("New due date"), validators=[NeededFor(MilestoneAnswer.MOVED)], description=AS_A_DAY)
    reason = LongTextField(
        _("Why is it moved?"), validators=[NeededFor(MilestoneAnswer.MOVED)], description=NO_CITIZENS
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.answer.choices = [
            (MilestoneAnswer.DONE.value, gettext("It is done")),
            (MilestoneAnswer.MOVED.value, gettext("It is moved")),
        ]


class ReopenForm(FollowUpForm):
    """The milestone was not done after all."""

    reason = LongTextField(
        _("Why is it not done after all?"),
        validators=[DataRequired(_("Fill in this field."))],
        description=NO_CITIZENS,
    )


class ReadingForm(DocumentedForm):
    """What was read on a day, and where."""

    read_on = DayField(_("Date of the reading"), validators=[InputRequired(_("Fill in this field."))])
    value = NumberField(_("Value"), validators=[InputRequired(_("Fill in this field."))])
    source = LongTextField(
        _("Source"),
        validators=[DataRequired(_("Say where the value comes from."))],
        description=_(
            "For example the survey, the register or the count. Nothing about identifiable citizens."
        ),
    )

    def measured_in(self, unit: str) -> None:
        """Names the unit beside the value."""
        self.value.label.text = gettext("Value in %(unit)s", unit=unit)

    def refuse(self, error: Invalid | Duplicate) -> None:
        """The day's own sentence where it has a reading already."""
        if isinstance(error, Duplicate) and error.field == "read_on":
            taken = gettext("There is a reading from %(day)s already.", day=day(self.read_on.data))
            self.read_on.errors = [*self.read_on.errors, taken]
        else:
            super().refuse(error)
