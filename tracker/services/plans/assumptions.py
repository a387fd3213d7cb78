"""What has to hold for a link to work."""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from tracker.records.models import Assumption, Link, LinkAssumption, Plan, User
from tracker.services import entry
from tracker.services.errors import Invalid, NotThere
from tracker.services.plans.next_codes import next_assumption_code
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import AssumptionState


@verb
def add_assumption(
    writer: Writer,
    *,
    plan_id: int,
    code: str | None = None,
    title: str,
    title_en: str | None = None,
    state: AssumptionState = AssumptionState.UNTESTED,
    critical: bool = False,
    test: str = "",
    owner_id: int | None = None,
    review_on: date | None = None,
    link_ids: Iterable[int] = (),
) -> int:
    """Makes an assumption of a plan and lays it under ``link_ids``. Without ``code`` it gets the next.

    Raises Invalid, Duplicate.
    """
    plan = entry.referred(writer, "plan_id", Plan, plan_id)
    if owner_id is not None:
        entry.referred(writer, "owner_id", User, owner_id)
    assumption = Assumption(
        plan_id=plan_id,
        code=next_assumption_code(writer, plan) if code is None else entry.code(code),
        title=entry.line("title", title),
        title_en=entry.optional_line("title_en", title_en),
        state=state,
        critical=critical,
        test=entry.text("test", test),
        owner_id=owner_id,
        review_on=review_on,
        position=entry.next_position(writer, Assumption.position, Assumption.plan_id == plan_id),
    )
    assumption_id = entry.add(writer, assumption, "code", assumption.code)
    for link_id in link_ids:
        lay_assumption(writer, link_id=link_id, assumption_id=assumption_id)
    return assumption_id


@verb
def edit_assumption(
    writer: Writer,
    *,
    assumption_id: int,
    version: int,
    title: str,
    title_en: str | None = None,
    state: AssumptionState = AssumptionState.UNTESTED,
    critical: bool = False,
    test: str = "",
    owner_id: int | None = None,
    review_on: date | None = None,
) -> int:
    """Changes an assumption on every link that it lies under; all of it is given, as a form holds it.

    Raises NotThere, StaleWrite, Invalid.
    """
    assumption = fetch(writer, Assumption, assumption_id, version)
    if owner_id is not None and owner_id != assumption.owner_id:
        entry.referred(writer, "owner_id", User, owner_id)
    assumption.title = entry.line("title", title)
    assumption.title_en = entry.optional_line("title_en", title_en)
    assumption.state = state
    assumption.critical = critical
    assumption.test = entry.text("test", test)
    assumption.owner_id = owner_id
    assumption.review_on = review_on
    writer.session.flush()
    return assumption.id


@verb
def lay_assumption(writer: Writer, *, link_id: int, assumption_id: int) -> int:
    """Lays an assumption under a link of the same plan. Raises Invalid, Duplicate."""
    link = entry.referred(writer, "link_id", Link, link_id)
    assumption = entry.referred(writer, "assumption_id", Assumption, assumption_id)
    if link.plan_id != assumption.plan_id:
        raise Invalid("assumption_id", "of_another_plan")
    laid = LinkAssumption(plan_id=link.plan_id, link_id=link_id, assumption_id=assumption_id)
    return entry.add(writer, laid, "assumption_id", assumption.title)


@verb
def lift_assumption(writer: Writer, *, link_id: int, assumption_id: int) -> int:
    """Takes an assumption off one link; it stays in the plan and under its other links.

    Its place on a link holds nothing that could be edited, so there is no version to compare. Raises
    NotThere, also where somebody lifted it before.
    """
    laid = writer.session.scalar(
        sa.select(LinkAssumption).where(
            LinkAssumption.link_id == link_id, LinkAssumption.assumption_id == assumption_id
        )
    )
    if laid is None:
        raise NotThere
    writer.session.delete(laid)
    writer.session.flush()
    return assumption_id


@verb
def archive_assumption(writer: Writer, *, assumption_id: int, version: int, reason: str = "") -> int:
    """Takes an assumption out of the plan; its places under links come back with it. Raises NotThere,
    StaleWrite, Invalid."""
    assumption = fetch(writer, Assumption, assumption_id, version)
    entry.text("reason", reason)
    assumption.archived_at = writer.now
    writer.session.flush()
    return assumption.id


@verb
def restore_assumption(writer: Writer, *, assumption_id: int, version: int, reason: str = "") -> int:
    """Puts an archived assumption back under its links. Raises NotThere, StaleWrite, Invalid."""
    assumption = fetch(writer, Assumption, assumption_id, version, archived=True)
    entry.text("reason", reason)
    assumption.archived_at = None
    writer.session.flush()
    return assumption.id
