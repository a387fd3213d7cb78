"""What has to hold for a link to work."""

from datetime import date

from tracker.records.models import Assumption, Link, LinkAssumption, Plan, User
from tracker.services import entry
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, verb
from tracker.theory.kinds import AssumptionState


@verb
def add_assumption(
    writer: Writer,
    *,
    plan_id: int,
    code: str,
    title: str,
    title_en: str | None = None,
    state: AssumptionState = AssumptionState.UNTESTED,
    critical: bool = False,
    owner_id: int | None = None,
    review_on: date | None = None,
) -> int:
    """Makes an assumption of a plan; it is laid under links one by one. Raises Invalid, Duplicate."""
    entry.referred(writer, "plan_id", Plan, plan_id)
    if owner_id is not None:
        entry.referred(writer, "owner_id", User, owner_id)
    assumption = Assumption(
        plan_id=plan_id,
        code=entry.code(code),
        title=entry.line("title", title),
        title_en=entry.optional_line("title_en", title_en),
        state=state,
        critical=critical,
        owner_id=owner_id,
        review_on=review_on,
        position=entry.next_position(writer, Assumption.position, Assumption.plan_id == plan_id),
    )
    return entry.add(writer, assumption, "code", assumption.code)


@verb
def lay_assumption(writer: Writer, *, link_id: int, assumption_id: int) -> int:
    """Lays an assumption under a link of the same plan. Raises Invalid, Duplicate."""
    link = entry.referred(writer, "link_id", Link, link_id)
    assumption = entry.referred(writer, "assumption_id", Assumption, assumption_id)
    if link.plan_id != assumption.plan_id:
        raise Invalid("assumption_id", "of_another_plan")
    laid = LinkAssumption(plan_id=link.plan_id, link_id=link_id, assumption_id=assumption_id)
    return entry.add(writer, laid, "assumption_id", assumption.title)
