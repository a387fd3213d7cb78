"""Ideas for prioritisation: what is no plan yet, and how it becomes one."""

from collections.abc import Sequence

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
from tracker.services.errors import Duplicate, Invalid
from tracker.services.plans.plans import add_plan
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.contents.plan import PlanContents
from tracker.theory.kinds import PlanState

CODE_PREFIX = "C"
"""Of the codes that ideas get by themselves, as in the sample strategy: C1, C2."""


@verb
def add_idea(
    writer: Writer,
    *,
    strategy_id: int,
    code: str = "",
    title: str,
    title_en: str | None = None,
    description: str = "",
    goal_ids: Sequence[int] = (),
    finding_ids: Sequence[int] = (),
    joint: bool = False,
    rejected: bool = False,
    decision: str = "",
    illustrative: bool = False,
) -> int:
    """Makes an idea. Without a ``code`` it gets the next of the strategy.

    ``finding_ids`` are its key evidence, ``joint`` says that police and municipality would both act. One that
    is ``rejected`` says why in ``decision``. Raises Invalid, Duplicate.
    """
    values.referred(writer, "strategy_id", Strategy, strategy_id)
    idea = Candidate(
        strategy_id=strategy_id,
        code=_free_code(writer, strategy_id, values.code(code or _next_code(writer, strategy_id))),
        title=values.line("title", title),
        title_en=values.optional_line("title_en", title_en),
        description=values.text("description", description),
        joint=joint,
        rejected=rejected,
        decision=_decision(rejected, decision),
        illustrative=illustrative,
    )
    idea_id = rows.add(writer, idea, "code", idea.code)
    _choose_goals(writer, idea, goal_ids)
    _choose_findings(writer, idea, finding_ids)
    return idea_id


@verb
def edit_idea(
    writer: Writer,
    *,
    candidate_id: int,
    version: int | None,
    code: str,
    title: str,
    title_en: str | None,
    description: str,
    goal_ids: Sequence[int],
    finding_ids: Sequence[int],
    joint: bool,
    rejected: bool,
    decision: str,
) -> int:
    """Changes an idea; all of it is given, as a form holds it.

    Raises NotThere, StaleWrite, Duplicate, Invalid (also for one that has become a plan).
    """
    idea = fetch(writer, Candidate, candidate_id, version)
    _must_be_idea(idea)
    idea.code = _free_code(writer, idea.strategy_id, values.code(code), own=idea.code)
    idea.title = values.line("title", title)
    idea.title_en = values.optional_line("title_en", title_en)
    idea.description = values.text("description", description)
    idea.joint = joint
    idea.rejected = rejected
    idea.decision = _decision(rejected, decision)
    rows.add(writer, idea, "code", idea.code)
    _choose_goals(writer, idea, goal_ids)
    _choose_findings(writer, idea, finding_ids)
    return idea.id


@verb
def archive_idea(writer: Writer, *, candidate_id: int, version: int | None, reason: str) -> int:
    """Takes an idea off the list; in rounds that hold it it stays. The reason has to be given.

    Raises NotThere, StaleWrite, Invalid.
    """
    idea = fetch(writer, Candidate, candidate_id, version)
    values.line("reason", reason, TEXT_LENGTH)
    idea.archived_at = writer.now
    writer.session.flush()
    return idea.id


@verb
def restore_idea(writer: Writer, *, candidate_id: int) -> int:
    """Takes an archived idea up again. Raises NotThere."""
    idea = fetch(writer, Candidate, candidate_id, archived=True)
    idea.archived_at = None
    writer.session.flush()
    return idea.id


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
    idea = fetch(writer, Candidate, candidate_id, version)
    _must_be_idea(idea)
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


def _must_be_idea(idea: Candidate) -> None:
    if idea.plan_id is not None:
        raise Invalid("candidate_id", "idea_is_a_plan")


def _decision(rejected: bool, decision: str) -> str:
    """What is turned down says why; what is not has no such text."""
    return values.line("decision", decision, TEXT_LENGTH) if rejected else ""


def _choose_goals(writer: Writer, idea: Candidate, goal_ids: Sequence[int]) -> None:
    query = sa.select(CandidateGoal).where(CandidateGoal.candidate_id == idea.id)
    held = {row.goal_id: row for row in writer.session.scalars(query)}
    for goal in dict.fromkeys(goal_ids):
        if goal in held:
            continue
        if values.referred(writer, "goal_ids", Goal, goal).strategy_id != idea.strategy_id:
            raise Invalid("goal_ids", "of_another_strategy")
        writer.session.add(CandidateGoal(candidate_id=idea.id, goal_id=goal))
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


def _codes(writer: Writer, strategy_id: int) -> set[str]:
    query = sa.select(Candidate.code).where(Candidate.strategy_id == strategy_id)
    return {code.casefold() for code in writer.session.scalars(query)}


def _free_code(writer: Writer, strategy_id: int, code: str, own: str = "") -> str:
    """Raises Duplicate where another idea has the code, however letters are written."""
    with writer.session.no_autoflush:
        taken = _codes(writer, strategy_id) - {own.casefold()}
    if code.casefold() in taken:
        raise Duplicate("code", code)
    return code


def _next_code(writer: Writer, strategy_id: int) -> str:
    taken = _codes(writer, strategy_id)
    number = 1
    while f"{CODE_PREFIX}{number}".casefold() in taken:
        number += 1
    return f"{CODE_PREFIX}{number}"
