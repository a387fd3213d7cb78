"""What is read of the index: published years, the latest of them, and what is linked to its measurements."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tests.personas import EMAILS
from tests.theory.reader import document
from tracker.records.models import IndexVersion, Indicator, Measurement, Plan, RoleAssignment, User
from tracker.records.queries.safety_index import design as query
from tracker.records.queries.safety_index import versions as version_query
from tracker.records.queries.safety_index.years import latest_year, linked_outcomes, published_years
from tracker.records.viewer import Viewer
from tracker.services.follow_up.indicators import archive_indicator
from tracker.services.safety_index.versions import copy_index_version, publish_index_version
from tracker.theory.index.contributions import contributions
from tracker.theory.index.series import over_years
from tracker.theory.kinds import Role, Visibility


@pytest.fixture
def reader(demo_session: Session) -> Viewer:
    person = demo_session.scalars(sa.select(User).where(User.email == EMAILS["reader"])).one()
    held = demo_session.execute(
        sa.select(RoleAssignment.role, RoleAssignment.organisation_id).where(
            RoleAssignment.user_id == person.id
        )
    )
    found = Viewer(
        id=person.id,
        email=EMAILS["reader"],
        name=person.name,
        language="da",
        roles=frozenset((row[0], row[1]) for row in held),
    )
    demo_session.rollback()
    return found


@pytest.fixture
def measurement(demo_session: Session) -> int:
    """M02, which one indicator of the plan HP1 is read from."""
    found = demo_session.scalars(sa.select(Measurement.id).where(Measurement.code == "M02")).one()
    demo_session.rollback()
    return found


def published(session: Session) -> version_query.VersionLine:
    strategy = session.scalars(sa.select(IndexVersion.strategy_id).distinct()).one()
    found = version_query.published_version(session, strategy)
    assert found is not None
    return found


def test_every_indicator_with_a_measurement_is_linked_to_it(demo_session: Session, reader: Viewer) -> None:
    codes = dict(demo_session.execute(sa.select(Measurement.id, Measurement.code)).all())
    linked = linked_outcomes(demo_session, reader, codes, "da")
    expected = {
        (row["measurement"], plan["id"])
        for plan in document()["plans"]
        for row in plan["indicators"]
        if "measurement" in row
    }
    assert {
        (codes[int(number)], one.plan_code) for number, found in linked.items() for one in found
    } == expected


def test_a_plan_that_the_reader_does_not_see_is_not_linked(
    make_in_demo: Maker, demo_session: Session, reader: Viewer, measurement: int
) -> None:
    elsewhere = make_in_demo.organisation()
    hidden = make_in_demo.plan(visibility=Visibility.ORGANISATION, lead_organisation_id=elsewhere)
    output = make_in_demo.element(plan_id=hidden)
    make_in_demo.indicator(element_id=output, measurement_id=measurement)
    seen = linked_outcomes(demo_session, reader, [measurement], "da")[measurement]
    assert [one.plan_code for one in seen] == ["HP1"]
    planner = replace(reader, roles=frozenset({(Role.PLANNER, elsewhere)}))
    assert len(linked_outcomes(demo_session, planner, [measurement], "da")[measurement]) == 2


def test_an_archived_indicator_is_not_linked(
    make_in_demo: Maker, demo_session: Session, reader: Viewer, measurement: int
) -> None:
    indicator, version = demo_session.execute(
        sa.select(Indicator.id, Indicator.version).where(Indicator.measurement_id == measurement)
    ).one()
    demo_session.rollback()
    archive_indicator(make_in_demo.writer, indicator_id=indicator, version=version)
    assert linked_outcomes(demo_session, reader, [measurement], "da") == {}
    assert demo_session.scalar(sa.select(sa.func.count(Plan.id))) == 6


def test_the_published_years_open_up_to_the_points_that_they_keep(demo_session: Session) -> None:
    version = published(demo_session)
    design = query.design(demo_session, version.id)
    years = published_years(demo_session, version.id)
    scored = over_years(design, {one.year: one.values for one in years})
    for kept, opened in zip(years, scored, strict=True):
        assert (kept.points, kept.parts) == (
            opened.points,
            {part.of.id: part.points for part in opened.score.members},
        )
        if kept.points is not None:
            assert sum(one.points for one in contributions(opened.score)) == pytest.approx(kept.points)


def test_the_latest_year_is_that_of_the_version_in_force(make_in_demo: Maker, demo_session: Session) -> None:
    version = published(demo_session)
    found = latest_year(demo_session, version.strategy_id)
    assert found is not None
    assert (found.year, round(found.points or 0, 2), found.provisional) == (2015, 59.48, False)
    demo_session.rollback()
    draft = copy_index_version(make_in_demo.writer, index_version_id=version.id)
    publish_index_version(make_in_demo.writer, index_version_id=draft, reason="Vedtaget")
    now = published(demo_session)
    assert (now.number, now.made_from) == (2, 1)
    assert latest_year(demo_session, 10**6) is None


def test_what_can_be_added_leaves_out_what_is_in_the_version(demo_session: Session) -> None:
    version = published(demo_session)
    offered = {one.code for one in version_query.offered(demo_session, version, "da")}
    held = {one.code for one in version_query.measure_lines(demo_session, version.id, "da")}
    assert offered == {"M07", "M10", "M11", "M12"}
    assert not offered & held
