"""Ideas: made, changed, archived, and made action plans."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tracker.records.models import (
    Candidate,
    CandidateFinding,
    CandidateGoal,
    Element,
    Plan,
    PlanGoal,
    PriorityScore,
    RoundEntry,
)
from tracker.records.queries.priorities.scoring_matrix import live_matrix
from tracker.services.errors import Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.priorities.decisions import Verdict, decide_round
from tracker.services.priorities.ideas import (
    add_idea,
    archive_idea,
    edit_idea,
    make_plan_of_idea,
    restore_idea,
)
from tracker.services.priorities.scoring_rounds import score_entry
from tracker.services.verb import Writer
from tracker.theory.contents.idea import IdeaContents
from tracker.theory.kinds import ElementKind, EntryDecision, PlanState, Role
from tracker.theory.priorities.candidates import Criterion, Gate


def edit(writer: Writer, idea: int, version: int | None = 1, **given: object) -> int:
    values: dict[str, Any] = {
        "code": "C9",
        "title": "Lys",
        "title_en": None,
        "description": "",
        "goal_ids": [],
        "finding_ids": [],
        "joint": False,
        "rejected": False,
        "decision": "",
    }
    contents = IdeaContents(**{**values, **given})
    return edit_idea(writer, candidate_id=idea, version=version, contents=contents)


def become(make: Maker, idea: int, **given: object) -> int:
    values = {"version": 1, "code": "HP7", "lead_organisation_id": make.the("organisation")}
    return make_plan_of_idea(make.writer, candidate_id=idea, **{**values, **given})  # type: ignore[arg-type]


def test_an_idea_names_its_goals_and_its_key_evidence(make: Maker, session: Session) -> None:
    finding = make.finding()
    idea = make.idea(finding_ids=[finding, finding])
    assert session.scalars(sa.select(CandidateGoal.goal_id)).all() == [make.the("goal")]
    assert session.scalars(sa.select(CandidateFinding.finding_id)).all() == [finding]
    edit(make.writer, idea)
    assert session.scalars(sa.select(CandidateGoal.goal_id)).all() == []
    assert session.scalars(sa.select(CandidateFinding.finding_id)).all() == []


def test_without_a_code_an_idea_gets_the_next_one(make: Maker, session: Session) -> None:
    strategy = make.the("strategy")
    for code in ("C1", "c2"):
        make.idea(code=code)
    idea = add_idea(make.writer, strategy_id=strategy, contents=IdeaContents(title="Ny"))
    assert session.get_one(Candidate, idea).code == "C3"


def test_no_two_ideas_have_the_same_code_however_it_is_written(make: Maker) -> None:
    make.idea(code="C1")
    with pytest.raises(Duplicate):
        make.idea(code="c1")
    other = make.idea(code="C2")
    with pytest.raises(Duplicate):
        edit(make.writer, other, code="c1")


def test_a_rejected_idea_says_why(make: Maker, session: Session) -> None:
    with pytest.raises(Invalid) as refused:
        make.idea(rejected=True)
    assert refused.value.field == "decision"
    idea = make.idea(rejected=True, decision="For dyrt")
    edit(make.writer, idea, decision="Står her endnu")
    assert session.get_one(Candidate, idea).decision == ""


def test_a_goal_of_another_strategy_is_refused(make: Maker) -> None:
    elsewhere = make.goal(definition_id=make.definition(strategy_id=make.strategy()))
    with pytest.raises(Invalid) as refused:
        make.idea(goal_ids=[elsewhere])
    assert (refused.value.field, refused.value.fault) == ("goal_ids", "of_another_strategy")


def test_a_stale_change_is_refused(make: Maker) -> None:
    idea = make.idea()
    edit(make.writer, idea)
    with pytest.raises(StaleWrite):
        edit(make.writer, idea, version=1)


def test_archiving_says_why_and_can_be_taken_back(make: Maker, session: Session) -> None:
    idea = make.idea()
    with pytest.raises(Invalid):
        archive_idea(make.writer, candidate_id=idea, version=1, reason=" ")
    archive_idea(make.writer, candidate_id=idea, version=1, reason="Opgivet")
    with pytest.raises(NotThere):
        edit(make.writer, idea, version=2)
    restore_idea(make.writer, candidate_id=idea)
    assert session.get_one(Candidate, idea).archived_at is None


def test_a_plan_gets_the_idea_s_titles_and_goals(make: Maker, session: Session) -> None:
    idea = make.idea(title="Lys i tunneller", title_en="Light in tunnels")
    plan = session.get_one(Plan, become(make, idea, state=PlanState.DRAFT))
    assert (plan.code, plan.title, plan.title_en) == ("HP7", "Lys i tunneller", "Light in tunnels")
    assert plan.state is PlanState.DRAFT
    goal = session.scalars(sa.select(PlanGoal).where(PlanGoal.plan_id == plan.id)).one()
    assert (goal.goal_id, goal.is_primary) == (make.the("goal"), True)
    kinds = session.scalars(sa.select(Element.kind).where(Element.plan_id == plan.id)).all()
    assert kinds == [ElementKind.GOAL]
    assert session.get_one(Candidate, idea).plan_id == plan.id


def test_of_several_goals_one_is_chosen_as_primary(make: Maker, session: Session) -> None:
    one, other = make.goal(), make.goal()
    idea = make.idea(goal_ids=[one, other])
    with pytest.raises(Invalid) as refused:
        become(make, idea)
    assert refused.value.field == "primary_goal_id"
    become(make, idea, primary_goal_id=other)
    assert session.scalars(sa.select(PlanGoal.goal_id).where(PlanGoal.is_primary)).all() == [other]


def test_the_plan_takes_the_idea_s_place_in_open_rounds_and_its_scores_stay(
    make: Maker, session: Session
) -> None:
    idea = make.idea()
    round_id = make.round(candidate_ids=[idea])
    entry = session.scalars(sa.select(RoundEntry.id)).one()
    member = replace(make.writer, actor_id=make.person(Role.PLANNER))
    score_entry(member, entry_id=entry, scores={Criterion.IMPACT: 3})
    plan = become(make, idea)
    place = session.get_one(RoundEntry, entry)
    assert (place.plan_id, place.candidate_id) == (plan, None)
    assert session.scalars(sa.select(PriorityScore.score)).all() == [3]
    (one,) = live_matrix(session, None, round_id, ("da",)).ranked
    # without a theory of change there is nothing to read off
    assert one.failed == (Gate.REFERS_TO_GOAL, Gate.JOINT)
    assert one.points[Criterion.EVIDENCE] is None


def test_in_a_decided_round_the_idea_keeps_its_place(make: Maker, session: Session) -> None:
    idea = make.idea()
    round_id = make.round(candidate_ids=[idea])
    entry = session.scalars(sa.select(RoundEntry.id)).one()
    decide_round(
        make.writer,
        round_id=round_id,
        edition=None,
        verdicts={entry: Verdict(EntryDecision.WAIT, "Senere")},
        reasons="Ro på",
    )
    become(make, idea)
    assert session.get_one(RoundEntry, entry).candidate_id == idea


@pytest.mark.parametrize("fault", ["idea_is_a_plan", "idea_is_rejected"])
def test_what_is_rejected_or_a_plan_already_becomes_no_plan(fault: str, make: Maker) -> None:
    rejected = fault == "idea_is_rejected"
    idea = make.idea(rejected=rejected, decision="For dyrt" if rejected else "")
    if not rejected:
        become(make, idea)
    with pytest.raises(Invalid) as refused:
        become(make, idea, version=None, code="HP8")
    assert refused.value.fault == fault
    if not rejected:
        with pytest.raises(Invalid):
            edit(make.writer, idea, version=None)
