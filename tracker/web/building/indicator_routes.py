"""Indicators on the workbench: made, changed, taken out and put back."""

from functools import partial

from flask import abort, url_for
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
from tracker.web.building.archiving import press_on_part, take_out
from tracker.web.building.blueprint import blueprint
from tracker.web.building.changing import done_or_proposed, workbench
from tracker.web.building.indicator_forms import IndicatorForm, NewIndicatorForm
from tracker.web.building.taken_out import is_taken_out
from tracker.web.building.workbench import form_in_panel, pathway
from tracker.web.forms.contents import form_values
from tracker.web.forms.saving import Saved, both_versions, save, unless_sent
from tracker.web.i18n import language, localised


@blueprint.route("/elements/<int:element_id>/indicators/new", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def new_indicator(element_id: int) -> ResponseReturnValue:
    """Say how an element is measured."""
    element = pathway().element.get(element_id)
    if element is None or element.kind is ElementKind.EXTERNAL:
        abort(404)
    form = NewIndicatorForm(_sources(), **unless_sent(direction=IndicatorDirection.HIGHER_BETTER.value))
    return save(
        form,
        lambda: done_or_proposed(
            form,
            plan_standing().plan_id,
            partial(verbs.add_indicator, contents=form.contents(element_id=element_id)),
        ),
        Saved(gettext("The indicator is added."), _element(element_id)),
    ) or form_in_panel("building/follow_up/new_indicator.html", form, element=element)


@blueprint.route("/indicators/<int:indicator_id>/edit", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def edit_indicator(indicator_id: int) -> ResponseReturnValue:
    """Change an indicator, or move it to another element; its readings stay with it."""
    indicator = _indicator(indicator_id)
    sources = _sources(indicator.measurement_id)
    form = IndicatorForm(pathway(), sources, **unless_sent(**form_values(indicator)))
    return save(
        form,
        lambda: done_or_proposed(
            form,
            indicator.plan_id,
            partial(
                verbs.edit_indicator,
                indicator_id=indicator_id,
                version=form.version_seen,
                contents=form.contents(),
            ),
        ),
        lambda _: Saved(
            gettext("The indicator is saved."),
            _element(indicator.element_id if form.proposes else form.element_id.data),
        ),
        overtaken=lambda: both_versions(
            localised(indicator.title, indicator.title_en), form, _indicator(indicator_id)
        ),
    ) or form_in_panel(
        "building/follow_up/edit_indicator.html",
        form,
        indicator=indicator,
        readings=stored.count_readings(db.session(), indicator_id),
    )


@blueprint.route("/indicators/<int:indicator_id>/archive", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def archive_indicator(indicator_id: int) -> ResponseReturnValue:
    """Take an indicator out of the plan."""
    indicator = _indicator(indicator_id)
    readings = stored.count_readings(db.session(), indicator_id)
    return take_out(
        indicator,
        partial(_indicator, indicator_id),
        partial(verbs.archive_indicator, indicator_id=indicator_id),
        Saved(
            gettext("The indicator is archived. It can be restored below."), _element(indicator.element_id)
        ),
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
    change = partial(verbs.restore_indicator, indicator_id=indicator_id, version=indicator.version)
    return press_on_part(
        indicator.plan_id,
        change,
        Saved(gettext("The indicator is back in the plan."), _element(indicator.element_id)),
        refused=workbench(indicator.plan_id),
    )


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
