"""What an existing strategy commits its owner to, and how that stands to the elements of plans."""

import sqlalchemy as sa

from tracker.records.models import CatalogueEntry, Commitment, CommitmentLink, Element, Plan
from tracker.services.catalogue.entries import keep_searched
from tracker.services.checks import rows, values
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.catalogue import CommitmentContents, CommitmentTieContents


@verb
def add_commitment(writer: Writer, *, entry_id: int, contents: CommitmentContents) -> int:
    """Adds a commitment behind those that the entry has. Raises NotThere, Invalid."""
    one = fetch(writer, CatalogueEntry, entry_id)
    place = values.next_position(writer, Commitment.position, Commitment.catalogue_entry_id == entry_id)
    commitment = Commitment(catalogue_entry_id=entry_id, position=place)
    rows.fill(writer, commitment, contents)
    rows.write(writer, commitment)
    keep_searched(writer, one)
    return commitment.id


@verb
def edit_commitment(writer: Writer, *, commitment_id: int, version: int, contents: CommitmentContents) -> int:
    """Says a commitment anew; it keeps its ties. Raises NotThere, StaleWrite, Invalid."""
    commitment = fetch(writer, Commitment, commitment_id, version)
    rows.fill(writer, commitment, contents)
    rows.write(writer, commitment)
    keep_searched(writer, fetch(writer, CatalogueEntry, commitment.catalogue_entry_id))
    return commitment_id


@verb
def archive_commitment(writer: Writer, *, commitment_id: int, version: int, reason: str = "") -> int:
    """Takes a commitment out of its entry; its ties are shown no more. Raises NotThere, StaleWrite,
    Invalid."""
    rows.archive(writer, Commitment, commitment_id, version, reason)
    commitment = fetch(writer, Commitment, commitment_id, archived=True)
    keep_searched(writer, fetch(writer, CatalogueEntry, commitment.catalogue_entry_id))
    return commitment_id


@verb
def restore_commitment(writer: Writer, *, commitment_id: int) -> int:
    """Takes an archived commitment up again, with its ties. Raises NotThere."""
    rows.put_back(writer, Commitment, commitment_id)
    commitment = fetch(writer, Commitment, commitment_id)
    keep_searched(writer, fetch(writer, CatalogueEntry, commitment.catalogue_entry_id))
    return commitment_id


@verb
def move_commitment(writer: Writer, *, commitment_id: int, earlier: bool) -> int:
    """Changes places with the commitment before it, or after it; the first and the last stay. Raises
    NotThere."""
    commitment = fetch(writer, Commitment, commitment_id)
    fetch(writer, CatalogueEntry, commitment.catalogue_entry_id)
    held = list(
        writer.session.scalars(
            sa.select(Commitment)
            .where(
                Commitment.catalogue_entry_id == commitment.catalogue_entry_id,
                Commitment.archived_at.is_(None),
            )
            .order_by(Commitment.position, Commitment.id)
        )
    )
    place = held.index(commitment)
    other = place + (-1 if earlier else 1)
    if 0 <= other < len(held):
        held[place], held[other] = held[other], held[place]
        for number, row in enumerate(held):
            row.position = number
        writer.session.flush()
    return commitment_id


@verb
def tie_commitment(
    writer: Writer, *, commitment_id: int, element_id: int, contents: CommitmentTieContents
) -> int:
    """Says how a commitment stands to an element of a plan. Raises NotThere, Invalid, Duplicate."""
    commitment = fetch(writer, Commitment, commitment_id)
    fetch(writer, CatalogueEntry, commitment.catalogue_entry_id)
    element = values.referred(writer, "element_id", Element, element_id)
    values.referred(writer, "element_id", Plan, element.plan_id)
    tie = CommitmentLink(commitment_id=commitment_id, plan_id=element.plan_id, element_id=element_id)
    rows.fill(writer, tie, contents)
    return rows.write(writer, tie, "element_id")


@verb
def edit_tie(writer: Writer, *, tie_id: int, version: int, contents: CommitmentTieContents) -> int:
    """Says anew how a commitment stands to the element that it is tied to. Raises NotThere, StaleWrite,
    Invalid."""
    tie = fetch(writer, CommitmentLink, tie_id, version)
    rows.fill(writer, tie, contents)
    return rows.write(writer, tie, "element_id")


@verb
def untie_commitment(writer: Writer, *, tie_id: int, version: int, reason: str = "") -> int:
    """Takes a commitment off an element. Raises NotThere, StaleWrite, Invalid."""
    tie = fetch(writer, CommitmentLink, tie_id, version)
    values.text("reason", reason)
    writer.session.delete(tie)
    writer.session.flush()
    return tie_id
