"""The sample's expected numbers once more, now from rows: nothing is lost between file and rules."""

from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.personas import TODAY
from tests.theory.reader import document, expected
from tracker.records.models import (
    Assumption,
    Definition,
    Goal,
    IndexVersion,
    IndexYear,
    Indicator,
    Measurement,
    MeasurementValue,
    Plan,
    PlanOwner,
    RoleAssignment,
    StatusReport,
    User,
)
from tracker.records.queries.pathway import load_pathways
from tracker.records.queries.safety_index import design as query
from tracker.theory import structure
from tracker.theory.evidence import chains
from tracker.theory.evidence import levels as evidence
from tracker.theory.follow_up import indicators, inference, milestones
from tracker.theory.follow_up import report_age as status
from tracker.theory.index.series import against_base, over_years
from tracker.theory.kinds import Role
from tracker.theory.pathway import Id, Pathway


@pytest.fixture
def plans(demo_session: Session) -> tuple[Pathway, ...]:
    """The six plans, by code."""
    numbers = demo_session.scalars(sa.select(Plan.id).order_by(Plan.code)).all()
    return tuple(load_pathways(demo_session, numbers, "da").values())


@pytest.fixture
def goals(demo_session: Session) -> Mapping[Id, str]:
    """Codes of the strategy's goals, by number."""
    return dict(demo_session.execute(sa.select(Goal.id, Goal.code)).all())


def test_the_database_holds_as_much_as_the_file(plans: tuple[Pathway, ...]) -> None:
    size = expected()["validation"]
    assert {
        "plans": len(plans),
        "nodes": sum(len(plan.elements) - len(plan.goals) for plan in plans),
        "links": sum(len(plan.links) for plan in plans),
        "milestones": sum(len(plan.milestones) for plan in plans),
        "indicators": sum(len(plan.indicators) for plan in plans),
        "errors": [problem for plan in plans for problem in structure.errors(plan)],
    } == size


def test_links_have_the_expected_levels(plans: tuple[Pathway, ...]) -> None:
    found = {
        link.code: {"level": None if rating.level is None else rating.level.name, "state": rating.state}
        for plan in plans
        for link in plan.links
        if (rating := evidence.assess(link)) is not None
    }
    assert found == expected()["links"]


def test_goals_have_the_expected_best_chains(plans: tuple[Pathway, ...], goals: Mapping[Id, str]) -> None:
    def named(plan: Pathway, element: Id) -> str:
        box = plan.element[element]
        return box.code if box.goal is None else goals[box.goal]

    found = {
        plan.code: {
            goals[goal]: {
                "strength": chain.strength.name if chain.strength is not None else None,
                "best_chain": [named(plan, element) for element in chain.elements],
                "weakest_links": [plan.link[link].code for link in chain.weakest_links],
            }
            for goal, chain in chains.best_chains(plan).items()
        }
        for plan in plans
    }
    assert found == expected()["chains"]


def test_milestones_have_the_expected_states_and_order(plans: tuple[Pathway, ...]) -> None:
    every = [milestone for plan in plans for milestone in plan.milestones]
    ratings = {milestone.code: milestones.assess(milestone, TODAY) for milestone in every}
    assert {code: rating.state.value for code, rating in ratings.items()} == {
        code: facts["status"] for code, facts in expected()["milestones"].items()
    }
    for code, facts in expected()["milestones"].items():
        for name in ("days_overdue", "days_late", "slipped_days"):
            assert (getattr(ratings[code], name) or 0) == facts.get(name, 0), (code, name)
    counts = milestones.count_states(every, TODAY)
    assert {state.value: number for state, number in counts.items()} == expected()["milestone_counts"]
    overdue = [rating.milestone.code for rating in milestones.overdue(every, TODAY)]
    assert overdue == expected()["overdue_list"]


def test_indicators_have_the_expected_progress(plans: tuple[Pathway, ...]) -> None:
    found: dict[str, dict[str, Any]] = {}
    for indicator in (found for plan in plans for found in plan.indicators):
        rating = indicators.assess(indicator)
        facts: dict[str, Any] = {"state": rating.state.value}
        if rating.latest and rating.progress is not None and rating.expected is not None:
            facts |= {
                "latest": rating.latest.value,
                "date": rating.latest.on,
                "progress": round(float(rating.progress), 3),
                "expected": round(float(rating.expected), 3),
            }
        found[indicator.code] = facts
    assert found == expected()["indicators"]


def test_the_expected_statuses_are_stale(plans: tuple[Pathway, ...]) -> None:
    found = [
        {"node": rating.element.code, "age_days": rating.age_days}
        for plan in plans
        for rating in status.stale(plan, TODAY)
    ]
    assert found == expected()["stale_status"]


def test_the_expected_outcomes_are_without_indicator_or_claimed_without_reading(
    plans: tuple[Pathway, ...],
) -> None:
    silent = [box.code for plan in plans for box in indicators.outcomes_without_indicator(plan)]
    assert silent == expected()["outcomes_without_indicator"]
    claimed = [box.code for plan in plans for box in inference.claims_without_measurement(plan)]
    assert claimed == expected()["claims_without_measurement"]


def test_every_plan_is_told_by_its_first_owner(demo_session: Session) -> None:
    rows = demo_session.execute(
        sa.select(Plan.code, User.code)
        .join(StatusReport, StatusReport.plan_id == Plan.id)
        .join(User, User.id == StatusReport.reported_by_id)
        .distinct()
    )
    assert dict(rows.all()) == {plan["id"]: plan["owners"][0] for plan in document()["plans"]}


def test_owners_hold_their_role_in_their_own_organisation(demo_session: Session) -> None:
    owners = set(demo_session.scalars(sa.select(PlanOwner.user_id)))
    rows = demo_session.execute(
        sa.select(User.id, User.organisation_id, RoleAssignment.organisation_id)
        .join(RoleAssignment, RoleAssignment.user_id == User.id)
        .where(RoleAssignment.role == Role.OWNER)
    ).all()
    assert {user for user, _, _ in rows} == owners
    assert all(own == held for _, own, held in rows)


def test_assumptions_keep_their_test_their_keeper_and_their_review(demo_session: Session) -> None:
    rows = demo_session.execute(
        sa.select(Assumption.code, Assumption.test, User.code, Assumption.review_on).outerjoin(
            User, User.id == Assumption.owner_id
        )
    )
    assert {code: tuple(held) for code, *held in rows} == {
        row["id"]: (row.get("test_da", ""), row.get("owner"), row.get("review"))
        for plan in document()["plans"]
        for row in plan["assumptions"]
    }


def test_the_index_of_the_database_gives_the_expected_numbers(demo_session: Session) -> None:
    version = demo_session.scalars(sa.select(IndexVersion)).one()
    design = query.design(demo_session, version.id)
    values = query.values_by_year(demo_session, [int(measure.id) for measure in design.measures])
    years = over_years(design, values)
    base = against_base({year.year: year.points for year in years}, design.base_year)
    definitions = dict(demo_session.execute(sa.select(Definition.id, Definition.code)).all())
    found: dict[int, dict[str, Any]] = {}
    for year in years:
        flags = [f"{definitions[int(one)]}:withheld" for one in year.withheld]
        flags += [f"{definitions[int(one)]}:provisional" for one in year.provisional]
        points = {definitions[int(part.of.id)]: _rounded(part.points) for part in year.score.members}
        facts: dict[str, Any] = {"dimensions": points, "flags": flags}
        if year.points is not None:
            facts |= {
                "geometric": _rounded(year.geometric),
                "arithmetic": _rounded(year.arithmetic),
                "base2013": _rounded(base[year.year], 1),
            }
        found[year.year] = facts
    assert found == expected()["index"]


def test_the_published_years_keep_the_expected_points(demo_session: Session) -> None:
    rows = demo_session.execute(sa.select(IndexYear.year, IndexYear.points, IndexYear.arithmetic)).all()
    assert {year: (_rounded(points), _rounded(arithmetic)) for year, points, arithmetic in rows} == {
        year: (facts.get("geometric"), facts.get("arithmetic")) for year, facts in expected()["index"].items()
    }


def test_indicators_know_the_measurement_that_they_are_read_from(demo_session: Session) -> None:
    rows = demo_session.execute(
        sa.select(Indicator.code, Measurement.code).join(
            Measurement, Measurement.id == Indicator.measurement_id
        )
    )
    assert dict(rows.all()) == {
        row["id"]: row["measurement"]
        for plan in document()["plans"]
        for row in plan["indicators"]
        if "measurement" in row
    }


def test_a_real_value_is_told_from_the_illustrative_ones(demo_session: Session) -> None:
    rows = demo_session.execute(
        sa.select(Measurement.code, MeasurementValue.taken_on, MeasurementValue.value)
        .join(Measurement, Measurement.id == MeasurementValue.measurement_id)
        .where(MeasurementValue.illustrative.is_(False))
    )
    assert [(code, on.year, value) for code, on, value in rows] == [("M01", 2015, 89.0)]


def _rounded(value: float | None, places: int = 2) -> float | None:
    return None if value is None else round(value, places)
