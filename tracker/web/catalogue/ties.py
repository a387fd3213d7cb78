"""How a commitment stands to an element of a plan that the planner sees: tied, and taken off again."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.catalogue import commitment_ties as query
from tracker.services.catalogue import commitments as verbs
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, StaleWrite
from tracker.theory.kinds import Relation
from tracker.web.access import STEER, requires
from tracker.web.addresses import number_in
from tracker.web.catalogue.blueprint import blueprint, found_commitment
from tracker.web.catalogue.entries import form_page
from tracker.web.catalogue.forms import OptionalReasonForm, TieForm
from tracker.web.forms.stale import stale_page, words_of
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.signin import viewer


@blueprint.route("/catalogue/commitments/<int:commitment_id>/tie", methods=["GET", "POST"])
@requires(STEER)
def tie(commitment_id: int) -> ResponseReturnValue:
    """First the plan, which the address then names, then its element and how the commitment stands to it."""
    commitment, row = found_commitment(commitment_id)
    page = url_for(".show", entry_id=row.entry.id, _anchor=f"commitment-{commitment_id}")
    if (commitment.archived or row.entry.archived) and request.method != "POST":
        return redirect(page, 303)
    session, person = db.session(), viewer()
    plans = query.plans_to_choose(session, person, language())
    chosen = next((one for one in plans if one.id == number_in(request.args.get("plan"))), None)
    if chosen is None:
        return render_template(
            "catalogue/choose_plan.html", entry=row.entry, commitment=commitment, plans=plans
        )
    form = TieForm(query.elements_to_choose(session, person, chosen.id, language()))
    if form.validate_on_submit():
        try:
            verbs.tie_commitment(
                writer(),
                commitment_id=commitment_id,
                element_id=form.element_id.data or 0,
                relation=Relation(form.relation.data),
                note=form.note.data or "",
            )
        except Invalid as error:
            form.refuse(error)
        except Duplicate:
            form.element_id.errors = [
                gettext("The commitment is tied to this element already. Take that tie off first.")
            ]
        except AlreadyDone:
            return redirect(page, 303)
        else:
            flash(gettext("The commitment is tied to the element."), "success")
            return redirect(page, 303)
    return form_page("catalogue/tie.html", form, entry=row.entry, commitment=commitment, plan=chosen)


@blueprint.route("/catalogue/ties/<int:tie_id>/edit", methods=["GET", "POST"])
@requires(STEER)
def edit_tie(tie_id: int) -> ResponseReturnValue:
    """Say anew how a commitment stands to its element."""
    one = query.one_tie(db.session(), viewer(), tie_id, language())
    if one is None:
        abort(404)
    commitment, row = found_commitment(one.commitment_id)
    page = url_for(".show", entry_id=row.entry.id, _anchor=f"commitment-{commitment.id}")
    stored = {"relation": one.relation.value, "note": one.note, "version": str(one.version)}
    form = TieForm(None, **({} if request.method == "POST" else stored))
    if form.validate_on_submit():
        try:
            verbs.edit_tie(
                writer(),
                tie_id=tie_id,
                version=form.expected_version or 0,
                relation=Relation(form.relation.data),
                note=form.note.data or "",
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            theirs = TieForm(None, formdata=None, **stored)
            pairs = ((form.relation, theirs.relation), (form.note, theirs.note))
            rows = [(str(mine.label.text), words_of(mine), words_of(other)) for mine, other in pairs]
            return stale_page(one.element, rows, form, request.path, one.version, page)
        except AlreadyDone:
            return redirect(page, 303)
        else:
            flash(gettext("The tie is saved."), "success")
            return redirect(page, 303)
    return form_page("catalogue/edit_tie.html", form, entry=row.entry, commitment=commitment, tie=one)


@blueprint.route("/catalogue/ties/<int:tie_id>/remove", methods=["GET", "POST"])
@requires(STEER)
def untie(tie_id: int) -> ResponseReturnValue:
    """Take a commitment off an element, once it is seen which."""
    one = query.one_tie(db.session(), viewer(), tie_id, language())
    if one is None:
        abort(404)
    commitment, row = found_commitment(one.commitment_id)
    page = url_for(".show", entry_id=row.entry.id, _anchor=f"commitment-{commitment.id}")
    form = OptionalReasonForm(**({} if request.method == "POST" else {"version": str(one.version)}))
    if form.validate_on_submit():
        try:
            verbs.untie_commitment(
                writer(), tie_id=tie_id, version=form.expected_version or 0, reason=form.reason.data or ""
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            form.version.data = str(one.version)
            form.form_errors.append(
                gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
            )
        except AlreadyDone:
            return redirect(page, 303)
        else:
            flash(gettext("The tie is taken off."), "success")
            return redirect(page, 303)
    return form_page("catalogue/untie.html", form, entry=row.entry, commitment=commitment, tie=one)
