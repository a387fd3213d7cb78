"""Takes the existing strategies of a strategy file into the shared catalogue."""

from collections.abc import Iterable
from functools import partial

import sqlalchemy as sa

from tracker.exchange.errors import StrategyFileError
from tracker.exchange.strategy.catalogue_reading import CatalogueEntry as FileEntry
from tracker.records.models import CatalogueEntry, Commitment, Element, Plan
from tracker.services.catalogue.commitments import tie_commitment
from tracker.services.catalogue.entries import add_catalogue_entry
from tracker.services.loading.lookup import Loading, at
from tracker.theory.contents.catalogue import CatalogueEntryContents, CommitmentTieContents
from tracker.theory.contents.fields import contents_of


def load_catalogue(loading: Loading, strategy_id: int, entries: Iterable[FileEntry]) -> None:
    """Adds the entries that are not there, found by code. Raises StrategyFileError."""
    there = loading.codes(CatalogueEntry, CatalogueEntry.strategy_id == strategy_id)
    for entry in entries:
        contents = contents_of(
            entry,
            CatalogueEntryContents,
            organisation_id=loading.organisations[entry.owner],
            goal_ids=[loading.goals[goal] for goal in entry.goals],
        )
        make = partial(
            add_catalogue_entry,
            loading.writer,
            strategy_id=strategy_id,
            contents=contents,
            illustrative=entry.illustrative,
            commitments=[commitment.sentence for commitment in entry.commitments],
        )
        if loading.take("existing strategies", there, entry, make):
            _tie(loading, strategy_id, there[entry.code], entry)


def _tie(loading: Loading, strategy_id: int, entry_id: int, entry: FileEntry) -> None:
    if not any(commitment.ties for commitment in entry.commitments):
        return
    session = loading.writer.session
    rows = session.execute(
        sa.select(Element.code, Element.id)
        .join(Plan, Plan.id == Element.plan_id)
        .where(Plan.strategy_id == strategy_id)
    )
    elements = {row.code: row.id for row in rows}
    numbers = session.scalars(
        sa.select(Commitment.id)
        .where(Commitment.catalogue_entry_id == entry_id)
        .order_by(Commitment.position)
    )
    for number, commitment in zip(numbers, entry.commitments, strict=True):
        for tie in commitment.ties:
            if tie.element not in elements:
                raise StrategyFileError(tie.line, f"{entry.code}, ties: there is no “{tie.element}”")
            with at(tie.line, entry.code):
                tie_commitment(
                    loading.writer,
                    commitment_id=number,
                    element_id=elements[tie.element],
                    contents=contents_of(tie, CommitmentTieContents),
                )
