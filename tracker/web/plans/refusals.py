"""What stands in the way when many rows are written at once, as sentences that name the row."""

from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.history.values import Named, names
from tracker.services.errors import Duplicate, Invalid, RowInvalid
from tracker.web.forms.base import TrackerForm
from tracker.web.history.event_sentences import column_word, thing_word
from tracker.web.i18n import language
from tracker.web.wording import refusal


def refuse(form: TrackerForm, error: Invalid | Duplicate) -> None:
    """Puts a refusal on the form: one of a row at the form, with the row's name and the column's."""
    if not isinstance(error, RowInvalid):
        form.refuse(error)
        return
    subject = Named(error.entity, error.entity_id)
    name = names(db.session(), [subject], language()).get((subject.entity, subject.id), "")
    form.form_errors.append(
        gettext(
            "%(thing)s “%(name)s”, %(column)s: %(sentence)s",
            thing=thing_word(error.entity),
            name=name,
            column=column_word(error.field).lower(),
            sentence=refusal(error),
        )
        if name
        else gettext(
            "%(thing)s, %(column)s: %(sentence)s",
            thing=thing_word(error.entity),
            column=column_word(error.field).lower(),
            sentence=refusal(error),
        )
    )
