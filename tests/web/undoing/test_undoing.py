"""Undoing a change from the history, and bringing a plan back: looked at first, then confirmed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.personas import EMAILS, NOW, TODAY
from tracker.records.models import Element, Event, Link, Milestone, Plan, User
from tracker.services.follow_up.milestones import complete_milestone, move_milestone
from tracker.services.follow_up.reports import report_status
from tracker.services.plans.elements import add_element, archive_element
from tracker.services.plans.links import disconnect
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.report import ReportContents
from tracker.theory.kinds import DeliveryStatus, ElementKind, PlanState

pytestmark = pytest.mark.both

HOSTILE = "\"><script>alert('x')</script>\u202eשלום 🙂 {{ 7*7 }} %(x)s"


@verb
def retitle(writer: Writer, *, element_id: int, title: str) -> None:
    fetch(writer, Element, element_id).title = title


@verb
def set_state(writer: Writer, *, plan_id: int, state: PlanState) -> None:
    fetch(writer, Plan, plan_id).state = state


class Desk:
    """Changes that the planner makes to HP1, which is the plan 1."""

    def __init__(self, session, writer):
        self.session = session
        person = session.scalars(sa.select(User.id).where(User.email == EMAILS["planner"])).one()
        self.writer = replace(writer, actor_id=person)
        self.element = session.scalars(sa.select(Element.id).where(Element.code == "HP1-A2")).one()

    def change(self):
        self.session.rollback()
        return self.session.scalars(sa.select(Event.change).order_by(Event.id.desc()).limit(1)).one()

    def retitle(self, title, minutes=5):
        later = replace(self.writer, now=NOW + timedelta(minutes=minutes))
        retitle(later, element_id=self.element, title=title)
        return self.change()

    def as_owner(self):
        person = self.session.scalars(sa.select(User.id).where(User.email == EMAILS["owner"])).one()
        return replace(self.writer, actor_id=person)

    def add(self, title, minutes=5):
        later = replace(self.writer, now=NOW + timedelta(minutes=minutes))
        add_element(later, plan_id=1, contents=ElementContents(kind=ElementKind.ACTIVITY, title=title))
        return self.change()

    def get(self, model, number):
        self.session.rollback()
        return self.session.get(model, number, populate_existing=True)


@pytest.fixture
def desk(demo_session, demo_writer):
    return Desk(demo_session, demo_writer)


def undo(change, plan=1):
    return f"/plans/{plan}/undo/{change}"


def back_to(change, plan=1):
    return f"/plans/{plan}/restore-to/{change}"


def marks(page):
    """Which boxes have an outline of their own, as the style sheet of the page says."""
    style = page.root.all("style", id="marks-style")
    return style[0].text if style else ""


MINE = "Fortryd din seneste ændring"


def own_undo(browser, plan=1):
    """Where the workbench leads whoever takes back their own latest change."""
    links = browser.page(f"/plans/{plan}/build").main.all("a")
    return [link["href"] for link in links if link.text == MINE]


def test_the_workbench_offers_to_undo_ones_own_latest_change(as_, desk):
    planner = as_("planner")
    assert own_undo(planner) == []
    first = desk.retitle("Lys i tunnellen")
    other = desk.add("Et kursus", minutes=6)
    assert own_undo(planner) == [undo(other)]
    retitle(desk.as_owner(), element_id=desk.element + 1, title="Noget andet")
    assert own_undo(planner) == [undo(other)]
    planner.follow(planner.submit(undo(other)))
    # an undo is not what is undone next, and what is taken back is so already
    assert own_undo(planner) == [undo(first)]
    planner.follow(planner.submit(undo(first)))
    assert own_undo(planner) == []


def test_what_somebody_else_has_changed_since_is_not_offered_to_be_undone(as_, desk):
    desk.retitle("Lys i tunnellen")
    retitle(desk.as_owner(), element_id=desk.element, title="Mere lys")
    assert own_undo(as_("planner")) == []


def test_a_comment_or_report_does_not_stand_before_ones_own_latest_change(as_, desk):
    change = desk.retitle("Lys i tunnellen")
    report_status(
        desk.writer,
        element_id=desk.element,
        status=DeliveryStatus.ON_TRACK,
        contents=ReportContents(reported_on=TODAY),
    )
    assert own_undo(as_("planner")) == [undo(change)]


def test_the_answer_to_a_form_on_the_workbench_brings_the_undo_of_what_it_wrote(as_, desk):
    planner = as_("planner")
    address = f"/elements/{desk.element}/edit"
    planner.submit(address, {"title": "Lys i tunnellen"})
    answer = planner.get(address, headers={"HX-Request": "true", "X-Edition": "old"})
    body = answer.get_data(as_text=True)
    brought = body.partition('id="bench-undo" hx-swap-oob="innerHTML">')[2].partition("</div>")[0]
    assert undo(desk.change()) in brought


def test_the_history_offers_to_undo_and_to_go_back_to_whoever_may_build(as_, desk):
    change = desk.retitle("Lys i tunnellen")
    loaded = desk.session.scalars(sa.select(Event.change).where(Event.plan_id == 1).limit(1)).one()
    links = as_("planner").page("/plans/1/history").links
    assert undo(change) in links
    assert back_to(loaded) in links
    # the newest moment is now, and what made the plan cannot be undone
    assert back_to(change) not in links
    assert undo(loaded) not in links
    for persona in ("reader", "owner", "manager"):
        assert not [a for a in as_(persona).page("/plans/1/history").links if "undo" in a or "restore" in a]


def test_what_would_change_is_shown_in_words_and_in_both_diagrams_before_it_does(as_, desk):
    change = desk.retitle("Lys i tunnellen")
    page = as_("planner").page(undo(change))
    assert "Strategikoordinator" in page.text
    assert "Titel fra Lys i tunnellen → til" in page.text
    before, after = page.main.all("div", class_="compared-view")
    assert "Lys i tunnellen" in before.text
    assert "Lys i tunnellen" not in after.text
    assert f"#before-n{desk.element}>rect" in marks(page)
    assert f"#n{desk.element}>rect" in marks(page)
    assert "Ændret" in page.main.one("ul", class_="compared-key").text
    assert desk.get(Element, desk.element).title == "Lys i tunnellen"


def test_a_change_is_undone_from_its_page_and_can_be_done_again(as_, desk):
    title = desk.get(Element, desk.element).title
    planner = as_("planner")
    change = desk.retitle("Lys i tunnellen")
    done = planner.follow(planner.submit(undo(change), {"reason": "En smutter"}))
    assert "Ændringen er fortrudt." in done.text
    assert desk.get(Element, desk.element).title == title
    history = planner.page("/plans/1/history")
    newest = history.main.all("li", class_="change")[0]
    assert newest.text.startswith("Strategikoordinator fortrød en ændring")
    assert "En smutter" in newest.text
    planner.follow(planner.submit(undo(desk.change())))
    assert desk.get(Element, desk.element).title == "Lys i tunnellen"


def test_the_same_form_sent_twice_undoes_once(as_, desk):
    planner, change = as_("planner"), desk.retitle("Lys i tunnellen")
    values = planner.page(undo(change)).form(undo(change)).values()
    for _ in range(2):
        assert planner.send(values, {}, undo(change)).status_code in (303, 422)
    desk.session.rollback()
    events = sa.select(sa.func.count()).where(Event.verb == "undo_change")
    assert desk.session.scalar(events) == 1


def test_a_change_that_others_built_on_names_what_came_after_and_offers_no_button(as_, desk):
    change = desk.retitle("Lys i tunnellen")
    later = desk.retitle("Mørke i tunnellen", minutes=9)
    page = as_("planner").page(undo(change))
    assert undo(later) in page.links
    assert "Titel fra Lys i tunnellen → til Mørke i tunnellen" in page.text
    assert not [form for form in page.forms if form.method == "POST"]


def test_a_change_that_came_in_between_refuses_the_form_that_was_open(as_, desk):
    planner, change = as_("planner"), desk.retitle("Lys i tunnellen")
    values = planner.page(undo(change)).form(undo(change)).values()
    desk.retitle("Mørke i tunnellen", minutes=9)
    page = planner.checked(planner.send(values, {"reason": "Min grund"}, undo(change)), undo(change), 422)
    assert "Andre har ændret det samme bagefter" in page.errors[0]
    assert desk.get(Element, desk.element).title == "Mørke i tunnellen"


def test_a_milestones_date_goes_back_only_for_a_reason(as_, desk):
    milestone = desk.session.scalars(sa.select(Milestone).where(Milestone.code == "HP1-m2")).one()
    due, number = milestone.due, milestone.id
    move_milestone(
        desk.writer, milestone_id=number, version=milestone.version, due=date(2016, 1, 1), reason="Udbud"
    )
    change, planner = desk.change(), as_("planner")
    page = planner.checked(planner.submit(undo(change), {"reason": " "}), undo(change), 422)
    assert page.root.all("title")[0].text.startswith("Fejl:")
    assert "Udfyld dette felt." in page.text
    planner.follow(planner.submit(undo(change), {"reason": "Udbuddet er hjemme"}))
    assert desk.get(Milestone, number).due == due


def test_a_plan_is_brought_back_and_says_to_when_and_what_goes_out(as_, desk):
    first = desk.retitle("Lys i tunnellen")
    new = add_element(
        desk.writer, plan_id=1, contents=ElementContents(kind=ElementKind.OUTPUT, title="Noget nyt")
    )
    link = desk.session.scalars(sa.select(Link).where(Link.plan_id == 1).order_by(Link.id)).first()
    disconnect(desk.writer, link_id=link.id, version=link.version)
    planner = as_("planner")
    page = planner.page(back_to(first))
    assert page.heading == "Før planen tilbage til 15.09.2015 12.05?"
    assert "Element fjernet: Noget nyt" in page.text
    assert "Pil tilføjet:" in page.text
    assert f"#before-n{new}>rect" in marks(page)
    assert f'[data-link="{link.id}"]' in marks(page)
    assert {"Ny", "Udgår"} == {item.text for item in page.main.one("ul", class_="compared-key").all("li")}
    refused = planner.checked(planner.submit(back_to(first)), back_to(first), 422)
    assert "Udfyld dette felt." in refused.text
    planner.follow(planner.submit(back_to(first), {"reason": "Tilbage til mødet"}))
    assert desk.get(Element, new).archived_at is not None
    assert desk.get(Link, link.id).archived_at is None
    assert desk.get(Element, desk.element).title == "Lys i tunnellen"
    assert "Tilbage til mødet" in planner.page("/plans/1/history").text


def test_going_back_to_now_says_that_there_is_nothing_to_bring_back(as_, desk):
    change = desk.retitle("Lys i tunnellen")
    page = as_("planner").page(back_to(change))
    assert "Planen er, som den var" in page.text
    assert not [form for form in page.forms if form.method == "POST"]


def test_a_milestone_that_was_reached_since_stays_reached(as_, desk):
    first = desk.retitle("Lys i tunnellen")
    milestone = desk.session.scalars(sa.select(Milestone).where(Milestone.code == "HP1-m2")).one()
    done = date(2015, 9, 1)
    complete_milestone(desk.writer, milestone_id=milestone.id, version=milestone.version, done_on=done)
    desk.retitle("Mørke i tunnellen", minutes=9)
    planner = as_("planner")
    planner.follow(planner.submit(back_to(first), {"reason": "Titlen"}))
    assert desk.get(Milestone, milestone.id).done_on == done


def test_what_cannot_be_undone_is_not_there(as_, desk):
    loaded = desk.session.scalars(sa.select(Event.change).where(Event.plan_id == 1).limit(1)).one()
    change = desk.retitle("Lys i tunnellen")
    planner = as_("planner")
    for address in (undo(loaded), undo("0" * 32), undo(change, 2), undo("%2e%2e"), back_to(change, 2)):
        planner.page(address, 404)


def test_only_those_who_may_build_undo_and_a_completed_plan_stays(as_, desk):
    change = desk.retitle("Lys i tunnellen")
    for persona in ("reader", "owner", "manager"):
        as_(persona).page(undo(change), 403)
        as_(persona).page(back_to(change), 403)
    set_state(desk.writer, plan_id=1, state=PlanState.COMPLETED)
    as_("planner").page(undo(change), 403)


def test_hostile_texts_are_shown_and_do_nothing(as_, desk):
    first = desk.retitle(HOSTILE)
    second = desk.retitle("Lys i tunnellen", minutes=9)
    planner = as_("planner")
    for address in (undo(second), back_to(first)):
        page = planner.page(address)
        assert HOSTILE in page.text
        assert "<script>alert" not in page.source
    page = planner.checked(planner.submit(undo(second), {"reason": HOSTILE + "\x00"}), undo(second), 422)
    assert "som ikke kan gemmes" in page.text


def test_without_dot_the_words_and_an_outline_stand_in(app, as_, desk):
    change = desk.retitle("Lys i tunnellen")
    app.config["TRACKER"] = replace(app.config["TRACKER"], dot_path="/no/such/dot")
    page = as_("planner").page(undo(change))
    assert "Diagrammet kan ikke tegnes" in page.text
    assert "Titel fra Lys i tunnellen" in page.text
    assert page.main.all(class_="outline-element")
    assert page.form(undo(change), "reason")


def test_a_page_asks_as_often_however_much_would_change(as_, desk, count_queries):
    planner, few = as_("planner"), desk.retitle("Lys i tunnellen")
    for element in desk.session.scalars(sa.select(Element).where(Element.plan_id == 1)).all():
        if element.goal_id is None:
            archive_element(desk.writer, element_id=element.id, version=element.version)
    many = desk.session.scalars(sa.select(Event.change).where(Event.plan_id == 1).limit(1)).one()
    desk.session.rollback()
    counts = []
    for address in (back_to(few), back_to(many)):
        planner.page(address)
        with count_queries() as statements:
            planner.page(address)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 32, counts
