"""Indicators on the workbench: made, changed, taken out and put back."""

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.extensions import db
from tracker.records.queries.measurements.uses import Source
from tracker.records.queries.measurements.uses import sources as sources_of
from tracker.records.queries.plans import building_parts as stored
from tracker.records.queries.plans.building_parts import StoredIndicator
from tracker.services.follow_up import indicators as verbs
from tracker.theory.kinds import ElementKind, IndicatorDirection
from tracker.web.access import CONTRIBUTE, plan_standing, requires
from tracker.web.building.blueprint import blueprint
from tracker.web.building.changing import BuildingForm, after_button, carry_out, done
from tracker.web.building.confirming import ReasonForm
from tracker.web.building.indicator_forms import IndicatorForm, NewIndicatorForm
from tracker.web.building.part_pages import form_page, unless_sent
from tracker.web.building.taken_out import is_taken_out
from tracker.web.building.workbench import pathway
from tracker.web.forms.contents import form_values
from tracker.web.forms.saving import Outcome, both_versions
from tracker.web.i18n import language, localised


@blueprint.route("/elements/<int:element_id>/indicators/new", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def new_indicator(element_id: int) -> ResponseReturnValue:
    """Say how an element is measured."""
    element = pathway().element.get(element_id)
    if element is None or element.kind is ElementKind.EXTERNAL:
        abort(404)
    form = NewIndicatorForm(_sources(), **unless_sent({"direction": IndicatorDirection.HIGHER_BETTER.value}))
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            plan_standing().plan_id,
            lambda writer: verbs.add_indicator(writer, contents=form.contents(element_id=element_id)),
            "add_indicator",
        )
        if outcome.is_done:
            return done(outcome, gettext("The indicator is added."), _element(element_id))
    return form_page("building/new_indicator.html", form, element=element)


@blueprint.route("/indicators/<int:indicator_id>/edit", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def edit_indicator(indicator_id: int) -> ResponseReturnValue:
    """Change an indicator, or move it to another element; its readings stay with it."""
    indicator, found = _indicator(indicator_id), pathway()
    sources = _sources(indicator.measurement_id)
    form = IndicatorForm(found, sources, **unless_sent(form_values(indicator)))
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            indicator.plan_id,
            lambda writer: verbs.edit_indicator(
                writer,
                indicator_id=indicator_id,
                version=form.expected_version or 0,
                contents=form.contents(),
            ),
            "edit_indicator",
        )
        if outcome.is_done:
            kept = indicator.element_id if outcome is Outcome.PROPOSED else form.element_id.data
            return done(outcome, gettext("The indicator is saved."), _element(kept))
        if outcome is Outcome.STALE:
            now = _indicator(indicator_id)
            theirs = IndicatorForm(found, sources, formdata=None, **form_values(now))
            here = url_for(".edit_indicator", indicator_id=indicator_id)
            return both_versions(localised(now.title, now.title_en), form, theirs, here, now.version)
    return form_page(
        "building/edit_indicator.html",
        form,
        indicator=indicator,
        readings=stored.count_readings(db.session(), indicator_id),
    )


@blueprint.route("/indicators/<int:indicator_id>/archive", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def archive_indicator(indicator_id: int) -> ResponseReturnValue:
    """Take an indicator out of the plan."""
    indicator = _indicator(indicator_id)
    form = ReasonForm.of_version(indicator.version)
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            indicator.plan_id,
            lambda writer: verbs.archive_indicator(
                writer,
                indicator_id=indicator_id,
                version=form.expected_version or 0,
                reason=form.remark,
            ),
            "archive_indicator",
        )
        if outcome.is_done:
            sentence = gettext("The indicator is archived. It can be restored below.")
            return done(outcome, sentence, _element(indicator.element_id))
        if outcome is Outcome.STALE:
            form.meanwhile(_indicator(indicator_id).version)
    readings = stored.count_readings(db.session(), indicator_id)
    return form_page(
        "building/archive_part.html",
        form,
        part=gettext("Indicator"),
        name=localised(indicator.title, indicator.title_en),
        lost=ngettext(
            "%(num)s reading is hidden with it, and comes back when it is restored.",
            "%(num)s readings are hidden with it, and come back when it is restored.",
            readings,
        ),
        action=url_for(".archive_indicator", indicator_id=indicator_id),
        back=url_for(".edit_indicator", indicator_id=indicator_id),
    )


@blueprint.post("/indicators/<int:indicator_id>/restore")
@requires(CONTRIBUTE)
def restore_indicator(indicator_id: int) -> ResponseReturnValue:
    """Put an archived indicator back with its readings."""
    indicator = stored.stored_indicator(db.session(), indicator_id)
    if indicator is None:
        abort(404)
    here = _element(indicator.element_id)
    if not indicator.archived:
        return redirect(here, 303)
    form = BuildingForm()
    outcome = carry_out(
        form,
        indicator.plan_id,
        lambda writer: verbs.restore_indicator(writer, indicator_id=indicator_id, version=indicator.version),
        "restore_indicator",
    )
    return after_button(outcome, form, gettext("The indicator is back in the plan."), here)


def _sources(kept: int | None = None) -> list[Source]:
    return sources_of(db.session(), language(), kept)


def _element(element_id: int | None) -> str:
    return url_for("building.edit_element", element_id=element_id)


def _indicator(indicator_id: int) -> StoredIndicator:
    found = stored.stored_indicator(db.session(), indicator_id)
    if found is None:
        abort(404)
    if found.archived:
        restore = url_for(".restore_indicator", indicator_id=indicator_id)
        is_taken_out(localised(found.title, found.title_en), found.plan_id, restore)
    return found
