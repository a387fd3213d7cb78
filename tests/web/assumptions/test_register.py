"""The register of assumptions over all plans."""

import csv
import io
from datetime import date

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from tests.browsing import Browser
from tests.conftest import SignInAs
from tests.factories import Maker
from tests.personas import EMAILS
from tests.theory.reader import pathways
from tracker.records.models import Plan, User
from tracker.services.plans.assumptions import archive_assumption
from tracker.services.plans.states import archive_plan
from tracker.theory.kinds import AssumptionState, ElementKind, LinkKind, PlanState, Visibility
from tracker.theory.risk.downstream import at_stake, doubtful_assumptions

OF_THE_DEMO = {" ".join(assumption.text.split()) for plan in pathways() for assumption in plan.assumptions}
OVERDUE = ["Aftalen følges også sent på natten"]
DUE_SOON = [
    "Parterne kan ændre de forhold kortet peger på",
    "Der er midler og ejer til hvert udpeget forhold",
]


@pytest.fixture
def reader(as_: SignInAs) -> Browser:
    return as_("reader")


def titles(browser: Browser, query: str = "") -> list[str]:
    """The first words of each row: what has to hold."""
    rows = browser.page(f"/assumptions?{query}").main.all("tbody")
    return [heading.all("bdi")[0].text for body in rows for heading in body.all("th")]


def laid(make: Maker, **given: object) -> int:
    """An assumption under the only link of a plan: output → outcome."""
    source, target = make.element(ElementKind.OUTPUT), make.element(ElementKind.OUTCOME_SHORT, title="Ro")
    link = make.link(source, target, LinkKind.CAUSAL)
    number = make.assumption(link, **given)
    make.writer.session.rollback()
    return number


def test_every_assumption_of_every_plan_is_listed_plan_by_plan(reader: Browser) -> None:
    wanted = [assumption.text for plan in pathways() for assumption in plan.assumptions]
    assert titles(reader) == [" ".join(text.split()) for text in wanted]


def test_exactly_the_critical_ones_in_doubt_put_their_downstream_at_risk_with_the_way_named(
    reader: Browser,
) -> None:
    page = reader.page("/assumptions")
    doubtful = {
        " ".join(found.text.split()): at_stake(plan, found.id)
        for plan in pathways()
        for found in doubtful_assumptions(plan)
    }
    marked = page.main.all("tr", class_="row-in-doubt")
    assert {row.one("th").all("bdi")[0].text for row in marked} == set(doubtful)
    for row in marked:
        risks = doubtful[row.one("th").all("bdi")[0].text]
        assert f"Sætter {len(risks)} elementer i risiko" in row.text
        ways = row.one("details", class_="why").all("li")
        assert len(ways) == len(risks)
        for item, risk in zip(ways, risks, strict=True):
            # the element, then each box of the way to it
            assert len(item.all("bdi")) == 1 + len(risk.chain)
            assert "/elements/" in item.all("a")[0]["href"]


def test_filters_hold_together(reader: Browser, demo_session: Session) -> None:
    plan = demo_session.scalars(sa.select(Plan.id).where(Plan.code == "HP6")).one()
    assert len(titles(reader, f"plan={plan}")) == 4
    assert titles(reader, "state=refuted&critical=1") == ["Der er midler og ejer til hvert udpeget forhold"]
    assert titles(reader, f"plan={plan}&state=at_risk") == []
    assert len(titles(reader, "plan=x&state=nonsense&owner=-1&review=%00&page=x")) == 26


def test_the_list_narrows_to_who_looks_after_it_and_to_reviews_that_are_due(
    reader: Browser, make_in_demo: Maker, demo_session: Session
) -> None:
    person = demo_session.scalars(sa.select(User.id).where(User.email == EMAILS["owner"])).one()
    laid(make_in_demo, title="Min", owner_id=person, review_on=date(2015, 9, 14))
    laid(make_in_demo, title="Snart", review_on=date(2015, 10, 15))
    laid(make_in_demo, title="Senere", review_on=date(2015, 10, 16))
    assert set(titles(reader, f"owner={person}")) - OF_THE_DEMO == {"Min"}
    assert "Min" not in titles(reader, "owner=0")
    assert set(titles(reader, "review=overdue")) == {"Min", *OVERDUE}
    assert set(titles(reader, "review=due")) == {"Min", "Snart", *OVERDUE, *DUE_SOON}
    assert "Senere" not in titles(reader, "review=unplanned")
    text = reader.page("/assumptions?review=due").text
    assert "Gennemsyn overskredet 1 dag" in text
    assert "Gennemses om 30 dage" in text


def test_the_register_says_how_an_assumption_is_tested(reader: Browser, make_in_demo: Maker) -> None:
    laid(make_in_demo, test="Vi tæller fremmødet hver måned")
    assert "Sådan afprøves den: Vi tæller fremmødet hver måned" in reader.page("/assumptions").text


def test_a_plan_that_has_ended_asks_for_no_review(reader: Browser, make_in_demo: Maker) -> None:
    plan = make_in_demo.plan(state=PlanState.COMPLETED)
    make_in_demo.assumption(plan_id=plan, title="Overstået", review_on=date(2015, 1, 1))
    make_in_demo.writer.session.rollback()
    assert titles(reader, "review=overdue") == OVERDUE
    assert "Overstået" in titles(reader)
    assert reader.page("/assumptions").text.count("Gennemsyn overskredet") == len(OVERDUE)


def test_what_is_archived_is_assumed_no_more(reader: Browser, make_in_demo: Maker) -> None:
    archive_assumption(make_in_demo.writer, assumption_id=laid(make_in_demo, title="Opgivet"), version=1)
    plan = make_in_demo.plan()
    make_in_demo.assumption(plan_id=plan, title="I en nedlagt plan")
    archive_plan(make_in_demo.writer, plan_id=plan, version=1, reason="Nedlagt")
    make_in_demo.writer.session.rollback()
    assert len(titles(reader)) == 26


def test_downloads_hold_the_selection_of_the_page(reader: Browser) -> None:
    here = "state=refuted&critical=1"
    answer = reader.get(f"/assumptions.csv?{here}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    lines = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    assert [line[2] for line in lines[1:]] == titles(reader, here)
    assert lines[1][5:] == [
        "Hvert udpeget forhold gennemgås: beløb, ejer og frist",
        lines[1][6],
        "",
        "2015-10-01",
        "Gennemses om 16 dage",
        "5",
        "5",
        "G1",
    ]
    body = reader.get(f"/assumptions.xlsx?{here}").get_data()
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()) == 2


def test_what_one_may_not_see_is_neither_named_nor_counted_nor_offered(
    as_: SignInAs, make_in_demo: Maker
) -> None:
    plan = make_in_demo.plan(visibility=Visibility.ORGANISATION, title="Kun for de indviede")
    keeper = make_in_demo.person(name="Hemmelig Vogter")
    make_in_demo.assumption(plan_id=plan, title="Fortroligt", owner_id=keeper)
    make_in_demo.writer.session.rollback()
    assert "Fortroligt" in titles(as_("planner"))
    page = as_("reader").page("/assumptions")
    assert "26 antagelser." in page.text
    for word in ("Fortroligt", "indviede", "Hemmelig Vogter"):
        assert word not in page.source
    assert "Fortroligt" not in as_("reader").get("/assumptions.csv").get_data(as_text=True)


def test_the_pages_hold_every_assumption_once(as_: SignInAs, make_in_demo: Maker) -> None:
    for place in range(40):
        make_in_demo.assumption(title=f"Antagelse nr. {place}")
    make_in_demo.writer.session.rollback()
    browser = as_("planner")
    first, second = titles(browser), titles(browser, "page=2")
    assert (len(first), len(second)) == (50, 16)
    assert len(set(first + second)) == 66
    assert "Der er intet på denne side." in browser.page("/assumptions?page=9").text


def test_who_may_change_an_assumption_is_led_to_its_form_and_others_to_the_plan(as_: SignInAs) -> None:
    def leads(persona: str) -> set[str]:
        found = as_(persona).page("/assumptions").links
        return {link.split("/")[-1] for link in found if "/assumptions/" in link or "/plans/" in link}

    assert "edit" in leads("planner")
    assert "edit" in leads("owner")
    assert "edit" not in leads("reader")


def test_titles_are_shown_as_typed_and_never_run(as_: SignInAs, make_in_demo: Maker) -> None:
    odd = '<b>&evil</b> "quoted" {{ 7*7 }} %(s)s'
    laid(make_in_demo, title=odd, test=odd, state=AssumptionState.REFUTED, critical=True)
    page = as_("planner").page("/assumptions")
    assert page.text.count(odd) == 2
    assert page.main.all("b") == []
