"""Milestones on the workbench: promised, renamed, taken out and put back."""

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.plans import building_parts as stored
from tracker.records.queries.plans.building_parts import StoredMilestone
from tracker.services.follow_up import milestones as verbs
from tracker.web.access import CONTRIBUTE, plan_standing, requires
from tracker.web.building.blueprint import blueprint
from tracker.web.building.changing import BuildingForm, after_button, carry_out, done
from tracker.web.building.confirming import ReasonForm
from tracker.web.building.milestone_forms import MilestoneForm, NewMilestoneForm
from tracker.web.building.part_pages import form_page, unless_sent
from tracker.web.building.taken_out import is_taken_out
from tracker.web.building.workbench import pathway
from tracker.web.forms.base import given
from tracker.web.forms.contents import form_values
from tracker.web.forms.saving import Outcome, both_versions
from tracker.web.i18n import localised


@blueprint.route("/elements/<int:element_id>/milestones/new", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def new_milestone(element_id: int) -> ResponseReturnValue:
    """Promise a milestone of an activity or output."""
    element = pathway().element.get(element_id)
    if element is None or not element.kind.is_delivery:
        abort(404)
    form = NewMilestoneForm()
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            plan_standing().plan_id,
            lambda writer: verbs.add_milestone(
                writer, contents=form.contents(element_id), due=given(form.due.data)
            ),
            "add_milestone",
        )
        if outcome.is_done:
            return done(outcome, gettext("The milestone is added."), _element(element_id))
    return form_page("building/new_milestone.html", form, element=element)


@blueprint.route("/milestones/<int:milestone_id>/edit", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def edit_milestone(milestone_id: int) -> ResponseReturnValue:
    """Rename a milestone, or move it to another activity or output."""
    milestone, found = _milestone(milestone_id), pathway()
    form = MilestoneForm(found, **unless_sent(form_values(milestone)))
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            milestone.plan_id,
            lambda writer: verbs.edit_milestone(
                writer,
                milestone_id=milestone_id,
                version=form.expected_version or 0,
                contents=form.contents(),
            ),
            "edit_milestone",
        )
        if outcome.is_done:
            kept = milestone.element_id if outcome is Outcome.PROPOSED else form.element_id.data
            return done(outcome, gettext("The milestone is saved."), _element(kept))
        if outcome is Outcome.STALE:
            now = _milestone(milestone_id)
            theirs = MilestoneForm(found, formdata=None, **form_values(now))
            here = url_for(".edit_milestone", milestone_id=milestone_id)
            return both_versions(localised(now.title, now.title_en), form, theirs, here, now.version)
    return form_page("building/edit_milestone.html", form, milestone=milestone)


@blueprint.route("/milestones/<int:milestone_id>/archive", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def archive_milestone(milestone_id: int) -> ResponseReturnValue:
    """Take a milestone out of the plan."""
    milestone = _milestone(milestone_id)
    form = ReasonForm.of_version(milestone.version)
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            milestone.plan_id,
            lambda writer: verbs.archive_milestone(
                writer,
                milestone_id=milestone_id,
                version=form.expected_version or 0,
                reason=form.remark,
            ),
            "archive_milestone",
        )
        if outcome.is_done:
            sentence = gettext("The milestone is archived. It can be restored below.")
            return done(outcome, sentence, _element(milestone.element_id))
        if outcome is Outcome.STALE:
            form.meanwhile(_milestone(milestone_id).version)
    return form_page(
        "building/archive_part.html",
        form,
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
    here = _element(milestone.element_id)
    if not milestone.archived:
        return redirect(here, 303)
    form = BuildingForm()
    outcome = carry_out(
        form,
        milestone.plan_id,
        lambda writer: verbs.restore_milestone(writer, milestone_id=milestone_id, version=milestone.version),
        "restore_milestone",
    )
    return after_button(outcome, form, gettext("The milestone is back in the plan."), here)


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
