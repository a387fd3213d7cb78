"""Rounds of prioritisation: who takes part, what the criteria weigh, and what each member scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

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
from tracker.theory.plan_states import is_final
from tracker.theory.priorities.candidates import Criterion
from tracker.theory.priorities.scoring import DEFAULT_WEIGHTS, HIGHEST_SCORE

Anchors = tuple[str | None, str | None, str | None, str | None]
"""In words what 0, 1, 2 and 3 mean; None for one without words."""

NO_ANCHORS: Anchors = (None, None, None, None)
WHOLE = 100
"""Per cent."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """A criterion as the group sets it: ``percent`` of the whole, and its anchors."""

    percent: float
    anchors: Anchors = NO_ANCHORS


@verb
def open_round(
    writer: Writer,
    *,
    strategy_id: int,
    title: str,
    title_en: str | None = None,
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
        title=values.line("title", title),
        title_en=values.optional_line("title_en", title_en),
        opened_on=writer.today,
        opened_by_id=writer.actor_id,
        illustrative=illustrative,
    )
    round_id = rows.add(writer, new, "title", title)
    for criterion in Criterion:
        row = RoundCriterion(round_id=round_id, criterion=criterion)
        _fill(row, given[criterion])
        writer.session.add(row)
    _take_in(writer, new, plan_ids, candidate_ids)
    return round_id


@verb
def set_criteria(
    writer: Writer, *, round_id: int, version: int | None, weighings: Mapping[Criterion, Weighing]
) -> int:
    """Sets every weight and anchor of a round. ``version`` is that of all criteria together
    (``queries.rounds.criteria_edition``). Raises NotThere, StaleWrite, Invalid."""
    found = open_one(writer, round_id)
    rows = list(writer.session.scalars(sa.select(RoundCriterion).where(RoundCriterion.round_id == round_id)))
    if version is not None and version != criteria_edition(row.version for row in rows):
        raise StaleWrite("rounds", round_id)
    _check(weighings)
    for row in rows:
        _fill(row, weighings[row.criterion])
    writer.session.flush()
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
    if score is not None and not 0 <= score <= HIGHEST_SCORE:
        raise Invalid(criterion.value, "out_of_range", {"lowest": 0, "highest": HIGHEST_SCORE})
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
    """Raises Invalid: each weight 0–100 per cent, together exactly 100."""
    for criterion in Criterion:
        field = f"weight_{criterion.value}"
        if criterion not in weighings:
            raise Invalid(field, "required")
        percent = weighings[criterion].percent
        if not isfinite(percent) or not 0 <= percent <= WHOLE:
            raise Invalid(field, "out_of_range", {"lowest": 0, "highest": WHOLE})
    whole = sum((_exact(weighings[criterion].percent) for criterion in Criterion), Fraction(0))
    if whole != WHOLE:
        raise Invalid("weights", "weights_do_not_add_up", {"sum": float(whole)})


def _exact(percent: float) -> Fraction:
    """The decimal as it was typed; what float arithmetic adds behind the ninth decimal is left off."""
    return Fraction(f"{percent:.9f}")


def _fill(row: RoundCriterion, weighing: Weighing) -> None:
    row.weight = float(_exact(weighing.percent) / WHOLE)
    texts = [
        values.optional_line(f"anchor_{row.criterion.value}_{score}", text)
        for score, text in enumerate(weighing.anchors)
    ]
    row.anchor_0, row.anchor_1, row.anchor_2, row.anchor_3 = texts


def _take_in(writer: Writer, found: Round, plan_ids: Sequence[int], candidate_ids: Sequence[int]) -> None:
    query = sa.select(RoundEntry.plan_id, RoundEntry.candidate_id).where(RoundEntry.round_id == found.id)
    there = {tuple(row) for row in writer.session.execute(query)}
    for plan_id in dict.fromkeys(plan_ids):
        plan = values.referred(writer, "plan_ids", Plan, plan_id)
        if plan.strategy_id != found.strategy_id:
            raise Invalid("plan_ids", "of_another_strategy")
        if is_final(plan.state):
            raise Invalid("plan_ids", "plan_is_final_to_prioritise", {"code": plan.code})
        if (plan_id, None) not in there:
            writer.session.add(RoundEntry(round_id=found.id, plan_id=plan_id))
    for candidate_id in dict.fromkeys(candidate_ids):
        idea = values.referred(writer, "candidate_ids", Candidate, candidate_id)
        if idea.strategy_id != found.strategy_id:
            raise Invalid("candidate_ids", "of_another_strategy")
        if idea.plan_id is not None:
            raise Invalid("candidate_ids", "idea_is_a_plan")
        if (None, candidate_id) not in there:
            writer.session.add(RoundEntry(round_id=found.id, candidate_id=candidate_id))
    writer.session.flush()
