"""``/plans/<id>/edit``: a plan's title, goals, people, period and texts."""

from collections.abc import Sequence

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.plans.plan_making import GoalBox, goal_boxes
from tracker.services.plans.plans import edit_plan
from tracker.web.access import BUILD, requires
from tracker.web.forms.contents import form_values
from tracker.web.forms.saving import Saved, both_versions, page, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.i18n import localised
from tracker.web.plan_making.blueprint import blueprint, stored
from tracker.web.plan_making.forms import PlanForm
from tracker.web.plan_making.goal_dependents import hanging_words, left_with_goals
from tracker.web.plan_making.offers import must_own, offer
from tracker.web.plans.plan_header import plan_of_address


@blueprint.route("/plans/<int:plan_id>/edit", methods=["GET", "POST"])
@requires(BUILD)
def edit(plan_id: int) -> ResponseReturnValue:
    """Change what a plan is called, for, led and owned by, and its texts."""
    plan = stored(plan_id)
    choices = offer(plan.strategy_id, plan)
    form = PlanForm(choices, must_own=must_own(), **unless_sent(**form_values(plan)))
    form.own_code = plan.code
    address = url_for("plans.show", plan_id=plan_id)

    def saved(left: Sequence[GoalBox] | None) -> Saved:
        further = [("warning", told) for told in left_with_goals(left or ())]
        return Saved(gettext("The changes are saved."), address, further)

    return save(
        form,
        lambda: edit_plan(writer(), plan_id=plan_id, version=form.version_seen, contents=form.contents()),
        saved,
        overtaken=lambda: both_versions(
            f"{plan.code} {localised(plan.title, plan.title_en)}", form, stored(plan_id), address
        ),
    ) or page("plan_making/edit.html", form, plan=plan_of_address(), boxes=_boxes(plan_id))


def _boxes(plan_id: int) -> dict[int, str]:
    """What leaves the diagram with a goal that is taken off, in words, by the goal's number."""

    def words(box: GoalBox) -> str:
        return str(gettext("Taken off, it leaves the diagram with %(parts)s.", parts=hanging_words(box)))

    return {box.goal_id: words(box) for box in goal_boxes(db.session(), plan_id) if box.hangs}
