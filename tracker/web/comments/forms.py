"""The form of a comment."""

import dataclasses
from collections.abc import Sequence

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import DataRequired, Length

from tracker.records.queries.comments.threads import Said
from tracker.records.queries.people.mentions import Person
from tracker.services.errors import Duplicate, Invalid
from tracker.theory.contents.comment import COMMENT_LENGTH
from tracker.web.addresses import number_in
from tracker.web.forms.base import NO_CITIZENS, LongTextField, TrackerForm

_ = lazy_gettext


def _number(text: object) -> int:
    """0 for what is no number: nobody has it."""
    return number_in(text) or 0


class CommentForm(TrackerForm):
    """A new comment, or an answer to the one that ``answers_id`` names."""

    body = LongTextField(
        _("New comment"),
        validators=[
            DataRequired(_("Write something first.")),
            Length(max=COMMENT_LENGTH, message=_("At most %(max)d characters.")),
        ],
        description=NO_CITIZENS,
    )
    mentioned = SelectMultipleField(_("Mention people"), coerce=_number, validate_choice=False)
    answers_id = HiddenField()

    def offer(self, people: Sequence[Person], own_id: int) -> None:
        """Who can be chosen; nobody mentions themselves."""
        self.people = tuple(person for person in people if person.id != own_id)

    def answer_to(self, comment: Said | None) -> None:
        """Makes it an answer to the comment; without one, a new comment."""
        self.answers_id.data = str(comment.id) if comment else ""
        if comment:
            self.body.label.text = gettext("Answer")

    def refuse(self, error: Invalid | Duplicate) -> None:
        """What is wrong with the comment that is answered is said of the form: it has no field of its own."""
        super().refuse(dataclasses.replace(error, field="") if error.field == "answers_id" else error)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The people who are ticked."""
        return tuple(self.mentioned.data or ())

    @property
    def answers(self) -> int | None:
        """The comment that is answered; None for a new one."""
        return _number(self.answers_id.data or "") or None
