"""The blueprint, the sentences for what its verbs refuse, and the plan that its routes are about."""

from flask import Blueprint, abort
from flask_babel import lazy_gettext as _

from tracker.extensions import db
from tracker.records.queries.plans.plan_making import StoredPlan, stored_plan
from tracker.web import access, wording

blueprint = Blueprint("plan_making", __name__)
for helper in (
    access.may_build,
    access.may_decide,
    access.may_make_plans,
    access.may_move,
):
    blueprint.add_app_template_global(helper)

wording.faults(
    {
        "no_such_move": _("The plan cannot go there from its present state. Choose another."),
        "lead_is_archived": _("The lead organisation is archived. An administrator has to restore it first."),
        "person_is_deactivated": _("This person's account is closed. Choose somebody else."),
        "plan_is_final": _("The plan is completed or rejected and stays as it is."),
    }
)


def stored(plan_id: int) -> StoredPlan:
    """The plan as its form holds it; 404 where it is not there."""
    found = stored_plan(db.session(), plan_id)
    return found if found is not None else abort(404)
