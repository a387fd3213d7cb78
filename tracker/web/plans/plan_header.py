"""What every page about a plan says of it at the top."""

from flask import abort

from tracker.extensions import db
from tracker.records.queries.plans.overview import PlanRow, plan_row
from tracker.web.access import plan_standing
from tracker.web.i18n import language


def plan_of_address() -> PlanRow:
    """The plan of this address, which the access rule has found. One query."""
    found = plan_row(db.session(), plan_standing().plan_id, language())
    if found is None:
        abort(404)
    return found
