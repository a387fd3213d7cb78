"""``/plans/<id>/proposals`` and ``/proposals/<id>``: looked at as two diagrams, then decided."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from tracker.extensions import db
from tracker.records.queries.history.entries import Entry, in_words
from tracker.records.queries.history.past import rows_around, rows_now
from tracker.records.queries.plans import proposals as read
from tracker.records.queries.plans.proposals import ProposalRow
from tracker.records.row_changes import RowChange, beside
from tracker.services.changes import proposals as verbs
from tracker.services.errors import ChangedMeanwhile
from tracker.theory.kinds import ProposalState
from tracker.web import clock, wording
from tracker.web.access import CONTRIBUTE, DECIDE, SEE_PLAN, may_contribute, may_decide, requires
from tracker.web.forms.base import NO_CITIZENS, LongTextField
from tracker.web.forms.saving import Saved, confirm_again, page, save
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.plans.comparison import (
    ACCEPTED,
    NOT_ACCEPTED,
    Comparison,
    compare,
    compare_past,
    told_in_words,
)
from tracker.web.plans.plan_header import plan_of_address
from tracker.web.plans.refusals import ManyRowsForm
from tracker.web.signin import viewer

blueprint = Blueprint("proposals", __name__)
wording.faults(
    {
        "decided_already": lazy_gettext("The proposal is decided already."),
        "only_by_its_author": lazy_gettext("Only who made a proposal takes it back."),
    }
)


EDIT_FORMS = {
    "elements": ("building.edit_element", "element_id"),
    "links": ("building.edit_link", "link_id"),
    "assumptions": ("building.edit_assumption", "assumption_id"),
    "milestones": ("building.edit_milestone", "milestone_id"),
    "indicators": ("building.edit_indicator", "indicator_id"),
    "link_findings": ("building.edit_attachment", "attachment_id"),
}
"""Tables whose rows have a form of their own, and what its address names."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A row as it is (``before`` of its fields) and as proposed (``after``), and where it is changed."""

    entry: Entry
    address: str


class DecisionForm(ManyRowsForm):
    """The group's answer: needed where the proposal is returned."""

    answer = LongTextField(lazy_gettext("Answer to the author"), description=NO_CITIZENS)


@blueprint.get("/plans/<int:plan_id>/proposals")
@requires(SEE_PLAN)
def index(plan_id: int) -> ResponseReturnValue:
    """The proposals of a plan: those that wait, then those decided."""
    found = read.proposals(db.session(), plan_id, language())
    return render_template("proposals/index.html", plan=plan_of_address(), proposals=found)


@blueprint.get("/proposals/<int:proposal_id>")
@requires(SEE_PLAN)
def show(proposal_id: int) -> ResponseReturnValue:
    """One proposal: the plan as it is and as it would be, and what the group can do with it; of one that is
    decided, the plan as it was then and as it became or would have become."""
    found = _proposal(proposal_id)
    return _page(found, DecisionForm(version=str(found.version)))


@blueprint.post("/proposals/<int:proposal_id>/decide")
@requires(DECIDE)
def decide(proposal_id: int) -> ResponseReturnValue:
    """Write what was proposed and go on to the plan, or give it back to its author with a comment."""
    found, form = _proposal(proposal_id), DecisionForm()
    accepts = request.form.get("decision") == "accept"
    verb = verbs.accept_proposal if accepts else verbs.return_proposal

    def saved(made: int | None) -> Saved:
        if accepts:
            return Saved(_accepted_words(found) if made else "", url_for("plans.show", plan_id=found.plan_id))
        returned = gettext("The proposal is returned to its author.")
        return Saved(returned, url_for(".show", proposal_id=proposal_id))

    try:
        return save(
            form,
            lambda: verb(
                writer(),
                proposal_id=proposal_id,
                version=form.version_seen,
                answer=form.answer.data or "",
            ),
            saved,
            overtaken=lambda: _overtaken(found, form),
        ) or _page(found, form)
    except ChangedMeanwhile:
        form.form_errors.append(
            gettext(
                "The plan has changed since the proposal was made, so it does not fit any more: see below "
                "what is different. Return it, and ask its author to look at the plan again."
            )
        )
        return _page(found, form)


def _accepted_words(found: ProposalRow) -> str:
    """Names what the plan got, as it is called there now."""
    groups = told_in_words(verbs.proposed(found.changes))
    named = [entry.subject.name for group in groups for entry in group.entries if entry.subject.name]
    more = sum(group.count for group in groups) - 1
    if not named:
        return str(gettext("The proposal is accepted, and the plan is changed."))
    if not more:
        return str(gettext("Accepted and written into the plan: “%(name)s”.", name=named[0]))
    return str(
        ngettext(
            "Accepted and written into the plan: “%(name)s” and %(num)s more.",
            "Accepted and written into the plan: “%(name)s” and %(num)s more.",
            more,
            name=named[0],
        )
    )


@blueprint.post("/proposals/<int:proposal_id>/withdraw")
@requires(CONTRIBUTE)
def withdraw(proposal_id: int) -> ResponseReturnValue:
    """The author takes it back."""
    found, form = _proposal(proposal_id), DecisionForm()
    return save(
        form,
        lambda: verbs.withdraw_proposal(writer(), proposal_id=proposal_id, version=form.version_seen),
        Saved(gettext("The proposal is taken back."), url_for(".show", proposal_id=proposal_id)),
        overtaken=lambda: _overtaken(found, form),
    ) or _page(found, form)


def _overtaken(found: ProposalRow, form: DecisionForm) -> ResponseReturnValue:
    confirm_again(form, found.version)
    return _page(found, form, 409)


def _page(found: ProposalRow, form: DecisionForm, status: int | None = None) -> ResponseReturnValue:
    """The proposal with the group's form, as ``page`` answers."""
    changes = verbs.proposed(found.changes)
    comparison = _compared(found, changes)
    return page(
        "proposals/show.html",
        form,
        status,
        plan=plan_of_address(),
        proposal=found,
        own=None,
        comparison=comparison,
        beside=() if comparison.fits or not found.is_open else _beside(found, changes),
        may_withdraw=found.is_open and found.author_id == viewer().id and may_contribute(),
        decides=found.is_open and may_decide(),
    )


def _beside(found: ProposalRow, changes: list[RowChange]) -> list[Beside]:
    """What a proposal that was overtaken wants of the rows that are still there."""
    session = db.session()
    groups = in_words(session, beside(rows_now(session, found.plan_id), changes), language())
    return [
        Beside(entry, _edit_form(entry.subject.entity, entry.subject.id))
        for group in groups
        for entry in group.entries
    ]


def _edit_form(entity: str, number: int) -> str:
    """The address of the form that changes a row; empty where there is none of its own."""
    if entity not in EDIT_FORMS:
        return ""
    endpoint, name = EDIT_FORMS[entity]
    values: dict[str, Any] = {name: number}
    return url_for(endpoint, **values)


def _compared(found: ProposalRow, changes: list[RowChange]) -> Comparison:
    session = db.session()
    if found.decided_at is None:
        return compare(rows_now(session, found.plan_id), changes, "proposal", found.id)
    before, after = rows_around(session, found.plan_id, read.decision(session, found.id))
    day = found.decided_at.astimezone(clock.zone()).date()
    if found.state is ProposalState.ACCEPTED:
        return compare_past(ACCEPTED, before, after, changes, day, "decided", found.id)
    return compare_past(NOT_ACCEPTED, before, None, changes, day, "decided", found.id)


def _proposal(proposal_id: int) -> ProposalRow:
    found = read.proposal(db.session(), proposal_id, language())
    if found is None:
        abort(404)
    return found
