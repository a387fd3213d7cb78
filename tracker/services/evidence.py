"""Research evidence: findings, and the links that they speak of."""

import re
from datetime import date

from tracker.records.base import TEXT_LENGTH
from tracker.records.models import Finding, Link, LinkFinding
from tracker.services import entry
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import Directness, EffectDirection, EvidenceLevel

MOST_STUDIES = 1_000_000

DOI = re.compile(r"10\.\d{4,9}/\S+")
"""DOI Handbook 2.2: the prefix 10. and a registrant, a slash, a suffix."""

WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
COUNTRY = re.compile(r"[A-Z]{2}")
"""ISO 3166-1 alpha-2."""


@verb
def add_finding(
    writer: Writer,
    *,
    code: str,
    citation: str,
    effect: str,
    direction: EffectDirection,
    level: EvidenceLevel,
    sentence: str = "",
    design: str = "",
    studies: int | None = None,
    doi: str | None = None,
    url: str | None = None,
    country: str | None = None,
    retrieved_from: str = "",
    review_by: date | None = None,
) -> int:
    """Adds ONE finding of ONE publication about ONE effect to the library shared by all plans.

    ``level`` is that of direct evidence; ``country`` an ISO 3166 code. Raises Invalid, Duplicate.
    """
    if studies is not None and not 0 <= studies <= MOST_STUDIES:
        raise Invalid("studies", "out_of_range", {"lowest": 0, "highest": MOST_STUDIES})
    finding = Finding(
        code=entry.code(code),
        citation=entry.line("citation", citation, TEXT_LENGTH),
        doi=_shaped("doi", doi, DOI, 200),
        url=_shaped("url", url, WEB_ADDRESS, 2000),
        design=entry.text("design", design, 60),
        studies=studies,
        effect=entry.line("effect", effect),
        direction=direction,
        level=level,
        sentence=entry.text("sentence", sentence),
        country=_shaped("country", country, COUNTRY, 2),
        retrieved_from=entry.text("retrieved_from", retrieved_from),
        review_by=review_by,
    )
    return entry.add(writer, finding, "code", finding.code)


@verb
def attach_finding(
    writer: Writer,
    *,
    link_id: int,
    finding_id: int,
    directness: Directness = Directness.DIRECT,
    note: str = "",
) -> int:
    """Attaches a finding to a link, saying how directly it speaks of that link. Raises Invalid, Duplicate."""
    link = entry.referred(writer, "link_id", Link, link_id)
    finding = entry.referred(writer, "finding_id", Finding, finding_id)
    use = LinkFinding(
        plan_id=link.plan_id,
        link_id=link_id,
        finding_id=finding_id,
        directness=directness,
        note=entry.text("note", note),
    )
    return entry.add(writer, use, "finding_id", finding.code)


@verb
def edit_attachment(
    writer: Writer, *, attachment_id: int, version: int, directness: Directness, note: str = ""
) -> int:
    """Says anew how directly a finding speaks of its link. Raises NotThere, StaleWrite, Invalid."""
    use = fetch(writer, LinkFinding, attachment_id, version)
    use.directness = directness
    use.note = entry.text("note", note)
    writer.session.flush()
    return use.id


@verb
def detach_finding(writer: Writer, *, attachment_id: int, version: int, reason: str = "") -> int:
    """Takes a finding off a link; it stays in the library. Raises NotThere, StaleWrite, Invalid."""
    use = fetch(writer, LinkFinding, attachment_id, version)
    entry.text("reason", reason)
    writer.session.delete(use)
    writer.session.flush()
    return attachment_id


def _shaped(field: str, value: str | None, shape: re.Pattern[str], limit: int) -> str | None:
    found = entry.optional_line(field, value, limit)
    if found is not None and not shape.fullmatch(found):
        raise Invalid(field, f"not_a_{field}")
    return found
