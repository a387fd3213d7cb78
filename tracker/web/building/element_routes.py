"""Boxes on the workbench: added, changed, moved in their column, taken out and put back."""

from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.plans import building as stored
from tracker.records.queries.plans import building_parts
from tracker.records.queries.plans.building import StoredElement
from tracker.services.plans import elements as verbs
from tracker.theory.kinds import ElementKind
from tracker.web.access import CONTRIBUTE, plan_standing, requires
from tracker.web.building.blueprint import blueprint
from tracker.web.building.changing import BuildingForm, after_button, carry_out, done, workbench
from tracker.web.building.confirming import ReasonForm
from tracker.web.building.element_forms import ElementForm
from tracker.web.building.taken_out import is_taken_out
from tracker.web.building.workbench import panel_page, pathway
from tracker.web.forms.contents import form_values
from tracker.web.forms.saving import Outcome
from tracker.web.forms.stale import stale_page
from tracker.web.i18n import language, localised


@blueprint.route("/plans/<int:plan_id>/elements/new", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def new_element(plan_id: int) -> ResponseReturnValue:
    """Add a box; ``?kind=`` and ``?goal=`` preset what it is. Another of its kind can be added at once."""
    asked = request.args.get("kind", "")
    kind = asked if asked in set(ElementKind) else ElementKind.ACTIVITY.value
    form = _form(None, kind=kind, goal_id=request.args.get("goal", type=int))
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            plan_id,
            lambda writer: verbs.add_element(writer, plan_id=plan_id, contents=form.contents()),
            "add_element",
        )
        if outcome.is_done:
            here = url_for(".new_element", plan_id=plan_id, kind=form.kind.data)
            return done(outcome, gettext("“%(title)s” is added.", title=form.name), here)
    return _page("building/new_element.html", form, plan_id=plan_id)


@blueprint.route("/elements/<int:element_id>/edit", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def edit_element(element_id: int) -> ResponseReturnValue:
    """Change a box."""
    element = _element(element_id)
    form = _form(element.organisation_id, **form_values(element))
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            element.plan_id,
            lambda writer: verbs.edit_element(
                writer, element_id=element_id, version=form.expected_version or 0, contents=form.contents()
            ),
            "edit_element",
        )
        if outcome.is_done:
            return done(
                outcome, gettext("The element is saved."), url_for(".edit_element", element_id=element_id)
            )
        if outcome is Outcome.STALE:
            return _stale(element_id, form)
    found = pathway()
    place = found.element.get(element_id)
    return _page(
        "building/edit_element.html",
        form,
        element=element,
        name=localised(element.title, element.title_en),
        code=place.code if place else "",
        leads_to=[link for link in found.links if link.source == element_id],
        led_to_by=[link for link in found.links if link.target == element_id],
        boxes=found.element,
        milestones=building_parts.milestones_of(db.session(), element_id),
        indicators=building_parts.indicators_of(db.session(), element_id),
    )


@blueprint.post("/elements/<int:element_id>/move")
@requires(CONTRIBUTE)
def move_element(element_id: int) -> ResponseReturnValue:
    """Move a box one place up or down in its column."""
    element = _element(element_id)
    form = BuildingForm()
    steps = -1 if request.form.get("way") == "up" else 1
    outcome = carry_out(
        form,
        element.plan_id,
        lambda writer: verbs.move_element(
            writer, element_id=element_id, version=element.version, steps=steps
        ),
        "move_element",
    )
    return after_button(outcome, form, gettext("The element is moved."), workbench(element.plan_id))


@blueprint.route("/elements/<int:element_id>/archive", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def archive_element(element_id: int) -> ResponseReturnValue:
    """Take a box out of the plan, knowing what hangs on it."""
    element = _element(element_id)
    form = ReasonForm.of_version(element.version)
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            element.plan_id,
            lambda writer: verbs.archive_element(
                writer,
                element_id=element_id,
                version=form.expected_version or 0,
                reason=form.remark,
            ),
            "archive_element",
        )
        if outcome.is_done:
            sentence = gettext("“%(title)s” is archived. It can be restored below.", title=element.title)
            return done(outcome, sentence, workbench(element.plan_id))
        if outcome is Outcome.STALE:
            form.meanwhile(_element(element_id).version)
    return _page(
        "building/archive_element.html",
        form,
        element=element,
        name=localised(element.title, element.title_en),
        dependants=stored.dependants(db.session(), element_id),
    )


@blueprint.post("/elements/<int:element_id>/restore")
@requires(CONTRIBUTE)
def restore_element(element_id: int) -> ResponseReturnValue:
    """Put an archived box back."""
    element = stored.stored_element(db.session(), element_id)
    if element is None:
        abort(404)
    if not element.archived:
        return redirect(url_for(".edit_element", element_id=element_id), 303)
    form = BuildingForm()
    outcome = carry_out(
        form,
        element.plan_id,
        lambda writer: verbs.restore_element(writer, element_id=element_id, version=element.version),
        "restore_element",
    )
    sentence = gettext("“%(title)s” is back in the plan.", title=element.title)
    return after_button(outcome, form, sentence, url_for(".edit_element", element_id=element_id))


def _element(element_id: int) -> StoredElement:
    found = stored.stored_element(db.session(), element_id)
    if found is None:
        abort(404)
    if found.archived:
        restore = url_for(".restore_element", element_id=element_id)
        is_taken_out(localised(found.title, found.title_en), found.plan_id, restore)
    return found


def _form(keep: int | None, **values: Any) -> ElementForm:
    session, plan_id = db.session(), plan_standing().plan_id
    return ElementForm(
        stored.organisation_choices(session, language(), keep),
        stored.goal_choices(session, plan_id, language()),
        **({} if request.method == "POST" and "formdata" not in values else values),
    )


def _stale(element_id: int, form: ElementForm) -> ResponseReturnValue:
    """Both versions side by side."""
    now = _element(element_id)
    mine = form.shown()
    theirs = _form(now.organisation_id, formdata=None, **form_values(now))
    rows = [(label, words, theirs.shown().get(name, ("", ""))[1]) for name, (label, words) in mine.items()]
    here = url_for(".edit_element", element_id=element_id)
    return stale_page(localised(now.title, now.title_en), rows, form, here, now.version)


def _page(template: str, form: BuildingForm, **shown: Any) -> ResponseReturnValue:
    """200 for a fresh form, 422 for one that was refused."""
    status = 422 if form.errors or form.form_errors else 200
    return panel_page(template, status=status, form=form, **shown)
