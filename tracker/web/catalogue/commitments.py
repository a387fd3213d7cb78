"""What an entry commits its owner to: added, changed, moved, archived."""

from contextlib import suppress

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.catalogue.commitment_ties import ties_of_entry
from tracker.records.queries.catalogue.entries import CommitmentRow
from tracker.services.catalogue import commitments as verbs
from tracker.services.errors import AlreadyDone, Invalid, NotThere, StaleWrite
from tracker.web.access import STEER, requires
from tracker.web.catalogue.blueprint import blueprint, found, found_commitment
from tracker.web.catalogue.entries import form_page
from tracker.web.catalogue.forms import CommitmentForm, OptionalReasonForm, PlainForm, stored_sentence
from tracker.web.forms.stale import stale_page
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.signin import viewer


@blueprint.route("/catalogue/<int:entry_id>/commitments/new", methods=["GET", "POST"])
@requires(STEER)
def new_commitment(entry_id: int) -> ResponseReturnValue:
    """Add a commitment; the entry's page has the same form at hand."""
    row = found(entry_id)
    if row.entry.archived and request.method != "POST":
        return redirect(url_for(".show", entry_id=entry_id), 303)
    form = CommitmentForm()
    if form.validate_on_submit():
        try:
            number = verbs.add_commitment(writer(), entry_id=entry_id, sentence=form.sentence.data or "")
        except Invalid as error:
            form.refuse(error)
        except AlreadyDone:
            return redirect(url_for(".show", entry_id=entry_id), 303)
        else:
            flash(gettext("The commitment is added. Tie it to the elements that it touches."), "success")
            return redirect(_place(entry_id, number), 303)
    return form_page("catalogue/commitment.html", form, entry=row.entry, commitment=None)


@blueprint.route("/catalogue/commitments/<int:commitment_id>/edit", methods=["GET", "POST"])
@requires(STEER)
def edit_commitment(commitment_id: int) -> ResponseReturnValue:
    commitment, row = found_commitment(commitment_id)
    page = _place(row.entry.id, commitment_id)
    if (commitment.archived or row.entry.archived) and request.method != "POST":
        return redirect(page, 303)
    form = CommitmentForm(**({} if request.method == "POST" else stored_sentence(commitment)))
    if form.validate_on_submit():
        try:
            verbs.edit_commitment(
                writer(),
                commitment_id=commitment_id,
                version=form.expected_version or 0,
                sentence=form.sentence.data or "",
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            return _both_versions(form, found_commitment(commitment_id)[0])
        except AlreadyDone:
            return redirect(page, 303)
        else:
            flash(gettext("The commitment is saved."), "success")
            return redirect(page, 303)
    return form_page("catalogue/commitment.html", form, entry=row.entry, commitment=commitment)


@blueprint.route("/catalogue/commitments/<int:commitment_id>/archive", methods=["GET", "POST"])
@requires(STEER)
def archive_commitment(commitment_id: int) -> ResponseReturnValue:
    """Take a commitment out of its entry, with its ties in sight."""
    commitment, row = found_commitment(commitment_id)
    page = url_for(".show", entry_id=row.entry.id)
    if (commitment.archived or row.entry.archived) and request.method != "POST":
        return redirect(page, 303)
    form = OptionalReasonForm(**({} if request.method == "POST" else {"version": str(commitment.version)}))
    if form.validate_on_submit():
        try:
            verbs.archive_commitment(
                writer(),
                commitment_id=commitment_id,
                version=form.expected_version or 0,
                reason=form.reason.data or "",
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            commitment, row = found_commitment(commitment_id)
            form.version.data = str(commitment.version)
            form.form_errors.append(
                gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
            )
        except AlreadyDone:
            return redirect(page, 303)
        else:
            flash(gettext("The commitment is archived."), "success")
            return redirect(page, 303)
    ties = ties_of_entry(db.session(), viewer(), row.entry.id, language()).get(commitment_id, [])
    return form_page(
        "catalogue/archive_commitment.html", form, entry=row.entry, commitment=commitment, ties=ties
    )


@blueprint.post("/catalogue/commitments/<int:commitment_id>/restore")
@requires(STEER)
def restore_commitment(commitment_id: int) -> ResponseReturnValue:
    commitment, row = found_commitment(commitment_id)
    if PlainForm().validate_on_submit():
        try:
            verbs.restore_commitment(writer(), commitment_id=commitment_id)
        except (AlreadyDone, NotThere):
            pass
        else:
            flash(gettext("The commitment is restored, with its ties."), "success")
    return redirect(_place(row.entry.id, commitment.id), 303)


@blueprint.post("/catalogue/commitments/<int:commitment_id>/<any(earlier, later):way>")
@requires(STEER)
def move_commitment(commitment_id: int, way: str) -> ResponseReturnValue:
    """One place up or down."""
    _commitment, row = found_commitment(commitment_id)
    if PlainForm().validate_on_submit():
        with suppress(AlreadyDone, NotThere):
            verbs.move_commitment(writer(), commitment_id=commitment_id, earlier=way == "earlier")
    return redirect(_place(row.entry.id, commitment_id), 303)


def _place(entry_id: int, commitment_id: int) -> str:
    """The commitment on its entry's page."""
    return url_for(".show", entry_id=entry_id, _anchor=f"commitment-{commitment_id}")


def _both_versions(form: CommitmentForm, now: CommitmentRow) -> ResponseReturnValue:
    rows = [(str(form.sentence.label.text), form.sentence.data or "", now.sentence)]
    here = url_for(".edit_commitment", commitment_id=now.id)
    page = url_for(".show", entry_id=now.entry_id)
    return stale_page(gettext("Commitment"), rows, form, here, now.version, page)
