"""A plan moves from state to state, is archived and restored; who did it, when and why stays in the log."""

from tracker.records.models import Organisation, Plan
from tracker.records.queries.pathway import load_pathway
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid, NotSound
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.kinds import PlanState
from tracker.theory.plan_states import may_move, needs_reason
from tracker.theory.structure import errors


@verb
def move_plan(writer: Writer, *, plan_id: int, version: int, to: PlanState, reason: str = "") -> int:
    """Moves a plan to another state (DOMAIN, Action plan; ``tracker.theory.plan_states``).

    ``reason`` has to be there where the plan is stopped, ended or taken up again. Raises NotThere,
    StaleWrite, Invalid, and NotSound for the approval of a plan with structural errors.
    """
    plan = fetch(writer, Plan, plan_id, version)
    if not may_move(plan.state, to):
        raise Invalid("to", "no_such_move")
    if needs_reason(plan.state, to):
        values.line("reason", reason, TEXT_LENGTH)
    else:
        values.text("reason", reason)
    if to is PlanState.APPROVED:
        found = errors(load_pathway(writer.session, plan_id, "da"))
        if found:
            raise NotSound(found)
    plan.state = to
    writer.session.flush()
    return plan_id


@verb
def archive_plan(writer: Writer, *, plan_id: int, version: int, reason: str) -> int:
    """Takes a plan out of lists and follow-up, in whichever state; its pages stay readable.

    Raises NotThere, StaleWrite, Invalid.
    """
    return rows.archive(writer, Plan, plan_id, version, reason, needed=True)


@verb
def restore_plan_from_archive(writer: Writer, *, plan_id: int, version: int, reason: str) -> int:
    """Puts an archived plan back as it was. Raises NotThere (also where it is not archived), StaleWrite, and
    Invalid where its lead organisation is archived."""
    rows.put_back(writer, Plan, plan_id, version, reason, needed=True)
    lead = writer.session.get_one(Organisation, fetch(writer, Plan, plan_id).lead_organisation_id)
    if lead.archived_at is not None:
        raise Invalid("plan_id", "lead_is_archived")
    return plan_id
