"""The decision that ends a round of prioritisation: it freezes the whole matrix with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.records.frozen_matrix import as_plain, edition_of
from tracker.records.models import Candidate, RoundEntry
from tracker.records.queries.priorities.scoring_matrix import live_matrix
from tracker.services.checks import values
from tracker.services.errors import Invalid, StaleWrite
from tracker.services.priorities.scoring_rounds import open_one
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.kinds import EntryDecision
from tracker.theory.priorities.matrix import needs_reason, with_decision

LANGUAGES = ("da", "en")
"""Those in which a frozen matrix can be read."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the group decides on one candidate, and why."""

    decision: EntryDecision
    reason: str = ""


@verb
def decide_round(
    writer: Writer, *, round_id: int, edition: int | None, verdicts: Mapping[int, Verdict], reasons: str
) -> int:
    """Decides on every candidate of the round (``verdicts`` by entry) and freezes it with its matrix.

    ``edition`` is that of the matrix on which the group decided (``frozen_matrix.edition_of``); another one
    raises StaleWrite. An idea that is decided on is rejected or not as the verdict says. Raises NotThere,
    Invalid: on ``decision_<entry>`` and ``reason_<entry>`` for what is missing there.
    """
    found = open_one(writer, round_id)
    now = live_matrix(writer.session, None, round_id, LANGUAGES)
    if edition is not None and edition != edition_of(now):
        raise StaleWrite("rounds", round_id)
    decided = {}
    for one in now.ranked:
        number = one.candidate.id
        verdict = verdicts.get(int(number))
        if verdict is None:
            raise Invalid(f"decision_{number}", "required")
        reason = values.text(f"reason_{number}", verdict.reason, TEXT_LENGTH)
        if needs_reason(verdict.decision, one) and not reason:
            raise Invalid(f"reason_{number}", "decision_needs_reason")
        decided[number] = with_decision(now.entries[number], verdict.decision, reason)
    found.reasons = values.line("reasons", reasons, TEXT_LENGTH)
    for number, choice in decided.items():
        place = fetch(writer, RoundEntry, int(number))
        place.decision, place.decision_reason = choice.decision, choice.reason
        if place.candidate_id is not None:
            _settle(writer, place.candidate_id, choice.decision, choice.reason)
    entries = {number: decided[number] for number in now.entries}
    found.result = as_plain(replace(now, entries=entries))
    found.decided_at = writer.now
    found.decided_by_id = writer.actor_id
    writer.session.flush()
    return found.id


def _settle(writer: Writer, idea_id: int, decision: EntryDecision | None, reason: str) -> None:
    idea = writer.session.get_one(Candidate, idea_id)
    idea.rejected = decision is EntryDecision.REJECT
    idea.decision = reason if idea.rejected else ""
