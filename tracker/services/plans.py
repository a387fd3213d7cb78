"""Action plans: made with their goals, owners and partners."""

from collections.abc import Sequence
from datetime import date

from tracker.records.models import (
    Goal,
    Organisation,
    Plan,
    PlanGoal,
    PlanOwner,
    PlanPartner,
    Strategy,
    User,
)
from tracker.services import entry
from tracker.services.elements import add_element
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, verb
from tracker.theory.kinds import ElementKind, PlanState, Visibility

LARGEST_BUDGET = 10**15


@verb
def add_plan(
    writer: Writer,
    *,
    strategy_id: int,
    code: str,
    title: str,
    title_en: str | None = None,
    state: PlanState = PlanState.IDEA,
    visibility: Visibility = Visibility.SHARED,
    lead_organisation_id: int,
    goal_ids: Sequence[int] = (),
    primary_goal_id: int | None = None,
    owner_ids: Sequence[int] = (),
    partner_ids: Sequence[int] = (),
    starts_on: date | None = None,
    ends_on: date | None = None,
    budget_dkk: int | None = None,
    already_in_place: str = "",
    target_group: str = "",
) -> int:
    """Makes a plan, and one goal element in it per goal that it declares.

    A plan without goals is saved and shown as an error (DOMAIN, Structure); one with goals needs a
    primary one among them. Raises Invalid, Duplicate.
    """
    entry.referred(writer, "strategy_id", Strategy, strategy_id)
    entry.referred(writer, "lead_organisation_id", Organisation, lead_organisation_id)
    entry.period(starts_on, ends_on)
    if budget_dkk is not None and not 0 <= budget_dkk <= LARGEST_BUDGET:
        raise Invalid("budget_dkk", "out_of_range", {"lowest": 0, "highest": LARGEST_BUDGET})
    goals = _goals(writer, strategy_id, goal_ids, primary_goal_id)
    owners = [entry.referred(writer, "owner_ids", User, owner) for owner in dict.fromkeys(owner_ids)]
    partners = [
        entry.referred(writer, "partner_ids", Organisation, partner) for partner in dict.fromkeys(partner_ids)
    ]
    plan = Plan(
        strategy_id=strategy_id,
        code=entry.code(code),
        title=entry.line("title", title),
        title_en=entry.optional_line("title_en", title_en),
        state=state,
        visibility=visibility,
        lead_organisation_id=lead_organisation_id,
        starts_on=starts_on,
        ends_on=ends_on,
        budget_dkk=budget_dkk,
        already_in_place=entry.text("already_in_place", already_in_place),
        target_group=entry.text("target_group", target_group),
    )
    plan_id = entry.add(writer, plan, "code", plan.code)
    writer.session.add_all(
        [
            *(PlanGoal(plan_id=plan_id, goal_id=g.id, is_primary=g.id == primary_goal_id) for g in goals),
            *(PlanOwner(plan_id=plan_id, user_id=o.id, position=place) for place, o in enumerate(owners)),
            *(
                PlanPartner(plan_id=plan_id, organisation_id=p.id, position=place)
                for place, p in enumerate(partners)
            ),
        ]
    )
    writer.session.flush()
    for goal in goals:
        add_element(
            writer,
            plan_id=plan_id,
            code=f"{plan.code}-{goal.code}",
            kind=ElementKind.GOAL,
            title=goal.title,
            title_en=goal.title_en,
            goal_id=goal.id,
        )
    return plan_id


def _goals(
    writer: Writer, strategy_id: int, goal_ids: Sequence[int], primary_goal_id: int | None
) -> list[Goal]:
    goals = [entry.referred(writer, "goal_ids", Goal, goal) for goal in dict.fromkeys(goal_ids)]
    if any(goal.strategy_id != strategy_id for goal in goals):
        raise Invalid("goal_ids", "of_another_strategy")
    if goals and primary_goal_id is None:
        raise Invalid("primary_goal_id", "required")
    if primary_goal_id is not None and primary_goal_id not in goal_ids:
        raise Invalid("primary_goal_id", "not_among_goals")
    return goals
