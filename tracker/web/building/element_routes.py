"""Boxes on the workbench: added, changed, moved in their column, taken out and put back."""

from functools import partial
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.plans import building as stored
from tracker.records.queries.plans import building_parts
from tracker.records.queries.plans.building import StoredElement
from tracker.services.plans import elements as verbs
from tracker.theory.kinds import ElementKind
from tracker.web.access import CONTRIBUTE, plan_standing, requires
from tracker.web.building.archiving import press_on_part, take_out
from tracker.web.building.blueprint import blueprint
from tracker.web.building.changing import done_or_proposed, workbench
from tracker.web.building.element_forms import ElementForm
from tracker.web.building.taken_out import is_taken_out
from tracker.web.building.workbench import form_in_panel, pathway
from tracker.web.forms.contents import form_values
from tracker.web.forms.saving import Saved, both_versions, save, unless_sent
from tracker.web.i18n import language, localised


@blueprint.route("/plans/<int:plan_id>/elements/new", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def new_element(plan_id: int) -> ResponseReturnValue:
    """Add a box; ``?kind=`` and ``?goal=`` preset what it is. Another of its kind can be added at once."""
    asked = request.args.get("kind", "")
    kind = asked if asked in set(ElementKind) else ElementKind.ACTIVITY.value
    form = _form(None, **unless_sent(kind=kind, goal_id=request.args.get("goal", type=int)))
    return save(
        form,
        lambda: done_or_proposed(
            form, plan_id, partial(verbs.add_element, plan_id=plan_id, contents=form.contents())
        ),
        lambda _: Saved(
            gettext("“%(title)s” is added.", title=form.name),
            url_for(".new_element", plan_id=plan_id, kind=form.kind.data),
        ),
    ) or form_in_panel("building/elements/new_element.html", form, plan_id=plan_id)


@blueprint.route("/elements/<int:element_id>/edit", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def edit_element(element_id: int) -> ResponseReturnValue:
    """Change a box."""
    element = _element(element_id)
    form = _form(element.organisation_id, **unless_sent(**form_values(element)))
    return save(
        form,
        lambda: done_or_proposed(
            form,
            element.plan_id,
            partial(
                verbs.edit_element,
                element_id=element_id,
                version=form.version_seen,
                contents=form.contents(),
            ),
        ),
        Saved(gettext("The element is saved."), url_for(".edit_element", element_id=element_id)),
        overtaken=lambda: both_versions(
            localised(element.title, element.title_en),
            form,
            _element(element_id),
            # a goal is called what the strategy calls it
            without=("title", "title_en") if form.kind.data == ElementKind.GOAL.value else (),
        ),
    ) or _shown(element, form)


def _shown(element: StoredElement, form: ElementForm) -> ResponseReturnValue:
    """The box's form, among what leads to it, what it leads to and what hangs on it."""
    found = pathway()
    place = found.element.get(element.id)
    return form_in_panel(
        "building/elements/edit_element.html",
        form,
        element=element,
        name=localised(element.title, element.title_en),
        code=place.code if place else "",
        leads_to=[link for link in found.links if link.source == element.id],
        led_to_by=[link for link in found.links if link.target == element.id],
        boxes=found.element,
        milestones=building_parts.milestones_of(db.session(), element.id),
        indicators=building_parts.indicators_of(db.session(), element.id),
    )


@blueprint.post("/elements/<int:element_id>/move")
@requires(CONTRIBUTE)
def move_element(element_id: int) -> ResponseReturnValue:
    """Move a box one place up or down in its column."""
    element = _element(element_id)
    steps = -1 if request.form.get("way") == "up" else 1
    change = partial(verbs.move_element, element_id=element_id, version=element.version, steps=steps)
    saved = Saved(gettext("The element is moved."), workbench(element.plan_id))
    return press_on_part(element.plan_id, change, saved)


@blueprint.route("/elements/<int:element_id>/archive", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def archive_element(element_id: int) -> ResponseReturnValue:
    """Take a box out of the plan, knowing what hangs on it."""
    element = _element(element_id)
    return take_out(
        element,
        partial(_element, element_id),
        partial(verbs.archive_element, element_id=element_id),
        Saved(
            gettext("“%(title)s” is archived. It can be restored below.", title=element.title),
            workbench(element.plan_id),
        ),
        template="building/elements/archive_element.html",
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
    change = partial(verbs.restore_element, element_id=element_id, version=element.version)
    return press_on_part(
        element.plan_id,
        change,
        Saved(
            gettext("“%(title)s” is back in the plan.", title=element.title),
            url_for(".edit_element", element_id=element_id),
        ),
        refused=workbench(element.plan_id),
    )


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
        **values,
    )
