"""One recipient of a hearing: the reply to the letter, recorded once and corrected for a reason."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.hearings.case_documents import attachments
from tracker.records.queries.hearings.hearings import RecipientRow
from tracker.records.queries.hearings.reply_points import points
from tracker.services.hearings import replies as verbs
from tracker.web import clock
from tracker.web.access import PARTNER, RECORD_REPLY, requires
from tracker.web.forms.saving import Outcome, attempt, both_versions, done, is_sent, page
from tracker.web.forms.writing import writer
from tracker.web.hearings.blueprint import blueprint, recipient_of, recorded_for
from tracker.web.hearings.forms import PlainForm, ReplyForm
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
        plain=PlainForm(formdata=None),
    )


@blueprint.route("/hearings/recipients/<int:recipient_id>/reply", methods=["GET", "POST"])
@requires(RECORD_REPLY)
def reply(recipient_id: int) -> ResponseReturnValue:
    """Record the reply, or correct the one that is there."""
    row, hearing = recipient_of(recipient_id)
    back = url_for(".recipient", recipient_id=recipient_id)
    if not hearing.is_open and not is_sent():
        flash(gettext("The hearing is closed. Open it again first."), "warning")
        return redirect(back, 303)
    form = _form(row)
    corrects = "reason" in form
    if form.validate_on_submit():
        version = form.expected_version or 0
        given = {"recipient_id": recipient_id, "version": version, **form.values}
        outcome, _made = attempt(
            form,
            lambda: (
                verbs.correct_reply(writer(), reason=form.reason.data or "", **given)
                if corrects
                else verbs.record_reply(writer(), **given)
            ),
        )
        if outcome is Outcome.STALE:
            now, _hearing = recipient_of(recipient_id)
            theirs = ReplyForm.stored(now, corrects=corrects)
            return both_versions(now.organisation, form, theirs, request.path, now.version, back)
        if outcome.is_done:
            return done(outcome, gettext("The reply is saved to the letter."), back)
    return page("hearings/reply.html", form, row=row, hearing=hearing, corrects=row.outcome is not None)


def _form(row: RecipientRow) -> ReplyForm:
    """A form that was fetched when there was no reply yet asks for no reason: its write is stale instead."""
    if request.method != "POST":
        return ReplyForm.stored(row, corrects=row.outcome is not None)
    sent_for = request.form.get("version", "")
    return ReplyForm(corrects=row.outcome is not None and sent_for == str(row.version))
