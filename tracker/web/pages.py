"""Which pages there are: registers every subject's blueprint and what all templates share."""

from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel import gettext, pgettext

from tracker.theory.kinds import Role
from tracker.web import clock
from tracker.web.account.routes import blueprint as account
from tracker.web.addresses import RowNumber, address_of
from tracker.web.admin.routes import blueprint as admin
from tracker.web.assumptions.routes import blueprint as assumptions
from tracker.web.backwards.routes import blueprint as backwards
from tracker.web.building.routes import blueprint as building
from tracker.web.catalogue.routes import blueprint as catalogue
from tracker.web.chains.routes import blueprint as chains
from tracker.web.comments.routes import blueprint as comments
from tracker.web.documents.routes import blueprint as documents
from tracker.web.elements.routes import blueprint as elements
from tracker.web.evidence.routes import blueprint as evidence
from tracker.web.follow_up.routes import blueprint as follow_up
from tracker.web.forms.base import new_key
from tracker.web.gaps.routes import blueprint as gaps
from tracker.web.health import blueprint as health
from tracker.web.hearings.routes import blueprint as hearings
from tracker.web.history.routes import blueprint as history
from tracker.web.impact.routes import blueprint as impact
from tracker.web.indicators.routes import blueprint as indicators
from tracker.web.inferences.routes import blueprint as inferences
from tracker.web.measurements.routes import blueprint as measurements
from tracker.web.milestones.routes import blueprint as milestones
from tracker.web.my_work.routes import blueprint as my_work
from tracker.web.overview.routes import blueprint as overview
from tracker.web.plan_making.routes import blueprint as plan_making
from tracker.web.plans.edition import blueprint as edition
from tracker.web.plans.routes import blueprint as plans
from tracker.web.priorities.routes import blueprint as priorities
from tracker.web.proposals.routes import blueprint as proposals
from tracker.web.quick_entry.routes import blueprint as quick_entry
from tracker.web.safety_index.routes import blueprint as safety_index
from tracker.web.signin import viewer_or_none
from tracker.web.strategies.map_routes import blueprint as strategy_map
from tracker.web.strategies.routes import blueprint as strategies
from tracker.web.undoing.routes import blueprint as undoing

BLUEPRINTS = (
    account,
    admin,
    assumptions,
    building,
    catalogue,
    chains,
    comments,
    documents,
    edition,
    backwards,
    elements,
    evidence,
    follow_up,
    gaps,
    health,
    hearings,
    history,
    impact,
    inferences,
    indicators,
    measurements,
    milestones,
    my_work,
    overview,
    plan_making,
    plans,
    priorities,
    quick_entry,
    proposals,
    safety_index,
    strategies,
    strategy_map,
    undoing,
)


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """``current`` is the aria-current value: "page" on the page itself, "true" below it, else empty.
    ``waiting`` counts the comments that wait there to be seen."""

    label: str
    url: str
    current: str
    waiting: int = 0


def navigation() -> list[NavigationItem]:
    """The main menu of the signed-in person."""
    person = viewer_or_none()
    if person is None:
        return []
    items: list[tuple[str, str, int]] = []
    if person.roles:
        items.append((gettext("Overview"), url_for("overview.show"), 0))
        if person.has(Role.OWNER, Role.PLANNER) or person.mentions:
            items.append((gettext("My work"), url_for("my_work.show"), person.mentions))
        items += [
            (gettext("Strategy"), url_for("strategies.index"), 0),
            (gettext("Action plans"), url_for("plans.index"), 0),
            (gettext("Milestones"), url_for("milestones.index", state="overdue"), 0),
            (gettext("Evidence"), url_for("evidence.index"), 0),
        ]
        if person.has(Role.SECRETARY):
            items.append((gettext("Hearings"), url_for("hearings.index"), 0))
    if person.has(Role.ADMINISTRATOR):
        items.append((pgettext("menu", "Administration"), url_for("admin.index"), 0))
    return [NavigationItem(label, url, _current(url), waiting) for label, url, waiting in items]


OF_THE_STRATEGY = ("/assumptions", "/weak-links")
"""Lists over all plans, which the strategy's page leads to."""

ABOVE_THE_PLANS = ("/measurements", "/index", "/priorities", "/hearings", "/catalogue", "/gaps")
"""What the addresses of the strategy's own tabs begin with."""

OF_A_PLAN = ("/assumptions", "/elements", "/indicators", "/links", "/proposals", "/readings")
"""What the addresses of a plan's parts begin with."""


def _current(url: str) -> str:
    path = url.partition("?")[0]
    if request.path == path:
        return "page"
    return "true" if path != "/" and _entry() == path else ""


def _entry() -> str:
    """The address of the menu's entry that the page belongs to."""
    if request.path in OF_THE_STRATEGY:
        return "/strategies"
    first = "/" + request.path.split("/", 2)[1]
    person = viewer_or_none()
    if first == "/hearings" and person and person.has(Role.SECRETARY):
        return first
    if first in ABOVE_THE_PLANS:
        return "/strategies"
    return "/plans" if first in OF_A_PLAN else first


def install(app: Flask) -> None:
    app.url_map.converters["int"] = RowNumber
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        viewer=viewer_or_none,
        address_of=address_of,
        fixed_day=clock.fixed_day,
        today=clock.today,
        navigation=navigation,
        new_key=new_key,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
