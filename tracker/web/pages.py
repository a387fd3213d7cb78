"""Which pages there are: registers every subject's blueprint and what all templates share."""

from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel import gettext, pgettext

from tracker.theory.kinds import Role
from tracker.web import clock
from tracker.web.account.routes import blueprint as account
from tracker.web.addresses import address_of
from tracker.web.admin.routes import blueprint as admin
from tracker.web.backwards.routes import blueprint as backwards
from tracker.web.elements.routes import blueprint as elements
from tracker.web.follow_up.routes import blueprint as follow_up
from tracker.web.health import blueprint as health
from tracker.web.history.routes import blueprint as history
from tracker.web.milestones.routes import blueprint as milestones
from tracker.web.my_work.routes import blueprint as my_work
from tracker.web.overview.routes import blueprint as overview
from tracker.web.plans.routes import blueprint as plans
from tracker.web.quick_entry.routes import blueprint as quick_entry
from tracker.web.signin import viewer_or_none
from tracker.web.strategies.routes import blueprint as strategies

BLUEPRINTS = (
    account,
    admin,
    backwards,
    elements,
    follow_up,
    health,
    history,
    milestones,
    my_work,
    overview,
    plans,
    quick_entry,
    strategies,
)


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """``current`` is the aria-current value: "page" on the page itself, "true" below it, else empty."""

    label: str
    url: str
    current: str


def navigation() -> list[NavigationItem]:
    """The main menu of the signed-in person."""
    person = viewer_or_none()
    if person is None:
        return []
    items: list[tuple[str, str]] = []
    if person.roles:
        items.append((gettext("Overview"), url_for("overview.show")))
        if person.has(Role.OWNER, Role.PLANNER):
            items.append((gettext("My work"), url_for("my_work.show")))
        items += [
            (gettext("Strategy"), url_for("strategies.index")),
            (gettext("Action plans"), url_for("plans.index")),
            (gettext("Milestones"), url_for("milestones.index", state="overdue")),
        ]
    if person.has(Role.ADMINISTRATOR):
        items.append((pgettext("menu", "Administration"), url_for("admin.index")))
    return [NavigationItem(label, url, _current(url)) for label, url in items]


def _current(url: str) -> str:
    path = url.partition("?")[0]
    if request.path == path:
        return "page"
    return "true" if path != "/" and request.path.startswith(path + "/") else ""


def install(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        viewer=viewer_or_none,
        address_of=address_of,
        fixed_day=clock.fixed_day,
        today=clock.today,
        navigation=navigation,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
