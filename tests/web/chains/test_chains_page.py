"""A plan's chains: the best to each goal, what it rests on, what would lift it; every chain, filtered."""

import csv
import io
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from tests.browsing import Browser
from tests.conftest import SignInAs
from tests.factories import Maker
from tests.markup import Node
from tests.theory.reader import expected, pathway, pathways
from tracker.records.models import Element, Link, Plan
from tracker.theory.evidence.chains import Chain, best_chains
from tracker.theory.evidence.levels import assess
from tracker.theory.kinds import ElementKind, LinkKind, Visibility
from tracker.theory.pathway import Pathway

PLANS = sorted(expected()["chains"])


@pytest.fixture
def number(demo_session: Session) -> Callable[[str], int]:
    """The row number of a plan, an element or a link by its code in the demonstration."""

    def found(code: str) -> int:
        model = Plan if "-" not in code else Link if code.split("-")[1].startswith("l") else Element
        row = demo_session.scalars(sa.select(model.id).where(model.code == code)).one()
        demo_session.rollback()
        return row

    return found


@pytest.fixture
def reader(as_: SignInAs) -> Browser:
    return as_("reader")


def words(plan: Pathway, link: object) -> str:
    found = plan.link[link]  # type: ignore[index]
    return " → ".join(title(plan, end) for end in (found.source, found.target))


def title(plan: Pathway, element: object) -> str:
    return plan.element[element].title  # type: ignore[index]


def sections(browser: Browser, address: str) -> dict[str, Node]:
    """The page's goals by code."""
    found = browser.page(address).main.all("section", class_="chain-goal")
    return {section.all(class_="goal-chip")[0].text: section for section in found}


@pytest.mark.parametrize("code", PLANS)
def test_the_page_names_the_demo_s_best_chains_and_their_weakest_links(
    code: str, reader: Browser, number: Callable[[str], int]
) -> None:
    shown = sections(reader, f"/plans/{number(code)}/chains")
    plan, wanted = pathway(code), expected()["chains"][code]
    assert set(shown) == set(wanted)
    for goal, chain in wanted.items():
        assert shown[goal].one(class_="chain-level-line").text.startswith(chain["strength"])
        boxes = shown[goal].one(class_="chain-picture").all("bdi")
        assert [box.text for box in boxes][:-1] == [title(plan, one) for one in chain["best_chain"][:-1]]
        weakest = [item.text for item in shown[goal].one(class_="weakest-list").all("li")]
        assert [item.replace("fører til ", "") for item in weakest] == [
            words(plan, link) for link in chain["weakest_links"]
        ]


def grounds_named(why: Node, plan: Pathway, chain: Chain) -> None:
    """The opened conclusion names every link of the chain with its level, and every publication under it."""
    links = why.all("li", class_="ground-link")
    assert len(links) == len(chain.links)
    for item, link in zip(links, chain.links, strict=True):
        found = plan.link[link]
        assessment = assess(found)
        assert assessment is not None
        addresses = [anchor["href"] for anchor in item.all("a") if "/elements/" in anchor["href"]]
        assert len(addresses) == 2
        assert ("svageste led" in item.text) is (link in chain.weakest_links)
        assumed = [anchor for anchor in item.all("a") if "/assumptions#assumption-" in anchor["href"]]
        by_id = {one.id: one for one in plan.assumptions}
        assert [one.text for one in assumed] == [
            " ".join(by_id[one].text.split()) for one in found.assumptions
        ]
        if assessment.level is None:
            assert "pr. definition" in item.text
            continue
        assert f"E{int(assessment.level)}" in item.text
        for used in found.attachments:
            assert " ".join(used.finding.citation.split()) in item.text
        if not found.attachments:
            assert "ikke knyttet nogen udgivelse" in item.text


def test_every_conclusion_on_the_demo_can_be_opened_and_names_its_grounds(
    reader: Browser, number: Callable[[str], int]
) -> None:
    opened = 0
    for plan in pathways():
        page = reader.page(f"/plans/{number(plan.code)}/chains")
        assert len(page.main.all("details", class_="why")) == len(
            page.main.all("section", class_="chain-goal")
        ) + len(page.rows())
        for goal, chain in best_chains(plan).items():
            (section,) = (
                one
                for one in page.main.all("section", class_="chain-goal")
                if one.all(class_="goal-chip")[0].text == goal
            )
            why = section.one("details", class_="why")
            assert why.one("summary").text.startswith("Hvorfor?")
            grounds_named(why, plan, chain)
            opened += 1
    assert opened == sum(len(goals) for goals in expected()["chains"].values())


def test_a_chain_that_research_can_lift_says_which_research(
    reader: Browser, number: Callable[[str], int]
) -> None:
    goals = sections(reader, f"/plans/{number('HP1')}/chains")
    lifts = goals["G1"].one(class_="lifts").text
    assert "ville løfte årsagskæden fra E0:" in lifts
    assert "til E2: en undersøgelse med en sammenlignelig kontrolgruppe" in lifts
    assert "til E4: en systematisk oversigt" in lifts
    assert "Intet kunne løfte den yderligere" in goals["G2"].text


def test_a_link_that_contrary_reviews_hold_down_is_not_promised_a_lift(
    reader: Browser, number: Callable[[str], int]
) -> None:
    lifts = sections(reader, f"/plans/{number('HP6')}/chains")["G1"].one(class_="lifts")
    assert "Ingen yderligere undersøgelse kan løfte" in lifts.text
    assert "ville løfte" not in lifts.text
    held = [item.text for item in lifts.one(class_="held").all("li")]
    assert ["Lorenc" in item or "Gill" in item for item in held] == [True, True]
    assert all(item.startswith("Ingen påviselig virkning , E4") for item in held)


def test_several_weakest_links_have_to_be_lifted_together(
    reader: Browser, number: Callable[[str], int]
) -> None:
    lifts = sections(reader, f"/plans/{number('HP5')}/chains")["G4"].one(class_="lifts")
    assert "Alt dette tilsammen ville løfte årsagskæden fra E3 til E4" in lifts.text
    assert len(lifts.all("li")) == 2


def test_the_list_holds_every_chain_and_narrows_to_what_is_asked_for(
    reader: Browser, number: Callable[[str], int]
) -> None:
    here = f"/plans/{number('HP6')}/chains"

    def shown(query: str) -> list[str]:
        return [f"{row[0]} {row[1][:2]}" for row in reader.page(f"{here}?{query}").rows()]

    assert shown("") == ["G5 nr. 1 E0", "G5 nr. 2 E0", "G1 nr. 1 E1", "G1 nr. 2 E1", "G1 nr. 3 E0"]
    assert shown("level=1") == ["G1 nr. 1 E1", "G1 nr. 2 E1"]
    assert shown(f"through={number('HP6-K2')}") == ["G1 nr. 1 E1"]
    assert shown(f"link={number('HP6-l14')}") == ["G5 nr. 1 E0", "G5 nr. 2 E0"]
    assert shown(f"link={number('HP6-l14')}&level=1") == []
    assert len(shown("level=9&goal=x&through=-1")) == 5


def test_downloads_hold_the_chains_of_the_page(reader: Browser, number: Callable[[str], int]) -> None:
    here = f"/plans/{number('HP6')}/chains"
    answer = reader.get(f"{here}.csv?level=1")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    lines = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    assert [line[0] for line in lines[1:]] == ["G1", "G1"]
    plan = pathway("HP6")
    assert lines[1][5].startswith(" → ".join(title(plan, one) for one in ("HP6-O2", "HP6-K2")))
    assert lines[1][6] == words(plan, "HP6-l13")
    book = CalamineWorkbook.from_filelike(io.BytesIO(reader.get(f"{here}.xlsx?level=1").get_data()))
    assert len(book.get_sheet_by_index(0).to_python()) == 3


def wide_plan(make: Maker, outputs: int, steps: int) -> int:
    """A plan with ``outputs`` * 2 ** ``steps`` chains to its goal."""
    goal = make.writer.session.scalars(
        sa.select(Element.id).where(Element.plan_id == make.the("plan"), Element.kind == ElementKind.GOAL)
    ).one()
    before = [make.element(ElementKind.OUTPUT) for _ in range(outputs)]
    for _ in range(steps):
        after = [make.element(ElementKind.OUTCOME_SHORT) for _ in range(2)]
        for source in before:
            for target in after:
                make.link(source, target, LinkKind.CAUSAL)
        before = after
    for source in before:
        make.link(source, goal, LinkKind.CAUSAL)
    make.writer.session.rollback()
    return make.the("plan")


def test_a_list_that_is_cut_says_so(as_: SignInAs, make_in_demo: Maker) -> None:
    here = f"/plans/{wide_plan(make_in_demo, 7, 5)}/chains"
    page = as_("planner").page(here)
    assert len(page.rows()) == 200
    assert "har flere årsagskæder, end der er gennemsøgt. De 200 stærkeste er vist." in page.text
    answer = as_("planner").get(f"{here}.csv").get_data(as_text=True)
    assert answer.rstrip().endswith(";nej")


def test_a_plan_without_chains_says_what_to_do(as_: SignInAs, make_in_demo: Maker) -> None:
    plan = make_in_demo.the("plan")
    make_in_demo.writer.session.rollback()
    page = as_("planner").page(f"/plans/{plan}/chains")
    assert "Ingen ydelse når dette mål." in page.text
    assert "Forbind ydelser med virkninger og virkninger med mål." in page.text


def test_a_plan_that_one_may_not_see_has_no_chains_to_see(as_: SignInAs, make_in_demo: Maker) -> None:
    plan = make_in_demo.plan(visibility=Visibility.ORGANISATION)
    make_in_demo.writer.session.rollback()
    for path in ("chains", "chains.csv", "chains.xlsx"):
        assert as_("reader").get(f"/plans/{plan}/{path}").status_code == 404


def test_titles_are_shown_as_typed_and_never_run(as_: SignInAs, make_in_demo: Maker) -> None:
    odd = '<b>&evil</b> "quoted" {{ 7*7 }} %(s)s'
    goal = make_in_demo.writer.session.scalars(
        sa.select(Element.id).where(
            Element.plan_id == make_in_demo.the("plan"), Element.kind == ElementKind.GOAL
        )
    ).one()
    output = make_in_demo.element(ElementKind.OUTPUT, title=odd)
    link = make_in_demo.link(output, goal, LinkKind.CAUSAL)
    make_in_demo.assumption(link, title=odd)
    make_in_demo.finding(link, citation=odd)
    make_in_demo.writer.session.rollback()
    page = as_("planner").page(f"/plans/{make_in_demo.the('plan')}/chains")
    assert page.text.count(odd) >= 6
    assert page.main.all("b") == []


def test_the_page_is_there_in_english(reader: Browser, number: Callable[[str], int]) -> None:
    with reader.session_transaction() as session:
        session["language"] = "en"
    text = sections(reader, f"/plans/{number('HP3')}/chains")["G3"].one(class_="lifts").text
    assert text.startswith("A systematic review that measures this very outcome in support of “")
    assert text.endswith("would lift the chain from E3 to E4.")
