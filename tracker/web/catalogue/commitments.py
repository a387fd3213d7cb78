"""What an entry commits its owner to: added, changed, moved, archived."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.catalogue.commitment_ties import ties_of_entry
from tracker.services.catalogue import commitments as verbs
from tracker.theory.contents.catalogue import CommitmentContents
from tracker.web.access import STEER, requires
from tracker.web.catalogue.blueprint import blueprint, found, found_commitment
from tracker.web.catalogue.forms import CommitmentForm
from tracker.web.forms.base import OptionalReasonForm, PlainForm
from tracker.web.forms.contents import form_contents, form_values
from tracker.web.forms.saving import (
    Saved,
    both_versions,
    confirm_again,
    is_sent,
    page,
    press,
    save,
    unless_sent,
)
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.signin import viewer


@blueprint.route("/catalogue/<int:entry_id>/commitments/new", methods=["GET", "POST"])
@requires(STEER)
def new_commitment(entry_id: int) -> ResponseReturnValue:
    """Add a commitment; the entry's page has the same form at hand."""
    row = found(entry_id)
    if row.entry.archived and not is_sent():
        return redirect(url_for(".show", entry_id=entry_id), 303)
    form = CommitmentForm()

    def saved(made: int | None) -> Saved:
        address = _place(entry_id, made) if made else url_for(".show", entry_id=entry_id)
        return Saved(gettext("The commitment is added. Tie it to the elements that it touches."), address)

    return save(
        form,
        lambda: verbs.add_commitment(
            writer(), entry_id=entry_id, contents=form_contents(form, CommitmentContents)
        ),
        saved,
    ) or page("catalogue/commitment.html", form, entry=row.entry, commitment=None)


@blueprint.route("/catalogue/commitments/<int:commitment_id>/edit", methods=["GET", "POST"])
@requires(STEER)
def edit_commitment(commitment_id: int) -> ResponseReturnValue:
    commitment, row = found_commitment(commitment_id)
    back = _place(row.entry.id, commitment_id)
    if (commitment.archived or row.entry.archived) and not is_sent():
        return redirect(back, 303)
    form = CommitmentForm(**unless_sent(**form_values(commitment)))
    return save(
        form,
        lambda: verbs.edit_commitment(
            writer(),
            commitment_id=commitment_id,
            version=form.version_seen,
            contents=form_contents(form, CommitmentContents),
        ),
        Saved(gettext("The commitment is saved."), back),
        overtaken=lambda: both_versions(
            gettext("Commitment"),
            form,
            found_commitment(commitment_id)[0],
            url_for(".show", entry_id=row.entry.id),
        ),
    ) or page("catalogue/commitment.html", form, entry=row.entry, commitment=commitment)


@blueprint.route("/catalogue/commitments/<int:commitment_id>/archive", methods=["GET", "POST"])
@requires(STEER)
def archive_commitment(commitment_id: int) -> ResponseReturnValue:
    """Take a commitment out of its entry, with its ties in sight."""
    commitment, row = found_commitment(commitment_id)
    back = url_for(".show", entry_id=row.entry.id)
    if (commitment.archived or row.entry.archived) and not is_sent():
        return redirect(back, 303)
    form = OptionalReasonForm(**unless_sent(version=str(commitment.version)))
    return save(
        form,
        lambda: verbs.archive_commitment(
            writer(),
            commitment_id=commitment_id,
            version=form.version_seen,
            reason=form.reason.data or "",
        ),
        Saved(gettext("The commitment is archived."), back),
        overtaken=lambda: confirm_again(form, found_commitment(commitment_id)[0].version),
    ) or _archive_page(form, commitment_id)


@blueprint.post("/catalogue/commitments/<int:commitment_id>/restore")
@requires(STEER)
def restore_commitment(commitment_id: int) -> ResponseReturnValue:
    _commitment, row = found_commitment(commitment_id)
    saved = Saved(gettext("The commitment is restored, with its ties."), _place(row.entry.id, commitment_id))
    return press(PlainForm(), lambda: verbs.restore_commitment(writer(), commitment_id=commitment_id), saved)


@blueprint.post("/catalogue/commitments/<int:commitment_id>/<any(earlier, later):way>")
@requires(STEER)
def move_commitment(commitment_id: int, way: str) -> ResponseReturnValue:
    """One place up or down, which is seen and not said."""
    _commitment, row = found_commitment(commitment_id)
    return press(
        PlainForm(),
        lambda: verbs.move_commitment(writer(), commitment_id=commitment_id, earlier=way == "earlier"),
        Saved("", _place(row.entry.id, commitment_id)),
    )


def _archive_page(form: OptionalReasonForm, commitment_id: int) -> ResponseReturnValue:
    commitment, row = found_commitment(commitment_id)
    ties = ties_of_entry(db.session(), viewer(), row.entry.id, language()).get(commitment_id, [])
    return page("catalogue/archive_commitment.html", form, entry=row.entry, commitment=commitment, ties=ties)


def _place(entry_id: int, commitment_id: int) -> str:
    """The commitment on its entry's page."""
    return url_for(".show", entry_id=entry_id, _anchor=f"commitment-{commitment_id}")
