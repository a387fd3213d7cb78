"""A round of prioritisation gets another title, or is given up before anything is decided in it."""

from typing import Any

import sqlalchemy as sa

from tracker.records.models import PriorityScore, Round, RoundCriterion, RoundEntry
from tracker.services.checks import rows, values
from tracker.services.priorities.scoring_rounds import open_one
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.contents.scoring_round import RoundContents


@verb
def rename_round(writer: Writer, *, round_id: int, version: int, contents: RoundContents) -> int:
    """Titles a round anew, also one that is decided: what was decided stays. Raises NotThere, StaleWrite,
    Invalid."""
    found = fetch(writer, Round, round_id, version)
    rows.fill(writer, found, contents)
    return rows.write(writer, found)


@verb
def give_up_round(writer: Writer, *, round_id: int, version: int, reason: str) -> int:
    """Takes an open round away with its weights and scores, which the log keeps with the reason. Plans and
    ideas stay. Raises NotThere, StaleWrite, Invalid."""
    open_one(writer, round_id)
    found = fetch(writer, Round, round_id, version)
    values.line("reason", reason, TEXT_LENGTH)
    taking_part = sa.select(RoundEntry.id).where(RoundEntry.round_id == round_id)
    parts: tuple[tuple[Any, sa.ColumnElement[bool]], ...] = (
        (PriorityScore, PriorityScore.entry_id.in_(taking_part)),
        (RoundEntry, RoundEntry.round_id == round_id),
        (RoundCriterion, RoundCriterion.round_id == round_id),
    )
    for model, belonging in parts:
        for row in writer.session.scalars(sa.select(model).where(belonging)):
            writer.session.delete(row)
        writer.session.flush()
    writer.session.delete(found)
    writer.session.flush()
    return round_id
