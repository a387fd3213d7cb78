"""Arrows on the workbench: drawn, changed, taken out and put back."""

from functools import partial
from typing import Any

from flask import abort, request, url_for
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
from tracker.web.building.archiving import press_on_part, take_out
from tracker.web.building.blueprint import blueprint
from tracker.web.building.changing import done_or_proposed, workbench
from tracker.web.building.link_forms import LinkForm, stored_values
from tracker.web.building.taken_out import is_taken_out
from tracker.web.building.workbench import form_in_panel, pathway
from tracker.web.forms.saving import Saved, both_versions, save, unless_sent


@blueprint.route("/plans/<int:plan_id>/links/new", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def new_link(plan_id: int) -> ResponseReturnValue:
    """Connect two elements; ``?source=`` and ``?target=`` preset the ends."""
    found = pathway()
    form = LinkForm(found, **unless_sent(**_preset(found)))
    return save(
        form,
        lambda: done_or_proposed(
            form, plan_id, partial(verbs.connect, plan_id=plan_id, contents=form.contents())
        ),
        Saved(
            gettext("The link is drawn."), url_for(".new_link", plan_id=plan_id, source=form.source_id.data)
        ),
    ) or form_in_panel("building/links/new_link.html", form, plan_id=plan_id)


@blueprint.route("/links/<int:link_id>/edit", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def edit_link(link_id: int) -> ResponseReturnValue:
    """Change an arrow: what it is, why we believe it, where it runs."""
    link, found = _link(link_id), pathway()
    form = LinkForm(found, **unless_sent(**stored_values(link)))
    return save(
        form,
        lambda: done_or_proposed(
            form,
            link.plan_id,
            partial(verbs.edit_link, link_id=link_id, version=form.version_seen, contents=form.contents()),
        ),
        Saved(gettext("The link is saved."), url_for(".edit_link", link_id=link_id)),
        overtaken=lambda: _both(form, _link(link_id)),
    ) or _shown(link, form)


def _shown(link: StoredLink, form: LinkForm) -> ResponseReturnValue:
    """The arrow's form, with what it rests on."""
    found = form.pathway
    drawn = found.link.get(link.id)
    return form_in_panel(
        "building/links/edit_link.html",
        form,
        link=link,
        name=_name(found, link),
        assessment=evidence.assess(drawn) if drawn else None,
        reckoning=reckon(drawn) if drawn else None,
        assumptions=building_parts.assumptions_under(db.session(), link.id),
        findings=building_parts.attachments_of(db.session(), link.id),
    )


@blueprint.route("/links/<int:link_id>/disconnect", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def disconnect(link_id: int) -> ResponseReturnValue:
    """Take an arrow out."""
    link, found = _link(link_id), pathway()
    drawn = found.link.get(link_id)
    return take_out(
        link,
        partial(_link, link_id),
        partial(verbs.disconnect, link_id=link_id),
        Saved(gettext("The link is taken out. It can be restored below."), workbench(link.plan_id)),
        template="building/links/disconnect.html",
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
    change = partial(verbs.restore_link, link_id=link_id, version=link.version)
    return press_on_part(
        link.plan_id,
        change,
        Saved(gettext("The link is back in the plan."), workbench(link.plan_id)),
    )


def _link(link_id: int) -> StoredLink:
    found = stored.stored_link(db.session(), link_id)
    if found is None:
        abort(404)
    if found.archived:
        restore = url_for(".restore_link", link_id=link_id)
        is_taken_out(_name(pathway(), found), found.plan_id, restore)
    return found


def _preset(found: Pathway) -> dict[str, Any]:
    ends = {f"{name}_id": number_in(request.args.get(name)) for name in ("source", "target")}
    return {name: number for name, number in ends.items() if number in found.element}


def _name(found: Pathway, link: StoredLink) -> str:
    ends = (found.element.get(link.source_id), found.element.get(link.target_id))
    return " → ".join(end.title for end in ends if end is not None)


def _both(form: LinkForm, now: StoredLink) -> ResponseReturnValue:
    # left to the rules, it is what they have it be
    form.kind.data = form.chosen_kind.value
    return both_versions(_name(form.pathway, now), form, stored_values(now))
