"""The sample's prioritisation computed from rows: points, totals, places and gates as expected."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.theory.reader import expected
from tracker.records.models import Candidate, Round, RoundCriterion
from tracker.records.queries.priorities.scoring_matrix import live_matrix
from tracker.theory.priorities.candidates import Criterion, Gate
from tracker.theory.priorities.matrix import Matrix
from tracker.theory.priorities.scoring import DEFAULT_WEIGHTS, top

EXPECTED = expected()["prioritisation"]


@pytest.fixture
def found(demo_session: Session) -> Matrix:
    round_id = demo_session.scalars(sa.select(Round.id)).one()
    return live_matrix(demo_session, None, round_id, ("da", "en"))


def code(matrix: Matrix, entry_id: object) -> str:
    return matrix.entries[entry_id].code  # type: ignore[index]


def test_the_points_are_those_that_the_sample_expects(found: Matrix) -> None:
    points = {
        code(found, one.candidate.id): {
            criterion.value: round(float(given), 1)
            for criterion, given in one.points.items()
            if given is not None
        }
        for one in found.ranked
    }
    assert {plan: points[plan] for plan in EXPECTED["scores"]} == EXPECTED["scores"]


def test_totals_and_places_are_those_that_the_sample_expects(found: Matrix) -> None:
    ranked = [one for one in found.ranked if one.place is not None]
    assert [code(found, one.candidate.id) for one in ranked] == EXPECTED["rank"]
    assert {code(found, one.candidate.id): round(float(one.total or 0), 1) for one in ranked} == EXPECTED[
        "total"
    ]


def test_no_weight_halved_or_doubled_changes_the_first_three(found: Matrix) -> None:
    assert [one.criterion for one in found.changing] == EXPECTED["top3_changes_when"]
    assert [code(found, one) for one in top(found.ranked)] == EXPECTED["rank"][:3]


def test_the_ideas_stand_as_the_sample_says(found: Matrix) -> None:
    """EXPECTED says it in words: C1 fails no_harm (EV15), C2 needs a causal path, C3 fails joint."""
    ideas = {code(found, one.candidate.id): one for one in found.ranked if one.place is None}
    assert set(ideas) == set(EXPECTED["candidates"])
    assert ideas["C1"].failed == (Gate.NO_HARM,)
    assert [finding.citation[:8] for finding in ideas["C1"].candidate.harm] == ["Petrosin"]
    assert ideas["C2"].failed == ()
    assert ideas["C2"].unscored == (Criterion.EVIDENCE, Criterion.JOINTNESS)
    assert ideas["C3"].failed == (Gate.JOINT,)


def test_the_round_has_the_weights_and_anchors_of_the_file(demo_session: Session) -> None:
    rows = list(demo_session.scalars(sa.select(RoundCriterion)))
    assert {row.criterion: row.weight for row in rows} == DEFAULT_WEIGHTS
    anchors = {row.criterion: (row.anchor_0, row.anchor_3) for row in rows if row.anchor_0}
    assert anchors == {
        Criterion.PRACTICABLE: ("ikke mulig", "kan startes nu"),
        Criterion.IMPACT: ("intet", "stort eller mange borgere"),
    }


def test_a_rejected_idea_says_why(demo_session: Session) -> None:
    rejected = demo_session.scalars(sa.select(Candidate).where(Candidate.rejected)).one()
    assert (rejected.code, rejected.decision) == ("C1", "Afvist: forskningen viser skade")


def test_the_coordinator_of_the_planning_group_scored_everything(found: Matrix) -> None:
    (scorer,) = found.scorers
    assert scorer.entries == len(found.entries) == 9
    assert scorer.name["da"]


def test_what_is_derived_says_what_it_is_derived_from(found: Matrix) -> None:
    plan = next(entry for entry in found.entries.values() if entry.code == "HP1")
    assert plan.grounds is not None
    assert plan.grounds.level is not None
    assert plan.grounds.level.name == "E0"
    assert plan.grounds.weakest[0].source["da"] != plan.grounds.weakest[0].source["en"]
    assert {actor.party.value for actor in plan.grounds.acting} >= {"police", "municipality"}
