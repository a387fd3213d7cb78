"""The answer to one question: lines of text, and elements that are there already."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Length

from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Element
from tracker.web.building.changing import BuildingForm
from tracker.web.forms.base import NO_CITIZENS
from tracker.web.wording import word

_ = lazy_gettext


class AnswerForm(BuildingForm):
    """``kind`` is that of the lines that don't say another."""

    text = TextAreaField(
        _("Your answer, a line each"),
        [Length(max=TEXT_LENGTH, message=_("At most %(max)d characters."))],
        description=NO_CITIZENS,
    )
    kind = SelectField(_("Each line is"))
    picked = SelectMultipleField(_("Or something that is in the plan already"), coerce=int)

    def __init__(
        self, kinds: Sequence[ElementKind], offered: Iterable[Element], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.value, word(kind)) for kind in kinds]
        self.picked.choices = [(element.id, element.title) for element in offered]

    @property
    def typed(self) -> str:
        """The lines with line ends as everywhere."""
        return str(self.text.data or "").replace("\r\n", "\n")

    @property
    def chosen_kind(self) -> ElementKind:
        """The kind of the lines; only of a valid form."""
        return ElementKind(self.kind.data)
