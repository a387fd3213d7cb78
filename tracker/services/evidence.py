"""Research evidence: findings, and the links that they speak of."""

import re
from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.exchange.references import doi as doi_shape
from tracker.records.models import Finding, Link, LinkFinding
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.contents.link import AttachmentContents
from tracker.theory.evidence.designs import suggest
from tracker.theory.kinds import EffectDirection, EvidenceLevel

MOST_STUDIES = 1_000_000

WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
COUNTRY = re.compile(r"[A-Z]{2}")
"""ISO 3166-1 alpha-2."""

CODE = re.compile(r"EV([0-9]{1,6})[a-z]?")
"""The pattern of the register's codes: EV07, and EV07b for a second finding of the same publication."""


@verb
def add_finding(
    writer: Writer,
    *,
    code: str = "",
    citation: str,
    effect: str,
    direction: EffectDirection,
    level: EvidenceLevel | None,
    sentence: str = "",
    design: str = "",
    studies: int | None = None,
    doi: str | None = None,
    url: str | None = None,
    country: str | None = None,
    retrieved_from: str = "",
    review_by: date | None = None,
) -> int:
    """Adds ONE finding of ONE publication about ONE effect to the register shared by all plans.

    Without a ``code`` it gets the next of the register. ``level`` is that of direct evidence; None takes the
    one that the design suggests. ``country`` is an ISO 3166 code. Raises Invalid, Duplicate.
    """
    finding = Finding(code=values.code(code or _next_code(writer)))
    _fill(
        finding,
        citation=citation,
        effect=effect,
        direction=direction,
        level=level,
        sentence=sentence,
        design=design,
        studies=studies,
        doi=doi,
        url=url,
        country=country,
        retrieved_from=retrieved_from,
        review_by=review_by,
    )
    return rows.add(writer, finding, "code", finding.code)


@verb
def edit_finding(
    writer: Writer,
    *,
    finding_id: int,
    version: int | None,
    code: str,
    citation: str,
    effect: str,
    direction: EffectDirection,
    level: EvidenceLevel | None,
    sentence: str = "",
    design: str = "",
    studies: int | None = None,
    doi: str | None = None,
    url: str | None = None,
    country: str | None = None,
    retrieved_from: str = "",
    review_by: date | None = None,
) -> int:
    """Says anew what a finding is; every link that uses it is weighed by the new values. Raises NotThere,
    StaleWrite, Invalid, Duplicate."""
    finding = fetch(writer, Finding, finding_id, version)
    finding.code = values.code(code)
    _fill(
        finding,
        citation=citation,
        effect=effect,
        direction=direction,
        level=level,
        sentence=sentence,
        design=design,
        studies=studies,
        doi=doi,
        url=url,
        country=country,
        retrieved_from=retrieved_from,
        review_by=review_by,
    )
    return rows.add(writer, finding, "code", finding.code)


@verb
def archive_finding(writer: Writer, *, finding_id: int, version: int | None, reason: str) -> int:
    """Takes a finding out of the register: it stays on its links and counts on none. The reason has to be
    given. Raises NotThere, StaleWrite, Invalid."""
    finding = fetch(writer, Finding, finding_id, version)
    values.line("reason", reason, TEXT_LENGTH)
    finding.archived_at = writer.now
    writer.session.flush()
    return finding.id


@verb
def restore_finding(writer: Writer, *, finding_id: int) -> int:
    """Takes an archived finding up again: it counts on the links that it is still on. Raises NotThere."""
    finding = fetch(writer, Finding, finding_id, archived=True)
    finding.archived_at = None
    writer.session.flush()
    return finding.id


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


def _fill(finding: Finding, *, level: EvidenceLevel | None, studies: int | None, **given: Any) -> None:
    if studies is not None and not 0 <= studies <= MOST_STUDIES:
        raise Invalid("studies", "out_of_range", {"lowest": 0, "highest": MOST_STUDIES})
    finding.citation = values.line("citation", given["citation"], TEXT_LENGTH)
    finding.doi = _shaped("doi", given["doi"], doi_shape.SHAPE, doi_shape.LONGEST)
    finding.url = _shaped("url", given["url"], WEB_ADDRESS, 2000)
    finding.design = values.text("design", given["design"], 60)
    finding.studies = studies
    finding.effect = values.line("effect", given["effect"])
    finding.direction = given["direction"]
    finding.level = _level(level, finding.design, studies)
    finding.sentence = values.text("sentence", given["sentence"])
    finding.country = _shaped("country", given["country"], COUNTRY, 2)
    finding.retrieved_from = values.text("retrieved_from", given["retrieved_from"])
    finding.review_by = given["review_by"]


def _level(chosen: EvidenceLevel | None, design: str, studies: int | None) -> EvidenceLevel:
    if chosen is not None:
        return chosen
    suggested = suggest(design, studies)
    if suggested is None:
        raise Invalid("level", "no_level_suggested")
    return suggested.level


def _next_code(writer: Writer) -> str:
    """One above the highest number that there is, archived findings counted in."""
    codes = writer.session.scalars(sa.select(Finding.code).where(Finding.code.startswith("EV")))
    numbers = (CODE.fullmatch(code) for code in codes)
    return f"EV{max((int(found[1]) for found in numbers if found), default=0) + 1:02d}"


def _shaped(field: str, value: str | None, shape: re.Pattern[str], limit: int) -> str | None:
    found = values.optional_line(field, value, limit)
    if found is not None and not shape.fullmatch(found):
        raise Invalid(field, f"not_a_{field}")
    return found
