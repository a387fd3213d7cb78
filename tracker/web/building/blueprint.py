"""The blueprint that all parts of the workbench share, and the sentences for what its verbs refuse."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from tracker.web import wording

blueprint = Blueprint("building", __name__)

IN_PANEL = Markup('hx-boost="true" hx-target="#panel-body" hx-swap="innerHTML show:none" hx-push-url="false"')
"""Attributes of a form or link whose answer comes into the panel; without script it leads to a page."""


@blueprint.record_once
def _install(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals["in_panel"] = IN_PANEL


wording.faults(
    {
        "has_milestones": _(
            "The element has milestones, which only activities and outputs have. Move or archive them first."
        ),
        "has_reports": _(
            "The element has status reports, which would not fit the new kind. "
            "Archive it and add a new element."
        ),
        "has_indicators": _("The element has indicators, which an external factor has none of."),
        "nothing_changed": _("Nothing is different from what is stored, so there is nothing to propose."),
        "not_proposable": _("This cannot be proposed; ask the planning group to do it."),
        "linked_already": _("These two are linked like this already."),
    }
)
