"""Documentation: proof that something was done or measured. Never research evidence."""

import re
from datetime import date

from tracker.records.models import Document, Element, IndicatorReading, Milestone
from tracker.services import entry
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb

WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


@verb
def add_document(
    writer: Writer,
    *,
    element_id: int | None = None,
    milestone_id: int | None = None,
    reading_id: int | None = None,
    title: str,
    url: str,
    dated_on: date,
) -> int:
    """Attaches the web address of a document to exactly one element, milestone or reading.
    Raises Invalid, NotThere."""
    given = [one for one in (element_id, milestone_id, reading_id) if one is not None]
    if len(given) != 1:
        raise ValueError("documentation belongs to exactly one thing")
    holder: Element | Milestone | IndicatorReading
    if element_id is not None:
        holder = fetch(writer, Element, element_id)
    elif milestone_id is not None:
        holder = fetch(writer, Milestone, milestone_id)
    else:
        holder = fetch(writer, IndicatorReading, given[0])
    entry.not_to_come(writer, "dated_on", dated_on)
    address = entry.line("document_url", url, 2000)
    if not WEB_ADDRESS.fullmatch(address):
        raise Invalid("document_url", "not_an_address")
    document = Document(
        plan_id=holder.plan_id,
        element_id=element_id,
        milestone_id=milestone_id,
        reading_id=reading_id,
        title=entry.line("document_title", title),
        url=address,
        dated_on=dated_on,
        added_by_id=writer.actor_id,
        added_at=writer.now,
    )
    writer.session.add(document)
    writer.session.flush()
    return document.id
