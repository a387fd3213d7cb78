"""What each rule allows to whom, for every standing to a plan in every state: the table, without an address.

``test_access_matrix`` asks the same of every route, for plans that are ideas.
"""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from tracker.records.queries.visibility import PlanStanding, RecipientStanding
from tracker.records.viewer import Viewer
from tracker.theory.kinds import PlanState, Role
from tracker.web import access
from tracker.web.access import BY_TOKEN, FOLLOW_HEARING, PUBLIC, SIGNED_IN, Rule, records_for

BEFORE_APPROVAL = {PlanState.IDEA, PlanState.DRAFT, PlanState.IN_HEARING}
FINAL = {PlanState.COMPLETED, PlanState.REJECTED}
HOME, ELSEWHERE = 1, 2

RULES = {rule.name: rule for rule in vars(access).values() if isinstance(rule, Rule)}

ROLES: dict[str, set[Role]] = {
    "partner": set(Role),
    "steer": {Role.PLANNER},
    "run_hearings": {Role.SECRETARY},
    "record_reply": {Role.SECRETARY},
    "follow_hearing": {Role.SECRETARY, Role.PLANNER},
    "administrator": {Role.ADMINISTRATOR},
    "new_plan": {Role.PLANNER, Role.OWNER},
    "keep_evidence": {Role.PLANNER, Role.OWNER},
}
"""Rules that look at the person only: the roles of which one is enough."""

ANYONE = {"public", "signed_in", "see_plan", "own_mark", "by_token"}

Allowed = Callable[[Role, PlanStanding], bool]

ON_PLANS: dict[str, Allowed] = {
    "report": lambda role, plan: _writes(role, plan),
    "build": lambda role, plan: (
        _writes(role, plan) and plan.state not in FINAL and _is_theirs_to_change(role, plan)
    ),
    "contribute": lambda role, plan: _writes(role, plan) and plan.state not in FINAL,
    "move_plan": lambda role, plan: _writes(role, plan) and _is_theirs_to_change(role, plan),
    "copy_plan": lambda role, _plan: role in (Role.PLANNER, Role.OWNER),
    "decide": lambda role, _plan: role is Role.PLANNER,
    "discuss": lambda role, plan: not plan.archived and role not in (Role.READER, Role.ADMINISTRATOR),
}


def _writes(role: Role, plan: PlanStanding) -> bool:
    """The planning group, and owners of this plan, while it is not archived."""
    return not plan.archived and (role is Role.PLANNER or (role is Role.OWNER and plan.owns))


def _is_theirs_to_change(role: Role, plan: PlanStanding) -> bool:
    return role is Role.PLANNER or plan.state in BEFORE_APPROVAL


def _person(*roles: Role) -> Viewer:
    return Viewer(1, "Anna", "anna@example.org", "da", frozenset((role, HOME) for role in roles))


STANDINGS = [
    PlanStanding(1, owns, archived, state, 0, 0)
    for owns, archived, state in itertools.product((True, False), (True, False), PlanState)
]


def test_every_rule_is_told_here() -> None:
    assert set(RULES) == {*ROLES, *ANYONE, *ON_PLANS}


@pytest.mark.parametrize("name", ROLES)
def test_a_rule_on_people_asks_for_one_of_its_roles(name: str) -> None:
    allowed = {role for role in Role if RULES[name].allows(_person(role), None)}
    assert allowed == ROLES[name]
    assert not RULES[name].allows(_person(), None)


@pytest.mark.parametrize("name", sorted(ANYONE))
def test_a_rule_for_everyone_asks_for_no_role(name: str) -> None:
    assert RULES[name].allows(_person(), None)


@pytest.mark.parametrize("name", ON_PLANS)
def test_a_rule_on_plans_asks_for_role_standing_and_state(name: str) -> None:
    wrong = [
        (role, plan)
        for role in Role
        for plan in STANDINGS
        if RULES[name].allows(_person(role), plan) is not ON_PLANS[name](role, plan)
    ]
    assert not wrong


@pytest.mark.parametrize("name", sorted(ON_PLANS.keys() - {"decide"}))
def test_without_its_plan_a_rule_on_plans_allows_nothing(name: str) -> None:
    assert not any(RULES[name].allows(_person(role), None) for role in Role)


def test_only_public_pages_and_signed_addresses_open_without_a_sign_in() -> None:
    assert {rule for rule in RULES.values() if not rule.signed_in} == {PUBLIC, BY_TOKEN}
    assert SIGNED_IN.signed_in
    assert FOLLOW_HEARING.signed_in


@pytest.mark.parametrize("state", PlanState)
def test_an_owner_takes_their_own_idea_up_and_moves_nothing_else(
    state: PlanState, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = _moves(monkeypatch, _person(Role.OWNER), PlanStanding(1, True, False, state, 0, 0))
    assert own == ((PlanState.DRAFT,) if state is PlanState.IDEA else ())
    assert _moves(monkeypatch, _person(Role.OWNER), PlanStanding(1, False, False, state, 0, 0)) == ()
    assert _moves(monkeypatch, _person(Role.READER), PlanStanding(1, True, False, state, 0, 0)) == ()
    planner = _moves(monkeypatch, _person(Role.PLANNER), PlanStanding(1, False, False, state, 0, 0))
    assert bool(planner) is (state not in FINAL)


def test_nobody_moves_an_archived_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _moves(monkeypatch, _person(*Role), PlanStanding(1, True, True, PlanState.IDEA, 0, 0)) == ()


def _moves(monkeypatch: pytest.MonkeyPatch, person: Viewer, plan: PlanStanding) -> Any:
    monkeypatch.setattr(access, "viewer", lambda: person)
    monkeypatch.setattr(access, "plan_standing", lambda: plan)
    moves = access.possible_moves()
    assert access.may_move() is bool(moves)
    return moves


def test_a_secretary_records_for_their_own_organisation_and_those_below_it() -> None:
    secretary = _person(Role.SECRETARY)
    assert records_for(secretary, RecipientStanding(frozenset({HOME, ELSEWHERE})))
    assert not records_for(secretary, RecipientStanding(frozenset({ELSEWHERE})))
    assert records_for(secretary, RecipientStanding(None))
    assert not records_for(_person(Role.PLANNER), RecipientStanding(None))
    assert not records_for(_person(Role.PLANNER), RecipientStanding(frozenset({HOME})))
