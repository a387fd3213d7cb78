"""The form of bringing readings in, and the nouns of what is brought in."""

from flask_babel import lazy_gettext, ngettext
from wtforms import BooleanField

from tracker.web.forms.base import LongTextField
from tracker.web.forms.pasted_column import ColumnForm, Nouns

_ = lazy_gettext


class ImportForm(ColumnForm):
    replace = BooleanField(_("Correct the readings that have another value"))
    reason = LongTextField(
        _("Why are they corrected?"),
        description=_("Needed where readings are corrected. Write nothing about identifiable citizens."),
    )


def _new(count: int) -> str:
    return str(ngettext("%(num)s reading is new.", "%(num)s readings are new.", count))


def _other(count: int) -> str:
    return str(
        ngettext(
            "%(num)s line has another value than the reading of its day.",
            "%(num)s lines have another value than the reading of their day.",
            count,
        )
    )


def _corrected(count: int) -> str:
    return str(ngettext("%(num)s reading is corrected.", "%(num)s readings are corrected.", count))


NOUNS = Nouns(_new, _other, _corrected)
