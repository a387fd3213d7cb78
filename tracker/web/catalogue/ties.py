"""How a commitment stands to an element of a plan that the planner sees: tied, and taken off again."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.catalogue import commitment_ties as query
from tracker.services.catalogue import commitments as verbs
from tracker.theory.contents.catalogue import CommitmentTieContents
from tracker.web.access import STEER, requires
from tracker.web.addresses import number_in
from tracker.web.catalogue.blueprint import blueprint, found_commitment
from tracker.web.catalogue.forms import TieForm
from tracker.web.forms.base import OptionalReasonForm
from tracker.web.forms.contents import form_contents, form_values
from tracker.web.forms.saving import Saved, both_versions, confirm_again, is_sent, page, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.signin import viewer


@blueprint.route("/catalogue/commitments/<int:commitment_id>/tie", methods=["GET", "POST"])
@requires(STEER)
def tie(commitment_id: int) -> ResponseReturnValue:
    """First the plan, which the address then names, then its element and how the commitment stands to it."""
    commitment, row = found_commitment(commitment_id)
    back = url_for(".show", entry_id=row.entry.id, _anchor=f"commitment-{commitment_id}")
    if (commitment.archived or row.entry.archived) and not is_sent():
        return redirect(back, 303)
    session, person = db.session(), viewer()
    plans = query.plans_to_choose(session, person, language())
    chosen = next((one for one in plans if one.id == number_in(request.args.get("plan"))), None)
    if chosen is None:
        if is_sent() and request.args.get("plan"):
            abort(404)
        return render_template(
            "catalogue/choose_plan.html", entry=row.entry, commitment=commitment, plans=plans
        )
    form = TieForm(query.elements_to_choose(session, person, chosen.id, language()))
    return save(
        form,
        lambda: verbs.tie_commitment(
            writer(),
            commitment_id=commitment_id,
            element_id=form.element_id.data or 0,
            contents=form_contents(form, CommitmentTieContents),
        ),
        Saved(gettext("The commitment is tied to the element."), back),
    ) or page("catalogue/tie.html", form, entry=row.entry, commitment=commitment, plan=chosen)


@blueprint.route("/catalogue/ties/<int:tie_id>/edit", methods=["GET", "POST"])
@requires(STEER)
def edit_tie(tie_id: int) -> ResponseReturnValue:
    """Say anew how a commitment stands to its element."""
    one = _found(tie_id)
    commitment, row = found_commitment(one.commitment_id)
    back = url_for(".show", entry_id=row.entry.id, _anchor=f"commitment-{commitment.id}")
    form = TieForm(None, **unless_sent(**form_values(one)))
    return save(
        form,
        lambda: verbs.edit_tie(
            writer(),
            tie_id=tie_id,
            version=form.version_seen,
            contents=form_contents(form, CommitmentTieContents),
        ),
        Saved(gettext("The tie is saved."), back),
        overtaken=lambda: both_versions(one.element, form, _found(tie_id), back),
    ) or page("catalogue/edit_tie.html", form, entry=row.entry, commitment=commitment, tie=one)


@blueprint.route("/catalogue/ties/<int:tie_id>/remove", methods=["GET", "POST"])
@requires(STEER)
def untie(tie_id: int) -> ResponseReturnValue:
    """Take a commitment off an element, once it is seen which."""
    one = _found(tie_id)
    commitment, row = found_commitment(one.commitment_id)
    back = url_for(".show", entry_id=row.entry.id, _anchor=f"commitment-{commitment.id}")
    form = OptionalReasonForm(**unless_sent(version=str(one.version)))
    return save(
        form,
        lambda: verbs.untie_commitment(
            writer(), tie_id=tie_id, version=form.version_seen, reason=form.reason.data or ""
        ),
        Saved(gettext("The tie is taken off."), back),
        overtaken=lambda: confirm_again(form, _found(tie_id).version),
    ) or page("catalogue/untie.html", form, entry=row.entry, commitment=commitment, tie=one)


def _found(tie_id: int) -> query.Tie:
    """The tie of the address; 404 where it is not there or on a plan that is not theirs to see."""
    one = query.one_tie(db.session(), viewer(), tie_id, language())
    if one is None:
        abort(404)
    return one
