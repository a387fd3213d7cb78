"""The arrows of a theory of change."""

from tracker.records.models import Link, Plan
from tracker.services.checks import rows, values
from tracker.services.plans.next_codes import next_link_code
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.link import LinkContents


@verb
def connect(writer: Writer, *, plan_id: int, contents: LinkContents, code: str | None = None) -> int:
    """Draws a link between two elements of one plan. Without ``code`` it gets the next.

    A cycle, or a kind that the ends don't allow, is saved and shown as an error (DOMAIN, Structure: a
    draft may hold errors); a link from an element to itself is refused. Raises Invalid, Duplicate.
    """
    plan = values.referred(writer, "plan_id", Plan, plan_id)
    link = Link(plan_id=plan_id)
    rows.fill(writer, link, contents)
    link.code = next_link_code(writer, plan) if code is None else values.code(code)
    link.position = values.next_position(writer, Link.position, Link.plan_id == plan_id)
    return rows.write(writer, link)


@verb
def edit_link(writer: Writer, *, link_id: int, version: int, contents: LinkContents) -> int:
    """Changes a link; all of it is given, as a form holds it. Evidence and assumptions stay on it also when
    it runs elsewhere. Raises NotThere, StaleWrite, Invalid."""
    link = fetch(writer, Link, link_id, version)
    rows.fill(writer, link, contents)
    return rows.write(writer, link)


@verb
def disconnect(writer: Writer, *, link_id: int, version: int, reason: str = "") -> int:
    """Takes a link out of the plan; evidence and assumptions stay on it and come back with it. Raises
    NotThere, StaleWrite, Invalid."""
    return rows.archive(writer, Link, link_id, version, reason)


@verb
def restore_link(writer: Writer, *, link_id: int, version: int, reason: str = "") -> int:
    """Puts a link back that was taken out. Raises NotThere, StaleWrite, Invalid."""
    return rows.put_back(writer, Link, link_id, version, reason)
