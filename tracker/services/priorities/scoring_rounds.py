"""Rounds of prioritisation: who takes part, what the criteria weigh, and what each member scores."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from tracker.records.models import (
    Candidate,
    Plan,
    PriorityScore,
    Round,
    RoundCriterion,
    RoundEntry,
    Strategy,
    User,
)
from tracker.records.queries.priorities.scoring_rounds import criteria_edition
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid, StaleWrite
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.scoring_round import RoundContents
from tracker.theory.plan_states import is_final
from tracker.theory.priorities.candidates import Criterion
from tracker.theory.priorities.scoring import DEFAULT_WEIGHTS, SCORE
from tracker.theory.priorities.weighings import NO_ANCHORS, WHOLE, Weighing, faults


@verb
def open_round(
    writer: Writer,
    *,
    strategy_id: int,
    contents: RoundContents,
    plan_ids: Sequence[int] = (),
    candidate_ids: Sequence[int] = (),
    weighings: Mapping[Criterion, Weighing] | None = None,
    illustrative: bool = False,
) -> int:
    """Opens a round with at least one plan or idea. Without ``weighings`` it has the weights of DOMAIN and
    the anchors of the strategy's latest round. Raises Invalid."""
    values.referred(writer, "strategy_id", Strategy, strategy_id)
    if not plan_ids and not candidate_ids:
        raise Invalid("plan_ids", "nobody_takes_part")
    given = weighings or _usual(writer, strategy_id)
    _check(given)
    new = Round(
        strategy_id=strategy_id,
        opened_on=writer.today,
        opened_by_id=writer.actor_id,
        illustrative=illustrative,
    )
    rows.fill(writer, new, contents)
    round_id = rows.write(writer, new, taken="title")
    for criterion in Criterion:
        row = RoundCriterion(round_id=round_id, criterion=criterion)
        rows.fill(writer, row, given[criterion].contents)
        rows.write(writer, row, taken="criterion")
    _take_in(writer, new, plan_ids, candidate_ids)
    return round_id


@verb
def set_criteria(
    writer: Writer, *, round_id: int, version: int | None, weighings: Mapping[Criterion, Weighing]
) -> int:
    """Sets every weight and anchor of a round. ``version`` is that of all criteria together
    (``queries.priorities.scoring_rounds.criteria_edition``). Raises NotThere, StaleWrite, Invalid."""
    found = open_one(writer, round_id)
    held = list(writer.session.scalars(sa.select(RoundCriterion).where(RoundCriterion.round_id == round_id)))
    if version is not None and version != criteria_edition(row.version for row in held):
        raise StaleWrite("rounds", round_id)
    _check(weighings)
    for row in held:
        rows.fill(writer, row, weighings[row.criterion].contents)
        rows.write(writer, row, taken="criterion")
    return found.id


@verb
def add_entries(
    writer: Writer, *, round_id: int, plan_ids: Sequence[int] = (), candidate_ids: Sequence[int] = ()
) -> int:
    """Lets plans and ideas take part in an open round. Raises NotThere, Invalid."""
    if not plan_ids and not candidate_ids:
        raise Invalid("plan_ids", "nobody_chosen")
    _take_in(writer, open_one(writer, round_id), plan_ids, candidate_ids)
    return round_id


@verb
def remove_entry(writer: Writer, *, entry_id: int) -> int:
    """Takes a plan or an idea out of an open round, and its scores with it. The last one stays.

    Raises NotThere, Invalid.
    """
    place = fetch(writer, RoundEntry, entry_id)
    open_one(writer, place.round_id)
    others = sa.select(sa.func.count()).where(
        RoundEntry.round_id == place.round_id, RoundEntry.id != place.id
    )
    if not writer.session.scalar(others):
        raise Invalid("entry_id", "nobody_takes_part")
    for score in writer.session.scalars(sa.select(PriorityScore).where(PriorityScore.entry_id == place.id)):
        writer.session.delete(score)
    writer.session.flush()
    writer.session.delete(place)
    writer.session.flush()
    return entry_id


@verb
def score_entry(writer: Writer, *, entry_id: int, scores: Mapping[Criterion, int | None]) -> int:
    """What the writer gives a candidate, 0–3 by criterion; None takes an own score back, and what is not
    named stays. Raises NotThere, Invalid."""
    place = fetch(writer, RoundEntry, entry_id)
    open_one(writer, place.round_id)
    if writer.actor_id is None:
        raise Invalid("user_id", "not_there")
    values.referred(writer, "user_id", User, writer.actor_id)
    query = sa.select(PriorityScore).where(
        PriorityScore.entry_id == place.id, PriorityScore.user_id == writer.actor_id
    )
    held = {row.criterion: row for row in writer.session.scalars(query)}
    for criterion, score in scores.items():
        _score(writer, place.id, held.get(criterion), criterion, score)
    writer.session.flush()
    return entry_id


def open_one(writer: Writer, round_id: int) -> Round:
    """The round, which is not decided yet. Raises NotThere, Invalid."""
    found = fetch(writer, Round, round_id)
    if found.decided_at is not None:
        raise Invalid("round_id", "round_is_decided")
    return found


def _score(
    writer: Writer, entry_id: int, held: PriorityScore | None, criterion: Criterion, score: int | None
) -> None:
    if criterion.is_derived:
        raise Invalid(criterion.value, "derived_is_not_scored")
    if score is not None:
        values.whole(criterion.value, score, SCORE)
    if score is None:
        if held is not None:
            writer.session.delete(held)
    elif held is None:
        writer.session.add(
            PriorityScore(
                entry_id=entry_id,
                user_id=writer.actor_id,
                criterion=criterion,
                score=score,
                scored_at=writer.now,
            )
        )
    elif held.score != score:
        held.score, held.scored_at = score, writer.now


def _usual(writer: Writer, strategy_id: int) -> dict[Criterion, Weighing]:
    latest = sa.select(sa.func.max(Round.id)).where(Round.strategy_id == strategy_id).scalar_subquery()
    rows = writer.session.scalars(sa.select(RoundCriterion).where(RoundCriterion.round_id == latest))
    anchors = {row.criterion: (row.anchor_0, row.anchor_1, row.anchor_2, row.anchor_3) for row in rows}
    return {
        criterion: Weighing(weight * WHOLE, anchors.get(criterion, NO_ANCHORS))
        for criterion, weight in DEFAULT_WEIGHTS.items()
    }


def _check(weighings: Mapping[Criterion, Weighing]) -> None:
    for fault in faults(weighings):
        raise Invalid(fault.field, fault.fault, dict(fault.details))


def _take_in(writer: Writer, found: Round, plan_ids: Sequence[int], candidate_ids: Sequence[int]) -> None:
    query = sa.select(RoundEntry.plan_id, RoundEntry.candidate_id).where(RoundEntry.round_id == found.id)
    there = {tuple(row) for row in writer.session.execute(query)}
    for plan_id in dict.fromkeys(plan_ids):
        plan = values.referred(writer, "plan_ids", Plan, plan_id)
        if is_final(plan.state):
            raise Invalid("plan_ids", "plan_is_final_to_prioritise", {"code": plan.code})
        if (plan_id, None) not in there:
            rows.write(writer, RoundEntry(round_id=found.id, plan_id=plan_id), taken="plan_ids")
    for candidate_id in dict.fromkeys(candidate_ids):
        idea = values.referred(writer, "candidate_ids", Candidate, candidate_id)
        if idea.plan_id is not None:
            raise Invalid("candidate_ids", "idea_is_a_plan")
        if (None, candidate_id) not in there:
            place = RoundEntry(round_id=found.id, candidate_id=candidate_id)
            rows.write(writer, place, taken="candidate_ids")
