"""The states of an action plan and the moves between them.

Source: DOMAIN, "Action plan": idea → draft → in hearing → approved → active ⇄ paused → completed; rejected
from any state before active. That a plan with structural errors cannot be approved is in ``structure``.
"""

from collections.abc import Mapping

from tracker.theory.kinds import PlanState

TRANSITIONS: Mapping[PlanState, tuple[PlanState, ...]] = {
    PlanState.IDEA: (PlanState.DRAFT, PlanState.REJECTED),
    PlanState.DRAFT: (PlanState.IN_HEARING, PlanState.REJECTED),
    PlanState.IN_HEARING: (PlanState.APPROVED, PlanState.REJECTED),
    PlanState.APPROVED: (PlanState.ACTIVE, PlanState.REJECTED),
    PlanState.ACTIVE: (PlanState.PAUSED, PlanState.COMPLETED),
    PlanState.PAUSED: (PlanState.ACTIVE, PlanState.COMPLETED),
    PlanState.COMPLETED: (),
    PlanState.REJECTED: (),
}
"""Where a plan may go from each state, the way forward first."""


def allowed_moves(state: PlanState) -> tuple[PlanState, ...]:
    """The states that a plan may move to; none from a final one."""
    return TRANSITIONS[state]


def may_move(source: PlanState, target: PlanState) -> bool:
    """Staying is not a move."""
    return target in TRANSITIONS[source]


OWNERS_EDIT: frozenset[PlanState] = frozenset((PlanState.IDEA, PlanState.DRAFT, PlanState.IN_HEARING))
"""Before approval the owners of a plan change it directly; from then on they propose and the planning group
decides."""


def is_final(state: PlanState) -> bool:
    """Completed and rejected plans stay as they are."""
    return not TRANSITIONS[state]


def needs_reason(source: PlanState, target: PlanState) -> bool:
    """Whether a move has to say why: where a plan is stopped, ended or taken up again. A step forward on
    the way to active may say it."""
    return source is PlanState.PAUSED or target in (
        PlanState.PAUSED,
        PlanState.COMPLETED,
        PlanState.REJECTED,
    )
