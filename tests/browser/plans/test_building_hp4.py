"""HP4 of the demonstration, built anew in a real browser by the forms alone, is the HP4 that was loaded.

The planner types what the strategy file says. Three things of the two plans are compared:

- the DOT text of their diagrams, in Danish and in English;
- the picture that comes of it, in every view but the status's, with the plan's title, state and period;
- what the plan holds and no diagram shows: dates, milestones, indicators with their readings, and what links
  rest on.

Mapped in all three, and nothing else: the numbers of elements and links (``n12``, ``l7``, ``data-link="7"``,
``/elements/12``) to the codes that the plan gives them, and the new plan's own code to ``HP4``. A form
reports a status as of today, so the day of the report is left out of the last, and the status view, which
says how old each report is, out of the second; the others would say it of a report that is out of date.
"""

import re
from dataclasses import replace

import pytest
from flask import session as browser_session
from playwright.sync_api import Locator, Mouse, Page, Touchscreen

from tests.browser.plans.planner_hands import Keyboard, Pointer
from tests.browser.plans.planner_journey import Planner
from tracker.cli import SAMPLE
from tracker.diagrams.placing.dot import to_dot
from tracker.exchange.strategy.reading import read_strategy
from tracker.records.models import Plan
from tracker.web import clock
from tracker.web.plans import cached_page
from tracker.web.plans.drawing import draw
from tracker.web.plans.overlay import Overlay
from tracker.web.wording import word

CODE = "HP4"

FORBIDDEN = {
    Locator: "check clear click dblclick dispatch_event drag_to fill focus hover press press_sequentially "
    "scroll_into_view_if_needed select_option select_text set_checked tap type uncheck",
    Page: "check click dblclick dispatch_event drag_and_drop fill focus hover press select_option "
    "set_checked tap type uncheck",
    Mouse: "click dblclick down move up wheel",
    Touchscreen: "tap",
}
"""What the pointer does, and what Playwright does to a field without any keys."""


@pytest.fixture(autouse=True)
def _patient_diagrams(monkeypatch):
    """On a busy machine too the diagram is drawn, and no outline stands in its place."""
    monkeypatch.setattr(cached_page, "TIMEOUT", 60)


@pytest.fixture
def planner(app):
    """Somebody with the strategy file at hand, who builds its HP4 with the given hands."""

    def spoken(member):
        with app.test_request_context():
            return str(word(member))

    file = read_strategy(SAMPLE.read_bytes())
    plan = next(one for one in file.plans if one.code == CODE)
    return lambda hands: Planner(hands, file, plan, spoken)


@pytest.fixture
def is_the_loaded_one(app, as_, demo_session):
    """Asserts that a plan is as the HP4 that was loaded."""

    def read(plan_id, language):
        with app.test_request_context():
            browser_session["language"] = language
            pathway = cached_page.pathway_of(plan_id)
            return pathway, to_dot(draw(pathway, clock.today()))

    def check(built_id):
        loaded_id = demo_session.query(Plan.id).filter(Plan.code == CODE).scalar()
        demo_session.rollback()
        for language in ("da", "en"):
            (built, built_dot), (loaded, loaded_dot) = read(built_id, language), read(loaded_id, language)
            assert in_codes(built_dot, built) == in_codes(loaded_dot, loaded)
        client = as_("planner")
        # the status view says of each report how old it is
        for overlay in (Overlay.BOTH, Overlay.EVIDENCE, Overlay.RISK):
            address = "/plans/{}/diagram.svg?overlay=" + overlay
            answers = [client.get(address.format(one)) for one in (built_id, loaded_id)]
            assert [one.status_code for one in answers] == [200, 200]
            pictures = [one.get_data(as_text=True) for one in answers]
            assert in_codes(pictures[0], built) == in_codes(pictures[1], loaded)
        assert unseen(built) == unseen(loaded)

    return check


@pytest.fixture
def without_pointer(monkeypatch):
    """Whoever still reaches for the pointer, or lets a script fill in a form, fails."""

    def refuse():
        def refused(*_arguments, **_options):
            raise AssertionError("this is not done by keyboard")

        for thing, names in FORBIDDEN.items():
            for name in names.split():
                monkeypatch.setattr(thing, name, refused)

    return refuse


def test_a_planner_builds_hp4_by_the_forms_alone(enter, planner, is_the_loaded_one):
    journey = planner(Pointer(enter("planner", at="/")))
    built = journey.make_the_plan()
    journey.put_the_goals_in_order()
    journey.add_elements()
    journey.draw_links()
    journey.add_parts()
    journey.bring_it_into_force()
    journey.follow_up()
    is_the_loaded_one(built)


def test_a_planner_builds_hp4_by_keyboard_alone(enter, without_pointer, planner, is_the_loaded_one):
    journey = planner(Keyboard(enter("planner", at="/")))
    without_pointer()
    built = journey.make_the_plan()
    journey.put_the_goals_in_order()
    journey.enter_quickly()
    journey.add_parts()
    journey.bring_it_into_force()
    journey.follow_up()
    is_the_loaded_one(built)


def in_codes(text, pathway):
    """The text with codes in the place of numbers, and the plan called HP4. A line of a label that ends in
    ``\\l`` before a number is no link."""
    boxes = {str(one.id): short(one.code) for one in pathway.elements}
    arrows = {str(one.id): short(one.code) for one in pathway.links}
    for before, codes in (
        (r"(?<![\\\w])n", boxes),
        (r"(?<![\\\w])l", arrows),
        ("/elements/", boxes),
        ('data-element="', boxes),
        ('data-from="', boxes),
        ('data-to="', boxes),
        ('data-link="', arrows),
    ):
        parts = re.split(f"(?<={before})([0-9]+)\\b", text)
        parts[1::2] = [codes[number] for number in parts[1::2]]
        text = "".join(parts)
    return re.sub(rf"\b{pathway.code}\b", CODE, text)


def unseen(pathway):
    """What the plan holds and no diagram shows, by code."""
    boxes = {one.id: short(one.code) for one in pathway.elements}
    dates = {boxes[one.id]: (one.starts_on, one.ends_on, one.expected_from) for one in pathway.elements}
    happened = {boxes[one.id]: one.report.happened for one in pathway.elements if one.report}
    grounds = {
        short(one.code): (
            one.rationale,
            one.lag_days,
            one.attachments,
            [replace(pathway.assumption[number], id=0) for number in one.assumptions],
        )
        for one in pathway.links
    }
    followed = {
        short(one.code): replace(one, id=0, code="", element=boxes[one.element])
        for one in (*pathway.milestones, *pathway.indicators)
    }
    return dates, happened, grounds, followed


def short(code):
    """A code without the plan's."""
    return code.partition("-")[2]
