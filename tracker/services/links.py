"""The arrows of a theory of change."""

from tracker.records.models import Element, Link, Plan
from tracker.services import entry
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, verb
from tracker.theory.kinds import LinkBasis, LinkKind

LONGEST_LAG = 36_525
"""Days; a hundred years."""


@verb
def connect(
    writer: Writer,
    *,
    plan_id: int,
    code: str,
    kind: LinkKind,
    source_id: int,
    target_id: int,
    basis: LinkBasis = LinkBasis.HYPOTHESIS,
    lag_days: int | None = None,
    rationale: str = "",
) -> int:
    """Draws a link between two elements of one plan.

    A cycle, or a kind that the ends don't allow, is saved and shown as an error (DOMAIN, Structure: a
    draft may hold errors); a link from an element to itself is refused. Raises Invalid, Duplicate.
    """
    entry.referred(writer, "plan_id", Plan, plan_id)
    for field, element_id in (("source_id", source_id), ("target_id", target_id)):
        if entry.referred(writer, field, Element, element_id).plan_id != plan_id:
            raise Invalid(field, "of_another_plan")
    if source_id == target_id:
        raise Invalid("target_id", "links_to_itself")
    if lag_days is not None and not 0 <= lag_days <= LONGEST_LAG:
        raise Invalid("lag_days", "out_of_range", {"lowest": 0, "highest": LONGEST_LAG})
    link = Link(
        plan_id=plan_id,
        code=entry.code(code),
        kind=kind,
        source_id=source_id,
        target_id=target_id,
        basis=basis,
        lag_days=lag_days,
        rationale=entry.text("rationale", rationale),
        position=entry.next_position(writer, Link.position, Link.plan_id == plan_id),
    )
    return entry.add(writer, link, "code", link.code)
