"""Rounds: who takes part, what the criteria weigh, what each member scores."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tracker.records.models import Event, PriorityScore, RoundCriterion, RoundEntry
from tracker.records.queries.priorities.scoring_matrix import live_matrix
from tracker.records.queries.priorities.scoring_rounds import criteria_edition
from tracker.services.errors import Invalid, StaleWrite
from tracker.services.plans.states import archive_plan
from tracker.services.priorities.scoring_rounds import (
    add_entries,
    open_round,
    remove_entry,
    score_entry,
    set_criteria,
)
from tracker.services.verb import Writer
from tracker.theory.contents.scoring_round import RoundContents
from tracker.theory.kinds import PlanState, Role
from tracker.theory.priorities.candidates import Criterion
from tracker.theory.priorities.scoring import DEFAULT_WEIGHTS
from tracker.theory.priorities.weighings import Weighing

EVEN = {
    Criterion.EVIDENCE: 12.5,
    Criterion.PRACTICABLE: 12.5,
    Criterion.IMPACT: 25.0,
    Criterion.JOINTNESS: 33.33,
    Criterion.MEASURABLE: 16.67,
    Criterion.COST: 0.0,
}


def weighings(**changed: float) -> Mapping[Criterion, Weighing]:
    percents = {**EVEN, **{Criterion(name): percent for name, percent in changed.items()}}
    return {criterion: Weighing(percent) for criterion, percent in percents.items()}


def entry_of(session: Session, round_id: int) -> int:
    return session.scalars(sa.select(RoundEntry.id).where(RoundEntry.round_id == round_id)).all()[0]


def member(make: Maker) -> Writer:
    return replace(make.writer, actor_id=make.person(Role.PLANNER))


def weights(session: Session) -> dict[Criterion, float]:
    return {row.criterion: row.weight for row in session.scalars(sa.select(RoundCriterion))}


def test_a_round_opens_with_the_usual_weights(make: Maker, session: Session) -> None:
    make.round()
    assert weights(session) == DEFAULT_WEIGHTS


def test_a_new_round_takes_over_the_anchors_of_the_latest_and_not_its_weights(
    make: Maker, session: Session
) -> None:
    first = make.round()
    told = Weighing(12.5, ("ikke mulig", None, None, "kan startes nu"))
    set_criteria(
        make.writer,
        round_id=first,
        version=None,
        weighings={**weighings(), Criterion.PRACTICABLE: told},
    )
    second = make.round()
    query = sa.select(RoundCriterion).where(
        RoundCriterion.round_id == second, RoundCriterion.criterion == Criterion.PRACTICABLE
    )
    row = session.scalars(query).one()
    assert (row.anchor_0, row.anchor_1, row.anchor_3) == ("ikke mulig", None, "kan startes nu")
    assert row.weight == DEFAULT_WEIGHTS[Criterion.PRACTICABLE]


def test_somebody_has_to_take_part(make: Maker) -> None:
    with pytest.raises(Invalid) as refused:
        open_round(make.writer, strategy_id=make.the("strategy"), contents=RoundContents(title="Tom"))
    assert refused.value.fault == "nobody_takes_part"


@pytest.mark.parametrize("state", [PlanState.COMPLETED, PlanState.REJECTED])
def test_a_plan_in_a_final_state_is_not_prioritised(state: PlanState, make: Maker) -> None:
    with pytest.raises(Invalid) as refused:
        make.round(plan_ids=[make.plan(state=state)])
    assert refused.value.fault == "plan_is_final_to_prioritise"


def test_an_archived_plan_does_not_join_and_stays_where_it_has_joined(make: Maker, session: Session) -> None:
    plan = make.plan()
    round_id = make.round(plan_ids=[plan])
    archive_plan(make.writer, plan_id=plan, version=1, reason="Nedlagt")
    (entry,) = live_matrix(session, None, round_id, ("da",)).entries.values()
    assert entry.archived
    with pytest.raises(Invalid):
        make.round(plan_ids=[plan])


def test_what_takes_part_already_is_not_added_twice(make: Maker, session: Session) -> None:
    plan = make.plan()
    round_id = make.round(plan_ids=[plan])
    add_entries(make.writer, round_id=round_id, plan_ids=[plan, plan], candidate_ids=[make.idea()])
    assert session.scalar(sa.select(sa.func.count(RoundEntry.id))) == 2


def test_whoever_is_taken_out_loses_the_scores_and_the_last_one_stays(make: Maker, session: Session) -> None:
    round_id = make.round(plan_ids=[make.plan()], candidate_ids=[make.idea()])
    first = entry_of(session, round_id)
    score_entry(member(make), entry_id=first, scores={Criterion.COST: 1})
    remove_entry(make.writer, entry_id=first)
    assert session.scalars(sa.select(PriorityScore)).all() == []
    with pytest.raises(Invalid) as refused:
        remove_entry(make.writer, entry_id=entry_of(session, round_id))
    assert refused.value.fault == "nobody_takes_part"


def test_weights_in_per_cent_are_kept_as_the_decimals_that_were_typed(make: Maker, session: Session) -> None:
    round_id = make.round()
    set_criteria(make.writer, round_id=round_id, version=None, weighings=weighings())
    assert weights(session) == {criterion: percent / 100 for criterion, percent in EVEN.items()} | {
        Criterion.JOINTNESS: 0.3333,
        Criterion.MEASURABLE: 0.1667,
    }
    live_matrix(session, None, round_id, ("da",))  # the rules take them: exactly 1 in all


@pytest.mark.parametrize(("cost", "whole"), [(0.01, 100.01), (5.0, 105.0)])
def test_weights_that_do_not_add_up_are_refused_with_their_sum(
    cost: float, whole: float, make: Maker, session: Session
) -> None:
    round_id = make.round()
    with pytest.raises(Invalid) as refused:
        set_criteria(make.writer, round_id=round_id, version=None, weighings=weighings(cost=cost))
    assert (refused.value.fault, refused.value.details) == ("weights_do_not_add_up", {"sum": whole})
    assert weights(session) == DEFAULT_WEIGHTS


@pytest.mark.parametrize("percent", [-1.0, 101.0, float("nan"), float("inf")])
def test_a_weight_is_from_0_to_100_per_cent(percent: float, make: Maker) -> None:
    round_id = make.round()
    with pytest.raises(Invalid) as refused:
        set_criteria(make.writer, round_id=round_id, version=None, weighings=weighings(cost=percent))
    assert (refused.value.field, refused.value.fault) == ("weight_cost", "out_of_range")


def test_two_people_s_weights_do_not_overwrite_each_other_unseen(make: Maker, session: Session) -> None:
    round_id = make.round()
    edition = criteria_edition(session.scalars(sa.select(RoundCriterion.version)))
    set_criteria(make.writer, round_id=round_id, version=edition, weighings=weighings())
    with pytest.raises(StaleWrite):
        set_criteria(make.writer, round_id=round_id, version=edition, weighings=weighings())


def test_each_member_scores_and_the_median_counts(make: Maker, session: Session) -> None:
    round_id = make.round()
    entry = entry_of(session, round_id)
    for score in (0, 3, 2):
        score_entry(member(make), entry_id=entry, scores={Criterion.IMPACT: score})
    found = live_matrix(session, None, round_id, ("da",))
    (one,) = found.entries.values()
    assert one.candidate.scores[Criterion.IMPACT] == 2
    assert one.spread(Criterion.IMPACT) == (0, 3)
    assert one.spread(Criterion.COST) is None
    assert len(found.scorers) == 3


def test_a_member_changes_and_takes_back_an_own_score_alone(make: Maker, session: Session) -> None:
    round_id = make.round()
    entry = entry_of(session, round_id)
    one, other = member(make), member(make)
    for who in (one, other):
        score_entry(who, entry_id=entry, scores={Criterion.IMPACT: 1, Criterion.COST: 1})
    score_entry(one, entry_id=entry, scores={Criterion.IMPACT: 3, Criterion.COST: None})
    rows = session.execute(sa.select(PriorityScore.user_id, PriorityScore.criterion, PriorityScore.score))
    assert set(rows.all()) == {
        (one.actor_id, Criterion.IMPACT, 3),
        (other.actor_id, Criterion.IMPACT, 1),
        (other.actor_id, Criterion.COST, 1),
    }


def test_the_same_score_again_is_no_change(make: Maker, session: Session) -> None:
    entry = entry_of(session, make.round())
    who = member(make)
    score_entry(who, entry_id=entry, scores={Criterion.IMPACT: 1})
    before = session.scalar(sa.select(sa.func.count(Event.id)))
    score_entry(who, entry_id=entry, scores={Criterion.IMPACT: 1})
    assert session.scalar(sa.select(sa.func.count(Event.id))) == before


@pytest.mark.parametrize(
    ("criterion", "score", "fault"),
    [
        (Criterion.IMPACT, 4, "out_of_range"),
        (Criterion.IMPACT, -1, "out_of_range"),
        (Criterion.EVIDENCE, 2, "derived_is_not_scored"),
    ],
)
def test_a_score_is_from_0_to_3_on_what_is_not_derived(
    criterion: Criterion, score: int, fault: str, make: Maker, session: Session
) -> None:
    entry = entry_of(session, make.round())
    with pytest.raises(Invalid) as refused:
        score_entry(member(make), entry_id=entry, scores={criterion: score})
    assert refused.value.fault == fault
