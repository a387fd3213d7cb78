"""Every route of the priorities."""

from flask.sansio.blueprints import BlueprintSetupState

from tracker.web.priorities import becoming, deciding, ideas, listing, opening, scoring, weighing
from tracker.web.priorities import matrix_labels as words
from tracker.web.priorities import matrix_page as showing
from tracker.web.priorities import round_changes as keeping
from tracker.web.priorities.blueprint import blueprint


@blueprint.record_once
def _words(state: BlueprintSetupState) -> None:
    """Templates and their macros say points and sentences with ``say``."""
    state.app.jinja_env.globals["say"] = words


__all__ = [
    "becoming",
    "blueprint",
    "deciding",
    "ideas",
    "keeping",
    "listing",
    "opening",
    "scoring",
    "showing",
    "weighing",
]
