"""Histories as they are read: who, when, what from, what to, why."""

from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from tests.personas import EMAILS, NOW
from tracker.records.models import Element, LinkFinding, Milestone, Plan, PlanOwner, User
from tracker.records.queries.history.entries import PAGE, SHOWN
from tracker.services.evidence import attach_finding
from tracker.services.follow_up.milestones import complete_milestone, move_milestone
from tracker.services.follow_up.reports import report_no_change
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import DeliveryStatus, ElementKind, LinkKind, Visibility

pytestmark = pytest.mark.both

REASON = "Udbuddet lå 40 % over rammen; \"ny <b>runde</b>\" & 'aftale'\n\u202eשלום 🙂 %(x)s {{ 7*7 }}"


@verb
def take_off(writer: Writer, *, use_id: int, reason: str) -> None:
    """A verb of the tests that removes evidence from a link, for a reason."""
    assert reason
    writer.session.delete(fetch(writer, LinkFinding, use_id))


@verb
def rename(writer: Writer, *, element_id: int, title: str) -> None:
    fetch(writer, Element, element_id).title = title


@verb
def hand_over(writer: Writer, *, owner_id: int, to: int) -> None:
    fetch(writer, PlanOwner, owner_id).user_id = to


def by(writer, session, persona, minutes=0):
    """The same writer as a person, some minutes later."""
    person = session.scalars(sa.select(User.id).where(User.email == EMAILS[persona])).one()
    return replace(writer, actor_id=person, now=NOW + timedelta(minutes=minutes))


def change_texts(page):
    return [node.text for node in page.main.all("li", class_="change")]


@pytest.fixture
def planner(demo_session, demo_writer):
    return by(demo_writer, demo_session, "planner", 5)


@pytest.fixture
def milestone(demo_session):
    return demo_session.scalars(sa.select(Milestone).where(Milestone.code == "HP1-m2")).one()


@pytest.fixture
def moved(planner, milestone):
    """The milestone after it was moved from 1 May to 1 August."""
    move_milestone(
        planner,
        milestone_id=milestone.id,
        version=milestone.version,
        due=date(2015, 8, 1),
        reason=REASON,
    )
    return milestone


def histories(moved):
    return [
        f"/plans/{moved.plan_id}/history",
        f"/elements/{moved.element_id}/history",
        f"/milestones/{moved.id}/history",
    ]


@pytest.mark.parametrize("model", [Plan, Element, Milestone])
def test_everything_that_is_followed_has_a_history_that_begins_with_itself(as_, demo_session, model):
    planner, kind = as_("planner"), model.__tablename__
    for row in demo_session.scalars(sa.select(model)):
        page = planner.page(f"/{kind}/{row.id}/history")
        first = change_texts(page)[-1]
        assert first.startswith("Indlæst fra fil"), page.address
        assert row.title in page.text or kind == "elements", page.address


def test_a_moved_milestone_tells_who_when_from_to_and_why_in_every_history(as_, moved):
    reader = as_("reader")
    for address in histories(moved):
        text, *_ = change_texts(reader.page(address))
        assert text.startswith("Strategikoordinator flyttede en milepæl 15.09.2015 12.05"), address
        assert "Milepæl Udbud af belysning offentliggjort" in text
        assert "Frist fra 01.05.2015 → til 01.08.2015" in text


def test_a_reason_is_shown_as_it_was_typed(as_, moved):
    page = as_("reader").page(f"/milestones/{moved.id}/history")
    [why] = page.main.all("q")
    assert "".join(part for part in why.parts if isinstance(part, str)) == REASON
    assert "<b>runde" not in page.source


def test_in_english_the_same_history_speaks_english(as_, moved):
    reader = as_("reader")
    with reader.session_transaction() as stored:
        stored["language"] = "en"
    text, *_ = change_texts(reader.page(f"/elements/{moved.element_id}/history"))
    assert text.startswith("Strategy coordinator moved a milestone 15 Sep 2015 12:05")
    assert "Due on from 1 May 2015 → to 1 Aug 2015" in text


def test_what_a_file_brought_in_is_said_to_come_from_it_and_is_counted(as_):
    page = as_("reader").page("/plans/1/history")
    [loaded] = [text for text in change_texts(page) if text.startswith("Indlæst fra fil")]
    assert "Handlingsplan tilføjet: Et trygt natteliv" in loaded
    assert "17 elementer tilføjet" in loaded
    assert "18 pile tilføjet" in loaded


def test_the_newest_change_comes_first(as_, moved, demo_session, demo_writer):
    moved = demo_session.get(Milestone, moved.id, populate_existing=True)
    later = by(demo_writer, demo_session, "planner", 9)
    complete_milestone(later, milestone_id=moved.id, version=moved.version, done_on=date(2015, 9, 1))
    texts = change_texts(as_("reader").page(f"/milestones/{moved.id}/history"))
    assert ["nået" in text.partition("15.09.2015")[0] for text in texts] == [True, False, False]
    assert "Nået fra intet → til 01.09.2015" in texts[0]


def test_rows_are_named_by_people_and_titles_and_not_by_numbers(as_, demo_session, planner):
    natteliv = sa.select(PlanOwner.id).join(User).where(User.code == "r-nat")
    owner = demo_session.scalars(natteliv).one()
    to = demo_session.scalars(sa.select(User.id).where(User.code == "r-sek")).one()
    hand_over(planner, owner_id=owner, to=to)
    text, *_ = change_texts(as_("reader").page("/plans/1/history"))
    assert "Person fra Tovholder natteliv (politi) → til Udvalgssekretær" in text


def test_a_link_is_named_by_its_ends(as_, make_in_demo):
    make = make_in_demo
    one, other = make.element(title="Ture"), make.element(ElementKind.OUTPUT, title="Natteravne")
    make.link(one, other)
    texts = change_texts(as_("planner").page(f"/elements/{other}/history"))
    assert any("Pil tilføjet: Ture → Natteravne" in text for text in texts)


def test_only_a_causal_link_tells_its_basis(as_, make_in_demo):
    plan = make_in_demo.plan()
    output, outcome, activity = (
        make_in_demo.element(kind, plan_id=plan)
        for kind in (ElementKind.OUTPUT, ElementKind.OUTCOME_SHORT, ElementKind.ACTIVITY)
    )
    make_in_demo.link(activity, output, LinkKind.IMPLEMENTATION, plan_id=plan)
    make_in_demo.writer.session.commit()
    assert "Grundlag" not in as_("reader").page(f"/plans/{plan}/history").text
    make_in_demo.link(output, outcome, LinkKind.CAUSAL, plan_id=plan)
    make_in_demo.writer.session.commit()
    assert "Grundlag" in as_("reader").page(f"/plans/{plan}/history").text


def test_an_element_keeps_the_history_of_what_hangs_on_it_and_of_nothing_else(as_, make_in_demo):
    make = make_in_demo
    own, other = make.element(title="Min"), make.element(title="En andens")
    make.milestone(element_id=own, title="Min milepæl")
    make.milestone(element_id=other, title="En andens milepæl")
    make.report(own, DeliveryStatus.ON_TRACK, happened="Kørt en tur")
    make.report(other, DeliveryStatus.ON_TRACK, happened="Intet af betydning")
    text = as_("planner").page(f"/elements/{own}/history").text
    assert "Min milepæl" in text
    assert "Kørt en tur" in text
    assert "En andens" not in text
    assert "Intet af betydning" not in text


def test_evidence_that_was_taken_off_a_link_stays_in_the_history_of_its_ends(as_, make_in_demo, planner):
    make = make_in_demo
    output, outcome = make.element(ElementKind.OUTPUT), make.element(ElementKind.OUTCOME_SHORT)
    elsewhere = make.element(ElementKind.OUTCOME_SHORT)
    link = make.link(output, outcome, LinkKind.CAUSAL)
    finding = make.finding(code="TAKEN", citation="Ravn (2014). Om ravne.")
    use = attach_finding(make.writer, link_id=link, finding_id=finding)
    take_off(planner, use_id=use, reason="Forkert studie")
    for end in (output, outcome):
        text, *_ = change_texts(as_("reader").page(f"/elements/{end}/history"))
        assert "Evidens på en pil fjernet: Ravn (2014). Om ravne." in text
        assert "Forkert studie" in text
    assert "Ravn" not in as_("reader").page(f"/elements/{elsewhere}/history").text


def test_no_change_since_last_time_is_told_as_that(as_, demo_session, planner):
    element = demo_session.scalars(sa.select(Element.id).where(Element.code == "HP1-A2")).one()
    report_no_change(planner, element_id=element)
    text, *_ = change_texts(as_("reader").page(f"/elements/{element}/history"))
    assert text.startswith("Strategikoordinator meldte ingen ændring")
    assert "Ingen ændring siden sidst Ja" in text


def test_pages_follow_each_other_without_a_gap_or_a_double(as_, make_in_demo, planner):
    element = make_in_demo.element(title="Titel 0")
    changes = PAGE * 2 + 3
    for number in range(1, changes):
        rename(planner, element_id=element, title=f"Titel {number}")
    reader, address, seen = as_("reader"), f"/elements/{element}/history", []
    while address:
        page = reader.page(address)
        assert len(change_texts(page)) <= PAGE
        seen += change_texts(page)
        address = next((a["href"] for a in page.main.all("a", rel="next")), "")
    assert len(seen) == changes
    assert len(set(seen)) == changes
    assert f"→ til Titel {changes - 1}" in seen[0]
    assert "Element tilføjet" in seen[-1]


def test_a_page_keeps_its_place_while_others_write(as_, make_in_demo, planner):
    element = make_in_demo.element(title="Titel 0")
    for number in range(1, PAGE + 5):
        rename(planner, element_id=element, title=f"Titel {number}")
    reader = as_("reader")
    older = reader.page(f"/elements/{element}/history").main.one("a", rel="next")["href"]
    before = [node.text for node in reader.page(older).main.all("dl", class_="fields")]
    assert before
    rename(planner, element_id=element, title="Skrevet imens")
    assert [node.text for node in reader.page(older).main.all("dl", class_="fields")] == before


def test_the_filter_shows_one_kind_of_thing(as_, moved):
    page = as_("reader").page(f"/plans/{moved.plan_id}/history?kind=milestones")
    text, loaded = change_texts(page)
    assert "flyttede en milepæl" in text
    assert "5 milepæle tilføjet" in loaded
    assert "elementer" not in loaded
    [current] = page.main.one("nav", class_="history-filter").all("a", aria_current="page")
    assert current.text == "Milepæle"


def test_a_kind_without_changes_says_so(as_):
    assert "Ingen ændringer her" in as_("reader").page("/plans/1/history?kind=documents").text


@pytest.mark.parametrize(
    "query", ["kind=users", "kind=x'--", "before=abc", "before=-1", "before=1e9", "before=" + "9" * 40]
)
def test_an_address_that_means_nothing_is_not_there(as_, query):
    as_("reader").page(f"/plans/1/history?{query}", 404)


@pytest.mark.parametrize("cursor", [0, 1, 2**31, 2**63 - 1, int("9" * 19)])
def test_a_cursor_beyond_the_log_gives_a_page(as_, cursor):
    assert as_("reader").page(f"/plans/1/history?before={cursor}").status == 200


def test_a_history_is_seen_by_whom_its_plan_is_seen(as_, make_in_demo, client):
    plan = make_in_demo.plan(visibility=Visibility.ORGANISATION)
    element = make_in_demo.element(plan_id=plan)
    milestone = make_in_demo.milestone(element_id=element)
    paths = [f"/plans/{plan}", f"/elements/{element}", f"/milestones/{milestone}"]
    for path in paths:
        assert as_("planner").page(f"{path}/history").status == 200
        assert as_("reader").page(f"{path}/history", 404).status == 404
        assert urlsplit(client.get(f"{path}/history").headers["Location"]).path == "/sign-in"


def test_hostile_titles_are_shown_as_typed(as_, make_in_demo, planner):
    hostile = "<script>alert(1)</script> <b>&evil</b> {{ 7*7 }} \u202eשלום 🙂"
    element = make_in_demo.element(title="Før")
    rename(planner, element_id=element, title=hostile)
    page = as_("planner").page(f"/elements/{element}/history")
    assert hostile in page.text
    assert "<script>alert" not in page.source


def test_a_long_text_is_folded_and_whole(as_, make_in_demo):
    long = "Æble " * 3_999 + "slut"
    element = make_in_demo.element()
    make_in_demo.report(element, DeliveryStatus.ON_TRACK, happened=long)
    [folded] = as_("planner").page(f"/elements/{element}/history").main.all("details", class_="long-value")
    assert folded.one("span", class_="as-written").text == long
    assert len(folded.one("summary").text) < 300


def test_a_history_takes_as_many_queries_however_long_it_is(as_, make_in_demo, planner, count_queries):
    quiet, busy = make_in_demo.element(), make_in_demo.element()
    for number in range(PAGE):
        rename(planner, element_id=busy, title=f"Titel {number}")
        make_in_demo.report(busy, DeliveryStatus.ON_TRACK)
    reader, counts = as_("reader"), []
    for element in (quiet, busy):
        with count_queries() as statements:
            reader.page(f"/elements/{element}/history")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8


def test_of_many_new_rows_some_are_named_and_all_are_counted(as_, make_in_demo):
    @verb
    def add_many(_writer, *, titles):
        for title in titles:
            make_in_demo.element(title=title)

    plan = make_in_demo.the("plan")
    add_many(make_in_demo.writer, titles=[f"Nr. {number}" for number in range(SHOWN + 2)])
    text, *_ = change_texts(as_("planner").page(f"/plans/{plan}/history"))
    assert f"{SHOWN + 2} elementer tilføjet" in text
    assert f"Nr. {SHOWN - 1} " in text
    assert f"Nr. {SHOWN} " not in text
    assert "og 2 til" in text
