"""What stands in the way when many rows are written at once, as sentences that name the row."""

from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.history.values import Named, names
from tracker.services.errors import Duplicate, Invalid, RowInvalid
from tracker.web.forms.base import TrackerForm
from tracker.web.history.column_words import column_word
from tracker.web.history.thing_words import thing_word
from tracker.web.i18n import language
from tracker.web.wording import refusal


class ManyRowsForm(TrackerForm):
    """A form whose verb writes many rows at once."""

    def refuse(self, error: Invalid | Duplicate) -> None:
        """Puts a refusal of a row at the form, with the row's name and the column's."""
        if isinstance(error, RowInvalid):
            self.form_errors.append(_of_row(error))
        else:
            super().refuse(error)


def _of_row(error: RowInvalid) -> str:
    subject = Named(error.entity, error.entity_id)
    name = names(db.session(), [subject], language()).get((subject.entity, subject.id), "")
    if not name:
        return str(
            gettext(
                "%(thing)s, %(column)s: %(sentence)s",
                thing=thing_word(error.entity),
                column=column_word(error.field).lower(),
                sentence=refusal(error),
            )
        )
    return str(
        gettext(
            "%(thing)s “%(name)s”, %(column)s: %(sentence)s",
            thing=thing_word(error.entity),
            name=name,
            column=column_word(error.field).lower(),
            sentence=refusal(error),
        )
    )
