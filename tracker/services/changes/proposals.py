"""Proposals: what an owner would change in an approved plan, decided by the planning group.

A proposal is what a verb would have written (docs/decisions/0005): the verb runs, its events are kept, and
all of it is taken back.
"""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from tracker.records.eventlog import ACT
from tracker.records.models import Event, Operation, Proposal
from tracker.records.replay import LoggedChange
from tracker.records.row_changes import RowChange, logged, net, numbered_anew, of_contents, of_live
from tracker.services.changes.applying import apply_rows, open_plan
from tracker.services.checks import values
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.kinds import ProposalState


@verb
def propose(
    writer: Writer, *, plan_id: int, change: Callable[[Writer], object], verb_name: str, why: str
) -> int:
    """Keeps what ``change`` would write as a proposal, and gives the proposal's number; the plan stays as it
    is. ``change`` gets the writer to call a verb with; ``verb_name`` is that verb's name.

    Raises NotThere, Invalid, and whatever the verb itself refuses.
    """
    plan = open_plan(writer, plan_id)
    revision, session = plan.revision, writer.session
    text = values.text("why", why)
    savepoint = session.begin_nested()
    try:
        change(replace(writer, key=None))
        session.flush()
        events = session.execute(
            sa.select(
                Event.plan_id, Event.entity, Event.entity_id, Event.operation, Event.before, Event.after
            )
            .where(Event.change == session.info[ACT].change)
            .order_by(Event.id)
        ).all()
    finally:
        savepoint.rollback()
    written = [LoggedChange(*row[1:]) for row in events]
    changes = numbered_anew(net(of_contents(written)))
    if any(row.plan_id != plan_id for row in events) or of_contents(written) != written:
        raise Invalid("change", "not_proposable")
    if not changes:
        raise Invalid("change", "nothing_changed")
    proposal = Proposal(
        plan_id=plan_id,
        author_id=writer.actor_id,
        made_at=writer.now,
        verb=verb_name,
        why=text,
        changes=[_written(row) for row in changes],
        revision=revision,
        state=ProposalState.OPEN,
        answer="",
    )
    session.add(proposal)
    session.flush()
    return proposal.id


@verb
def accept_proposal(writer: Writer, *, proposal_id: int, version: int, answer: str = "") -> int:
    """Writes what was proposed; ``version`` is the one that was decided on.

    Raises NotThere, StaleWrite, ChangedMeanwhile where a row has changed or was archived since the proposal,
    Invalid, and RowInvalid where the outcome would break a rule.
    """
    proposal = _open(writer, proposal_id, version)
    open_plan(writer, proposal.plan_id)
    apply_rows(writer, proposal.plan_id, proposed(proposal.changes))
    _decide(writer, proposal, ProposalState.ACCEPTED, values.text("answer", answer))
    return proposal.id


@verb
def return_proposal(writer: Writer, *, proposal_id: int, version: int, answer: str) -> int:
    """Gives the proposal back to its author, with what is to be thought over. Raises NotThere, StaleWrite,
    Invalid."""
    proposal = _open(writer, proposal_id, version)
    _decide(writer, proposal, ProposalState.RETURNED, values.line("answer", answer, TEXT_LENGTH))
    return proposal.id


@verb
def withdraw_proposal(writer: Writer, *, proposal_id: int, version: int) -> int:
    """The author takes the proposal back. Raises NotThere, StaleWrite, and Invalid for anybody else."""
    proposal = _open(writer, proposal_id, version)
    if proposal.author_id != writer.actor_id:
        raise Invalid("proposal_id", "only_by_its_author")
    _decide(writer, proposal, ProposalState.WITHDRAWN, "")
    return proposal.id


def proposed(changes: list[dict[str, Any]]) -> list[RowChange]:
    """What a proposal's kept changes would write; what they edit is expected to be there still."""
    return of_live(net(LoggedChange(**{**one, "operation": Operation(one["operation"])}) for one in changes))


def _written(row: RowChange) -> dict[str, Any]:
    return asdict(logged(row))


def _open(writer: Writer, proposal_id: int, version: int) -> Proposal:
    proposal = fetch(writer, Proposal, proposal_id, version)
    if proposal.state is not ProposalState.OPEN:
        raise Invalid("proposal_id", "decided_already")
    return proposal


def _decide(writer: Writer, proposal: Proposal, state: ProposalState, answer: str) -> None:
    proposal.state = state
    proposal.decided_at = writer.now
    proposal.decided_by_id = writer.actor_id
    proposal.answer = answer
    writer.session.flush()
