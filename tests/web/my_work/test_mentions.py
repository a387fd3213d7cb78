"""Comments that mention a person come up in their work, whatever their role."""

import pytest
import sqlalchemy as sa

from tests.personas import EMAILS
from tracker.records.models import Element, PlanOwner, User
from tracker.services.verb import fetch, verb
from tracker.theory.kinds import Role, Visibility


@verb
def disown(writer, *, owner_id):
    """A verb of the tests that takes a plan from its owner."""
    writer.session.delete(fetch(writer, PlanOwner, owner_id))


@pytest.fixture
def number(demo_session):
    def found(query):
        row = demo_session.scalars(query).one()
        demo_session.rollback()
        return row

    return found


@pytest.fixture
def mention(make_in_demo, demo_session, number):
    """``mention("reader")``: a comment of the persona ``planner`` on HP1-A2 that mentions the persona."""

    def made(persona, code="HP1-A2", **given):
        element = number(sa.select(Element.id).where(Element.code == code))
        person = number(sa.select(User.id).where(User.email == EMAILS.get(persona, persona)))
        writer = number(sa.select(User.id).where(User.email == EMAILS["planner"]))
        comment = make_in_demo.comment(writer, element_id=element, mentioned=[person], **given)
        demo_session.rollback()
        return comment

    return made


def menu(page):
    return [link.text for link in page.root.one("nav", class_="site-nav").all("a")]


@pytest.mark.parametrize("persona", ["owner", "planner", "manager", "secretary", "reader", "admin"])
def test_whoever_is_mentioned_finds_it_from_the_first_page_on(persona, as_, mention, make_in_demo):
    if persona == "planner":
        persona = "anden@example.org"
        make_in_demo.person(Role.PLANNER, email=persona, name="Anden i gruppen")
    comment = mention(persona, body="Kan I nå det?")
    browser = as_(persona)
    overview = browser.page("/")
    assert "1 kommentar venter på dig. Du er nævnt i den." in overview.text
    assert "/my-work" in overview.links
    assert "Mit arbejde 1 kommentar venter på dig" in menu(overview)
    page = browser.page("/my-work")
    card = page.main.one("li", class_="card--mention")
    assert "Strategikoordinator nævner dig" in card.text
    assert "Aktivitet: Ny belysning på utrygge strækninger" in card.text
    assert "Kan I nå det?" in card.text
    assert any(link.endswith(f"/comments#c{comment}") for link in page.links)


@pytest.mark.parametrize("persona", ["owner", "reader"])
def test_one_click_marks_it_as_seen(persona, as_, mention):
    mention(persona)
    browser = as_(persona)
    form = next(form for form in browser.page("/my-work").forms if form.action.endswith("/seen"))
    page = browser.follow(browser.send(form.values(), {}, form.action))
    assert page.address == "/my-work"
    assert "Kommentaren er markeret som set." in page.text
    assert page.main.all("li", class_="card--mention") == []
    assert "Mit arbejde 1" not in " ".join(menu(page))
    again = browser.follow(browser.send(form.values(), {}, form.action))
    assert "Det var allerede gemt; intet er gemt to gange." in again.text


def test_nobody_marks_the_mention_of_another(as_, mention):
    comment = mention("reader")
    owner, reader = as_("owner"), as_("reader")
    values = owner.page("/account").root.all("form")[-1]
    token = values.one("input", name="csrf_token")["value"]
    owner.post(f"/comments/{comment}/seen", data={"csrf_token": token, "next": "/my-work"})
    assert "1 kommentar venter på dig." in reader.page("/").text


def test_mentions_count_among_what_needs_an_answer(as_, mention):
    owner = as_("owner")
    assert "5 ting venter på dit svar." in owner.page("/my-work").text
    mention("owner")
    page = owner.page("/my-work")
    assert "6 ting venter på dit svar." in page.text
    assert page.main.all("section", class_="asked")[0].one("h2").text == "Kommentarer, hvor du er nævnt 1"


def test_one_plan_s_work_shows_the_mentions_in_that_plan(as_, mention, make_in_demo, demo_session, number):
    owner_id = number(sa.select(User.id).where(User.email == EMAILS["owner"]))
    plan = make_in_demo.plan(owner_ids=[owner_id])
    demo_session.rollback()
    mention("owner")
    browser = as_("owner")
    assert len(browser.page("/my-work").main.all("li", class_="card--mention")) == 1
    assert browser.page(f"/my-work?plan={plan}").main.all("li", class_="card--mention") == []


def test_without_a_mention_the_menu_is_as_before(as_):
    for persona, words in (("reader", False), ("manager", False), ("owner", True)):
        assert ("Mit arbejde" in menu(as_(persona).page("/"))) is words


def test_a_mention_in_a_plan_out_of_sight_is_neither_counted_nor_shown(
    as_, make_in_demo, demo_session, number
):
    make = make_in_demo
    manager = number(sa.select(User.id).where(User.email == EMAILS["manager"]))
    plan = make.plan(visibility=Visibility.ORGANISATION, owner_ids=[manager])
    make.comment(element_id=make.element(plan_id=plan), mentioned=[manager], body="Kun for ejere")
    demo_session.rollback()
    browser = as_("manager")
    assert "1 kommentar venter på dig." in browser.page("/").text
    disown(make.writer, owner_id=number(sa.select(PlanOwner.id).where(PlanOwner.plan_id == plan)))
    demo_session.rollback()
    assert "venter på dig" not in browser.page("/").text
    assert "Kun for ejere" not in browser.get("/my-work").get_data(as_text=True)


def test_the_first_page_costs_no_query_more(as_, mention, count_queries):
    reader, counts = as_("reader"), []
    for _ in range(2):
        with count_queries() as statements:
            reader.get("/")
        counts.append(len(statements))
        mention("reader")
    assert counts[0] == counts[1]


def test_my_work_costs_one_query_more_whatever_waits(as_, mention, count_queries):
    owner, counts = as_("owner"), []
    for _ in range(3):
        with count_queries() as statements:
            owner.get("/my-work")
        counts.append(len(statements))
        mention("owner")
    assert counts == [8, 9, 9]
