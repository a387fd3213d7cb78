"""What ideas and those who take part in a round have to do with other rows."""

from tracker.records.models import Candidate, CandidateGoal, Plan, Round, RoundEntry
from tracker.services.checks.plans import goal_of_strategy, same_code
from tracker.services.errors import Duplicate, Invalid
from tracker.services.verb import Writer


def idea(writer: Writer, row: Candidate) -> None:
    """Raises Duplicate where another idea of the strategy has the code, however letters are written."""
    if same_code(writer, row) is not None:
        raise Duplicate("code", row.code)


def idea_goal(writer: Writer, tie: CandidateGoal) -> None:
    own = writer.session.get_one(Candidate, tie.candidate_id).strategy_id
    goal_of_strategy(writer, "goal_ids", tie.goal_id, own)


def taking_part(writer: Writer, place: RoundEntry) -> None:
    own = writer.session.get_one(Round, place.round_id).strategy_id
    plan = None if place.plan_id is None else writer.session.get_one(Plan, place.plan_id)
    if plan is not None and plan.strategy_id != own:
        raise Invalid("plan_ids", "of_another_strategy")
    idea = None if place.candidate_id is None else writer.session.get_one(Candidate, place.candidate_id)
    if idea is not None and idea.strategy_id != own:
        raise Invalid("candidate_ids", "of_another_strategy")
