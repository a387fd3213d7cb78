"""Documentation: proof that something was done or measured. Never research evidence."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from tracker.records.models import Document, Element, IndicatorReading, Milestone
from tracker.services import entry
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, verb

URL_LENGTH = 2000

HOLDERS: dict[str, type[Element] | type[Milestone] | type[IndicatorReading]] = {
    "element_id": Element,
    "milestone_id": Milestone,
    "reading_id": IndicatorReading,
}


@dataclass(frozen=True, slots=True)
class Documentation:
    """A document that comes with another write. ``dated_on`` is the document's own date."""

    title: str
    url: str
    dated_on: date


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
    """Attaches a document, by its web address, to one element, milestone or reading.

    ``dated_on`` is the document's own date. Raises Invalid on ``document_title`` or ``document_url``, since
    such fields stand in forms about something else; ValueError unless exactly one holder is named.
    """
    given = {"element_id": element_id, "milestone_id": milestone_id, "reading_id": reading_id}
    named = [(name, row_id) for name, row_id in given.items() if row_id is not None]
    if len(named) != 1:
        raise ValueError("a document belongs to exactly one element, milestone or reading")
    [(name, holder_id)] = named
    plan_id = entry.referred(writer, name, HOLDERS[name], holder_id).plan_id
    entry.not_to_come(writer, "dated_on", dated_on)
    address = web_address("document_url", url)
    document = Document(
        plan_id=plan_id,
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


def web_address(field: str, value: str) -> str:
    """An address that a browser opens without running anything: http or https, with a host, no spaces
    and no user name. Raises Invalid."""
    found = entry.line(field, value, URL_LENGTH)
    try:
        parts = urlsplit(found)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise Invalid(field, "not_a_web_address") from error
    plain = parts.scheme.lower() in ("http", "https") and host and parts.username is None
    if not plain or any(sign.isspace() for sign in found) or any(sign in found for sign in '<>"\\'):
        raise Invalid(field, "not_a_web_address")
    return found
