"""Research evidence: findings, and the links that they speak of."""

import re
from dataclasses import replace

import sqlalchemy as sa

from tracker.records.models import Finding, Link, LinkFinding
from tracker.services.checks import rows, values
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.finding import FindingContents
from tracker.theory.contents.link import AttachmentContents
from tracker.theory.evidence.designs import suggest

CODE = re.compile(r"EV([0-9]{1,6})[a-z]?")
"""The pattern of the register's codes: EV07, and EV07b for a second finding of the same publication."""


@verb
def add_finding(writer: Writer, *, contents: FindingContents) -> int:
    """Adds ONE finding of ONE publication about ONE effect to the register shared by all plans.

    Without a code it gets the next of the register; without a level the one that the design suggests. Raises
    Invalid, Duplicate.
    """
    finding = Finding()
    code = contents.code.strip() or _next_code(writer)
    rows.fill(writer, finding, replace(_weighed(contents), code=code))
    return rows.write(writer, finding)


@verb
def edit_finding(writer: Writer, *, finding_id: int, version: int | None, contents: FindingContents) -> int:
    """Says anew what a finding is; every link that uses it is weighed by the new values. Raises NotThere,
    StaleWrite, Invalid, Duplicate."""
    finding = fetch(writer, Finding, finding_id, version)
    rows.fill(writer, finding, _weighed(contents))
    return rows.write(writer, finding)


@verb
def archive_finding(writer: Writer, *, finding_id: int, version: int | None, reason: str) -> int:
    """Takes a finding out of the register: it stays on its links and counts on none. The reason has to be
    given. Raises NotThere, StaleWrite, Invalid."""
    return rows.archive(writer, Finding, finding_id, version, reason, needed=True)


@verb
def restore_finding(writer: Writer, *, finding_id: int) -> int:
    """Takes an archived finding up again: it counts on the links that it is still on. Raises NotThere."""
    return rows.put_back(writer, Finding, finding_id)


DIRECTLY = AttachmentContents()
"""The finding speaks of the very link, without a remark."""


@verb
def attach_finding(
    writer: Writer,
    *,
    link_id: int,
    finding_id: int,
    contents: AttachmentContents = DIRECTLY,
) -> int:
    """Attaches a finding to a link, saying how directly it speaks of that link. Raises Invalid, Duplicate."""
    link = values.referred(writer, "link_id", Link, link_id)
    finding = values.referred(writer, "finding_id", Finding, finding_id)
    use = LinkFinding(plan_id=link.plan_id, link_id=link_id, finding_id=finding_id)
    rows.fill(writer, use, contents)
    use_id = rows.add(writer, use, "finding_id", finding.code)
    rows.among_others(writer, use)
    return use_id


@verb
def edit_attachment(writer: Writer, *, attachment_id: int, version: int, contents: AttachmentContents) -> int:
    """Says anew how directly a finding speaks of its link. Raises NotThere, StaleWrite, Invalid."""
    use = fetch(writer, LinkFinding, attachment_id, version)
    rows.fill(writer, use, contents)
    return rows.write(writer, use)


@verb
def detach_finding(writer: Writer, *, attachment_id: int, version: int, reason: str = "") -> int:
    """Takes a finding off a link; it stays in the register. Raises NotThere, StaleWrite, Invalid."""
    use = fetch(writer, LinkFinding, attachment_id, version)
    values.text("reason", reason)
    writer.session.delete(use)
    writer.session.flush()
    return attachment_id


def _weighed(contents: FindingContents) -> FindingContents:
    """With the level that the design suggests, where none was chosen and it suggests one."""
    suggested = suggest(contents.design.strip(), contents.studies)
    if contents.level is not None or suggested is None:
        return contents
    return replace(contents, level=suggested.level)


def _next_code(writer: Writer) -> str:
    """One above the highest number that there is, archived findings counted in."""
    codes = writer.session.scalars(sa.select(Finding.code).where(Finding.code.startswith("EV")))
    numbers = (CODE.fullmatch(code) for code in codes)
    return f"EV{max((int(found[1]) for found in numbers if found), default=0) + 1:02d}"
