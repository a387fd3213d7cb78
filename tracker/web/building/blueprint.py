"""The blueprint that all parts of the workbench share."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from markupsafe import Markup

from tracker.web import wording
from tracker.web.building.refusals import SENTENCES

blueprint = Blueprint("building", __name__)

IN_PANEL = Markup('hx-boost="true" hx-target="#panel-body" hx-swap="innerHTML show:none" hx-push-url="false"')
"""Attributes of a form or link whose answer comes into the panel; without script it leads to a page."""


@blueprint.record_once
def _install(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals["in_panel"] = IN_PANEL


wording.faults(SENTENCES)
