"""Milestones on the workbench: promised, renamed, taken out and put back."""

from functools import partial

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.plans import building_parts as stored
from tracker.records.queries.plans.building_parts import StoredMilestone
from tracker.services.follow_up import milestones as verbs
from tracker.web.access import CONTRIBUTE, plan_standing, requires
from tracker.web.building.archiving import press_on_part, take_out
from tracker.web.building.blueprint import blueprint
from tracker.web.building.changing import done_or_proposed, workbench
from tracker.web.building.milestone_forms import MilestoneForm, NewMilestoneForm
from tracker.web.building.taken_out import is_taken_out
from tracker.web.building.workbench import form_in_panel, pathway
from tracker.web.forms.base import given
from tracker.web.forms.contents import form_values
from tracker.web.forms.saving import Saved, both_versions, save, unless_sent
from tracker.web.i18n import localised


@blueprint.route("/elements/<int:element_id>/milestones/new", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def new_milestone(element_id: int) -> ResponseReturnValue:
    """Promise a milestone of an activity or output."""
    element = pathway().element.get(element_id)
    if element is None or not element.kind.is_delivery:
        abort(404)
    form = NewMilestoneForm()
    return save(
        form,
        lambda: done_or_proposed(
            form,
            plan_standing().plan_id,
            partial(verbs.add_milestone, contents=form.contents(element_id), due=given(form.due.data)),
        ),
        Saved(gettext("The milestone is added."), _element(element_id)),
    ) or form_in_panel("building/follow_up/new_milestone.html", form, element=element)


@blueprint.route("/milestones/<int:milestone_id>/edit", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def edit_milestone(milestone_id: int) -> ResponseReturnValue:
    """Rename a milestone, or move it to another activity or output."""
    milestone = _milestone(milestone_id)
    form = MilestoneForm(pathway(), **unless_sent(**form_values(milestone)))
    return save(
        form,
        lambda: done_or_proposed(
            form,
            milestone.plan_id,
            partial(
                verbs.edit_milestone,
                milestone_id=milestone_id,
                version=form.version_seen,
                contents=form.contents(),
            ),
        ),
        lambda _: Saved(
            gettext("The milestone is saved."),
            _element(milestone.element_id if form.proposes else form.element_id.data),
        ),
        overtaken=lambda: both_versions(
            localised(milestone.title, milestone.title_en), form, _milestone(milestone_id)
        ),
    ) or form_in_panel("building/follow_up/edit_milestone.html", form, milestone=milestone)


@blueprint.route("/milestones/<int:milestone_id>/archive", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def archive_milestone(milestone_id: int) -> ResponseReturnValue:
    """Take a milestone out of the plan."""
    milestone = _milestone(milestone_id)
    return take_out(
        milestone,
        partial(_milestone, milestone_id),
        partial(verbs.archive_milestone, milestone_id=milestone_id),
        Saved(
            gettext("The milestone is archived. It can be restored below."), _element(milestone.element_id)
        ),
        part=gettext("Milestone"),
        name=localised(milestone.title, milestone.title_en),
        lost=gettext("It is no longer followed up. Its history stays, and it can be restored."),
        action=url_for(".archive_milestone", milestone_id=milestone_id),
        back=url_for(".edit_milestone", milestone_id=milestone_id),
    )


@blueprint.post("/milestones/<int:milestone_id>/restore")
@requires(CONTRIBUTE)
def restore_milestone(milestone_id: int) -> ResponseReturnValue:
    """Put an archived milestone back."""
    milestone = stored.stored_milestone(db.session(), milestone_id)
    if milestone is None:
        abort(404)
    change = partial(verbs.restore_milestone, milestone_id=milestone_id, version=milestone.version)
    return press_on_part(
        milestone.plan_id,
        change,
        Saved(gettext("The milestone is back in the plan."), _element(milestone.element_id)),
        refused=workbench(milestone.plan_id),
    )


def _element(element_id: int | None) -> str:
    return url_for("building.edit_element", element_id=element_id)


def _milestone(milestone_id: int) -> StoredMilestone:
    found = stored.stored_milestone(db.session(), milestone_id)
    if found is None:
        abort(404)
    if found.archived:
        restore = url_for(".restore_milestone", milestone_id=milestone_id)
        is_taken_out(localised(found.title, found.title_en), found.plan_id, restore)
    return found
