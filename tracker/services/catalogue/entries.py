"""The shared catalogue: the strategies that both organisations already have, and what they commit to."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from tracker.records.models import CatalogueEntry, CatalogueGoal, Commitment, Strategy
from tracker.records.search_words import indexed
from tracker.services.checks import rows, values
from tracker.services.checks.plans import goal_of_strategy
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.catalogue import CatalogueEntryContents
from tracker.theory.contents.fields import TEXT_LENGTH

CODE = re.compile(r"S([0-9]{1,6})")

MOST_AT_ONCE = 50
"""So many commitments come with a new entry."""


@verb
def add_catalogue_entry(
    writer: Writer,
    *,
    strategy_id: int,
    contents: CatalogueEntryContents,
    illustrative: bool = False,
    commitments: Sequence[str] = (),
) -> int:
    """Adds an existing strategy, policy or plan of an organisation, with its ``commitments`` in order. Raises
    Invalid, Duplicate."""
    values.referred(writer, "strategy_id", Strategy, strategy_id)
    one = CatalogueEntry(strategy_id=strategy_id, illustrative=illustrative)
    _fill(writer, one, contents, _next_code(writer, strategy_id))
    entry_id = rows.write(writer, one)
    _choose_goals(writer, one, contents.goal_ids)
    if len(commitments) > MOST_AT_ONCE:
        raise Invalid("commitments", "too_many_commitments", {"most": MOST_AT_ONCE})
    for place, sentence in enumerate(commitments):
        writer.session.add(
            Commitment(
                catalogue_entry_id=entry_id,
                sentence=values.line("commitments", sentence, TEXT_LENGTH),
                position=place,
            )
        )
    keep_searched(writer, one)
    return entry_id


@verb
def edit_catalogue_entry(
    writer: Writer, *, entry_id: int, version: int, contents: CatalogueEntryContents
) -> int:
    """Changes an entry; all of it is given, as a form holds it. Raises NotThere, StaleWrite, Invalid,
    Duplicate."""
    one = fetch(writer, CatalogueEntry, entry_id, version)
    _fill(writer, one, contents, one.code)
    rows.write(writer, one)
    _choose_goals(writer, one, contents.goal_ids)
    keep_searched(writer, one)
    return entry_id


@verb
def archive_catalogue_entry(writer: Writer, *, entry_id: int, version: int, reason: str) -> int:
    """Takes an entry out of the catalogue: it serves no goal and its commitments are shown on no element. The
    reason has to be given. Raises NotThere, StaleWrite, Invalid."""
    return rows.archive(writer, CatalogueEntry, entry_id, version, reason, needed=True)


@verb
def restore_catalogue_entry(writer: Writer, *, entry_id: int, version: int, reason: str) -> int:
    """Takes an archived entry up again, with the ties of its commitments. The reason has to be given. Raises
    NotThere, StaleWrite, Invalid."""
    return rows.put_back(writer, CatalogueEntry, entry_id, version, reason, needed=True)


def keep_searched(writer: Writer, one: CatalogueEntry) -> None:
    """Writes the words that the entry is found by. Every verb that changes its texts or its commitments ends
    with this; the entry's version then counts the commitments too."""
    writer.session.flush()
    sentences = writer.session.scalars(
        sa.select(Commitment.sentence)
        .where(Commitment.catalogue_entry_id == one.id, Commitment.archived_at.is_(None))
        .order_by(Commitment.position, Commitment.id)
    )
    one.searched_title = indexed(one.title, one.title_en or "")
    one.searched_commitments = indexed(*sentences)
    one.searched_note = indexed(one.note)
    writer.session.flush()


def _fill(writer: Writer, one: CatalogueEntry, contents: CatalogueEntryContents, code: str) -> None:
    """``code`` is what it gets where none was typed."""
    rows.fill(writer, one, replace(contents, code=contents.code.strip() or code))


def _choose_goals(writer: Writer, one: CatalogueEntry, goal_ids: Sequence[int]) -> None:
    """Makes these the goals that the entry serves. Other goals give the entry a new version, so that two
    people's forms never overwrite each other unseen."""
    query = sa.select(CatalogueGoal).where(CatalogueGoal.catalogue_entry_id == one.id)
    held = {row.goal_id: row for row in writer.session.scalars(query)}
    wanted = list(dict.fromkeys(goal_ids))
    for goal_id in wanted:
        goal_of_strategy(writer, "goal_ids", goal_id, one.strategy_id)
        if goal_id not in held:
            writer.session.add(CatalogueGoal(catalogue_entry_id=one.id, goal_id=goal_id))
    for goal_id, row in held.items():
        if goal_id not in wanted:
            writer.session.delete(row)
    if held.keys() != set(wanted):
        flag_modified(one, "searched_title")
    writer.session.flush()


def _next_code(writer: Writer, strategy_id: int) -> str:
    """One above the highest number that there is, archived entries counted in."""
    codes: Any = writer.session.scalars(
        sa.select(CatalogueEntry.code).where(CatalogueEntry.strategy_id == strategy_id)
    )
    numbers = (CODE.fullmatch(code) for code in codes)
    return f"S{max((int(found[1]) for found in numbers if found), default=0) + 1}"
