"""Ideas for prioritisation: what is no plan yet, and how it becomes one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import sqlalchemy as sa

from tracker.records.models import (
    Candidate,
    CandidateFinding,
    CandidateGoal,
    Finding,
    Goal,
    Round,
    RoundEntry,
    Strategy,
)
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid
from tracker.services.plans.plans import add_plan
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.idea import IdeaContents
from tracker.theory.contents.plan import PlanContents
from tracker.theory.kinds import PlanState

CODE_PREFIX = "C"
"""Of the codes that ideas get by themselves, as in the sample strategy: C1, C2."""


@verb
def add_idea(writer: Writer, *, strategy_id: int, contents: IdeaContents, illustrative: bool = False) -> int:
    """Makes an idea. Without a code it gets the next of the strategy. Raises Invalid, Duplicate."""
    values.referred(writer, "strategy_id", Strategy, strategy_id)
    idea = Candidate(strategy_id=strategy_id, illustrative=illustrative)
    _write(writer, idea, replace(contents, code=contents.code or _next_code(writer, strategy_id)))
    return idea.id


@verb
def edit_idea(writer: Writer, *, candidate_id: int, version: int | None, contents: IdeaContents) -> int:
    """Changes an idea; all of it is given, as a form holds it.

    Raises NotThere, StaleWrite, Duplicate, Invalid (also for one that has become a plan).
    """
    idea = _still_idea(writer, candidate_id, version)
    _write(writer, idea, contents)
    return idea.id


@verb
def archive_idea(writer: Writer, *, candidate_id: int, version: int | None, reason: str) -> int:
    """Takes an idea off the list; in rounds that hold it it stays. The reason has to be given.

    Raises NotThere, StaleWrite, Invalid.
    """
    return rows.archive(writer, Candidate, candidate_id, version, reason, needed=True)


@verb
def restore_idea(writer: Writer, *, candidate_id: int) -> int:
    """Takes an archived idea up again. Raises NotThere."""
    return rows.put_back(writer, Candidate, candidate_id)


@verb
def make_plan_of_idea(
    writer: Writer,
    *,
    candidate_id: int,
    version: int | None,
    code: str,
    lead_organisation_id: int,
    primary_goal_id: int | None = None,
    state: PlanState = PlanState.IDEA,
) -> int:
    """Makes a plan with the idea's titles and goals, and gives the plan's number.

    The plan takes the idea's place in open rounds, where its scores stay. A goal that is alone is the primary
    one. Raises NotThere, StaleWrite, Duplicate, Invalid (also for an idea that is rejected, or a plan
    already).
    """
    idea = _still_idea(writer, candidate_id, version)
    if idea.rejected:
        raise Invalid("candidate_id", "idea_is_rejected")
    if state not in (PlanState.IDEA, PlanState.DRAFT):
        raise Invalid("state", "not_a_beginning")
    query = sa.select(CandidateGoal.goal_id).where(CandidateGoal.candidate_id == idea.id)
    goals = list(writer.session.scalars(query.order_by(CandidateGoal.goal_id)))
    plan_id = add_plan(
        writer,
        strategy_id=idea.strategy_id,
        state=state,
        contents=PlanContents(
            code=code,
            title=idea.title,
            title_en=idea.title_en,
            lead_organisation_id=lead_organisation_id,
            goal_ids=goals,
            primary_goal_id=goals[0] if len(goals) == 1 else primary_goal_id,
        ),
    )
    idea.plan_id = plan_id
    places = (
        sa.select(RoundEntry)
        .join(Round, Round.id == RoundEntry.round_id)
        .where(RoundEntry.candidate_id == idea.id, Round.decided_at.is_(None))
    )
    for place in writer.session.scalars(places):
        place.candidate_id, place.plan_id = None, plan_id
    writer.session.flush()
    return plan_id


def _still_idea(writer: Writer, candidate_id: int, version: int | None) -> Candidate:
    """That it became a plan is said rather than that somebody was first: nothing can be sent again."""
    if fetch(writer, Candidate, candidate_id).plan_id is not None:
        raise Invalid("candidate_id", "idea_is_a_plan")
    return fetch(writer, Candidate, candidate_id, version)


def _write(writer: Writer, idea: Candidate, contents: IdeaContents) -> None:
    rows.fill(writer, idea, contents)
    if not idea.rejected:
        idea.decision = ""
    rows.write(writer, idea)
    _choose_goals(writer, idea, contents.goal_ids)
    _choose_findings(writer, idea, contents.finding_ids)


def _choose_goals(writer: Writer, idea: Candidate, goal_ids: Sequence[int]) -> None:
    query = sa.select(CandidateGoal).where(CandidateGoal.candidate_id == idea.id)
    held = {row.goal_id: row for row in writer.session.scalars(query)}
    for goal in dict.fromkeys(goal_ids):
        if goal not in held:
            values.referred(writer, "goal_ids", Goal, goal)
            rows.write(writer, CandidateGoal(candidate_id=idea.id, goal_id=goal), taken="goal_ids")
    for goal, row in held.items():
        if goal not in goal_ids:
            writer.session.delete(row)
    writer.session.flush()


def _choose_findings(writer: Writer, idea: Candidate, finding_ids: Sequence[int]) -> None:
    """The same for key evidence; a finding that was archived since may stay."""
    query = sa.select(CandidateFinding).where(CandidateFinding.candidate_id == idea.id)
    held = {row.finding_id: row for row in writer.session.scalars(query)}
    for finding in dict.fromkeys(finding_ids):
        if finding in held:
            continue
        values.referred(writer, "finding_ids", Finding, finding)
        writer.session.add(CandidateFinding(candidate_id=idea.id, finding_id=finding))
    for finding, row in held.items():
        if finding not in finding_ids:
            writer.session.delete(row)
    writer.session.flush()


def _next_code(writer: Writer, strategy_id: int) -> str:
    query = sa.select(Candidate.code).where(Candidate.strategy_id == strategy_id)
    taken = {code.casefold() for code in writer.session.scalars(query)}
    free = (number for number in count(1) if f"{CODE_PREFIX}{number}".casefold() not in taken)
    return f"{CODE_PREFIX}{next(free)}"
