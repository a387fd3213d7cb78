"""The short forms of following up, and their version on a page with many of them."""

from datetime import date
from enum import StrEnum
from typing import Any, Self

from flask import request
from flask_babel import gettext, lazy_gettext
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, StopValidation

from tracker.services.documents.documentation import Documentation
from tracker.services.errors import Duplicate, Invalid
from tracker.theory.contents.reading import ReadingContents
from tracker.theory.kinds import DeliveryStatus, ElementKind, ResultStatus
from tracker.web.addresses import page_before
from tracker.web.forms import uploads
from tracker.web.forms.base import (
    AS_A_DAY,
    NEEDED,
    NO_CITIZENS,
    SOURCE_NEEDED,
    DayField,
    LongTextField,
    NumberField,
    TitleField,
    TrackerForm,
)
from tracker.web.forms.contents import form_contents
from tracker.web.forms.file_labels import TAKEN, in_words
from tracker.web.forms.saving import unless_sent
from tracker.web.i18n import day
from tracker.web.wording import choices

_ = lazy_gettext


def page_to_come_back_to(otherwise: str = "") -> str:
    """Named in the address, else the page of ours that the browser comes from."""
    before = request.args.get("next") or page_before(otherwise)
    return "" if before.partition("?")[0] == request.path else before


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
            raise ValidationError(str(NEEDED))


class FollowUpForm(TrackerForm):
    """``next`` is the page of ours to come back to."""

    next = HiddenField()

    @classmethod
    def fresh(cls, **values: Any) -> Self:
        """The form with what it shows at first. One that was sent shows nothing of that: what it leaves out
        was left out."""
        return cls(**unless_sent(**values, next=page_to_come_back_to()))

    def forget_files(self) -> None:
        """Removes what came with a form that was carried out before; nothing, where it takes no files."""

    def with_ids(self, suffix: object) -> "FollowUpForm":
        """The same form with ids of its own, for a page that shows several."""
        for field in self:
            field.id = f"{field.id}-{suffix}"
        return self


class NoChangeForm(FollowUpForm):
    """Nothing has changed since the latest report. What is ``refused`` the full form says at its fields."""

    refused: Invalid | Duplicate | None = None

    def refuse(self, error: Invalid | Duplicate) -> None:
        self.refused = error


class DocumentedForm(FollowUpForm):
    """With proof that what is said was done or measured, where there is some: files, an address, or both."""

    document_file = MultipleFileField(
        _("Files"),
        description=_("%(kinds)s, at most 25 MB each. Nothing about identifiable citizens.", kinds=TAKEN),
    )
    document_title = TitleField(
        _("Title of the documentation"),
        description=_("Without a title the address or the file's name is shown."),
    )
    document_url = StringField(
        _("Address of the documentation"),
        description=_("For example minutes, a list or a report: https://…"),
        filters=[lambda text: text.strip() if text else text],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.taken = uploads.Taken()

    def validate(self, extra_validators: Any = None) -> bool:
        """Takes the files in, also where something else is refused: they wait for the form's next sending."""
        fine = super().validate(extra_validators)
        self.taken = uploads.take(self.document_file.data or ())
        for error in self.taken.refused:
            self.refuse(error)
        return bool(fine and not self.taken.refused)

    def forget_files(self) -> None:
        """The form was carried out before: what came with it this time is not needed."""
        uploads.forget(self.taken)

    def proof(self, dated_on: date) -> tuple[Documentation, ...]:
        """The documentation, the address first. A title is that of the address, else of the one file, else it
        stands before the names of all. Raises Invalid for a title without documentation."""
        address = self.document_url.data or ""
        title = self.document_title.data or ""
        files = [one.file for one in self.taken.waiting]
        if title and not address and not files:
            raise Invalid("document_url", "required")
        found = [Documentation(title or address[:200], address, dated_on)] if address else []
        for file in files:
            name = file.file_name
            if title and not address:
                name = title if len(files) == 1 else f"{title}: {name}"
            found.append(Documentation(name, None, dated_on, uploads.placed(file)))
        return tuple(found)

    def refuse(self, error: Invalid | Duplicate) -> None:
        """Numbers of bytes are said in words."""
        super().refuse(in_words(error) if isinstance(error, Invalid) else error)

    @property
    def documents_open(self) -> bool:
        """Whether the part on documentation has something to show."""
        fields = (self.document_title, self.document_url)
        typed = any(field.data or field.errors for field in fields)
        return typed or bool(self.document_file.errors or self.taken.waiting)


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
        validators=[DataRequired(NEEDED)],
        description=NO_CITIZENS,
    )


class ReadingForm(DocumentedForm):
    """What was read on a day, and where."""

    read_on = DayField(_("Date of the reading"), validators=[InputRequired(NEEDED)])
    value = NumberField(_("Value"), validators=[InputRequired(NEEDED)])
    source = LongTextField(
        _("Source"),
        validators=[DataRequired(SOURCE_NEEDED)],
        description=_(
            "For example the survey, the register or the count. Nothing about identifiable citizens."
        ),
    )

    def contents(self) -> ReadingContents:
        """What the verb takes, of a form that was found valid."""
        return form_contents(self, ReadingContents)

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
