"""The form of quick entry: lines of text, and the mark of what they were last seen to mean."""

from flask_babel import lazy_gettext
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.web.building.changing import BuildingForm

_ = lazy_gettext


class QuickEntryForm(BuildingForm):
    """The text is kept as it was typed: its indentation means something."""

    text = TextAreaField(
        _("Elements and links, a line each"),
        [Length(max=TEXT_LENGTH, message=_("At most %(max)d characters."))],
    )
    seen = HiddenField()

    @property
    def typed(self) -> str:
        """The lines with line ends as everywhere."""
        return str(self.text.data or "").replace("\r\n", "\n")
