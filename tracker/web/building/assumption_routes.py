"""Assumptions on the workbench: made, changed, laid under links and lifted off, archived and restored."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.plans import building_parts as stored
from tracker.records.queries.plans.building_parts import StoredAssumption
from tracker.services.plans import assumptions as verbs
from tracker.theory.kinds import AssumptionState
from tracker.web import clock
from tracker.web.access import CONTRIBUTE, SEE_PLAN, plan_standing, requires
from tracker.web.addresses import number_in
from tracker.web.building.assumption_forms import AssumptionForm, LayForm
from tracker.web.building.blueprint import blueprint
from tracker.web.building.changing import BuildingForm, after_button, carry_out, done
from tracker.web.building.confirming import ReasonForm
from tracker.web.building.part_pages import form_page, unless_sent
from tracker.web.building.taken_out import is_taken_out
from tracker.web.building.workbench import pathway
from tracker.web.forms.contents import form_values
from tracker.web.forms.saving import Outcome, both_versions
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
        "building/assumptions.html",
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
    form = _form(None, state=AssumptionState.UNTESTED.value)
    if is_gone and form.is_submitted():
        form.validate()
        form.form_errors.append(
            gettext(
                "The link is no longer in the plan, so nothing was saved. Send again to save the assumption "
                "without a link."
            )
        )
    elif form.validate_on_submit():
        outcome = carry_out(
            form,
            plan_id,
            lambda writer: verbs.add_assumption(
                writer, plan_id=plan_id, link_ids=[int(link.id)] if link else [], contents=form.contents()
            ),
            "add_assumption",
        )
        if outcome.is_done:
            here = (
                url_for(".edit_link", link_id=link.id) if link else url_for(".assumptions", plan_id=plan_id)
            )
            return done(outcome, gettext("The assumption is added."), here)
    return form_page(
        "building/new_assumption.html",
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
    form = _form(assumption.owner_id, **form_values(assumption))
    here = url_for(".edit_assumption", assumption_id=assumption_id)
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            assumption.plan_id,
            lambda writer: verbs.edit_assumption(
                writer,
                assumption_id=assumption_id,
                version=form.expected_version or 0,
                contents=form.contents(),
            ),
            "edit_assumption",
        )
        if outcome.is_done:
            return done(outcome, gettext("The assumption is saved."), here)
        if outcome is Outcome.STALE:
            now = _assumption(assumption_id)
            theirs = _stored_form(now)
            return both_versions(localised(now.title, now.title_en), form, theirs, here, now.version)
    found = pathway()
    places = stored.links_of_assumption(db.session(), assumption_id)
    return form_page(
        "building/edit_assumption.html",
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
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            plan_id,
            lambda writer: verbs.lay_assumption(
                writer, link_id=link_id, assumption_id=form.assumption_id.data or 0
            ),
            "lay_assumption",
        )
        if outcome.is_done:
            here = url_for(".edit_link", link_id=link_id)
            return done(outcome, gettext("The assumption lies under this link as well."), here)
    return form_page(
        "building/lay_assumption.html", form, plan_id=plan_id, link=found.link[link_id], boxes=found.element
    )


@blueprint.post("/links/<int:link_id>/assumptions/<int:assumption_id>/lift")
@requires(CONTRIBUTE)
def lift_assumption(link_id: int, assumption_id: int) -> ResponseReturnValue:
    """Take an assumption off one link."""
    here = url_for(".edit_link", link_id=link_id)
    if link_id not in stored.links_of_assumption(db.session(), assumption_id):
        return redirect(here, 303)
    form = BuildingForm()
    outcome = carry_out(
        form,
        plan_standing().plan_id,
        lambda writer: verbs.lift_assumption(writer, link_id=link_id, assumption_id=assumption_id),
        "lift_assumption",
    )
    sentence = gettext("The assumption no longer lies under this link. It is still among the plan's.")
    return after_button(outcome, form, sentence, here)


@blueprint.route("/assumptions/<int:assumption_id>/archive", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def archive_assumption(assumption_id: int) -> ResponseReturnValue:
    """Take an assumption out of the plan, off every link."""
    assumption = _assumption(assumption_id)
    form = ReasonForm.of_version(assumption.version)
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            assumption.plan_id,
            lambda writer: verbs.archive_assumption(
                writer,
                assumption_id=assumption_id,
                version=form.expected_version or 0,
                reason=form.remark,
            ),
            "archive_assumption",
        )
        if outcome.is_done:
            here = url_for(".assumptions", plan_id=assumption.plan_id)
            return done(outcome, gettext("The assumption is archived. It can be restored below."), here)
        if outcome is Outcome.STALE:
            form.meanwhile(_assumption(assumption_id).version)
    return form_page(
        "building/archive_part.html",
        form,
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
    here = url_for(".edit_assumption", assumption_id=assumption_id)
    if not assumption.archived:
        return redirect(here, 303)
    form = BuildingForm()
    outcome = carry_out(
        form,
        assumption.plan_id,
        lambda writer: verbs.restore_assumption(
            writer, assumption_id=assumption_id, version=assumption.version
        ),
        "restore_assumption",
    )
    if not outcome.is_done or outcome is Outcome.PROPOSED:
        here = url_for(".assumptions", plan_id=assumption.plan_id)
    return after_button(outcome, form, gettext("The assumption is back in the plan."), here)


def _assumption(assumption_id: int) -> StoredAssumption:
    found = stored.stored_assumption(db.session(), assumption_id)
    if found is None:
        abort(404)
    if found.archived:
        restore = url_for(".restore_assumption", assumption_id=assumption_id)
        is_taken_out(localised(found.title, found.title_en), found.plan_id, restore)
    return found


def _stored_form(now: StoredAssumption) -> AssumptionForm:
    people = stored.person_choices(db.session(), language(), now.owner_id)
    return AssumptionForm(people, formdata=None, **form_values(now))


def _form(keep: int | None, **values: object) -> AssumptionForm:
    people = stored.person_choices(db.session(), language(), keep)
    return AssumptionForm(people, **unless_sent(values))
