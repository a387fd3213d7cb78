"""One entry: its page with its commitments, the forms that add and change it, its archiving."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
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
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, StaleWrite
from tracker.web.access import PARTNER, STEER, requires
from tracker.web.catalogue.blueprint import blueprint, found
from tracker.web.catalogue.forms import CommitmentForm, EntryForm, PlainForm, ReasonForm, stored_values
from tracker.web.forms.row_fields import RowField, RowsField
from tracker.web.forms.stale import NOT_SHOWN, stale_page, words_of
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
        plain=PlainForm(formdata=None),
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
    if form.validate_on_submit():
        try:
            entry_id = verbs.add_catalogue_entry(writer(), strategy_id=followed[0].id, **form.values)
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except AlreadyDone:
            flash(gettext("This was saved already; nothing was saved twice."), "success")
            return redirect(url_for(".index"), 303)
        else:
            flash(gettext("The strategy is added. Say what it commits to."), "success")
            return redirect(url_for(".show", entry_id=entry_id), 303)
    return form_page("catalogue/new.html", form)


@blueprint.route("/catalogue/<int:entry_id>/edit", methods=["GET", "POST"])
@requires(STEER)
def edit(entry_id: int) -> ResponseReturnValue:
    row = found(entry_id)
    page = url_for(".show", entry_id=entry_id)
    if row.entry.archived and request.method != "POST":
        return redirect(page, 303)
    form = _form(row.entry.strategy_id, row)
    if form.validate_on_submit():
        try:
            verbs.edit_catalogue_entry(
                writer(),
                entry_id=entry_id,
                version=form.expected_version or 0,
                **{**form.values, "code": form.code.data or row.entry.code},
            )
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except StaleWrite:
            return _both_versions(form, found(entry_id))
        except AlreadyDone:
            return redirect(page, 303)
        else:
            flash(gettext("The strategy is saved."), "success")
            return redirect(page, 303)
    return form_page("catalogue/edit.html", form, entry=row.entry)


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


def form_page(template: str, form: Any, **shown: Any) -> ResponseReturnValue:
    """200 for a fresh form, 422 for one that was refused."""
    status = 422 if form.errors or form.form_errors else 200
    return render_template(template, form=form, **shown), status


def _moved(row: EntryRow, *, archived: bool) -> ResponseReturnValue:
    """Archives an entry, or restores one that is ``archived``."""
    entry_id, page = row.entry.id, url_for(".show", entry_id=row.entry.id)
    if row.entry.archived is not archived and request.method != "POST":
        return redirect(page, 303)
    form = ReasonForm(**({} if request.method == "POST" else {"version": str(row.entry.version)}))
    if form.validate_on_submit():
        verb = verbs.restore_catalogue_entry if archived else verbs.archive_catalogue_entry
        try:
            verb(
                writer(),
                entry_id=entry_id,
                version=form.expected_version or 0,
                reason=form.reason.data or "",
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            row = found(entry_id)
            form.version.data = str(row.entry.version)
            form.form_errors.append(
                gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
            )
        except AlreadyDone:
            return redirect(page, 303)
        else:
            done = gettext("The strategy is restored.") if archived else gettext("The strategy is archived.")
            flash(done, "success")
            return redirect(page, 303)
    ties = ties_of_entry(db.session(), viewer(), entry_id, language())
    return form_page(
        "catalogue/move.html",
        form,
        entry=row.entry,
        row=row,
        tied=sum(len(found) for found in ties.values()),
    )


def _form(strategy_id: int, row: EntryRow | None = None) -> EntryForm:
    session = db.session()
    goals = [goal for goal in query.goals(session, language()) if goal.strategy_id == strategy_id]
    stored = {} if row is None or request.method == "POST" else stored_values(row)
    kept = None if row is None else row.entry.organisation_id
    return EntryForm(goals, administration.organisations(session), kept=kept, **stored)


def _both_versions(form: EntryForm, now: EntryRow) -> ResponseReturnValue:
    held = stored_values(now)
    theirs = EntryForm([], [], formdata=None, **held)

    def pair(field: Any) -> tuple[str, str]:
        if isinstance(field, RowField | RowsField):
            words: Callable[[Any], str] = field.words
            return words(field.data), words(held[field.name])
        return words_of(field), words_of(theirs[field.name])

    rows = [(str(field.label.text), *pair(field)) for field in form if field.name not in NOT_SHOWN]
    page = url_for(".show", entry_id=now.entry.id)
    here = url_for(".edit", entry_id=now.entry.id)
    return stale_page(now.entry.named(language()), rows, form, here, now.entry.version, page)
