"""Reporting a status: short, honest, and never lost."""

from random import Random

import pytest
import sqlalchemy as sa

from tracker.records.models import Document, Element, StatusReport
from tracker.theory.kinds import DeliveryStatus, ElementKind, LinkKind, ResultStatus


@pytest.fixture
def page_of(number):
    return lambda code: f"/elements/{number(code)}/report"


@pytest.fixture
def latest(rows, number):
    return lambda code: rows(StatusReport, StatusReport.element_id == number(code))[-1]


def test_the_form_shows_what_was_said_last_and_offers_it(owner, page_of):
    page = owner.page(page_of("HP5-A2"))
    assert "Mindre problemer, 20.02.2015" in page.text
    assert "Venteliste; status ikke opdateret" in page.text
    assert page.form(page_of("HP5-A2"), "happened").values()["status"] == ["minor_issues"]


def test_an_outcome_is_reported_by_its_result_and_an_output_by_its_delivery(owner, page_of):
    def offered(code):
        inputs = owner.page(page_of(code)).main.all("input", name="status")
        return [one["value"] for one in inputs]

    assert offered("HP5-O1") == [one.value for one in DeliveryStatus]
    assert offered("HP5-K1") == [one.value for one in ResultStatus]


def test_a_report_says_from_what_to_what_and_what_waits_downstream(owner, page_of, latest):
    sent = {"status": "on_track", "happened": "Nyt hold i gang", "next_step": "Tæl op i oktober"}
    page = owner.follow(owner.submit(page_of("HP5-O2"), sent))
    assert page.address == "/my-work"
    assert "er gået fra Mindre problemer (20.02.2015) til Følger planen (15.09.2015)" in page.text
    assert "Længere fremme venter: Mere støttende forældrepraksis i hjemmet ; målet" in page.text
    saved = latest("HP5-O2")
    assert (saved.delivery_status, saved.happened) == (DeliveryStatus.ON_TRACK, "Nyt hold i gang")
    assert saved.next_step == "Tæl op i oktober"


def test_a_delivered_output_is_said_to_meet_a_precondition_and_nothing_more(owner, page_of):
    page = owner.follow(owner.submit(page_of("HP5-O2"), {"status": "completed"}))
    assert "En leveret ydelse opfylder en forudsætning, ikke mere." in page.text


def test_a_finished_activity_is_said_to_say_nothing_of_its_output(owner, page_of):
    page = owner.follow(owner.submit(page_of("HP5-A2"), {"status": "completed"}))
    assert "siger intet om dens ydelse" in page.text


def test_a_result_without_a_reading_is_said_to_be_a_claim(owner, page_of):
    page = owner.follow(owner.submit(page_of("HP5-K2"), {"status": "achieved"}))
    assert "påstand uden aflæsning" in page.text
    page = owner.follow(owner.submit(page_of("HP5-K1"), {"status": "on_track"}))
    assert "påstand uden aflæsning" not in page.text


def test_no_change_takes_one_click(owner, page_of, number, latest):
    address = f"/elements/{number('HP5-A2')}/no-change"
    page = owner.follow(owner.submit(page_of("HP5-A2"), action=address))
    assert "er stadig: Mindre problemer (15.09.2015; senest meldt 20.02.2015)" in page.text
    assert latest("HP5-A2").unchanged


def test_what_was_never_reported_cannot_be_unchanged(as_, make_in_demo, demo_session):
    element = make_in_demo.element(plan_id=1)
    demo_session.rollback()
    planner, address = as_("planner"), f"/elements/{element}"
    page = planner.page(f"{address}/report")
    assert "Ingen har meldt" in page.text
    values = page.form(f"{address}/report", "happened").values()
    refused = planner.checked(planner.send(values, {}, f"{address}/no-change"), f"{address}/no-change", 422)
    assert "der er intet, der kan være uændret" in refused.text


def test_a_report_without_a_status_is_refused_and_keeps_what_was_typed(owner, page_of, rows):
    before = len(rows(StatusReport))
    sent = {"status": None, "happened": "Kun en tekst", "next_step": "<b>&fed</b>"}
    response = owner.submit(page_of("HP5-A2"), sent)
    page = owner.checked(response, page_of("HP5-A2"), 422)
    assert page.title.startswith("Fejl: ")
    assert "Vælg en status." in page.errors[0]
    kept = page.form(page_of("HP5-A2"), "happened").values()
    assert (kept["happened"], kept["next_step"]) == (["Kun en tekst"], ["<b>&fed</b>"])
    assert len(rows(StatusReport)) == before


@pytest.mark.parametrize("status", ["achieved", "", "nonsense", "ON_TRACK"])
def test_a_status_of_the_other_set_or_of_none_is_refused(status, owner, page_of):
    response = owner.submit(page_of("HP5-A2"), {"status": status})
    assert "Vælg en status." in owner.checked(response, page_of("HP5-A2"), 422).text


def test_a_double_submit_makes_one_report(owner, page_of, rows):
    before = len(rows(StatusReport))
    address = page_of("HP5-A2")
    values = owner.page(address).form(address, "happened").values()
    first = owner.send(values, {"status": "on_track"}, address)
    second = owner.send(values, {"status": "on_track"}, address)
    assert (first.status_code, second.status_code) == (303, 303)
    assert "Det var allerede gemt" in owner.follow(second).text
    assert len(rows(StatusReport)) == before + 1


def test_two_who_report_at_the_same_time_both_stay_in_the_history(owner, as_, page_of, rows, number):
    planner, address = as_("planner"), page_of("HP5-A2")
    theirs = planner.page(address).form(address, "happened").values()
    owner.follow(owner.submit(address, {"status": "on_track", "happened": "Fra tovholderen"}))
    planner.follow(planner.send(theirs, {"status": "major_issues", "happened": "Fra gruppen"}, address))
    said = [one.happened for one in rows(StatusReport, StatusReport.element_id == number("HP5-A2"))]
    assert said[-2:] == ["Fra tovholderen", "Fra gruppen"]


def test_proof_comes_with_the_report(owner, page_of, rows, number):
    sent = {"status": "on_track", "document_url": "https://example.org/referat.pdf"}
    owner.follow(owner.submit(page_of("HP5-A2"), sent))
    document = rows(Document)[-1]
    assert document.report_id == rows(StatusReport, StatusReport.element_id == number("HP5-A2"))[-1].id
    assert document.title == document.url == "https://example.org/referat.pdf"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"document_url": "javascript:alert(1)"}, "begynder med http"),
        ({"document_title": "Referat"}, "Dokumentationens adresse: Udfyld dette felt."),
        ({"document_url": "https://example.org/" + "a" * 3000}, "for lang"),
    ],
)
def test_documentation_without_a_good_address_is_refused_with_its_part_open(
    sent, sentence, owner, page_of, rows
):
    before = len(rows(StatusReport))
    response = owner.submit(page_of("HP5-A2"), {"status": "on_track", **sent})
    page = owner.checked(response, page_of("HP5-A2"), 422)
    assert sentence in page.text
    assert "open" in page.main.one("details", class_="documentation").attributes
    assert len(rows(StatusReport)) == before


HOSTILE = [
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "{{ 7*7 }} %(title)s %s %d",
    "\u202eomvendt\u202c עברית العربية",
    "🙂" * 300,
    "Linje 1\nLinje 2\tog tabulator",
    "æ" * 5000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_was_typed_is_stored_and_shown_as_typed(text, owner, page_of, latest):
    owner.follow(owner.submit(page_of("HP5-A2"), {"status": "on_track", "happened": text, "next_step": text}))
    assert (latest("HP5-A2").happened, latest("HP5-A2").next_step) == (text, text)
    owner.page(page_of("HP5-A2"))
    owner.page("/my-work")


@pytest.mark.parametrize("field", ["happened", "next_step", "document_title", "document_url"])
@pytest.mark.parametrize("text", ["a\x00b", "x" * 20_001])
def test_what_cannot_be_stored_is_refused_at_its_field(field, text, owner, page_of, rows):
    before = len(rows(StatusReport))
    response = owner.submit(page_of("HP5-A2"), {"status": "on_track", field: text})
    page = owner.checked(response, page_of("HP5-A2"), 422)
    assert page.main.all(id=f"{field}-error")
    assert len(rows(StatusReport)) == before


def test_the_free_text_fields_say_what_does_not_belong_there(owner, page_of):
    page = owner.page(page_of("HP5-A2"))
    for field in ("happened", "next_step"):
        described = page.main.one("textarea", name=field)["aria-describedby"]
        assert "identificerbare borgere" in page.main.one(id=described).text


@pytest.mark.parametrize(
    "somewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "/nowhere"]
)
def test_nobody_is_sent_to_a_page_that_is_not_ours(somewhere, owner, page_of):
    sent = owner.submit(page_of("HP5-A2"), {"status": "on_track", "next": somewhere})
    assert sent.headers["Location"] == "/my-work"
    page = owner.page(page_of("HP5-A2") + f"?next={somewhere}")
    assert not any("evil" in link for link in page.links)


def test_a_report_comes_back_to_the_page_it_was_asked_for_on(owner, page_of, number):
    element = f"/elements/{number('HP5-A2')}"
    page = owner.page(page_of("HP5-A2") + f"?next={element}")
    assert element in page.links
    values = page.form(page_of("HP5-A2"), "happened").values()
    assert owner.follow(owner.send(values, {}, page_of("HP5-A2"))).address == element


@pytest.mark.parametrize("persona", ["reader", "manager", "secretary"])
def test_those_who_only_look_cannot_report(persona, as_, page_of):
    browser = as_(persona)
    assert browser.get(page_of("HP5-A2")).status_code == 403


def test_an_owner_reports_on_their_own_plans_only(owner, page_of, number):
    assert owner.get(page_of("HP1-A1")).status_code == 403
    values = owner.page(page_of("HP5-A2")).form(page_of("HP5-A2"), "happened").values()
    assert owner.send(values, {}, page_of("HP1-A1")).status_code == 403
    assert owner.send(values, {}, f"/elements/{number('HP1-A1')}/no-change").status_code == 403


def test_nobody_reports_on_an_external_factor_or_on_what_is_not_there(as_, rows):
    planner = as_("planner")
    external = rows(Element, Element.kind == ElementKind.EXTERNAL)[0]
    assert planner.get(f"/elements/{external.id}/report").status_code == 404
    assert planner.get("/elements/999999/report").status_code == 404


def test_a_form_without_its_token_changes_nothing(owner, page_of, rows):
    before = len(rows(StatusReport))
    assert owner.post(page_of("HP5-A2"), data={"status": "on_track"}).status_code == 400
    assert len(rows(StatusReport)) == before


def test_a_confirmation_of_the_longest_titles_fits_a_cookie(as_, make_in_demo, demo_session):
    make = make_in_demo
    chance = Random(7)  # noqa: S311 - titles, not secrets
    titles = ["".join(chr(chance.randint(0x20000, 0x2A000)) for _ in range(499)) for _ in range(12)]
    goals = [make.goal(title=title) for title in titles[:4]]
    plan = make.plan(goal_ids=goals)
    start = make.element(ElementKind.OUTPUT, plan_id=plan, title=titles[4])
    ends = [make.element(ElementKind.OUTCOME_SHORT, plan_id=plan, title=title) for title in titles[6:]]
    of_goals = sa.select(Element.id).where(Element.plan_id == plan, Element.kind == ElementKind.GOAL)
    for end in [*ends, *demo_session.scalars(of_goals)]:
        make.link(start, end, LinkKind.CAUSAL, plan_id=plan)
    demo_session.rollback()
    planner = as_("planner")
    response = planner.submit(f"/elements/{start}/report", {"status": "on_track"})
    assert len(response.headers["Set-Cookie"].partition(";")[0]) < 4093
    assert "og 2 til" in planner.follow(response).text


def test_the_confirmation_is_there_in_english(owner, page_of):
    with owner.session_transaction() as session:
        session["language"] = "en"
    page = owner.follow(owner.submit(page_of("HP5-O2"), {"status": "on_track"}))
    assert "went from Minor issues (20 Feb 2015) to On track (15 Sep 2015)" in page.text
    assert "This waits downstream: More supportive parenting" in page.text
