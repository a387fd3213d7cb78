"""The arrows of a theory of change."""

import sqlalchemy as sa

from tracker.records.models import Element, Link, Plan
from tracker.services import entry
from tracker.services.errors import Invalid
from tracker.services.plans.next_codes import next_link_code
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import LinkBasis, LinkKind

LONGEST_LAG = 36_525
"""Days; a hundred years."""


@verb
def connect(
    writer: Writer,
    *,
    plan_id: int,
    code: str | None = None,
    kind: LinkKind,
    source_id: int,
    target_id: int,
    basis: LinkBasis = LinkBasis.HYPOTHESIS,
    lag_days: int | None = None,
    rationale: str = "",
) -> int:
    """Draws a link between two elements of one plan. Without ``code`` it gets the next.

    A cycle, or a kind that the ends don't allow, is saved and shown as an error (DOMAIN, Structure: a
    draft may hold errors); a link from an element to itself is refused. Raises Invalid, Duplicate.
    """
    plan = entry.referred(writer, "plan_id", Plan, plan_id)
    _check(writer, plan_id, kind, source_id, target_id, lag_days)
    link = Link(
        plan_id=plan_id,
        code=next_link_code(writer, plan) if code is None else entry.code(code),
        kind=kind,
        source_id=source_id,
        target_id=target_id,
        basis=basis,
        lag_days=lag_days,
        rationale=entry.text("rationale", rationale),
        position=entry.next_position(writer, Link.position, Link.plan_id == plan_id),
    )
    return entry.add(writer, link, "code", link.code)


@verb
def edit_link(
    writer: Writer,
    *,
    link_id: int,
    version: int,
    kind: LinkKind,
    source_id: int,
    target_id: int,
    basis: LinkBasis = LinkBasis.HYPOTHESIS,
    lag_days: int | None = None,
    rationale: str = "",
) -> int:
    """Changes a link; all of it is given, as a form holds it. Evidence and assumptions stay on it also when
    it runs elsewhere. Raises NotThere, StaleWrite, Invalid."""
    link = fetch(writer, Link, link_id, version)
    _check(writer, link.plan_id, kind, source_id, target_id, lag_days, link)
    link.kind = kind
    link.source_id = source_id
    link.target_id = target_id
    link.basis = basis
    link.lag_days = lag_days
    link.rationale = entry.text("rationale", rationale)
    writer.session.flush()
    return link.id


@verb
def disconnect(writer: Writer, *, link_id: int, version: int, reason: str = "") -> int:
    """Takes a link out of the plan; evidence and assumptions stay on it and come back with it. Raises
    NotThere, StaleWrite, Invalid."""
    link = fetch(writer, Link, link_id, version)
    entry.text("reason", reason)
    link.archived_at = writer.now
    writer.session.flush()
    return link.id


@verb
def restore_link(writer: Writer, *, link_id: int, version: int, reason: str = "") -> int:
    """Puts a link back that was taken out. Raises NotThere, StaleWrite, Invalid."""
    link = fetch(writer, Link, link_id, version, archived=True)
    entry.text("reason", reason)
    _check_twin(writer, link.plan_id, link.kind, link.source_id, link.target_id, link)
    link.archived_at = None
    writer.session.flush()
    return link.id


def _check(
    writer: Writer,
    plan_id: int,
    kind: LinkKind,
    source_id: int,
    target_id: int,
    lag_days: int | None,
    link: Link | None = None,
) -> None:
    for field, element_id in (("source_id", source_id), ("target_id", target_id)):
        if entry.referred(writer, field, Element, element_id).plan_id != plan_id:
            raise Invalid(field, "of_another_plan")
    if source_id == target_id:
        raise Invalid("target_id", "links_to_itself")
    if lag_days is not None and not 0 <= lag_days <= LONGEST_LAG:
        raise Invalid("lag_days", "out_of_range", {"lowest": 0, "highest": LONGEST_LAG})
    _check_twin(writer, plan_id, kind, source_id, target_id, link)


def _check_twin(
    writer: Writer, plan_id: int, kind: LinkKind, source_id: int, target_id: int, link: Link | None
) -> None:
    """Two elements are linked once by each kind."""
    twin = sa.select(Link.id).where(
        Link.plan_id == plan_id,
        Link.kind == kind,
        Link.source_id == source_id,
        Link.target_id == target_id,
        Link.archived_at.is_(None),
    )
    if link is not None:
        twin = twin.where(Link.id != link.id)
    if writer.session.scalar(twin.limit(1)) is not None:
        raise Invalid("target_id", "linked_already")
