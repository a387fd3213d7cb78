"""``/priorities/ideas/<id>/plan``: an idea becomes an action plan."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.people.administration import organisations
from tracker.records.queries.plans.plan_making import free_code
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.priorities.ideas import make_plan_of_idea
from tracker.theory.kinds import PlanState
from tracker.web import wording
from tracker.web.access import STEER, requires
from tracker.web.forms.writing import writer
from tracker.web.i18n import localised
from tracker.web.priorities.blueprint import (
    blueprint,
    found_idea,
    status_of,
    to_idea,
    unless_sent,
)
from tracker.web.priorities.forms import PlanOfIdeaForm


@blueprint.route("/priorities/ideas/<int:candidate_id>/plan", methods=["GET", "POST"])
@requires(STEER)
def become_plan(candidate_id: int) -> ResponseReturnValue:
    """Make a plan of the idea: its titles and goals, and its place in open rounds."""
    one = found_idea(candidate_id, archived=False)
    refused = "idea_is_a_plan" if one.plan_id else "idea_is_rejected" if one.rejected else ""
    if refused:
        flash(str(wording.FAULTS[refused]), "warning")
        return to_idea(candidate_id)
    fresh = {"version": str(one.version), "code": free_code(db.session(), one.strategy_id)}
    leads = [
        (line.id, "\u2003" * line.depth + localised(line.name, line.name_en))
        for line in organisations(db.session())
        if line.archived_at is None
    ]
    form = PlanOfIdeaForm(one, leads, **unless_sent(request.method == "POST", fresh))
    if form.validate_on_submit():
        chosen = form.primary_goal_id.data if "primary_goal_id" in form else None
        try:
            plan_id = make_plan_of_idea(
                writer(),
                candidate_id=candidate_id,
                version=form.expected_version or 0,
                code=form.code.data or "",
                lead_organisation_id=form.lead_organisation_id.data or 0,
                primary_goal_id=chosen,
                state=PlanState(form.state.data),
            )
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except StaleWrite:
            form.version.data = str(found_idea(candidate_id).version)
            form.form_errors.append(
                gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
            )
        except (AlreadyDone, NotThere):
            return to_idea(candidate_id)
        else:
            flash(
                gettext(
                    "The idea is an action plan now. It has no theory of change yet: "
                    "build it on the workbench."
                ),
                "success",
            )
            return redirect(url_for("plans.show", plan_id=plan_id), 303)
    return render_template("priorities/become_plan.html", form=form, idea=one), status_of(form)
