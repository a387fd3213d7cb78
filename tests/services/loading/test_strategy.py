"""A strategy file is taken in whole, once, and never over what people wrote since."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.exchange.strategy.samples import TEXT
from tests.factories import Maker
from tracker.exchange.errors import StrategyFileError
from tracker.exchange.strategy.contents import StrategyFile
from tracker.exchange.strategy.reading import read_strategy
from tracker.records.models import (
    Element,
    Finding,
    Link,
    Organisation,
    Plan,
    PlanOwner,
    RoleAssignment,
    StatusReport,
    Strategy,
    User,
)
from tracker.records.queries.history.log import last_event, state_now
from tracker.services.loading.strategy import load_strategy
from tracker.services.verb import Writer
from tracker.theory.kinds import ElementKind, Role, Visibility


@pytest.fixture(scope="module")
def sample() -> StrategyFile:
    return read_strategy(TEXT.encode())


def test_loading_the_same_file_again_changes_nothing(
    demo_session: Session, demo_writer: Writer, sample: StrategyFile
) -> None:
    before, number = state_now(demo_session), last_event(demo_session)
    summary = load_strategy(demo_writer, file=sample)
    assert summary.added == {}
    assert summary.found["plans"] == 6
    assert (state_now(demo_session), last_event(demo_session)) == (before, number)


def test_a_second_loading_leaves_alone_what_people_changed(
    demo_session: Session, demo_writer: Writer, sample: StrategyFile
) -> None:
    plan = replace(sample.plans[0], title="En anden titel", title_en=None)
    load_strategy(demo_writer, file=replace(sample, plans=(plan, *sample.plans[1:])))
    titles = demo_session.scalars(sa.select(Plan.title).where(Plan.code == "HP1")).all()
    assert titles == ["Et trygt natteliv"]


def test_what_is_new_in_the_file_is_added_beside_what_is_there(
    demo_session: Session, demo_writer: Writer, sample: StrategyFile
) -> None:
    plan = sample.plans[0]
    box = replace(plan.elements[1], code="HP1-A9", title="En aktivitet mere")
    link = replace(plan.links[1], code="HP1-l99", source="HP1-A9", assumptions=(), uses=())
    wider = replace(plan, elements=(*plan.elements, box), links=(*plan.links, link))
    summary = load_strategy(demo_writer, file=replace(sample, plans=(wider,)))
    assert summary.added == {"elements": 1, "status reports": 1, "links": 1}
    added = demo_session.scalars(sa.select(Element).where(Element.code == "HP1-A9")).one()
    assert demo_session.scalars(sa.select(Link.source_id).where(Link.code == "HP1-l99")).one() == added.id


def test_a_goal_that_the_plan_there_is_does_not_have_is_a_fault(
    demo_session: Session, demo_writer: Writer, sample: StrategyFile
) -> None:
    number = last_event(demo_session)
    plan = sample.plans[0]
    link = replace(plan.links[0], code="HP1-l99", source="HP1-L1", target="G5", line=1234)
    wider = replace(plan, goals=(*plan.goals, "G5"), links=(*plan.links, link))
    with pytest.raises(StrategyFileError) as fault:
        load_strategy(demo_writer, file=replace(sample, plans=(wider,)))
    assert fault.value.line == 1234
    assert last_event(demo_session) == number


def test_what_a_verb_refuses_is_told_with_its_line_and_nothing_is_written(
    session: Session, writer: Writer, sample: StrategyFile
) -> None:
    # done after the day of loading: the file cannot know, the verb does
    plan = sample.plans[-1]
    milestone = replace(plan.milestones[0], done_on=writer.today.replace(year=2016), line=4321)
    broken = replace(plan, milestones=(milestone,))
    with pytest.raises(StrategyFileError) as fault:
        load_strategy(writer, file=replace(sample, plans=(*sample.plans[:-1], broken)))
    assert fault.value.line == 4321
    assert milestone.code in fault.value.reason
    assert state_now(session) == {}
    assert last_event(session) == 0


def test_organisations_may_stand_before_their_parents(writer: Writer, sample: StrategyFile) -> None:
    upside_down = replace(sample, organisations=tuple(reversed(sample.organisations)))
    load_strategy(writer, file=upside_down)
    parent = sa.orm.aliased(Organisation)
    rows = writer.session.execute(
        sa.select(Organisation.code, parent.code).join(parent, parent.id == Organisation.parent_id)
    )
    assert dict(rows.all()) == {o.code: o.parent for o in sample.organisations if o.parent}


def test_an_organisation_that_is_there_is_used(
    writer: Writer, make: Maker, session: Session, sample: StrategyFile
) -> None:
    police = make.organisation(code="NP", name="Politiet")
    load_strategy(writer, file=sample)
    lead = session.scalars(sa.select(Plan.lead_organisation_id).where(Plan.code == "HP1")).one()
    assert lead == police


def test_posts_become_people_without_accounts_who_hold_their_roles(
    writer: Writer, sample: StrategyFile
) -> None:
    load_strategy(writer, file=sample)
    rows = writer.session.execute(
        sa.select(User.code, RoleAssignment.role, Organisation.code)
        .join(RoleAssignment, RoleAssignment.user_id == User.id)
        .join(Organisation, Organisation.id == RoleAssignment.organisation_id)
    )
    assert {tuple(row) for row in rows} == {
        ("r-koord", Role.PLANNER, "PG"),
        ("r-koord", Role.OWNER, "FB"),
        ("r-nat", Role.OWNER, "NP"),
        ("r-hot", Role.OWNER, "NP"),
        ("r-job", Role.OWNER, "FB"),
        ("r-ssp", Role.OWNER, "SKO"),
        ("r-for", Role.OWNER, "SKO"),
        ("r-van", Role.OWNER, "BLF"),
        ("r-sek", Role.SECRETARY, "AAK"),
    }
    assert set(writer.session.scalars(sa.select(User.email))) == {None}


def test_a_plan_comes_with_its_owners_in_order_and_one_goal_element_per_goal(demo_session: Session) -> None:
    plan = demo_session.scalars(sa.select(Plan).where(Plan.code == "HP1")).one()
    assert plan.visibility is Visibility.SHARED
    owners = demo_session.scalars(
        sa.select(User.code)
        .join(PlanOwner, PlanOwner.user_id == User.id)
        .where(PlanOwner.plan_id == plan.id)
        .order_by(PlanOwner.position)
    )
    assert owners.all() == ["r-nat", "r-koord"]
    goals = demo_session.execute(
        sa.select(Element.code, Element.title).where(
            Element.plan_id == plan.id, Element.kind == ElementKind.GOAL
        )
    ).all()
    assert [code for code, _ in goals] == ["HP1-G1", "HP1-G2"]
    assert goals[0].title == "Borgerne i Aalborg Kommune skal samlet set opleve en større tryghed."


def test_elements_stand_in_the_order_of_the_file(demo_session: Session, sample: StrategyFile) -> None:
    for plan in sample.plans:
        codes = demo_session.scalars(
            sa.select(Element.code)
            .join(Plan, Plan.id == Element.plan_id)
            .where(Plan.code == plan.code, Element.kind != ElementKind.GOAL)
            .order_by(Element.position)
        ).all()
        assert codes == [element.code for element in plan.elements]


def test_reports_keep_the_day_that_the_file_gives(demo_session: Session) -> None:
    found = demo_session.execute(
        sa.select(StatusReport.reported_on, StatusReport.happened)
        .join(Element, Element.id == StatusReport.element_id)
        .where(Element.code == "HP5-A2")
    ).one()
    assert (found.reported_on.isoformat(), found.happened) == (
        "2015-02-20",
        "Venteliste; status ikke opdateret",
    )


def test_findings_get_no_review_date_that_the_file_does_not_give(demo_session: Session) -> None:
    assert set(demo_session.scalars(sa.select(Finding.review_by))) == {None}
    assert (
        demo_session.scalars(sa.select(Finding.effect).where(Finding.code == "EV02")).one() == "fear_of_crime"
    )


def test_the_strategy_is_marked_illustrative(demo_session: Session) -> None:
    strategy = demo_session.scalars(sa.select(Strategy)).one()
    assert (strategy.code, strategy.illustrative) == ("tryg-aalborg-demo", True)
    assert (strategy.title, strategy.title_en) == (
        "Tryghed i Aalborg Kommune",
        "Safety in Aalborg Municipality",
    )
