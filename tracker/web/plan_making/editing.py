"""``/plans/<id>/edit``: a plan's title, goals, people, period and texts."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.plans.plan_making import GoalBox, StoredPlan, goal_boxes
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, StaleWrite
from tracker.services.plans.plans import edit_plan
from tracker.theory.kinds import Visibility
from tracker.web.access import BUILD, requires
from tracker.web.forms.stale import stale_page
from tracker.web.forms.writing import writer
from tracker.web.i18n import day, localised, number
from tracker.web.plan_making.blueprint import blueprint, saved_before, stored, to_plan
from tracker.web.plan_making.forms import PlanForm, fresh
from tracker.web.plan_making.goal_dependents import hanging_words, left_with_goals
from tracker.web.plan_making.offers import must_own, offer
from tracker.web.plans.plan_header import plan_of_address
from tracker.web.wording import word


@blueprint.route("/plans/<int:plan_id>/edit", methods=["GET", "POST"])
@requires(BUILD)
def edit(plan_id: int) -> ResponseReturnValue:
    """Change what a plan is called, for, led and owned by, and its texts."""
    plan = stored(plan_id)
    form = PlanForm(offer(plan.strategy_id, plan), must_own=must_own(), **fresh(**_held(plan)))
    form.own_code = plan.code
    if form.validate_on_submit():
        try:
            left = edit_plan(writer(), plan_id=plan_id, version=form.expected_version or 0, **form.values())
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except StaleWrite:
            return _stale(plan_id, form)
        except AlreadyDone:
            return saved_before(plan_id)
        else:
            left_with_goals(left)
            return to_plan(plan_id, gettext("The changes are saved."))
    body = render_template("plan_making/edit.html", form=form, plan=plan_of_address(), boxes=_boxes(plan_id))
    return body, 422 if form.errors or form.form_errors else 200


def _held(plan: StoredPlan) -> dict[str, object]:
    values = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
    return values | {"visibility": plan.visibility.value}


def _boxes(plan_id: int) -> dict[int, str]:
    """What leaves the diagram with a goal that is taken off, in words, by the goal's number."""

    def words(box: GoalBox) -> str:
        return str(gettext("Taken off, it leaves the diagram with %(parts)s.", parts=hanging_words(box)))

    return {box.goal_id: words(box) for box in goal_boxes(db.session(), plan_id) if box.hangs}


def _stale(plan_id: int, form: PlanForm) -> ResponseReturnValue:
    """Both versions: what the person typed, and what is stored now."""
    now = stored(plan_id)
    mine = form.values()
    label = {field.name: str(field.label.text) for field in form}
    pairs = {
        "title": (mine["title"], now.title),
        "title_en": (mine["title_en"] or "", now.title_en or ""),
        "code": (mine["code"], now.code),
        "goal_ids": (form.goal_ids.words(mine["goal_ids"]), form.goal_ids.words(now.goal_ids)),
        "primary_goal_id": (
            form.goal_ids.words([mine["primary_goal_id"]]),
            form.goal_ids.words([now.primary_goal_id]),
        ),
        "lead_organisation_id": (
            form.lead_organisation_id.words(mine["lead_organisation_id"]),
            form.lead_organisation_id.words(now.lead_organisation_id),
        ),
        "owner_ids": (form.owner_ids.words(mine["owner_ids"]), form.owner_ids.words(now.owner_ids)),
        "partner_ids": (
            form.partner_ids.words(mine["partner_ids"]),
            form.partner_ids.words(now.partner_ids),
        ),
        "visibility": (word(Visibility(mine["visibility"])), word(now.visibility)),
        "starts_on": (day(mine["starts_on"]), day(now.starts_on)),
        "ends_on": (day(mine["ends_on"]), day(now.ends_on)),
        "budget_dkk": (number(mine["budget_dkk"]), number(now.budget_dkk)),
        "target_group": (mine["target_group"], now.target_group),
        "already_in_place": (mine["already_in_place"], now.already_in_place),
    }
    return stale_page(
        f"{now.code} {localised(now.title, now.title_en)}",
        [(label[name], *pair) for name, pair in pairs.items()],
        form,
        url_for(".edit", plan_id=plan_id),
        now.version,
        url_for("plans.show", plan_id=plan_id),
    )
