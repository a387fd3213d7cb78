"""Open comments where people look: the plan's list and tabs, its outline, an element's page and panel."""

import pytest
import sqlalchemy as sa

from tracker.records.models import Link
from tracker.records.queries.comments.threads import PAGE
from tracker.theory.kinds import LinkKind


def test_the_plan_s_list_shows_open_closed_and_all(as_, comment, activity, link):
    planner = as_("planner")
    comment(body="Åben på element")
    comment(body="Åben på pil", link_id=link)
    closed = comment(body="Lukket igen")
    form = planner.page(f"/elements/{activity.id}/comments").form(f"/comments/{closed}/resolve")
    planner.follow(planner.send(form.values(), {}, form.action))
    address = f"/plans/{activity.plan_id}/comments"
    texts = {state: planner.page(f"{address}?state={state}").text for state in ("open", "resolved", "all")}
    for text in texts.values():
        assert "Åbne 2" in text
        assert "Afsluttede 1" in text
        assert "Alle 3" in text
    assert "Lukket igen" not in texts["open"]
    assert "Pil: Ny belysning på utrygge strækninger → til Strækninger med ny belysning" in texts["open"]
    assert "Aktivitet: Ny belysning på utrygge strækninger" in texts["open"]
    assert "Åben på pil" not in texts["resolved"]
    assert all(body in texts["all"] for body in ("Lukket igen", "Åben på pil", "Åben på element"))
    assert planner.page(f"{address}?state=nonsense&page=x").text == texts["open"]


def test_a_thread_is_closed_from_the_list_and_the_list_comes_back(as_, comment, activity):
    comment()
    planner = as_("planner")
    address = f"/plans/{activity.plan_id}/comments?state=all"
    page = planner.page(address)
    form = next(form for form in page.forms if form.action.endswith("/resolve"))
    assert planner.send(form.values(), {}, form.action).headers["Location"] == address


def test_the_list_has_pages(as_, comment, activity):
    for number in range(PAGE + 2):
        comment(body=f"Kommentar nummer {number:02}")
    planner = as_("planner")
    first = planner.page(f"/plans/{activity.plan_id}/comments")
    assert len(first.main.all("li", class_="thread")) == PAGE
    older = next(address for address in first.links if "page=2" in address)
    second = planner.page(older)
    assert len(second.main.all("li", class_="thread")) == 2
    assert "Kommentar nummer 00" in second.text
    assert "Her er ingen kommentarer." in planner.page(older.replace("page=2", "page=9")).text


def test_an_empty_list_says_where_to_comment(as_, activity):
    page = as_("reader").page(f"/plans/{activity.plan_id}/comments")
    assert "Ingen kommentarer er åbne." in page.text
    assert f"/plans/{activity.plan_id}/outline" in page.links


@pytest.mark.parametrize("view", ["", "/outline", "/history", "/comments"])
def test_the_tabs_count_what_is_open(view, as_, comment, activity):
    reader = as_("reader")
    address = f"/plans/{activity.plan_id}{view}"
    tab = f"/plans/{activity.plan_id}/comments"
    for words in ("Kommentarer", "Kommentarer 1 åben"):
        tabs = reader.page(address).main.one("nav", class_="plan-tabs")
        assert tabs.one("a", href=tab).text == words
        comment()


def test_the_outline_marks_elements_and_links_with_open_comments(as_, comment, activity, link):
    reader = as_("reader")
    address = f"/plans/{activity.plan_id}/outline"
    assert reader.page(address).main.all("a", class_="talk-mark") == []
    comment()
    comment()
    comment(link_id=link)
    marks = reader.page(address).main.all("a", class_="talk-mark")
    assert sorted((mark["href"], mark.text) for mark in marks) == [
        (f"/elements/{activity.id}/comments", f"2 åbne kommentarer : {activity.title}"),
        # a link stands in the outline at both of its ends
        (f"/links/{link}/comments", "1 åben kommentar : Ny belysning på utrygge strækninger"),
        (f"/links/{link}/comments", "1 åben kommentar : Strækninger med ny belysning"),
    ]


@pytest.mark.parametrize("part", ["", "?panel=1"])
def test_an_element_shows_its_open_comments_folded(part, as_, comment, activity):
    reader = as_("reader")
    address = f"/elements/{activity.id}{part}"
    assert "Åbne kommentarer" not in reader.get(address).get_data(as_text=True)
    first = comment(body="Er det realistisk?", by="owner")
    comment(body="Ja", answers_id=first)
    comment(body="Noget andet")
    source = reader.get(address).get_data(as_text=True)
    assert "Kommentarer</a>" not in source
    assert "Åbne kommentarer (2)" in source
    assert f"/elements/{activity.id}/comments#c{first}" in source
    assert "Er det realistisk?" in source
    assert "1 svar" in source


def test_a_hypothesis_leads_to_the_comments_on_its_link(as_, demo_session, comment):
    link = demo_session.scalars(sa.select(Link).where(Link.kind == LinkKind.CAUSAL).order_by(Link.id)).first()
    demo_session.rollback()
    page = as_("reader").page(f"/elements/{link.source_id}")
    assert f"/links/{link.id}/comments" in page.links
    comment(link_id=link.id)
    assert "1 åben kommentar" in as_("reader").page(f"/elements/{link.source_id}").text


def test_the_workbench_leads_from_what_is_edited_to_what_is_said_of_it(as_, comment, activity, link):
    planner = as_("planner")

    element, arrow = f"/elements/{activity.id}", f"/links/{link}"

    def said(one):
        ways = planner.page(f"{one}/edit").main.one("p", class_="bench-ways")
        return ways.one("a", href=f"{one}/comments").text

    assert [said(element), said(arrow)] == ["Kommentarer", "Kommentarer"]
    comment()
    comment()
    comment(link_id=link)
    assert said(element) == "Kommentarer (2 åbne)"
    assert said(arrow) == "Kommentarer (1 åben)"


def test_a_new_comment_is_told_in_the_history_of_plan_and_element(as_, activity):
    owner = as_("owner")
    owner.submit(f"/elements/{activity.id}/comments", {"body": "Hvem sørger for strøm?"})
    for address in (f"/plans/{activity.plan_id}/history", f"/elements/{activity.id}/history"):
        text = owner.page(address).text
        assert "skrev en kommentar" in text
        assert "Hvem sørger for strøm?" in text
