"""One recipient of a hearing: the reply to the letter, recorded once and corrected for a reason."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.hearings.case_documents import attachments
from tracker.records.queries.hearings.hearings import RecipientRow
from tracker.records.queries.hearings.reply_points import points
from tracker.services.hearings import replies as verbs
from tracker.theory.contents.hearing import ReplyContents
from tracker.web import clock
from tracker.web.access import PARTNER, RECORD_REPLY, requires
from tracker.web.forms.contents import form_contents
from tracker.web.forms.saving import Saved, both_versions, is_sent, led_away, page, save
from tracker.web.forms.writing import writer
from tracker.web.hearings.blueprint import blueprint, recipient_of, recorded_for
from tracker.web.hearings.forms import ReplyForm
from tracker.web.hearings.hearing_rows import assessed_on
from tracker.web.i18n import language
from tracker.web.signin import viewer


@blueprint.get("/hearings/recipients/<int:recipient_id>")
@requires(PARTNER)
def recipient(recipient_id: int) -> str:
    """Where the recipient stands, what was decided, and the points of it."""
    row, hearing = recipient_of(recipient_id)
    session, words = db.session(), language()
    found = points(session, viewer(), words, recipient_ids=[recipient_id], archived=None)
    return render_template(
        "hearings/recipient.html",
        row=row,
        hearing=hearing,
        assessed=assessed_on(hearing, row, clock.today()),
        records=row.organisation_id in recorded_for(),
        documents=attachments(session, recipient_id, words),
        points=[one for one in found if not one.archived],
        archived=[one for one in found if one.archived],
    )


@blueprint.route("/hearings/recipients/<int:recipient_id>/reply", methods=["GET", "POST"])
@requires(RECORD_REPLY)
def reply(recipient_id: int) -> ResponseReturnValue:
    """Record the reply, or correct the one that is there."""
    row, hearing = recipient_of(recipient_id)
    back = url_for(".recipient", recipient_id=recipient_id)
    if not hearing.is_open and not is_sent():
        return led_away("hearing_is_closed", back)
    form = _form(row)
    return save(
        form,
        lambda: _answer(form, recipient_id),
        Saved(gettext("The reply is saved to the letter."), back),
        overtaken=lambda: both_versions(row.organisation, form, recipient_of(recipient_id)[0], back),
    ) or page("hearings/reply.html", form, row=row, hearing=hearing, corrects=row.outcome is not None)


def _answer(form: ReplyForm, recipient_id: int) -> int:
    contents = form_contents(form, ReplyContents)
    given: Any = {"recipient_id": recipient_id, "version": form.version_seen, "contents": contents}
    if form.corrects:
        return verbs.correct_reply(writer(), reason=form.reason.data or "", **given)
    return verbs.record_reply(writer(), **given)


def _form(row: RecipientRow) -> ReplyForm:
    """A form that was fetched when there was no reply yet asks for no reason: its write is stale instead."""
    if request.method != "POST":
        return ReplyForm.stored(row, corrects=row.outcome is not None)
    sent_for = request.form.get("version", "")
    return ReplyForm(corrects=row.outcome is not None and sent_for == str(row.version))
