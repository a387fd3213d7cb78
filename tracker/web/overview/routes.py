"""``/``: the overview. Managers see what is late first, planners the weakest links, owners their plans."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, render_template

from tracker.extensions import db
from tracker.records.queries.follow_up import milestones as milestone_query
from tracker.records.queries.follow_up.milestone_filters import Filters
from tracker.records.queries.follow_up.milestones import Selection
from tracker.records.queries.hearings import hearings as hearing_query
from tracker.records.queries.hearings import unanswered
from tracker.records.queries.pathway import load_pathways
from tracker.records.queries.plans.proposals import ProposalRow, to_look_at
from tracker.records.queries.strategies import goals as strategy_query
from tracker.records.queries.visibility import organisations_below
from tracker.theory.evidence.chains import Chain, best_chains
from tracker.theory.kinds import Role
from tracker.theory.pathway import Pathway
from tracker.web import clock
from tracker.web.access import SIGNED_IN, requires
from tracker.web.i18n import language
from tracker.web.signin import viewer

blueprint = Blueprint("overview", __name__)

MOST_PLANS = 20
"""The overview reasons on so many plans; all of them are in the list of plans."""

MOST_OVERDUE = 5
MOST_UNANSWERED = 30
DECIDED_LATELY = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class PlanStrength:
    """A plan with the best chain to its primary goal; ``chain`` is None where no output reaches it."""

    line: strategy_query.PlanLine
    pathway: Pathway
    chain: Chain | None


@blueprint.get("/")
@requires(SIGNED_IN)
def show() -> str:
    session, person, today = db.session(), viewer(), clock.today()
    if not person.roles:
        return render_template("overview/no_role.html")
    filters = Filters(owner=person.id) if _owns_only(person.roles) else Filters()
    return render_template(
        "overview/show.html",
        owns=filters.owner is not None,
        filters={"owner": person.id} if filters.owner else {},
        is_owner=person.has(Role.OWNER),
        counts=milestone_query.counts(session, person, filters, today),
        cap=milestone_query.COUNT_CAP,
        overdue=milestone_query.rows(
            session, person, Selection.OVERDUE, filters, today, language(), limit=MOST_OVERDUE
        ),
        missing=unanswered.missing(session, person, today, language()),
        unanswered=_unanswered(),
        to_record=_to_record(),
        strengths=_strengths(),
        proposals=_proposals(),
    )


def _unanswered() -> list[hearing_query.Missing]:
    """Who has not answered a hearing by its deadline; initiative owners alone are not asked for it."""
    person = viewer()
    if _owns_only(person.roles):
        return []
    return hearing_query.missing(
        db.session(), person, language(), before=clock.today(), limit=MOST_UNANSWERED
    )


def _to_record() -> list[hearing_query.Missing] | None:
    """The replies that a secretary is to record; None for others."""
    own = viewer().organisations_as(Role.SECRETARY)
    if not own:
        return None
    below = organisations_below(db.session(), own)
    return hearing_query.missing(
        db.session(), viewer(), language(), organisations=below, limit=MOST_UNANSWERED
    )


def _owns_only(roles: frozenset[tuple[Role, int]]) -> bool:
    return {role for role, _ in roles} == {Role.OWNER}


def _proposals() -> list[ProposalRow]:
    """What waits for the planning group, and what became lately of an author's own."""
    person = viewer()
    if not person.has(Role.PLANNER, Role.OWNER):
        return []
    return to_look_at(db.session(), person, language(), clock.now() - DECIDED_LATELY)


def _strengths() -> list[PlanStrength]:
    """Plans with their best chains, the weakest first."""
    session = db.session()
    lines = strategy_query.plan_lines(session, viewer(), language(), limit=MOST_PLANS)
    pathways = load_pathways(session, [line.id for line in lines], language())
    found = []
    for line in lines:
        pathway = pathways[line.id]
        goal = pathway.primary_goal
        chain = None if goal is None else best_chains(pathway).get(goal)
        found.append(PlanStrength(line, pathway, chain))
    return sorted(found, key=_weakest_first)


def _weakest_first(found: PlanStrength) -> tuple[int, str]:
    strength = None if found.chain is None else found.chain.strength
    if found.chain is None:
        return (-1, found.line.code)
    return (9 if strength is None else int(strength), found.line.code)
