"""``/priorities/ideas/<id>/plan``: an idea becomes an action plan."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.people.administration import organisations
from tracker.records.queries.plans.plan_making import free_code
from tracker.records.queries.priorities.ideas import StoredIdea
from tracker.services.priorities.ideas import make_plan_of_idea
from tracker.theory.kinds import PlanState
from tracker.web.access import STEER, requires
from tracker.web.forms.saving import Saved, confirm_again, is_sent, led_away, page, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.i18n import localised
from tracker.web.priorities.blueprint import (
    blueprint,
    found_idea,
    idea_address,
    idea_to_change,
)
from tracker.web.priorities.forms import PlanOfIdeaForm


@blueprint.route("/priorities/ideas/<int:candidate_id>/plan", methods=["GET", "POST"])
@requires(STEER)
def become_plan(candidate_id: int) -> ResponseReturnValue:
    """Make a plan of the idea: its titles and goals, and its place in open rounds."""
    one = idea_to_change(candidate_id)
    refused = "idea_is_a_plan" if one.plan_id else "idea_is_rejected" if one.rejected else ""
    if refused and not is_sent():
        return led_away(refused, idea_address(candidate_id))
    form = _form(one)

    def make() -> int:
        return make_plan_of_idea(
            writer(),
            candidate_id=candidate_id,
            version=form.version_seen,
            code=form.code.data or "",
            lead_organisation_id=form.lead_organisation_id.data or 0,
            primary_goal_id=form.primary_goal_id.data if "primary_goal_id" in form else None,
            state=PlanState(form.state.data),
        )

    def saved(plan_id: int | None) -> Saved:
        sentence = gettext(
            "The idea is an action plan now. It has no theory of change yet: build it on the workbench."
        )
        made = idea_address(candidate_id) if plan_id is None else url_for("plans.show", plan_id=plan_id)
        return Saved(sentence, made)

    return save(
        form, make, saved, overtaken=lambda: confirm_again(form, found_idea(candidate_id).version)
    ) or page("priorities/become_plan.html", form, idea=one)


def _form(one: StoredIdea) -> PlanOfIdeaForm:
    leads = [
        (line.id, "\u2003" * line.depth + localised(line.name, line.name_en))
        for line in organisations(db.session())
        if line.archived_at is None
    ]
    suggested = free_code(db.session(), one.strategy_id)
    return PlanOfIdeaForm(one, leads, **unless_sent(version=str(one.version), code=suggested))
