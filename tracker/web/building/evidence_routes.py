"""Evidence on the workbench: findings of the register attached to a link, weighed, and taken off it."""

from functools import partial

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.plans import building_parts as stored
from tracker.records.queries.plans.building_parts import StoredAttachment
from tracker.services import evidence as verbs
from tracker.theory.evidence import levels as evidence
from tracker.theory.kinds import Directness
from tracker.web.access import CONTRIBUTE, plan_standing, requires
from tracker.web.building.archiving import take_out
from tracker.web.building.blueprint import blueprint
from tracker.web.building.changing import done_or_proposed
from tracker.web.building.evidence_forms import (
    AttachmentForm,
    NewAttachmentForm,
)
from tracker.web.building.workbench import form_in_panel, pathway
from tracker.web.forms.contents import form_values
from tracker.web.forms.saving import Saved, both_versions, save, unless_sent


@blueprint.route("/links/<int:link_id>/evidence/new", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def new_attachment(link_id: int) -> ResponseReturnValue:
    """Attach a finding of the register to a link."""
    found = pathway()
    link = found.link.get(link_id)
    if link is None:
        abort(404)
    findings = stored.other_findings(db.session(), link_id)
    form = NewAttachmentForm(findings, **unless_sent(directness=Directness.DIRECT.value))
    return save(
        form,
        lambda: done_or_proposed(
            form,
            plan_standing().plan_id,
            partial(
                verbs.attach_finding,
                link_id=link_id,
                finding_id=form.finding_id.data or 0,
                contents=form.contents(),
            ),
        ),
        Saved(gettext("The finding is attached."), _link(link_id)),
    ) or form_in_panel(
        "building/evidence/new_attachment.html",
        form,
        link=link,
        boxes=found.element,
        assessment=evidence.assess(link),
    )


@blueprint.route("/attachments/<int:attachment_id>/edit", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def edit_attachment(attachment_id: int) -> ResponseReturnValue:
    """Say anew how directly a finding speaks of its link."""
    attachment = _attachment(attachment_id)
    form = AttachmentForm(**unless_sent(**form_values(attachment)))
    return save(
        form,
        lambda: done_or_proposed(
            form,
            attachment.plan_id,
            partial(
                verbs.edit_attachment,
                attachment_id=attachment_id,
                version=form.version_seen,
                contents=form.contents(),
            ),
        ),
        Saved(gettext("The evidence is saved."), _link(attachment.link_id)),
        overtaken=lambda: both_versions(attachment.citation, form, _attachment(attachment_id)),
    ) or form_in_panel("building/evidence/edit_attachment.html", form, attachment=attachment)


@blueprint.route("/attachments/<int:attachment_id>/detach", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def detach_finding(attachment_id: int) -> ResponseReturnValue:
    """Take a finding off a link."""
    attachment = _attachment(attachment_id)
    return take_out(
        attachment,
        partial(_attachment, attachment_id),
        partial(verbs.detach_finding, attachment_id=attachment_id),
        Saved(
            gettext("The finding is taken off the link. It is still in the register."),
            _link(attachment.link_id),
        ),
        template="building/evidence/detach_finding.html",
        attachment=attachment,
    )


def _link(link_id: int) -> str:
    return url_for("building.edit_link", link_id=link_id)


def _attachment(attachment_id: int) -> StoredAttachment:
    found = stored.stored_attachment(db.session(), attachment_id)
    if found is None:
        abort(404)
    return found
