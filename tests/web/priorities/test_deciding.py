"""The decision by form, and the page of a round that is decided."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.browsing import Browser
from tests.conftest import SignInAs
from tests.page import Page
from tracker.records.models import Link, LinkFinding, Plan, Round, RoundCriterion
from tracker.services.evidence import detach_finding
from tracker.services.verb import Writer
from tracker.theory.priorities.candidates import Criterion


def answers(count: int, **changed: str) -> dict[str, str]:
    """The first three go ahead, the others wait."""
    found = {"reasons": "Flest borgere først"}
    for place in range(count):
        found[f"decision_{place}"] = "go_ahead" if place < 3 else "wait"
        found[f"reason_{place}"] = "" if place < 3 else "Senere"
    return {**found, **changed}


@pytest.fixture
def planner(as_: SignInAs) -> Browser:
    return as_("planner")


@pytest.fixture
def decide(planner: Browser, round_id: int) -> Callable[..., TestResponse]:
    def sent(count: int = 9, **changed: str) -> TestResponse:
        return planner.submit(f"/priorities/{round_id}/decide", answers(count, **changed))

    return sent


def without_evidence(writer: Writer, code: str) -> None:
    """Takes all evidence off the plan's links."""
    session = writer.session
    query = (
        sa.select(LinkFinding.id, LinkFinding.version)
        .join(Link, Link.id == LinkFinding.link_id)
        .join(Plan, Plan.id == Link.plan_id)
        .where(Plan.code == code)
    )
    used = session.execute(query).all()
    session.rollback()
    for use, version in used:
        detach_finding(writer, attachment_id=use, version=version)
    session.rollback()


def told(page: Page, code: str) -> str:
    return next(" ".join(cells) for cells in page.rows() if f"{code} " in " ".join(cells[:2]))


def test_a_decision_freezes_the_round_with_its_reasons(
    planner: Browser, decide: Callable[..., TestResponse]
) -> None:
    page = planner.follow(decide())
    assert "Besluttet 15.09.2015 af Strategikoordinator" in page.text
    assert "Flest borgere først" in page.text
    assert "Sættes i gang" in told(page, "HP4")
    assert "Venter Senere" in told(page, "C2")
    assert "Intet af det udledte er ændret siden." in page.text


def test_the_page_of_a_decided_round_shows_the_matrix_as_it_was_and_what_has_changed(
    as_: SignInAs, decide: Callable[..., TestResponse], demo_writer: Writer, round_id: int
) -> None:
    decide()
    before = told(as_("reader").page(f"/priorities/{round_id}"), "HP2")
    without_evidence(demo_writer, "HP2")
    page = as_("reader").page(f"/priorities/{round_id}")
    assert told(page, "HP2") == before
    assert "Ændret siden: HP2: evidens var E3 og er nu E0." in page.text
    body = as_("reader").get(f"/priorities/{round_id}.csv").get_data(as_text=True)
    assert "Senere" in body


@pytest.mark.usefixtures("hidden_plan")
def test_a_plan_that_is_not_seen_is_neither_named_nor_counted_in_a_decided_round_either(
    as_: SignInAs, decide: Callable[..., TestResponse], round_id: int
) -> None:
    decide(10)
    assert "Skjult" in as_("planner").page(f"/priorities/{round_id}").text
    page = as_("reader").page(f"/priorities/{round_id}")
    assert "Skjult" not in page.text
    assert "HP9" not in page.text
    assert "9 kandidater" in as_("reader").page("/priorities").text
    assert "HP9" not in as_("reader").get(f"/priorities/{round_id}.csv").get_data(as_text=True)


def test_a_decided_round_sends_everybody_back_with_a_sentence(
    planner: Browser,
    decide: Callable[..., TestResponse],
    round_id: int,
    entry: Callable[[str], int],
) -> None:
    decide()
    for address in (
        f"/priorities/{round_id}/weights",
        f"/priorities/{round_id}/score",
        f"/priorities/{round_id}/candidates",
        f"/priorities/{round_id}/decide",
        f"/priorities/candidates/{entry('C2')}/score",
    ):
        page = planner.follow(planner.get(address))
        assert "Runden er besluttet. Det besluttede bliver stående, som det er." in page.text, address
    links = planner.page(f"/priorities/{round_id}").links
    assert f"/priorities/{round_id}/decide" not in links


def test_a_form_that_was_open_when_the_round_was_decided_changes_nothing(
    planner: Browser, decide: Callable[..., TestResponse], round_id: int, demo_session: Session
) -> None:
    address = f"/priorities/{round_id}/weights"
    values = planner.page(address).form(address).values()
    decide()
    answer = planner.send(values, {"weight_evidence": "35", "weight_cost": "0"}, address)
    page = planner.checked(answer, address, 422)
    assert "Runden er besluttet." in " ".join(page.errors)
    assert page.form(address).values()["weight_evidence"] == ["35"]
    demo_session.rollback()
    evidence = sa.select(RoundCriterion.weight).where(RoundCriterion.criterion == Criterion.EVIDENCE)
    assert demo_session.scalars(evidence).one() == 0.30


def test_what_is_missing_is_asked_for_at_its_field_and_the_rest_is_kept(
    planner: Browser, decide: Callable[..., TestResponse], round_id: int, demo_session: Session
) -> None:
    address = f"/priorities/{round_id}/decide"
    page = planner.checked(decide(reason_4="", reason_5="Fordi"), address, 422)
    assert page.title.startswith("Fejl:")
    assert "Skriv hvorfor." in " ".join(page.errors)
    held = page.form(address).values()
    assert (held["reason_5"], held["decision_0"]) == (["Fordi"], ["go_ahead"])
    assert demo_session.scalars(sa.select(Round.decided_at)).one() is None


def test_a_matrix_that_changed_since_the_form_was_opened_has_to_be_looked_at_again(
    planner: Browser, demo_writer: Writer, round_id: int
) -> None:
    address = f"/priorities/{round_id}/decide"
    values = planner.page(address).form(address).values()
    without_evidence(demo_writer, "HP4")
    page = planner.checked(planner.send(values, answers(9), address), address, 422)
    assert "Matrixen er ændret, siden du åbnede formularen" in " ".join(page.errors)
    form = page.form(address)
    assert form.values()["reasons"] == ["Flest borgere først"]
    answer = planner.send(form.values(), {}, address)
    assert answer.status_code == 303


def test_an_idea_that_is_rejected_is_rejected_in_the_list_as_well(
    planner: Browser, decide: Callable[..., TestResponse]
) -> None:
    decide(decision_8="reject", reason_8="Virker ikke alene")
    cells = next(" ".join(cells) for cells in planner.page("/priorities").rows() if cells[0].startswith("C3"))
    assert "Afvist Virker ikke alene" in cells
