"""``/plans/<id>/build``: the workbench itself; its parts add their forms to the same blueprint."""

from flask.typing import ResponseReturnValue

from tracker.web.access import CONTRIBUTE, requires
from tracker.web.building import (
    assumption_routes,
    element_routes,
    evidence_routes,
    indicator_routes,
    link_routes,
    milestone_routes,
)
from tracker.web.building.blueprint import blueprint
from tracker.web.building.workbench import panel_page

__all__ = [
    "assumption_routes",
    "blueprint",
    "element_routes",
    "evidence_routes",
    "indicator_routes",
    "link_routes",
    "milestone_routes",
]


@blueprint.get("/plans/<int:plan_id>/build")
@requires(CONTRIBUTE)
def show(plan_id: int) -> ResponseReturnValue:
    """The diagram, and what can be done beside it."""
    return panel_page("building/welcome.html", plan_id=plan_id)
