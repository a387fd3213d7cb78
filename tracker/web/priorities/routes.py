"""Every route of the priorities."""

from flask.sansio.blueprints import BlueprintSetupState

from tracker.web.priorities import (
    deciding,
    idea_to_plan,
    ideas,
    listing,
    matrix_labels,
    matrix_page,
    opening,
    round_changes,
    scoring,
    weighing,
)
from tracker.web.priorities.blueprint import blueprint


@blueprint.record_once
def _labels(state: BlueprintSetupState) -> None:
    """Templates and their macros say points and sentences with ``say``."""
    state.app.jinja_env.globals["say"] = matrix_labels


__all__ = [
    "blueprint",
    "deciding",
    "idea_to_plan",
    "ideas",
    "listing",
    "matrix_page",
    "opening",
    "round_changes",
    "scoring",
    "weighing",
]
