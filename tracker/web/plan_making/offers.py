"""What a plan's form offers, read for the person who fills it in."""

from tracker.extensions import db
from tracker.records.queries.people import administration
from tracker.records.queries.plans import plan_making
from tracker.records.queries.plans.plan_making import StoredPlan
from tracker.records.queries.strategies import goals as strategies
from tracker.theory.kinds import Role
from tracker.web.i18n import language
from tracker.web.plan_making.forms import Offer
from tracker.web.signin import viewer


def offer(strategy_id: int, plan: StoredPlan | None = None) -> Offer:
    """What may be chosen in a new plan of the strategy, or in ``plan``. Three queries."""
    session = db.session()
    owners = plan.owner_ids if plan else ()
    kept = (plan.lead_organisation_id, *plan.partner_ids) if plan else ()
    return Offer(
        goals=strategies.goals(session, strategy_id, language()),
        people=plan_making.candidates(session, language(), (*owners, viewer().id) if _owns() else owners),
        organisations=administration.organisations(session),
        kept=frozenset(kept),
    )


def must_own() -> int | None:
    """The person themselves, where they could not change a plan that they do not own."""
    return None if viewer().is_planner else viewer().id


def own_owner() -> list[int]:
    """Whom a new plan has as its owner to begin with: the person, where they are an initiative owner."""
    return [viewer().id] if _owns() else []


def _owns() -> bool:
    return viewer().has(Role.OWNER)
