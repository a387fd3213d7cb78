"""Who may do what: the one table of rules, of which every route declares one (``enforcement`` holds it)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, g

from tracker.records.queries.visibility import PlanStanding, RecipientStanding
from tracker.records.viewer import Viewer
from tracker.theory.kinds import PlanState, Role
from tracker.theory.plan_states import OWNERS_EDIT, allowed_moves, is_final
from tracker.web.signin import viewer

View = TypeVar("View", bound=Callable[..., Any])


class Subject(StrEnum):
    """What a rule looks at beside the person."""

    NOTHING = "nothing"
    PLAN = "plan"
    SIGNED_ADDRESS = "signed_address"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True)
class Rule:
    """``allows`` gets the person and, for a rule on a plan, how they stand to it. A rule on a recipient of a
    hearing looks at whom it is recorded for as well (``records_for``)."""

    name: str
    subject: Subject
    signed_in: bool
    allows: Callable[[Viewer, PlanStanding | None], bool]


def _anyone(_viewer: Viewer, _plan: PlanStanding | None) -> bool:
    return True


def _partner(person: Viewer, _plan: PlanStanding | None) -> bool:
    return bool(person.roles)


def _administrator(person: Viewer, _plan: PlanStanding | None) -> bool:
    return person.has(Role.ADMINISTRATOR)


def _steer(person: Viewer, _plan: PlanStanding | None) -> bool:
    return person.is_planner


def _run_hearings(person: Viewer, _plan: PlanStanding | None) -> bool:
    return person.has(Role.SECRETARY)


def _follow_hearing(person: Viewer, _plan: PlanStanding | None) -> bool:
    return person.has(Role.SECRETARY, Role.PLANNER)


def records_for(person: Viewer, recipient: RecipientStanding) -> bool:
    """A secretary of the recipient or of what stands above it; what belongs to no recipient is for all."""
    own = person.organisations_as(Role.SECRETARY)
    return bool(own) if recipient.above is None else bool(own & recipient.above)


def _report(person: Viewer, plan: PlanStanding | None) -> bool:
    if plan is None or plan.archived:
        return False
    return person.is_planner or (plan.owns and person.has(Role.OWNER))


def _new_plan(person: Viewer, _plan: PlanStanding | None) -> bool:
    return person.has(Role.PLANNER, Role.OWNER)


def _build(person: Viewer, plan: PlanStanding | None) -> bool:
    if plan is None or plan.archived or is_final(plan.state):
        return False
    return person.is_planner or (plan.owns and person.has(Role.OWNER) and plan.state in OWNERS_EDIT)


def _contribute(person: Viewer, plan: PlanStanding | None) -> bool:
    if plan is None or plan.archived or is_final(plan.state):
        return False
    return person.is_planner or (plan.owns and person.has(Role.OWNER))


def _decide(person: Viewer, _plan: PlanStanding | None) -> bool:
    return person.is_planner


def _copy(person: Viewer, plan: PlanStanding | None) -> bool:
    return plan is not None and _new_plan(person, plan)


def _move(person: Viewer, plan: PlanStanding | None) -> bool:
    if plan is None or plan.archived:
        return False
    return person.is_planner or (plan.owns and person.has(Role.OWNER) and plan.state in OWNERS_EDIT)


def _moves(person: Viewer, plan: PlanStanding) -> tuple[PlanState, ...]:
    """The planning group moves a plan; an owner takes their own idea up as a draft."""
    if person.is_planner:
        return allowed_moves(plan.state)
    if plan.owns and person.has(Role.OWNER) and plan.state is PlanState.IDEA:
        return (PlanState.DRAFT,)
    return ()


def _discuss(person: Viewer, plan: PlanStanding | None) -> bool:
    may = person.has(Role.OWNER, Role.PLANNER, Role.MANAGER, Role.SECRETARY)
    return may and plan is not None and not plan.archived


PUBLIC = Rule("public", Subject.NOTHING, False, _anyone)
"""Anyone, signed in or not."""

SIGNED_IN = Rule("signed_in", Subject.NOTHING, True, _anyone)
"""Anyone with an account, whatever their roles: their own account, their language."""

PARTNER = Rule("partner", Subject.NOTHING, True, _partner)
"""Anyone who holds a role in the strategy; the page's queries leave out what they may not see."""

STEER = Rule("steer", Subject.NOTHING, True, _steer)
"""The planning group keeps the measurements, the index, the priorities and the shared catalogue."""

RUN_HEARINGS = Rule("run_hearings", Subject.NOTHING, True, _run_hearings)
"""Committee secretaries keep cases, open hearings and record replies."""

RECORD_REPLY = Rule("record_reply", Subject.RECIPIENT, True, _run_hearings)
"""A secretary records the reply of their own organisation and of those below it, with its attachments."""

FOLLOW_HEARING = Rule("follow_hearing", Subject.NOTHING, True, _follow_hearing)
"""Secretaries and the planning group keep the points of a decision, and what was done about them."""

ADMINISTRATOR = Rule("administrator", Subject.NOTHING, True, _administrator)
"""Organisations, people, roles."""

SEE_PLAN = Rule("see_plan", Subject.PLAN, True, _anyone)
"""The plan of the address is visible to the person."""

REPORT = Rule("report", Subject.PLAN, True, _report)
"""Owners of the plan, and the planning group, report status, milestones and readings."""

NEW_PLAN = Rule("new_plan", Subject.NOTHING, True, _new_plan)
"""The planning group and initiative owners make plans."""

KEEP_EVIDENCE = Rule("keep_evidence", Subject.NOTHING, True, _new_plan)
"""The planning group and initiative owners keep the evidence register; every partner reads it."""

BUILD = Rule("build", Subject.PLAN, True, _build)
"""Change a plan directly: the planning group, and its owners until it is approved. A plan in a final state
stays as it is."""

CONTRIBUTE = Rule("contribute", Subject.PLAN, True, _contribute)
"""Change a plan, or propose a change where it is approved."""

COPY_PLAN = Rule("copy_plan", Subject.PLAN, True, _copy)
"""Who may make plans may copy any plan that they see."""

MOVE_PLAN = Rule("move_plan", Subject.PLAN, True, _move)
"""The planning group moves a plan's state; an owner makes their own idea a draft, and sees until the approval
how far it has come."""

DECIDE = Rule("decide", Subject.PLAN, True, _decide)
"""The planning group archives and restores a plan, and decides on proposals."""

DISCUSS = Rule("discuss", Subject.PLAN, True, _discuss)
"""Everyone who sees the plan comments on it, but for readers, who change nothing."""

OWN_MARK = Rule("own_mark", Subject.PLAN, True, _anyone)
"""Whoever sees the plan notes for themselves that they have read something in it."""

BY_TOKEN = Rule("by_token", Subject.SIGNED_ADDRESS, False, _anyone)
"""The address carries a token that a page of the plan was given; anything else answers 404. Without a look
at the session or the plan: it opens no more than the number of the plan's edition."""


def requires(rule: Rule) -> Callable[[View], View]:
    """Declares the rule of a route; stands under the route's own decorator."""

    def declare(view: View) -> View:
        view.access_rule = rule  # type: ignore[attr-defined]
        return view

    return declare


def rule_of(app: Flask, endpoint: str) -> Rule | None:
    """The rule that the endpoint's view declares."""
    if endpoint == "static":
        return PUBLIC
    rule = getattr(app.view_functions.get(endpoint), "access_rule", None)
    return rule if isinstance(rule, Rule) else None


def plan_standing() -> PlanStanding:
    """How the viewer stands to the plan of this address; only for routes with a rule on a plan."""
    found: PlanStanding = g.plan_standing
    return found


def may_report() -> bool:
    """Whether the viewer may report on the plan of this address."""
    return _report(viewer(), plan_standing())


def may_build() -> bool:
    """Whether the viewer may change the plan of this address directly."""
    return _build(viewer(), plan_standing())


def may_contribute() -> bool:
    """Whether the viewer may change the plan of this address, or propose changes to it."""
    return _contribute(viewer(), plan_standing())


def takes_proposals() -> bool:
    """Whether owners propose changes to the plan of this address rather than make them."""
    return plan_standing().state not in OWNERS_EDIT


def may_decide() -> bool:
    """Whether the viewer belongs to the group that decides on the plan of this address."""
    return _decide(viewer(), plan_standing())


def may_make_plans() -> bool:
    """Whether the viewer makes plans, from nothing or as copies of those they see."""
    return _new_plan(viewer(), None)


def may_keep_evidence() -> bool:
    """Whether the viewer adds to the evidence register and changes it."""
    return KEEP_EVIDENCE.allows(viewer(), None)


def may_steer() -> bool:
    """Whether the viewer belongs to the group that keeps measurements, index, priorities and catalogue."""
    return STEER.allows(viewer(), None)


def may_run_hearings() -> bool:
    """Whether the viewer keeps cases and hearings."""
    return RUN_HEARINGS.allows(viewer(), None)


def may_follow_hearings() -> bool:
    """Whether the viewer keeps the points of decisions."""
    return FOLLOW_HEARING.allows(viewer(), None)


def may_move() -> bool:
    """Whether the viewer may move the plan of this address to another state now."""
    return bool(possible_moves())


def possible_moves() -> tuple[PlanState, ...]:
    """The states that the viewer may move the plan of this address to, the way forward first."""
    plan = plan_standing()
    return () if plan.archived else _moves(viewer(), plan)


def may_discuss() -> bool:
    """Whether the viewer may comment on the plan of this address."""
    return _discuss(viewer(), plan_standing())
