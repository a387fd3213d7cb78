"""How what was typed is saved. The one place to decide between a change and a proposal."""

from collections.abc import Callable
from typing import TypeVar

from flask_babel import gettext

from tracker.services.errors import Invalid
from tracker.services.verb import Writer
from tracker.web.access import may_build
from tracker.web.writing import writer

Result = TypeVar("Result")


def obstacle() -> str:
    """Why the viewer cannot save to the plan of this address; empty where nothing is in the way."""
    if may_build():
        return ""
    return str(
        gettext(
            "The plan is approved, so only the planning group changes it. "
            "You can try things out here, but not save them."
        )
    )


def save(field: str, change: Callable[[Writer], Result]) -> Result:
    """Carries out a verb as the viewer. Raises what the verb raises, and Invalid for ``field`` where the
    viewer may not change the plan directly."""
    if obstacle():
        raise Invalid(field, "not_directly")
    return change(writer())
