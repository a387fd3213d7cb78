"""Typing a plan as lines: looked at first, saved in one go, and nothing typed is lost."""

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.hostile import KEPT
from tracker.records.models import Plan
from tracker.services.plans.elements import add_element
from tracker.theory.contents.element import ElementContents
from tracker.theory.kinds import ElementKind
from tracker.theory.quick_entry.faults import FaultName
from tracker.web.quick_entry import legend
from tracker.web.quick_entry import line_faults as faults

LINES = "A: Rekruttere natteravne [SKF]\n    Natteravnsture\n        Unge kan få hjælp\n"


@pytest.fixture
def address(draft):
    return f"/plans/{draft}/quick-entry"


@pytest.fixture
def owner(as_):
    return as_("owner")


def typed(page):
    return page.form(page.address, "text").values()["text"][0]


def send(browser, address, text, answer="preview"):
    return browser.submit(address, {"text": text, "answer": answer})


def test_the_page_explains_the_language_and_shows_the_plan_as_it_is(owner, address):
    page = owner.page(address)
    assert page.heading == "Hurtig indtastning"
    assert "Sådan er planen nu" in page.text
    assert page.main.all(class_="change-diagram")
    letters = [node.text for node in page.main.all("dt")]
    assert letters == ["R:", "A:", "Y:", "K:", "M:", "L:", "Mål:", "X:"]


def test_the_example_beside_the_field_has_no_faults(owner, address):
    for example in legend._EXAMPLES.values():
        page = owner.checked(send(owner, address, example), address)
        assert not page.main.all(class_="fault-list")
        assert "Nyt: 5 elementer, 4 pile." in page.text


def test_a_preview_draws_what_would_be_and_saves_nothing(owner, address, draft, titles):
    page = owner.checked(send(owner, address, LINES), address)
    assert "Nyt: 3 elementer, 2 pile." in page.text
    drawing = page.main.one(class_="change-diagram")
    for title in ("natteravne", "Natteravnsture", "Unge kan få hjælp"):
        assert title in drawing.text
    assert typed(page).splitlines() == LINES.splitlines()
    assert len(titles(draft)) == 1


def test_no_box_of_the_preview_leads_away_from_what_was_typed(as_, number_of):
    page = as_("planner").page(f"/plans/{number_of('HP5')}/quick-entry")
    assert not page.main.one(class_="change-diagram").all("a")


@pytest.fixture
def number_of(demo_session):
    def found(code):
        number = demo_session.scalars(sa.select(Plan.id).where(Plan.code == code)).one()
        demo_session.rollback()
        return number

    return found


def test_a_loop_is_told_of_and_saved_and_stands_among_the_problems(owner, address, draft, titles):
    lines = "K: Tillid\nK: Tryghed -> Tillid\nTillid -> Tryghed"
    page = owner.checked(send(owner, address, lines), address)
    notice = page.main.one(class_="notice-list").text
    assert "Linje 3" in notice
    assert "lukker en ring" in notice
    page = owner.follow(send(owner, address, lines, "save"))
    assert {"Tillid", "Tryghed"} <= set(titles(draft))
    assert "Pilene danner en ring." in page.main.one("section", id="bench-problems").text


def test_a_likely_slip_is_told_before_it_is_saved(owner, address):
    page = owner.checked(send(owner, address, "A: én <- to\nA: x [SKF"), address)
    told = page.main.one(class_="notice-list").text
    assert "Linje 1" in told
    assert "Er der ment en pil?" in told
    assert "Linje 2" in told
    assert "»x [SKF«" in told


def test_the_lines_are_saved_in_one_go(owner, address, draft, titles, arrows):
    page = owner.follow(send(owner, address, LINES, "save"))
    assert page.address == f"/plans/{draft}/build"
    assert "Gemt: 3 elementer og 2 pile er nye." in page.text
    assert titles(draft)[1:] == ["Rekruttere natteravne", "Natteravnsture", "Unge kan få hjælp"]
    assert arrows(draft) == [
        ("Rekruttere natteravne", "Natteravnsture"),
        ("Natteravnsture", "Unge kan få hjælp"),
    ]
    history = owner.page(f"/plans/{draft}/history")
    assert "indtastede elementer og pile som tekstlinjer" in history.text


@pytest.mark.parametrize("answer", ["preview", "save"])
def test_a_line_that_cannot_be_read_is_named_and_everything_typed_is_kept(
    answer, owner, address, draft, titles
):
    text = f"{LINES}\n  Natteravne  -> <b>G9</b>"
    page = owner.checked(send(owner, address, text, answer), address, 422)
    assert page.root.all("title")[0].text.startswith("Fejl: ")
    assert "1 linje kan ikke læses" in page.errors[0]
    fault = page.main.one(class_="fault-list")
    assert "Linje 5" in fault.text
    assert "Natteravne -> <b>G9</b>" in fault.text
    assert "Intet hedder »Natteravne«" in fault.text
    assert typed(page).splitlines() == text.splitlines()
    assert "Natteravnsture" in page.main.one(class_="change-diagram").text
    assert len(titles(draft)) == 1


@pytest.mark.parametrize("text", ["", "   \n", "Aktiviteter:", "G1"])
def test_saving_nothing_is_refused(text, owner, address):
    page = owner.checked(send(owner, address, text, "save"), address, 422)
    assert "Her er intet nyt" in page.errors[0]


def test_a_text_that_is_too_long_is_refused_and_kept(owner, address):
    text = "A: " + "å" * 20_001
    page = owner.checked(send(owner, address, text, "save"), address, 422)
    assert "Højst 20000 tegn" in page.errors[0].replace(".", "").replace("20 000", "20000")
    assert typed(page) == text


@pytest.mark.parametrize("title", KEPT.values(), ids=KEPT)
def test_any_title_is_shown_as_it_was_typed(title, owner, address, draft, titles):
    page = owner.checked(send(owner, address, f"Ukendt\nA: {title}"), address, 422)
    assert typed(page).splitlines()[1] == f"A: {title}"
    owner.follow(send(owner, address, f"A: {title}", "save"))
    assert titles(draft)[1:] == [title]


def test_a_form_that_is_sent_twice_is_saved_once(owner, address, draft, titles):
    values = owner.page(address).form(address, "text").values()
    for _ in range(2):
        page = owner.follow(owner.send(values, {"text": LINES, "answer": "save"}, address))
    assert "intet er gemt to gange" in page.text
    assert len(titles(draft)) == 4


def test_a_plan_that_changed_so_that_the_lines_mean_something_else_is_shown_again(
    owner, address, draft, titles, demo_writer
):
    looked = owner.checked(send(owner, address, LINES), address)
    values = looked.form(address, "text").values()
    add_element(
        demo_writer,
        plan_id=draft,
        code="NY-O1",
        contents=ElementContents(kind=ElementKind.OUTPUT, title="Natteravnsture"),
    )
    page = owner.checked(owner.send(values, {"answer": "save"}, address), address, 409)
    assert "Planen er ændret, siden du så forhåndsvisningen" in page.errors[0]
    assert "Nyt: 2 elementer, 2 pile." in page.text
    again = page.form(address, "text").values()
    assert again["text"] == values["text"]
    owner.follow(owner.send(again, {"answer": "save"}, address))
    assert titles(draft).count("Natteravnsture") == 1


def test_a_plan_that_changed_elsewhere_holds_nobody_up(owner, address, draft, titles, demo_writer):
    values = owner.checked(send(owner, address, LINES), address).form(address, "text").values()
    add_element(
        demo_writer,
        plan_id=draft,
        code="NY-A1",
        contents=ElementContents(kind=ElementKind.ACTIVITY, title="Uddanne"),
    )
    owner.follow(owner.send(values, {"answer": "save"}, address))
    assert len(titles(draft)) == 5


def test_the_script_gets_the_preview_alone(owner, address):
    values = owner.page(address).form(address, "text").values()
    sent = {"csrf_token": values["csrf_token"][0], "text": f"{LINES}Ukendt"}
    answer = owner.post(address, data=sent, headers={"X-Preview": "1"})
    assert answer.status_code == 200
    body = answer.get_data(as_text=True)
    assert "<html" not in body
    assert "1 linje kan ikke læses." in body
    assert re.search(r'data-seen="[0-9a-f]{32}\.[0-9a-f]{32}"', body)


def test_what_an_owner_types_into_an_approved_plan_is_a_proposal(as_, number_of, titles):
    plan = number_of("HP5")
    address = f"/plans/{plan}/quick-entry"
    owner, before = as_("owner"), titles(plan)
    assert "et forslag, som planlægningsgruppen afgør" in owner.page(address).text
    assert "Nyt: 1 element" in owner.checked(send(owner, address, "A: Ny aktivitet"), address).text
    page = owner.follow(send(owner, address, "A: Ny aktivitet", "save"))
    assert "Din ændring er foreslået." in page.text
    assert titles(plan) == before
    planner = as_("planner")
    planner.follow(send(planner, address, "A: Ny aktivitet", "save"))
    assert titles(plan) == [*before, "Ny aktivitet"]


def test_without_dot_the_preview_is_in_words(app, owner, address, monkeypatch):
    monkeypatch.setitem(app.config, "TRACKER", replace(app.config["TRACKER"], dot_path="/no/dot"))
    page = owner.checked(send(owner, address, LINES), address)
    assert "Diagrammet kan ikke tegnes lige nu" in page.text
    outline = page.main.one(class_="preview-outline")
    assert "Rekruttere natteravne" in outline.text
    assert "fører til" in outline.text


def test_every_fault_has_a_sentence():
    assert set(faults._SENTENCES) == set(FaultName)


def test_a_preview_costs_the_same_however_large_the_plan_is(count_queries, owner, address, as_, number_of):
    large = f"/plans/{number_of('HP1')}/quick-entry"
    counts = []
    for browser, one in ((owner, address), (as_("planner"), large)):
        browser.page(one)
        with count_queries() as statements:
            browser.page(one)
        counts.append(len(statements))
    assert counts[0] == counts[1]
