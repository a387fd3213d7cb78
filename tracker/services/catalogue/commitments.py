"""What an existing strategy commits its owner to, and how that stands to the elements of plans."""

import sqlalchemy as sa

from tracker.records.models import CatalogueEntry, Commitment, CommitmentLink, Element, Plan
from tracker.services.catalogue.entries import keep_searched
from tracker.services.checks import rows, values
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.kinds import Relation


@verb
def add_commitment(writer: Writer, *, entry_id: int, sentence: str) -> int:
    """Adds a commitment behind those that the entry has. Raises NotThere, Invalid."""
    one = fetch(writer, CatalogueEntry, entry_id)
    commitment = Commitment(
        catalogue_entry_id=entry_id,
        sentence=values.line("sentence", sentence, TEXT_LENGTH),
        position=values.next_position(writer, Commitment.position, Commitment.catalogue_entry_id == entry_id),
    )
    writer.session.add(commitment)
    keep_searched(writer, one)
    return commitment.id


@verb
def edit_commitment(writer: Writer, *, commitment_id: int, version: int, sentence: str) -> int:
    """Says a commitment anew; it keeps its ties. Raises NotThere, StaleWrite, Invalid."""
    commitment = fetch(writer, Commitment, commitment_id, version)
    commitment.sentence = values.line("sentence", sentence, TEXT_LENGTH)
    keep_searched(writer, fetch(writer, CatalogueEntry, commitment.catalogue_entry_id))
    return commitment_id


@verb
def archive_commitment(writer: Writer, *, commitment_id: int, version: int, reason: str = "") -> int:
    """Takes a commitment out of its entry; its ties are shown no more. Raises NotThere, StaleWrite,
    Invalid."""
    commitment = fetch(writer, Commitment, commitment_id, version)
    values.text("reason", reason)
    commitment.archived_at = writer.now
    keep_searched(writer, fetch(writer, CatalogueEntry, commitment.catalogue_entry_id))
    return commitment_id


@verb
def restore_commitment(writer: Writer, *, commitment_id: int) -> int:
    """Takes an archived commitment up again, with its ties. Raises NotThere."""
    commitment = fetch(writer, Commitment, commitment_id, archived=True)
    commitment.archived_at = None
    keep_searched(writer, fetch(writer, CatalogueEntry, commitment.catalogue_entry_id))
    return commitment_id


@verb
def move_commitment(writer: Writer, *, commitment_id: int, earlier: bool) -> int:
    """Changes places with the commitment before it, or after it; the first and the last stay. Raises
    NotThere."""
    commitment = fetch(writer, Commitment, commitment_id)
    fetch(writer, CatalogueEntry, commitment.catalogue_entry_id)
    rows = list(
        writer.session.scalars(
            sa.select(Commitment)
            .where(
                Commitment.catalogue_entry_id == commitment.catalogue_entry_id,
                Commitment.archived_at.is_(None),
            )
            .order_by(Commitment.position, Commitment.id)
        )
    )
    place = rows.index(commitment)
    other = place + (-1 if earlier else 1)
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
        for number, row in enumerate(rows):
            row.position = number
        writer.session.flush()
    return commitment_id


@verb
def tie_commitment(
    writer: Writer, *, commitment_id: int, element_id: int, relation: Relation, note: str = ""
) -> int:
    """Says how a commitment stands to an element of a plan. Raises NotThere, Invalid, Duplicate."""
    commitment = fetch(writer, Commitment, commitment_id)
    fetch(writer, CatalogueEntry, commitment.catalogue_entry_id)
    element = values.referred(writer, "element_id", Element, element_id)
    values.referred(writer, "element_id", Plan, element.plan_id)
    tie = CommitmentLink(
        commitment_id=commitment_id,
        plan_id=element.plan_id,
        element_id=element_id,
        relation=relation,
        note=values.text("note", note),
    )
    return rows.add(writer, tie, "element_id", element.title)


@verb
def edit_tie(writer: Writer, *, tie_id: int, version: int, relation: Relation, note: str = "") -> int:
    """Says anew how a commitment stands to the element that it is tied to. Raises NotThere, StaleWrite,
    Invalid."""
    tie = fetch(writer, CommitmentLink, tie_id, version)
    tie.relation = relation
    tie.note = values.text("note", note)
    writer.session.flush()
    return tie_id


@verb
def untie_commitment(writer: Writer, *, tie_id: int, version: int, reason: str = "") -> int:
    """Takes a commitment off an element. Raises NotThere, StaleWrite, Invalid."""
    tie = fetch(writer, CommitmentLink, tie_id, version)
    values.text("reason", reason)
    writer.session.delete(tie)
    writer.session.flush()
    return tie_id
