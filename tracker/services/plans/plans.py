"""Action plans: made and changed, with their goals, owners and partners."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from tracker.records.models import Organisation, Plan, PlanOwner, PlanPartner, Strategy, User
from tracker.records.queries.plans.plan_making import GoalBox, goal_boxes, stored_plan
from tracker.services import entry
from tracker.services.errors import Invalid
from tracker.services.plans.goals import checked_goals, declare
from tracker.services.plans.part_codes import plan_code, rename_parts
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import PlanState, Visibility
from tracker.theory.plan_states import is_final

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
    _check_budget(budget_dkk)
    goals = checked_goals(writer, strategy_id, goal_ids, primary_goal_id)
    plan = Plan(
        strategy_id=strategy_id,
        code=plan_code(writer, strategy_id, code),
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
    _choose_owners(writer, plan_id, owner_ids)
    _choose_partners(writer, plan_id, partner_ids)
    declare(writer, plan, goals, primary_goal_id)
    return plan_id


@verb
def edit_plan(
    writer: Writer,
    *,
    plan_id: int,
    version: int,
    code: str,
    title: str,
    title_en: str | None,
    visibility: Visibility,
    lead_organisation_id: int,
    goal_ids: Sequence[int],
    primary_goal_id: int | None,
    owner_ids: Sequence[int],
    partner_ids: Sequence[int],
    starts_on: date | None,
    ends_on: date | None,
    budget_dkk: int | None,
    already_in_place: str,
    target_group: str,
) -> tuple[GoalBox, ...]:
    """Changes a plan; all of it is given, as a form holds it. The state has a verb of its own.

    Gives the goals that were taken off and whose goal element something hung on: the element is archived
    with it (``plan_goals``). Another code takes the codes of the plan's parts along. Raises NotThere,
    StaleWrite, Duplicate, Invalid (also for a completed or rejected plan, which stays as it is).
    """
    plan = fetch(writer, Plan, plan_id, version)
    if is_final(plan.state):
        raise Invalid("plan_id", "plan_is_final")
    if lead_organisation_id != plan.lead_organisation_id:
        entry.referred(writer, "lead_organisation_id", Organisation, lead_organisation_id)
    entry.period(starts_on, ends_on)
    _check_budget(budget_dkk)
    goals = checked_goals(writer, plan.strategy_id, goal_ids, primary_goal_id)
    left_out = tuple(
        box for box in goal_boxes(writer.session, plan_id) if box.goal_id not in goal_ids and box.hangs
    )
    old_code = plan.code
    plan.code = plan_code(writer, plan.strategy_id, code, own=plan.code)
    plan.title = entry.line("title", title)
    plan.title_en = entry.optional_line("title_en", title_en)
    plan.visibility = visibility
    plan.lead_organisation_id = lead_organisation_id
    plan.starts_on = starts_on
    plan.ends_on = ends_on
    plan.budget_dkk = budget_dkk
    plan.already_in_place = entry.text("already_in_place", already_in_place)
    plan.target_group = entry.text("target_group", target_group)
    if _others_join(writer, plan_id, goal_ids, primary_goal_id, owner_ids, partner_ids):
        # whoever edits the plan at the same time has to learn of this too: the row gets a new version
        plan.revision += 1
    entry.add(writer, plan, "code", plan.code)
    if plan.code != old_code:
        rename_parts(writer, plan_id, old_code, plan.code)
    _choose_owners(writer, plan_id, owner_ids)
    _choose_partners(writer, plan_id, partner_ids)
    declare(writer, plan, goals, primary_goal_id)
    return left_out


def _others_join(
    writer: Writer,
    plan_id: int,
    goal_ids: Sequence[int],
    primary_goal_id: int | None,
    owner_ids: Sequence[int],
    partner_ids: Sequence[int],
) -> bool:
    """Whether the plan gets other goals, owners or partners than it has."""
    with writer.session.no_autoflush:
        held = stored_plan(writer.session, plan_id)
    return held is not None and (
        set(held.goal_ids) != set(goal_ids)
        or held.primary_goal_id != primary_goal_id
        or set(held.owner_ids) != set(owner_ids)
        or set(held.partner_ids) != set(partner_ids)
    )


def _check_budget(budget_dkk: int | None) -> None:
    if budget_dkk is not None and not 0 <= budget_dkk <= LARGEST_BUDGET:
        raise Invalid("budget_dkk", "out_of_range", {"lowest": 0, "highest": LARGEST_BUDGET})


def _choose_owners(writer: Writer, plan_id: int, owner_ids: Sequence[int]) -> None:
    """Makes these people the plan's owners. Those who are owners already keep their places, new ones stand
    behind them. Raises Invalid for a closed account."""
    query = sa.select(PlanOwner).where(PlanOwner.plan_id == plan_id)
    held = {row.user_id: row for row in writer.session.scalars(query)}
    place = max((row.position for row in held.values()), default=-1)
    for owner in dict.fromkeys(owner_ids):
        if owner in held:
            continue
        if entry.referred(writer, "owner_ids", User, owner).deactivated_at is not None:
            raise Invalid("owner_ids", "person_is_deactivated")
        place += 1
        writer.session.add(PlanOwner(plan_id=plan_id, user_id=owner, position=place))
    for owner, row in held.items():
        if owner not in owner_ids:
            writer.session.delete(row)
    writer.session.flush()


def _choose_partners(writer: Writer, plan_id: int, partner_ids: Sequence[int]) -> None:
    """The same for partners. Raises Invalid for a new one that is archived."""
    query = sa.select(PlanPartner).where(PlanPartner.plan_id == plan_id)
    held = {row.organisation_id: row for row in writer.session.scalars(query)}
    place = max((row.position for row in held.values()), default=-1)
    for partner in dict.fromkeys(partner_ids):
        if partner in held:
            continue
        entry.referred(writer, "partner_ids", Organisation, partner)
        place += 1
        writer.session.add(PlanPartner(plan_id=plan_id, organisation_id=partner, position=place))
    for partner, row in held.items():
        if partner not in partner_ids:
            writer.session.delete(row)
    writer.session.flush()
