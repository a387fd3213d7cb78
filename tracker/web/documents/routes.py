"""Documentation served, added to what was reported before, withdrawn and put back."""

from collections.abc import Callable
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from tracker.extensions import db
from tracker.records.queries.plans import documents as stored
from tracker.records.queries.plans.documents import Documented, StoredDocument
from tracker.services.documents import documentation as verbs
from tracker.services.errors import NotThere
from tracker.web import clock, errors, wording
from tracker.web.access import REPORT, SEE_PLAN, requires
from tracker.web.addresses import address_of, own_page
from tracker.web.documents.forms import DocumentForm, RestoreForm, WithdrawForm
from tracker.web.follow_up.forms import FollowUpForm
from tracker.web.forms import file_labels
from tracker.web.forms.saving import Saved, confirm_again, is_sent, page, save, unless_sent
from tracker.web.forms.uploads import file_store, takes_files
from tracker.web.forms.writing import writer
from tracker.web.i18n import language

_ = lazy_gettext

blueprint = Blueprint("documents", __name__)
blueprint.add_app_template_filter(file_labels.kind_word, "file_kind")
blueprint.add_app_template_filter(file_labels.size_words, "file_size")
blueprint.add_app_template_global(file_labels.documents_of_plan)
blueprint.add_app_template_global(file_labels.accepted_files)
wording.faults(file_labels.SENTENCES | {"nothing_attached": _("Choose a file or give an address.")})

GONE = errors.Page(
    _("The file is not there"),
    _("The documentation is known, but its file is missing from the store. Nothing was changed."),
    _("Ask whoever added it to add it again, and tell an administrator."),
)

SHUT_IN = "sandbox; default-src 'none'"
"""Where a browser shows a file all the same, nothing in it runs or loads."""


@blueprint.get("/documents/<int:document_id>")
@requires(SEE_PLAN)
def download(document_id: int) -> ResponseReturnValue:
    """A file of the documentation, to be saved: never shown as a page of ours."""
    found = stored.stored_document(db.session(), document_id, language())
    if found is None or found.withdrawn_at is not None or found.stored_as is None:
        abort(404)
    link = found.link
    return send_stored(found.stored_as, link.media_type, link.file_name, found.sha256, document_id)


def send_stored(
    stored_as: str, media_type: str | None, file_name: str | None, sha256: str | None, number: int
) -> ResponseReturnValue:
    """A file of the store as an attachment, never as a page of ours; 404 with advice where it is gone."""
    path = file_store().path(stored_as)
    if path is None:
        current_app.extensions["request_log"].error("file missing", document=number)
        return render_template(
            "errors/page.html", code=404, page=GONE, home="/", home_label=gettext("To the front page")
        ), 404
    answer: Response = send_file(
        path,
        mimetype=media_type,
        as_attachment=True,
        download_name=file_name,
        etag=sha256 or False,
        conditional=True,
    )
    answer.headers["Content-Security-Policy"] = SHUT_IN
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@blueprint.route("/elements/<int:element_id>/documents/new", methods=["GET", "POST"])
@requires(REPORT)
@takes_files
def of_element(element_id: int) -> ResponseReturnValue:
    """Document an element."""
    return _add("element_id", element_id)


@blueprint.route("/reports/<int:report_id>/documents/new", methods=["GET", "POST"])
@requires(REPORT)
@takes_files
def of_report(report_id: int) -> ResponseReturnValue:
    """Document a status report."""
    return _add("report_id", report_id)


@blueprint.route("/milestones/<int:milestone_id>/documents/new", methods=["GET", "POST"])
@requires(REPORT)
@takes_files
def of_milestone(milestone_id: int) -> ResponseReturnValue:
    """Document a milestone."""
    return _add("milestone_id", milestone_id)


@blueprint.route("/readings/<int:reading_id>/documents/new", methods=["GET", "POST"])
@requires(REPORT)
@takes_files
def of_reading(reading_id: int) -> ResponseReturnValue:
    """Document a reading."""
    return _add("reading_id", reading_id)


@blueprint.route("/documents/<int:document_id>/withdraw", methods=["GET", "POST"])
@requires(REPORT)
def withdraw(document_id: int) -> ResponseReturnValue:
    """Take documentation from the pages, with a reason."""
    document, thing = _document(document_id)
    if document.withdrawn_at is not None and not is_sent():
        return redirect(_address(thing), 303)
    form = WithdrawForm(**unless_sent(version=document.version, next=_address(thing)))
    said = gettext("Withdrawn: %(title)s.", title=document.link.title)
    before = gettext("Somebody else has withdrawn this documentation already.")
    return _for_a_reason("withdraw", document, thing, form, verbs.withdraw_document, said, before)


@blueprint.route("/documents/<int:document_id>/restore", methods=["GET", "POST"])
@requires(REPORT)
def restore(document_id: int) -> ResponseReturnValue:
    """Put withdrawn documentation back."""
    document, thing = _document(document_id)
    if document.withdrawn_at is None and not is_sent():
        return redirect(_address(thing), 303)
    form = RestoreForm(**unless_sent(version=document.version, next=_address(thing)))
    said = gettext("Put back: %(title)s.", title=document.link.title)
    before = gettext("Somebody else has put this documentation back already.")
    return _for_a_reason("restore", document, thing, form, verbs.restore_document, said, before)


def _for_a_reason(
    name: str,
    document: StoredDocument,
    thing: Documented,
    form: RestoreForm | WithdrawForm,
    verb: Callable[..., int],
    said: str,
    before: str,
) -> ResponseReturnValue:
    """Asks why, and carries out ``verb`` on the document. ``before`` is said where somebody else did it
    first: there is nothing left to confirm then, only the way back."""
    number = document.link.id
    is_done, answer = False, None
    try:
        answer = save(
            form,
            lambda: verb(
                writer(), document_id=number, version=form.version_seen, reason=form.reason.data or ""
            ),
            Saved(said, _back(form, thing)),
            overtaken=lambda: confirm_again(form, _document(number)[0].version),
        )
    except NotThere:
        is_done = True
        form.form_errors.append(before)
    return answer or _page(name, form, thing, document=document, is_done=is_done)


def _add(holder: str, holder_id: int) -> ResponseReturnValue:
    thing = _thing(holder, holder_id)
    form = DocumentForm.fresh(dated_on=thing.on or clock.today())

    def saved(made: list[int] | None) -> Saved:
        if made is None:
            form.forget_files()
        sentence = ngettext(
            "Saved: %(num)s piece of documentation is attached to %(title)s.",
            "Saved: %(num)s pieces of documentation are attached to %(title)s.",
            len(made or ()),
            title=thing.title,
        )
        return Saved(sentence, _back(form, thing))

    return save(
        form,
        lambda: verbs.add_documents(writer(), proof=form.all_proof(), **{holder: holder_id}),
        saved,
        overtaken=lambda: None,
    ) or _page(
        "new",
        form,
        thing,
        taken=stored.room_taken(db.session(), thing.place.plan_id),
        quota=current_app.config["TRACKER"].plan_quota,
    )


def _thing(holder: str, holder_id: int) -> Documented:
    found = stored.documented(db.session(), holder, holder_id, language())
    if found is None:
        abort(404)
    return found


def _document(document_id: int) -> tuple[StoredDocument, Documented]:
    found = stored.stored_document(db.session(), document_id, language())
    if found is None:
        abort(404)
    return found, _thing(found.holder, found.holder_id)


def _address(thing: Documented) -> str:
    """The page on which the documentation of a thing is added."""
    return address_of(f"documents.of_{thing.holder.removesuffix('_id')}", **{thing.holder: thing.holder_id})


def _element(thing: Documented) -> str:
    return url_for("elements.show", element_id=thing.place.element_id)


def _back(form: FollowUpForm, thing: Documented) -> str:
    return own_page(form.next.data, _element(thing))


def _page(name: str, form: FollowUpForm, thing: Documented, **shown: Any) -> ResponseReturnValue:
    template = f"documents/{name}.html"
    return page(template, form, found=thing, back=_back(form, thing), address=_address(thing), **shown)
