"""What the planning group does with a round: opens it, weighs, scores, and chooses who takes part."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.browsing import Browser
from tests.conftest import SignInAs
from tests.factories import Maker
from tracker.records.models import PriorityScore, RoundCriterion, RoundEntry
from tracker.services.priorities.scoring_rounds import score_entry
from tracker.theory.kinds import Role
from tracker.theory.priorities.candidates import Criterion

Entry = Callable[[str], int]


@pytest.fixture
def planner(as_: SignInAs) -> Browser:
    return as_("planner")


@pytest.fixture
def other_member(make_in_demo: Maker, entry: Entry) -> None:
    """Another member of the group has scored C2."""
    writer = make_in_demo.writer
    member = replace(writer, actor_id=make_in_demo.person(Role.PLANNER, name="Birthe"))
    score_entry(member, entry_id=entry("C2"), scores={Criterion.IMPACT: 0, Criterion.PRACTICABLE: 2})
    writer.session.rollback()


def test_a_round_opens_with_every_plan_and_idea_that_is_not_rejected(planner: Browser) -> None:
    page = planner.follow(planner.submit("/priorities/new", {"title": "Efteråret"}))
    told = [cells[1].split()[0] for cells in page.rows() if len(cells) > 5 and cells[1][:1] in "HC"]
    assert {"HP1", "HP6", "C2", "C3"} <= set(told)
    assert "C1" not in told
    assert "Ingen kandidat kan placeres endnu." in page.text
    assert "Ikke vurderet endnu: Praktisk realiserbar" in page.text


def test_a_round_without_anybody_is_refused(planner: Browser) -> None:
    values = planner.page("/priorities/new").form("/priorities/new").values()
    values = {name: value for name, value in values.items() if name not in ("plan_ids", "candidate_ids")}
    answer = planner.send(values, {"title": "Tom"}, "/priorities/new")
    page = planner.checked(answer, "/priorities/new", 422)
    assert "Mindst én handlingsplan eller idé skal være med." in " ".join(page.errors)


def test_weights_that_do_not_add_up_name_their_sum_and_keep_what_was_typed(
    planner: Browser, round_id: int, demo_session: Session
) -> None:
    address = f"/priorities/{round_id}/weights"
    answer = planner.submit(address, {"weight_evidence": "42,5 %", "anchor_cost_0": "dyrt"})
    page = planner.checked(answer, address, 422)
    assert "Vægtene giver tilsammen 112,5 %. De skal give 100 %." in " ".join(page.errors)
    held = page.form(address).values()
    assert held["weight_evidence"] == ["42,5 %"]
    assert held["anchor_cost_0"] == ["dyrt"]
    query = sa.select(RoundCriterion.weight).where(RoundCriterion.criterion == Criterion.EVIDENCE)
    assert demo_session.scalars(query).one() == 0.3


def test_new_weights_give_another_ranking(planner: Browser, round_id: int) -> None:
    weights = {f"weight_{criterion.value}": "0" for criterion in Criterion}
    answer = planner.submit(f"/priorities/{round_id}/weights", {**weights, "weight_jointness": "100"})
    page = planner.follow(answer)
    told = [cells[1].split()[0] for cells in page.rows() if len(cells) > 5 and cells[0] in ("1", "3")]
    assert told[:2] == ["HP3", "HP6"]
    assert "Vejer intet" in page.text


def test_two_members_weights_are_shown_beside_each_other(planner: Browser, round_id: int) -> None:
    address = f"/priorities/{round_id}/weights"
    values = planner.page(address).form(address).values()
    planner.submit(address, {"weight_evidence": "25", "weight_cost": "10"})
    answer = planner.send(values, {"weight_evidence": "20", "weight_cost": "15"}, address)
    page = planner.checked(answer, address, 409)
    assert "Evidens, vægt i procent" in page.text


def test_a_member_scores_one_candidate_after_the_other(
    planner: Browser, round_id: int, entry: Entry, demo_session: Session
) -> None:
    address = f"/priorities/candidates/{entry('C2')}/score"
    form = planner.page(address).form(address)
    assert form.values()["practicable"] == ["2"]
    page = planner.follow(planner.submit(address, {"practicable": "3", "cost": "none"}))
    assert "Dine vurderinger af C2 er gemt." in page.text
    rows = dict(
        demo_session.execute(
            sa.select(PriorityScore.criterion, PriorityScore.score).where(
                PriorityScore.entry_id == entry("C2")
            )
        ).all()
    )
    assert rows[Criterion.PRACTICABLE] == 3
    assert Criterion.COST not in rows
    overview = planner.page(f"/priorities/{round_id}/score")
    assert "Du har vurderet 8 af 9 kandidater fuldt ud." in overview.text


def test_anchors_are_the_labels_of_the_scores(planner: Browser, entry: Entry) -> None:
    assert (
        "1: kræver ny lov eller bevilling" in planner.page(f"/priorities/candidates/{entry('C2')}/score").text
    )


@pytest.mark.usefixtures("other_member")
def test_the_others_scores_are_seen_after_one_s_own(planner: Browser, entry: Entry) -> None:
    address = f"/priorities/candidates/{entry('C2')}/score"
    assert "Birthe : praktisk realiserbar 2, forventet bidrag til målet 0" in planner.page(address).text
    nothing = dict.fromkeys(("practicable", "impact", "measurable", "cost"), "none")
    planner.submit(address, nothing)
    page = planner.page(address)
    assert "Birthe" not in page.text
    assert "når du har givet din egen" in page.text


@pytest.mark.usefixtures("other_member")
def test_members_who_disagree_are_told_beside_the_median(planner: Browser, round_id: int) -> None:
    page = planner.page(f"/priorities/{round_id}")
    told = next(" ".join(cells) for cells in page.rows() if "C2 Video" in " ".join(cells))
    assert "33 1: lille eller få borgere mellem 0 og 2" in told


def test_who_takes_part_can_be_changed_while_the_round_is_open(
    planner: Browser, round_id: int, entry: Entry, demo_session: Session
) -> None:
    address = f"/priorities/{round_id}/candidates"
    left = entry("C3")
    asked = planner.page(f"/priorities/candidates/{left}/remove")
    assert "4 vurderinger følger med, givet af: Strategikoordinator" in asked.text
    planner.submit(f"/priorities/candidates/{left}/remove")
    page = planner.page(address)
    assert "C3" not in " ".join(node.text for node in page.main.all("li"))
    box = next(node for node in page.main.all("input") if node.get("name") == "candidate_ids")
    planner.submit(address, {"candidate_ids": box.get("value")})
    assert demo_session.scalar(sa.select(sa.func.count(RoundEntry.id))) == 9
    assert "Ikke vurderet" in planner.page(f"/priorities/{round_id}").text


def test_who_changed_which_weight_and_anchor_is_told(planner: Browser, round_id: int) -> None:
    assert "ændringer af vægte" not in planner.page(f"/priorities/{round_id}").text
    weights = {"weight_evidence": "25", "weight_cost": "10", "anchor_cost_0": "dyrt"}
    planner.submit(f"/priorities/{round_id}/weights", weights)
    text = planner.page(f"/priorities/{round_id}").text
    assert "3 ændringer af vægte og ankre" in text
    assert "Strategikoordinator : Evidens , vægt 30 % → til 25 %" in text
    assert "Omkostning , 0 betyder – → til dyrt" in text


def test_a_round_is_called_something_else_also_when_somebody_was_first(
    planner: Browser, round_id: int
) -> None:
    here = f"/priorities/{round_id}"
    assert planner.follow(planner.submit(f"{here}/title", {"title": "Foråret 2016"})).heading == (
        "Foråret 2016 Åben"
    )
    late = planner.submit(f"{here}/title", {"title": "Efteråret 2016", "version": "1"})
    page = planner.checked(late, f"{here}/title", 409)
    assert "Foråret 2016" in page.text
    assert "Efteråret 2016" in page.text


def test_a_round_that_is_given_up_is_named_with_its_reason_and_plans_stay(
    planner: Browser, round_id: int
) -> None:
    page = planner.page(f"/priorities/{round_id}/give-up")
    assert "Handlingsplaner og idéer bliver, som de er." in page.text
    listed = planner.follow(planner.submit(f"/priorities/{round_id}/give-up", {"reason": "Den var en prøve"}))
    assert "1 runde er opgivet" in listed.text
    assert "Den var en prøve" in listed.text
    planner.page(f"/priorities/{round_id}", 404)
    planner.page("/plans/1")
