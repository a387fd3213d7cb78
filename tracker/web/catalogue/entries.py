"""One entry: its page with its commitments, the forms that add and change it, its archiving."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.catalogue import entries as query
from tracker.records.queries.catalogue.commitment_ties import ties_of_entry
from tracker.records.queries.catalogue.entries import EntryRow
from tracker.records.queries.history.strategy_scopes import of_catalogue_entry
from tracker.records.queries.history.values import Named
from tracker.records.queries.people import administration
from tracker.records.queries.strategies import goals as strategies
from tracker.services.catalogue import entries as verbs
from tracker.theory.contents.catalogue import CatalogueEntryContents
from tracker.web.access import PARTNER, STEER, requires
from tracker.web.catalogue.blueprint import blueprint, found
from tracker.web.catalogue.forms import CommitmentForm, EntryForm
from tracker.web.forms.base import ReasonForm
from tracker.web.forms.contents import form_contents, form_values
from tracker.web.forms.saving import Saved, both_versions, confirm_again, is_sent, page, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.history.history_pages import history_page
from tracker.web.i18n import language
from tracker.web.signin import viewer


@blueprint.get("/catalogue/<int:entry_id>")
@requires(PARTNER)
def show(entry_id: int) -> ResponseReturnValue:
    row, session = found(entry_id), db.session()
    return render_template(
        "catalogue/show.html",
        row=row,
        entry=row.entry,
        ties=ties_of_entry(session, viewer(), entry_id, language()),
        gone=query.archived_commitments(session, entry_id),
        archived=query.why_archived(session, entry_id) if row.entry.archived else None,
        commitment=CommitmentForm(formdata=None),
    )


@blueprint.get("/catalogue/<int:entry_id>/history")
@requires(PARTNER)
def history(entry_id: int) -> ResponseReturnValue:
    """Who changed what of an entry and its commitments."""
    own = Named("catalogue_entries", entry_id)
    entry = found(entry_id).entry
    return history_page("catalogue/history.html", of_catalogue_entry(entry_id), own, entry=entry)


@blueprint.route("/catalogue/new", methods=["GET", "POST"])
@requires(STEER)
def new() -> ResponseReturnValue:
    """Add an existing strategy; one strategy is followed, and the entry belongs to it."""
    followed = strategies.all_strategies(db.session(), language())
    if not followed:
        return render_template("plan_making/no_strategy.html")
    form = _form(followed[0].id)

    def saved(made: int | None) -> Saved:
        address = url_for(".show", entry_id=made) if made else url_for(".index")
        return Saved(gettext("The strategy is added. Say what it commits to."), address)

    return save(
        form,
        lambda: verbs.add_catalogue_entry(
            writer(), strategy_id=followed[0].id, contents=form_contents(form, CatalogueEntryContents)
        ),
        saved,
    ) or page("catalogue/new.html", form)


@blueprint.route("/catalogue/<int:entry_id>/edit", methods=["GET", "POST"])
@requires(STEER)
def edit(entry_id: int) -> ResponseReturnValue:
    row = found(entry_id)
    back = url_for(".show", entry_id=entry_id)
    if row.entry.archived and not is_sent():
        return redirect(back, 303)
    form = _form(row.entry.strategy_id, row)
    return save(
        form,
        lambda: verbs.edit_catalogue_entry(
            writer(),
            entry_id=entry_id,
            version=form.version_seen,
            contents=form_contents(form, CatalogueEntryContents),
        ),
        Saved(gettext("The strategy is saved."), back),
        overtaken=lambda: both_versions(row.entry.named(language()), form, found(entry_id).entry, back),
    ) or page("catalogue/edit.html", form, entry=row.entry)


@blueprint.route("/catalogue/<int:entry_id>/archive", methods=["GET", "POST"])
@requires(STEER)
def archive(entry_id: int) -> ResponseReturnValue:
    """Say why an entry leaves the catalogue, with what hangs on it in sight."""
    return _moved(found(entry_id), archived=False)


@blueprint.route("/catalogue/<int:entry_id>/restore", methods=["GET", "POST"])
@requires(STEER)
def restore(entry_id: int) -> ResponseReturnValue:
    """Say why an archived entry comes back."""
    return _moved(found(entry_id), archived=True)


def _moved(row: EntryRow, *, archived: bool) -> ResponseReturnValue:
    """Archives an entry, or restores one that is ``archived``."""
    entry_id, back = row.entry.id, url_for(".show", entry_id=row.entry.id)
    if row.entry.archived is not archived and not is_sent():
        return redirect(back, 303)
    form = ReasonForm(**unless_sent(version=str(row.entry.version)))
    verb = verbs.restore_catalogue_entry if archived else verbs.archive_catalogue_entry
    told = gettext("The strategy is restored.") if archived else gettext("The strategy is archived.")
    return save(
        form,
        lambda: verb(writer(), entry_id=entry_id, version=form.version_seen, reason=form.reason.data or ""),
        Saved(told, back),
        overtaken=lambda: confirm_again(form, found(entry_id).entry.version),
    ) or _move_page(form, found(entry_id) if is_sent() else row)


def _move_page(form: ReasonForm, row: EntryRow) -> ResponseReturnValue:
    ties = ties_of_entry(db.session(), viewer(), row.entry.id, language())
    tied = sum(len(found) for found in ties.values())
    return page("catalogue/move.html", form, entry=row.entry, row=row, tied=tied)


def _form(strategy_id: int, row: EntryRow | None = None) -> EntryForm:
    session = db.session()
    goals = [goal for goal in query.goals(session, language()) if goal.strategy_id == strategy_id]
    kept = None if row is None else row.entry.organisation_id
    values = {} if row is None else form_values(row.entry)
    return EntryForm(goals, administration.organisations(session), kept=kept, **unless_sent(**values))
