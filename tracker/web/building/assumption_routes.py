"""Assumptions on the workbench: made, changed, laid under links and lifted off, archived and restored."""

from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.plans import building_parts as stored
from tracker.records.queries.plans.building_parts import StoredAssumption
from tracker.services.plans import assumptions as verbs
from tracker.theory.kinds import AssumptionState
from tracker.theory.pathway import Link
from tracker.web import clock
from tracker.web.access import CONTRIBUTE, SEE_PLAN, may_build, plan_standing, requires
from tracker.web.addresses import number_in
from tracker.web.building.archiving import press_on_part, take_out
from tracker.web.building.assumption_forms import AssumptionForm, LayForm
from tracker.web.building.blueprint import blueprint
from tracker.web.building.changing import done_or_proposed
from tracker.web.building.taken_out import is_taken_out
from tracker.web.building.workbench import form_in_panel, pathway
from tracker.web.forms.contents import form_values
from tracker.web.forms.saving import Saved, both_versions, is_sent, save, unless_sent
from tracker.web.i18n import language, localised
from tracker.web.plans.plan_header import plan_of_address
from tracker.web.plans.summary import summarise


@blueprint.get("/plans/<int:plan_id>/assumptions")
@requires(SEE_PLAN)
def assumptions(plan_id: int) -> ResponseReturnValue:
    """All that has to hold for the plan to work."""
    rows = stored.assumptions_of_plan(db.session(), plan_id, language())
    found = pathway()
    return render_template(
        "building/assumptions/assumptions.html",
        plan=plan_of_address(),
        summary=summarise(found, clock.today()),
        rows=[row for row in rows if not row.archived],
        archived=[row for row in rows if row.archived],
        links=found.link,
        elements=found.element,
    )


@blueprint.route("/plans/<int:plan_id>/assumptions/new", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def new_assumption(plan_id: int) -> ResponseReturnValue:
    """Say what has to hold; ``?link=`` names the link that it is laid under at once. Where that link is gone,
    the page says so, and the form is sent again without it."""
    asked = request.args.get("link")
    link = pathway().link.get(number_in(asked) or 0)
    is_gone = bool(asked) and link is None
    form = _form(None, **unless_sent(state=AssumptionState.UNTESTED.value))
    if is_gone and is_sent():
        form.validate()
        form.form_errors.append(
            gettext(
                "The link is no longer in the plan, so nothing was saved. Send again to save the assumption "
                "without a link."
            )
        )
        return _new(plan_id, form, link, is_gone=True)
    change = partial(verbs.add_assumption, plan_id=plan_id, link_ids=[int(link.id)] if link else [])
    return save(
        form,
        lambda: done_or_proposed(form, plan_id, partial(change, contents=form.contents())),
        Saved(
            gettext("The assumption is added."),
            url_for(".edit_link", link_id=link.id) if link else url_for(".assumptions", plan_id=plan_id),
        ),
    ) or _new(plan_id, form, link, is_gone=is_gone)


def _new(plan_id: int, form: AssumptionForm, link: Link | None, *, is_gone: bool) -> ResponseReturnValue:
    return form_in_panel(
        "building/assumptions/new_assumption.html",
        form,
        plan_id=plan_id,
        link=link,
        is_gone=is_gone,
        boxes=pathway().element,
    )


@blueprint.route("/assumptions/<int:assumption_id>/edit", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def edit_assumption(assumption_id: int) -> ResponseReturnValue:
    """Change an assumption, on every link that it lies under."""
    assumption = _assumption(assumption_id)
    form = _form(assumption.owner_id, **unless_sent(**form_values(assumption)))
    here = url_for(".edit_assumption", assumption_id=assumption_id)
    return save(
        form,
        lambda: done_or_proposed(
            form,
            assumption.plan_id,
            partial(
                verbs.edit_assumption,
                assumption_id=assumption_id,
                version=form.version_seen,
                contents=form.contents(),
            ),
        ),
        Saved(gettext("The assumption is saved."), here),
        overtaken=lambda: both_versions(
            localised(assumption.title, assumption.title_en), form, _assumption(assumption_id)
        ),
    ) or _shown(assumption, form)


def _shown(assumption: StoredAssumption, form: AssumptionForm) -> ResponseReturnValue:
    """The assumption's form, with the links that it lies under."""
    found = pathway()
    places = stored.links_of_assumption(db.session(), assumption.id)
    return form_in_panel(
        "building/assumptions/edit_assumption.html",
        form,
        assumption=assumption,
        links=[found.link[number] for number in places if number in found.link],
        boxes=found.element,
    )


@blueprint.route("/links/<int:link_id>/assumptions", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def lay_assumption(link_id: int) -> ResponseReturnValue:
    """Lay an assumption that the plan has already under one more link."""
    found, plan_id = pathway(), plan_standing().plan_id
    if link_id not in found.link:
        abort(404)
    form = LayForm(stored.other_assumptions(db.session(), plan_id, link_id, language()))
    return save(
        form,
        lambda: done_or_proposed(
            form,
            plan_id,
            partial(verbs.lay_assumption, link_id=link_id, assumption_id=form.assumption_id.data or 0),
        ),
        Saved(
            gettext("The assumption lies under this link as well."), url_for(".edit_link", link_id=link_id)
        ),
    ) or form_in_panel(
        "building/assumptions/lay_assumption.html",
        form,
        plan_id=plan_id,
        link=found.link[link_id],
        boxes=found.element,
    )


@blueprint.post("/links/<int:link_id>/assumptions/<int:assumption_id>/lift")
@requires(CONTRIBUTE)
def lift_assumption(link_id: int, assumption_id: int) -> ResponseReturnValue:
    """Take an assumption off one link."""
    return press_on_part(
        plan_standing().plan_id,
        partial(verbs.lift_assumption, link_id=link_id, assumption_id=assumption_id),
        Saved(
            gettext("The assumption no longer lies under this link. It is still among the plan's."),
            url_for(".edit_link", link_id=link_id),
        ),
    )


@blueprint.route("/assumptions/<int:assumption_id>/archive", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def archive_assumption(assumption_id: int) -> ResponseReturnValue:
    """Take an assumption out of the plan, off every link."""
    assumption = _assumption(assumption_id)
    return take_out(
        assumption,
        partial(_assumption, assumption_id),
        partial(verbs.archive_assumption, assumption_id=assumption_id),
        Saved(
            gettext("The assumption is archived. It can be restored below."),
            url_for(".assumptions", plan_id=assumption.plan_id),
        ),
        part=gettext("Assumption"),
        name=localised(assumption.title, assumption.title_en),
        lost=gettext("It no longer lies under any link. It can be restored where it lay."),
        action=url_for(".archive_assumption", assumption_id=assumption_id),
        back=url_for(".edit_assumption", assumption_id=assumption_id),
    )


@blueprint.post("/assumptions/<int:assumption_id>/restore")
@requires(CONTRIBUTE)
def restore_assumption(assumption_id: int) -> ResponseReturnValue:
    """Put an archived assumption back under its links."""
    assumption = stored.stored_assumption(db.session(), assumption_id)
    if assumption is None:
        abort(404)
    of_plan = url_for(".assumptions", plan_id=assumption.plan_id)
    here = url_for(".edit_assumption", assumption_id=assumption_id) if may_build() else of_plan
    change = partial(verbs.restore_assumption, assumption_id=assumption_id, version=assumption.version)
    return press_on_part(
        assumption.plan_id,
        change,
        Saved(gettext("The assumption is back in the plan."), here),
        refused=of_plan,
    )


def _assumption(assumption_id: int) -> StoredAssumption:
    found = stored.stored_assumption(db.session(), assumption_id)
    if found is None:
        abort(404)
    if found.archived:
        restore = url_for(".restore_assumption", assumption_id=assumption_id)
        is_taken_out(localised(found.title, found.title_en), found.plan_id, restore)
    return found


def _form(keep: int | None, **values: Any) -> AssumptionForm:
    people = stored.person_choices(db.session(), language(), keep)
    return AssumptionForm(people, **values)
