"""``/plans/<id>/build``: the workbench itself; its parts add their forms to the same blueprint."""

from flask.typing import ResponseReturnValue

from tracker.web.access import CONTRIBUTE, requires
from tracker.web.building import element_routes, link_routes
from tracker.web.building.bench import panel_page
from tracker.web.building.blueprint import blueprint

__all__ = ["blueprint", "element_routes", "link_routes"]


@blueprint.get("/plans/<int:plan_id>/build")
@requires(CONTRIBUTE)
def show(plan_id: int) -> ResponseReturnValue:
    """The diagram, and what can be done beside it."""
    return panel_page("building/welcome.html", plan_id=plan_id)
