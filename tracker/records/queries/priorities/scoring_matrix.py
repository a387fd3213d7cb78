"""From rows to theory: the matrix of a round as the plans, ideas and scores are now.

Sixteen queries at most in one language, whatever takes part.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import (
    Candidate,
    CandidateFinding,
    CandidateGoal,
    Finding,
    Goal,
    Organisation,
    Plan,
    PlanPartner,
    PriorityScore,
    RoundEntry,
    User,
)
from tracker.records.queries.parties import roots
from tracker.records.queries.pathway import load_pathways
from tracker.records.queries.priorities.scoring_rounds import criteria, in_sight, with_plans
from tracker.records.viewer import Viewer
from tracker.theory import pathway
from tracker.theory.kinds import OrganisationKind
from tracker.theory.priorities import candidates as theory
from tracker.theory.priorities.matrix import Entry, Given, Matrix, Text, grounds, matrix, medians


def live_matrix(session: Session, viewer: Viewer | None, round_id: int, languages: Sequence[str]) -> Matrix:
    """Everything that the viewer sees of the round, ranked; the program itself (None) sees all of it. Texts
    come in ``languages``."""
    rows = _entries(session, viewer, round_id)
    scores, members = _scores(session, round_id)
    plans = [row.plan_id for row in rows if row.plan_id is not None]
    ideas = [row.candidate_id for row in rows if row.candidate_id is not None]
    pathways = {language: load_pathways(session, plans, language) for language in languages}
    partners = _with_partner(session, plans)
    goals = _goal_codes(session)
    of_ideas = idea_candidates(session, ideas)
    entries = []
    for row in rows:
        given = tuple(scores[row.id])
        if row.plan_id is None:
            entries.append(_idea(row, of_ideas[row.candidate_id], given, goals))
        else:
            own = {language: found[row.plan_id] for language, found in pathways.items()}
            entries.append(_plan(row, own, given, goals, has_partner=row.plan_id in partners))
    held = criteria(session, round_id)
    seen = {one.member for entry in entries for one in entry.given}
    return matrix(
        entries,
        {one.criterion: one.weight for one in held},
        {one.criterion: one.anchors for one in held},
        {number: name for number, name in members.items() if number in seen},
    )


def idea_candidates(session: Session, ideas: Iterable[int]) -> dict[int, theory.Candidate]:
    """Ideas as the rules see them, without scores, by number. Three queries; archived findings count no
    more."""
    wanted = sorted(set(ideas))
    rows = session.execute(sa.select(Candidate.id, Candidate.joint).where(Candidate.id.in_(wanted)))
    joint = {row.id: row.joint for row in rows}
    goals: defaultdict[int, list[int]] = defaultdict(list)
    for idea, goal in session.execute(
        sa.select(CandidateGoal.candidate_id, CandidateGoal.goal_id).where(
            CandidateGoal.candidate_id.in_(wanted)
        )
    ):
        goals[idea].append(goal)
    found: defaultdict[int, list[pathway.Finding]] = defaultdict(list)
    query = (
        sa.select(
            CandidateFinding.candidate_id,
            Finding.id,
            Finding.citation,
            Finding.direction,
            Finding.level,
            Finding.effect,
            Finding.sentence,
        )
        .join(Finding, Finding.id == CandidateFinding.finding_id)
        .where(CandidateFinding.candidate_id.in_(wanted), Finding.archived_at.is_(None))
        .order_by(Finding.code, Finding.id)
    )
    for row in session.execute(query):
        found[row.candidate_id].append(pathway.Finding(*row[1:]))
    return {idea: theory.of_idea(idea, goals[idea], found[idea], {}, joint=joint[idea]) for idea in joint}


def _entries(session: Session, viewer: Viewer | None, round_id: int) -> Sequence[sa.Row[Any]]:
    query = with_plans(
        sa.select(
            RoundEntry.id,
            RoundEntry.plan_id,
            RoundEntry.candidate_id,
            RoundEntry.decision,
            RoundEntry.decision_reason,
            Plan.code.label("plan_code"),
            Plan.title.label("plan_title"),
            Plan.title_en.label("plan_title_en"),
            Plan.state,
            Plan.archived_at.label("plan_archived_at"),
            Candidate.code.label("idea_code"),
            Candidate.title.label("idea_title"),
            Candidate.title_en.label("idea_title_en"),
            Candidate.archived_at.label("idea_archived_at"),
            Candidate.rejected,
            Candidate.decision.label("idea_decision"),
        ).select_from(RoundEntry)
    )
    return list(
        session.execute(
            query.where(RoundEntry.round_id == round_id, in_sight(viewer)).order_by(RoundEntry.id)
        )
    )


def _scores(session: Session, round_id: int) -> tuple[defaultdict[int, list[Given]], dict[pathway.Id, Text]]:
    """Scores by entry, and the names of those who gave them, in the order of their first score."""
    query = (
        sa.select(
            PriorityScore.entry_id,
            PriorityScore.user_id,
            PriorityScore.criterion,
            PriorityScore.score,
            PriorityScore.scored_at,
            User.name,
            User.name_en,
        )
        .join(RoundEntry, RoundEntry.id == PriorityScore.entry_id)
        .join(User, User.id == PriorityScore.user_id)
        .where(RoundEntry.round_id == round_id)
        .order_by(PriorityScore.id)
    )
    found: defaultdict[int, list[Given]] = defaultdict(list)
    names: dict[pathway.Id, Text] = {}
    for row in session.execute(query):
        found[row.entry_id].append(Given(row.user_id, row.criterion, row.score, row.scored_at))
        names[row.user_id] = text(row.name, row.name_en)
    return found, names


def text(danish: str, english: str | None) -> Text:
    """A stored text in both languages; the Danish one stands in where there is no English."""
    return {"da": danish, "en": english or danish}


def _with_partner(session: Session, plans: list[int]) -> set[int]:
    """The plans in which an organisation outside police and municipality takes part or leads."""
    root = roots()
    query = (
        sa.select(Plan.id)
        .outerjoin(PlanPartner, PlanPartner.plan_id == Plan.id)
        .join(
            Organisation,
            sa.or_(
                Organisation.id == PlanPartner.organisation_id, Organisation.id == Plan.lead_organisation_id
            ),
        )
        .join(root, root.c.id == Organisation.id)
        .where(Plan.id.in_(plans), root.c.kind == OrganisationKind.PARTNER)
    )
    return set(session.scalars(query))


def _goal_codes(session: Session) -> dict[pathway.Id, str]:
    query = sa.select(Goal.id, Goal.code).order_by(Goal.position, Goal.id)
    return {row.id: row.code for row in session.execute(query)}


def _plan(
    row: sa.Row[Any],
    pathways: dict[str, pathway.Pathway],
    given: tuple[Given, ...],
    goals: dict[pathway.Id, str],
    *,
    has_partner: bool,
) -> Entry:
    plan = next(iter(pathways.values()))
    candidate = theory.of_plan(plan, medians(given), has_partner=has_partner)
    return Entry(
        _numbered(candidate, row.id),
        row.plan_code,
        text(row.plan_title, row.plan_title_en),
        row.plan_id,
        None,
        tuple(code for goal, code in goals.items() if goal in candidate.goals),
        grounds(pathways),
        given,
        state=row.state,
        archived=row.plan_archived_at is not None,
        decision=row.decision,
        reason=row.decision_reason,
    )


def _idea(
    row: sa.Row[Any], candidate: theory.Candidate, given: tuple[Given, ...], goals: dict[pathway.Id, str]
) -> Entry:
    return Entry(
        _numbered(candidate, row.id, medians(given)),
        row.idea_code,
        text(row.idea_title, row.idea_title_en),
        None,
        row.candidate_id,
        tuple(code for goal, code in goals.items() if goal in candidate.goals),
        None,
        given,
        archived=row.idea_archived_at is not None,
        turned_down=row.idea_decision if row.rejected else "",
        decision=row.decision,
        reason=row.decision_reason,
    )


def _numbered(candidate: theory.Candidate, entry_id: int, scores: Any = None) -> theory.Candidate:
    """The candidate under the number of its entry: a plan and an idea may have the same."""
    return theory.Candidate(
        entry_id,
        candidate.goals,
        candidate.joint,
        candidate.harm,
        candidate.derived,
        candidate.scores if scores is None else scores,
    )
