"""What has to hold for a link to work."""

from collections.abc import Iterable

import sqlalchemy as sa

from tracker.records.models import Assumption, Link, LinkAssumption, Plan
from tracker.services.checks import rows, values
from tracker.services.errors import NotThere
from tracker.services.plans.next_codes import next_assumption_code
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.link import AssumptionContents


@verb
def add_assumption(
    writer: Writer,
    *,
    plan_id: int,
    contents: AssumptionContents,
    code: str | None = None,
    link_ids: Iterable[int] = (),
) -> int:
    """Makes an assumption of a plan and lays it under ``link_ids``. Without ``code`` it gets the next.

    Raises Invalid, Duplicate.
    """
    plan = values.referred(writer, "plan_id", Plan, plan_id)
    assumption = Assumption(plan_id=plan_id)
    rows.fill(writer, assumption, contents)
    assumption.code = next_assumption_code(writer, plan) if code is None else values.code(code)
    assumption.position = values.next_position(writer, Assumption.position, Assumption.plan_id == plan_id)
    assumption_id = rows.write(writer, assumption)
    for link_id in link_ids:
        lay_assumption(writer, link_id=link_id, assumption_id=assumption_id)
    return assumption_id


@verb
def edit_assumption(writer: Writer, *, assumption_id: int, version: int, contents: AssumptionContents) -> int:
    """Changes an assumption on every link that it lies under; all of it is given, as a form holds it.

    Raises NotThere, StaleWrite, Invalid.
    """
    assumption = fetch(writer, Assumption, assumption_id, version)
    rows.fill(writer, assumption, contents)
    return rows.write(writer, assumption)


@verb
def lay_assumption(writer: Writer, *, link_id: int, assumption_id: int) -> int:
    """Lays an assumption under a link of the same plan. Raises Invalid, Duplicate."""
    link = values.referred(writer, "link_id", Link, link_id)
    assumption = values.referred(writer, "assumption_id", Assumption, assumption_id)
    laid = LinkAssumption(plan_id=link.plan_id, link_id=link_id, assumption_id=assumption_id)
    laid_id = rows.add(writer, laid, "assumption_id", assumption.title)
    rows.among_others(writer, laid)
    return laid_id


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
    return rows.archive(writer, Assumption, assumption_id, version, reason)


@verb
def restore_assumption(writer: Writer, *, assumption_id: int, version: int, reason: str = "") -> int:
    """Puts an archived assumption back under its links. Raises NotThere, StaleWrite, Invalid."""
    return rows.put_back(writer, Assumption, assumption_id, version, reason)
