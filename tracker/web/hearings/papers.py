"""Documents of a case and attachments of a reply: added, fetched, withdrawn with a reason, put back."""

from typing import Any

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.extensions import db
from tracker.records.queries.hearings.case_documents import (
    CasePaperRow,
    attachments,
    case_document,
    case_room_taken,
    documents_of_case,
)
from tracker.records.queries.visibility import LARGEST_NUMBER, recipient_standing
from tracker.services.documents import case_documents as verbs
from tracker.theory.kinds import CaseDocumentKind
from tracker.web.access import PARTNER, RECORD_REPLY, RUN_HEARINGS, requires
from tracker.web.documents.routes import send_stored
from tracker.web.forms.base import PlainForm, ReasonForm
from tracker.web.forms.saving import Saved, confirm_again, is_sent, page, press, save, unless_sent
from tracker.web.forms.uploads import takes_files
from tracker.web.forms.writing import writer
from tracker.web.hearings.blueprint import blueprint, case_of, recipient_of
from tracker.web.hearings.forms import PaperForm
from tracker.web.i18n import language
from tracker.web.signin import viewer


@blueprint.route("/hearings/cases/<int:case_id>/documents/new", methods=["GET", "POST"])
@requires(RUN_HEARINGS)
@takes_files
def add_to_case(case_id: int) -> ResponseReturnValue:
    """Add documents to a case."""
    one = case_of(case_id)
    back = url_for(".case", case_id=case_id)
    if one.archived and not is_sent():
        return redirect(back, 303)
    there = documents_of_case(db.session(), case_id, language())
    return _add(case_id, None, back, case=one, recipient=None, hearing=None, documents=there)


@blueprint.route("/hearings/recipients/<int:recipient_id>/documents/new", methods=["GET", "POST"])
@requires(RECORD_REPLY)
@takes_files
def attach(recipient_id: int) -> ResponseReturnValue:
    """Attach documents to a recipient's reply."""
    recipient, hearing = recipient_of(recipient_id)
    there = attachments(db.session(), recipient_id, language())
    back = url_for(".recipient", recipient_id=recipient_id)
    shown = {"case": case_of(hearing.case_id), "recipient": recipient, "hearing": hearing}
    return _add(hearing.case_id, recipient_id, back, documents=there, **shown)


@blueprint.get("/hearings/documents/<int:case_document_id>")
@requires(PARTNER)
def paper(case_document_id: int) -> ResponseReturnValue:
    """A file of a case, to be saved."""
    found = _paper(case_document_id)
    if found.withdrawn or found.stored_as is None:
        abort(404)
    return send_stored(found.stored_as, found.media_type, found.file_name, found.sha256, found.id)


@blueprint.route("/hearings/documents/<int:case_document_id>/withdraw", methods=["GET", "POST"])
@requires(RECORD_REPLY)
def withdraw_paper(case_document_id: int) -> ResponseReturnValue:
    """Take a document from the pages, with a reason."""
    found = _paper(case_document_id)
    back = _holder(found)
    if found.withdrawn and not is_sent():
        return redirect(back, 303)
    form = ReasonForm(**unless_sent(version=str(found.version)))
    return save(
        form,
        lambda: verbs.withdraw_case_document(
            writer(), document_id=found.id, version=form.version_seen, reason=form.reason.data or ""
        ),
        Saved(gettext("Withdrawn: %(title)s.", title=found.title), back),
        overtaken=lambda: confirm_again(form, _paper(case_document_id).version),
    ) or page("hearings/cases/withdraw_paper.html", form, document=found, back=back)


@blueprint.post("/hearings/documents/<int:case_document_id>/restore")
@requires(RECORD_REPLY)
def restore_paper(case_document_id: int) -> ResponseReturnValue:
    """Put a withdrawn document back."""
    found = _paper(case_document_id)
    saved = Saved(gettext("Put back: %(title)s.", title=found.title), _holder(found))
    return press(PlainForm(), lambda: verbs.restore_case_document(writer(), document_id=found.id), saved)


def _add(case_id: int, recipient_id: int | None, back: str, **shown: Any) -> ResponseReturnValue:
    form = PaperForm(
        **unless_sent(
            kind=(CaseDocumentKind.OTHER if recipient_id is None else CaseDocumentKind.MINUTES).value
        )
    )

    def saved(made: list[int] | None) -> Saved:
        if made is None:
            form.forget_files()
        said = ngettext("%(num)s document is added.", "%(num)s documents are added.", len(made or ()))
        return Saved(said, back)

    return save(
        form,
        lambda: verbs.add_case_documents(
            writer(), case_id=case_id, recipient_id=recipient_id, papers=form.papers()
        ),
        saved,
    ) or page(
        "hearings/cases/add_papers.html",
        form,
        action=request.path,
        back=back,
        taken=case_room_taken(db.session(), case_id),
        quota=current_app.config["TRACKER"].plan_quota,
        **shown,
    )


def _paper(document_id: int) -> CasePaperRow:
    """404 where it is not there, or hangs on a hearing that the viewer may not see."""
    if document_id > LARGEST_NUMBER:
        abort(404)
    found = case_document(db.session(), document_id, language())
    if found is None or recipient_standing(db.session(), viewer(), "case_document_id", document_id) is None:
        abort(404)
    return found


def _holder(found: CasePaperRow) -> str:
    if found.recipient_id is not None:
        return url_for(".recipient", recipient_id=found.recipient_id)
    return url_for(".case", case_id=found.case_id)
