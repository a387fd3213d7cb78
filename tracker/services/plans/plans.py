"""Action plans: made and changed, with their goals, owners and partners."""

from collections.abc import Sequence

import sqlalchemy as sa

from tracker.records.models import Organisation, Plan, PlanOwner, PlanPartner, Strategy, User
from tracker.records.queries.plans.plan_making import GoalBox, goal_boxes, stored_plan
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid
from tracker.services.plans.goals import declare, goals_of
from tracker.services.plans.part_codes import rename_parts
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.plan import PlanContents
from tracker.theory.kinds import PlanState
from tracker.theory.plan_states import is_final


@verb
def add_plan(
    writer: Writer, *, strategy_id: int, contents: PlanContents, state: PlanState = PlanState.IDEA
) -> int:
    """Makes a plan, and one goal element in it per goal that it declares. Raises Invalid, Duplicate."""
    values.referred(writer, "strategy_id", Strategy, strategy_id)
    goals = goals_of(writer, strategy_id, contents.goal_ids)
    plan = Plan(strategy_id=strategy_id, state=state)
    rows.fill(writer, plan, contents)
    plan_id = rows.write(writer, plan)
    choose_owners(writer, plan_id, contents.owner_ids)
    _choose_partners(writer, plan_id, contents.partner_ids)
    declare(writer, plan, goals, contents.primary_goal_id)
    return plan_id


@verb
def edit_plan(writer: Writer, *, plan_id: int, version: int, contents: PlanContents) -> tuple[GoalBox, ...]:
    """Changes a plan; all of it is given, as a form holds it. The state has a verb of its own.

    Gives the goals that were taken off and whose goal element something hung on: the element is archived
    with it (``goals``). Another code takes the codes of the plan's parts along. Raises NotThere,
    StaleWrite, Duplicate, Invalid (also for a completed or rejected plan, which stays as it is).
    """
    plan = fetch(writer, Plan, plan_id, version)
    if is_final(plan.state):
        raise Invalid("plan_id", "plan_is_final")
    goals = goals_of(writer, plan.strategy_id, contents.goal_ids)
    left_out = tuple(
        box
        for box in goal_boxes(writer.session, plan_id)
        if box.goal_id not in contents.goal_ids and box.hangs
    )
    old_code = plan.code
    with writer.session.no_autoflush:
        rows.fill(writer, plan, contents)
        if _others_join(writer, plan_id, contents):
            # whoever edits the plan at the same time has to learn of this too: the row gets a new version
            plan.revision += 1
    rows.write(writer, plan)
    if plan.code != old_code:
        rename_parts(writer, plan_id, old_code, plan.code)
    choose_owners(writer, plan_id, contents.owner_ids)
    _choose_partners(writer, plan_id, contents.partner_ids)
    declare(writer, plan, goals, contents.primary_goal_id)
    return left_out


def _others_join(writer: Writer, plan_id: int, contents: PlanContents) -> bool:
    """Whether the plan gets other goals, owners or partners than it has."""
    held = stored_plan(writer.session, plan_id)
    return held is not None and (
        set(held.goal_ids) != set(contents.goal_ids)
        or held.primary_goal_id != contents.primary_goal_id
        or set(held.owner_ids) != set(contents.owner_ids)
        or set(held.partner_ids) != set(contents.partner_ids)
    )


def choose_owners(writer: Writer, plan_id: int, owner_ids: Sequence[int]) -> None:
    """Makes these people the plan's owners. Those who are owners already keep their places, new ones stand
    behind them. Raises Invalid for a closed account."""
    query = sa.select(PlanOwner).where(PlanOwner.plan_id == plan_id)
    held = {row.user_id: row for row in writer.session.scalars(query)}
    place = max((row.position for row in held.values()), default=-1)
    for owner in dict.fromkeys(owner_ids):
        if owner in held:
            continue
        if values.referred(writer, "owner_ids", User, owner).deactivated_at is not None:
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
        values.referred(writer, "partner_ids", Organisation, partner)
        place += 1
        writer.session.add(PlanPartner(plan_id=plan_id, organisation_id=partner, position=place))
    for partner, row in held.items():
        if partner not in partner_ids:
            writer.session.delete(row)
    writer.session.flush()
