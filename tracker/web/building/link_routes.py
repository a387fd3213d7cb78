"""Arrows on the workbench: drawn, changed, taken out and put back."""

from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.plans import building as stored
from tracker.records.queries.plans import building_parts
from tracker.records.queries.plans.building import StoredLink
from tracker.services.plans import links as verbs
from tracker.theory.evidence import levels as evidence
from tracker.theory.evidence.reckoning import reckon
from tracker.theory.pathway import Pathway
from tracker.web.access import CONTRIBUTE, requires
from tracker.web.addresses import number_in
from tracker.web.building.blueprint import blueprint
from tracker.web.building.changing import BuildingForm, after_button, carry_out, done, workbench
from tracker.web.building.confirming import ReasonForm
from tracker.web.building.link_forms import LinkForm, stored_values
from tracker.web.building.taken_out import is_taken_out
from tracker.web.building.workbench import panel_page, pathway
from tracker.web.forms.saving import Outcome
from tracker.web.forms.stale import stale_page
from tracker.web.i18n import days
from tracker.web.wording import word


@blueprint.route("/plans/<int:plan_id>/links/new", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def new_link(plan_id: int) -> ResponseReturnValue:
    """Connect two elements; ``?source=`` and ``?target=`` preset the ends."""
    found = pathway()
    form = LinkForm(found, **_preset(found))
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            plan_id,
            lambda writer: verbs.connect(writer, plan_id=plan_id, contents=form.contents()),
            "connect",
        )
        if outcome.is_done:
            here = url_for(".new_link", plan_id=plan_id, source=form.source_id.data)
            return done(outcome, gettext("The link is drawn."), here)
    return _page("building/new_link.html", form, plan_id=plan_id)


@blueprint.route("/links/<int:link_id>/edit", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def edit_link(link_id: int) -> ResponseReturnValue:
    """Change an arrow: what it is, why we believe it, where it runs."""
    link, found = _link(link_id), pathway()
    form = LinkForm(found, **({} if request.method == "POST" else stored_values(link)))
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            link.plan_id,
            lambda writer: verbs.edit_link(
                writer, link_id=link_id, version=form.expected_version or 0, contents=form.contents()
            ),
            "edit_link",
        )
        if outcome.is_done:
            return done(outcome, gettext("The link is saved."), url_for(".edit_link", link_id=link_id))
        if outcome is Outcome.STALE:
            return _stale(link_id, form)
    drawn = found.link.get(link_id)
    return _page(
        "building/edit_link.html",
        form,
        link=link,
        name=_name(found, link),
        assessment=evidence.assess(drawn) if drawn else None,
        reckoning=reckon(drawn) if drawn else None,
        assumptions=building_parts.assumptions_under(db.session(), link_id),
        findings=building_parts.attachments_of(db.session(), link_id),
    )


@blueprint.route("/links/<int:link_id>/disconnect", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def disconnect(link_id: int) -> ResponseReturnValue:
    """Take an arrow out."""
    link, found = _link(link_id), pathway()
    form = ReasonForm.of_version(link.version)
    if form.validate_on_submit():
        outcome = carry_out(
            form,
            link.plan_id,
            lambda writer: verbs.disconnect(
                writer, link_id=link_id, version=form.expected_version or 0, reason=form.remark
            ),
            "disconnect",
        )
        if outcome.is_done:
            sentence = gettext("The link is taken out. It can be restored below.")
            return done(outcome, sentence, workbench(link.plan_id))
        if outcome is Outcome.STALE:
            form.meanwhile(_link(link_id).version)
    drawn = found.link.get(link_id)
    return _page(
        "building/disconnect.html",
        form,
        link=link,
        name=_name(found, link),
        assumptions=len(drawn.assumptions) if drawn else 0,
        findings=len(drawn.attachments) if drawn else 0,
    )


@blueprint.post("/links/<int:link_id>/restore")
@requires(CONTRIBUTE)
def restore_link(link_id: int) -> ResponseReturnValue:
    """Put back an arrow that was taken out."""
    link = stored.stored_link(db.session(), link_id)
    if link is None:
        abort(404)
    if not link.archived:
        return redirect(url_for(".edit_link", link_id=link_id), 303)
    form = BuildingForm()
    outcome = carry_out(
        form,
        link.plan_id,
        lambda writer: verbs.restore_link(writer, link_id=link_id, version=link.version),
        "restore_link",
    )
    return after_button(outcome, form, gettext("The link is back in the plan."), workbench(link.plan_id))


def _link(link_id: int) -> StoredLink:
    found = stored.stored_link(db.session(), link_id)
    if found is None:
        abort(404)
    if found.archived:
        restore = url_for(".restore_link", link_id=link_id)
        is_taken_out(_name(pathway(), found), found.plan_id, restore)
    return found


def _preset(found: Pathway) -> dict[str, Any]:
    if request.method == "POST":
        return {}
    ends = {f"{name}_id": number_in(request.args.get(name)) for name in ("source", "target")}
    return {name: number for name, number in ends.items() if number in found.element}


def _name(found: Pathway, link: StoredLink) -> str:
    ends = (found.element.get(link.source_id), found.element.get(link.target_id))
    return " → ".join(end.title for end in ends if end is not None)


def _stale(link_id: int, form: LinkForm) -> ResponseReturnValue:
    """Both versions side by side."""
    now, found = _link(link_id), pathway()

    def title(number: int | None) -> str:
        return found.element[number].title if number in found.element else ""

    rows = [
        (form.source_id.label.text, title(form.source_id.data), title(now.source_id)),
        (form.target_id.label.text, title(form.target_id.data), title(now.target_id)),
        (form.kind.label.text, word(form.chosen_kind), word(now.kind)),
        (form.lag_days.label.text, _days(form.lag_days.data), _days(now.lag_days)),
        (form.rationale.label.text, form.rationale.data or "", now.rationale),
    ]
    here = url_for(".edit_link", link_id=link_id)
    return stale_page(_name(found, now), rows, form, here, now.version)


def _days(lag: int | None) -> str:
    return "" if lag is None else days(lag)


def _page(template: str, form: BuildingForm, **shown: Any) -> ResponseReturnValue:
    """200 for a fresh form, 422 for one that was refused."""
    status = 422 if form.errors or form.form_errors else 200
    return panel_page(template, status=status, form=form, **shown)
