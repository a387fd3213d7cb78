"""Takes the existing strategies of a strategy file into the shared catalogue."""

from collections.abc import Iterable
from functools import partial

from tracker.exchange.catalogue_reading import CatalogueEntry as FileEntry
from tracker.records.models import CatalogueEntry
from tracker.services.catalogue import add_catalogue_entry
from tracker.services.loading import Loading


def load_catalogue(loading: Loading, strategy_id: int, entries: Iterable[FileEntry]) -> None:
    """Adds the entries that are not there, found by code. Raises StrategyFileError."""
    there = loading.codes(CatalogueEntry, CatalogueEntry.strategy_id == strategy_id)
    for entry in entries:
        make = partial(
            add_catalogue_entry,
            loading.writer,
            strategy_id=strategy_id,
            code=entry.code,
            title=entry.title,
            title_en=entry.title_en,
            organisation_id=loading.organisations[entry.owner],
            valid_from=entry.valid_from,
            valid_until=entry.valid_until,
            goal_ids=[loading.goals[goal] for goal in entry.goals],
            url=entry.url,
            note=entry.note,
            retrieved_from=entry.retrieved_from,
            illustrative=entry.illustrative,
            commitments=entry.commitments,
        )
        loading.take("existing strategies", there, entry, make)
