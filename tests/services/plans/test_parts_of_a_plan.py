"""Assumptions, milestones, indicators and evidence on links: changed, taken out, put back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tracker.records.models import Assumption, Event, Indicator, LinkAssumption, LinkFinding, Milestone
from tracker.records.queries.pathway import load_pathway
from tracker.services import evidence
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.follow_up import indicators, milestones
from tracker.services.plans import assumptions, elements
from tracker.services.verb import Writer
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.indicator import IndicatorContents
from tracker.theory.contents.link import AssumptionContents, AttachmentContents
from tracker.theory.contents.milestone import MilestoneContents
from tracker.theory.kinds import AssumptionState, Directness, ElementKind, IndicatorDirection

BASELINE, TARGET = date(2014, 12, 31), date(2016, 12, 31)
MEASURED: dict[str, Any] = {
    "title": "Natteravnsture",
    "unit": "ture",
    "direction": IndicatorDirection.HIGHER_BETTER,
    "baseline_on": BASELINE,
    "baseline_value": 10.0,
    "target_on": TARGET,
    "target_value": 20.0,
}


@pytest.fixture
def link(make: Maker) -> int:
    return make.link(make.element(), make.element(ElementKind.OUTPUT))


def _element_of(session: Session, indicator: int) -> int:
    return session.get_one(Indicator, indicator, populate_existing=True).element_id


def last(session: Session) -> Event:
    event = session.scalars(sa.select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    return event


def under(session: Session, make: Maker) -> dict[Any, tuple[Any, ...]]:
    """The assumptions of each link, as the rules of theory read them."""
    pathway = load_pathway(session, make.the("plan"), "da")
    return {one.id: tuple(a for a in one.assumptions if a in pathway.assumption) for one in pathway.links}


def test_a_part_without_a_code_gets_the_next_of_its_plan(make: Maker, session: Session) -> None:
    make.made["plan"] = make.plan(code="HP9")
    output = make.element(ElementKind.OUTPUT)
    make.milestone(element_id=output, code="HP9-m7")
    milestone = make.milestone(element_id=output, code=None)
    make.indicator(element_id=output, code="HP9-i1")
    indicator = make.indicator(element_id=output, code=None)
    assumption = make.assumption(code=None)
    assert [
        session.get_one(model, number).code  # type: ignore[attr-defined]
        for model, number in ((Milestone, milestone), (Indicator, indicator), (Assumption, assumption))
    ] == ["HP9-m8", "HP9-i2", "HP9-a1"]


def test_the_code_of_an_archived_part_is_not_given_again(
    make: Maker, writer: Writer, session: Session
) -> None:
    first = make.assumption(code=None)
    assumptions.archive_assumption(writer, assumption_id=first, version=1)
    second = make.assumption(code=None)
    codes = [session.get_one(Assumption, number).code for number in (first, second)]
    assert codes[0].endswith("-a1")
    assert codes[1].endswith("-a2")


def test_a_new_assumption_is_laid_under_its_links_or_not_made(
    make: Maker, writer: Writer, session: Session, link: int
) -> None:
    plan = make.the("plan")
    made = assumptions.add_assumption(
        writer, plan_id=plan, link_ids=[link], contents=AssumptionContents(title="De unge kommer")
    )
    assert under(session, make) == {link: (made,)}
    assert last(session).verb == "add_assumption"
    foreign = make.plan()
    source = make.element(plan_id=foreign)
    target = make.element(ElementKind.OUTPUT, plan_id=foreign)
    elsewhere = make.link(source, target, plan_id=foreign)
    with pytest.raises(Invalid, match="of_another_plan"):
        assumptions.add_assumption(
            writer, plan_id=plan, link_ids=[link, elsewhere], contents=AssumptionContents(title="Fremmed")
        )
    assert session.scalars(sa.select(Assumption.title)).all() == ["De unge kommer"]


def test_one_assumption_carries_several_links_and_is_lifted_off_one(
    make: Maker, writer: Writer, session: Session, link: int
) -> None:
    other = make.link(make.element(), make.element(ElementKind.OUTPUT))
    assumption = make.assumption(link, other)
    with pytest.raises(Duplicate):
        assumptions.lay_assumption(writer, link_id=link, assumption_id=assumption)
    assumptions.lift_assumption(writer, link_id=link, assumption_id=assumption)
    assert under(session, make) == {link: (), other: (assumption,)}
    with pytest.raises(NotThere):
        assumptions.lift_assumption(writer, link_id=link, assumption_id=assumption)
    event = last(session)
    assert (event.verb, event.entity, event.plan_id) == (
        "lift_assumption",
        "link_assumptions",
        make.the("plan"),
    )


def test_an_assumption_is_changed_as_a_whole(make: Maker, writer: Writer, session: Session) -> None:
    owner, assumption = make.person(), make.assumption()
    given: dict[str, Any] = {
        "title": "Holder stadig",
        "state": AssumptionState.AT_RISK,
        "critical": True,
        "owner_id": owner,
        "review_on": date(2016, 1, 31),
    }
    assumptions.edit_assumption(
        writer, assumption_id=assumption, version=1, contents=AssumptionContents(**given)
    )
    row = session.get_one(Assumption, assumption)
    assert {name: getattr(row, name) for name in given} == given
    for name, value in (("title", " "), ("owner_id", 999)):
        with pytest.raises(Invalid, match=name):
            assumptions.edit_assumption(
                writer,
                assumption_id=assumption,
                version=2,
                contents=AssumptionContents(**{**given, name: value}),
            )


def test_an_archived_assumption_is_no_longer_relied_on_and_comes_back_under_its_links(
    make: Maker, writer: Writer, session: Session, link: int
) -> None:
    assumption = make.assumption(link)
    assumptions.archive_assumption(writer, assumption_id=assumption, version=1, reason="Erstattet")
    assert under(session, make) == {link: ()}
    assert last(session).reason == "Erstattet"
    with pytest.raises(Invalid, match="not_there"):
        assumptions.lay_assumption(writer, link_id=link, assumption_id=assumption)
    assumptions.restore_assumption(writer, assumption_id=assumption, version=2)
    assert under(session, make) == {link: (assumption,)}


def test_a_milestone_is_renamed_and_moved_to_another_element_and_keeps_its_days(
    make: Maker, writer: Writer, session: Session
) -> None:
    milestone = make.milestone(due=date(2015, 12, 1), baseline_due=date(2015, 10, 1))
    output = make.element(ElementKind.OUTPUT)
    milestones.edit_milestone(
        writer,
        milestone_id=milestone,
        version=1,
        contents=MilestoneContents(element_id=output, title="Kontrakt", title_en="Contract"),
    )
    row = session.get_one(Milestone, milestone)
    assert (row.element_id, row.title, row.title_en) == (output, "Kontrakt", "Contract")
    assert (row.due, row.baseline_due) == (date(2015, 12, 1), date(2015, 10, 1))


def test_a_milestone_stays_on_activities_and_outputs_of_its_plan(make: Maker, writer: Writer) -> None:
    milestone = make.milestone()
    outcome = make.element(ElementKind.OUTCOME_SHORT)
    foreign = make.element(plan_id=make.plan())
    for element, fault in (
        (outcome, "only_on_activities_and_outputs"),
        (foreign, "of_another_plan"),
        (999, "not_there"),
    ):
        with pytest.raises(Invalid, match=fault):
            milestones.edit_milestone(
                writer,
                milestone_id=milestone,
                version=1,
                contents=MilestoneContents(element_id=element, title="Kontrakt"),
            )


@pytest.mark.parametrize("part", ["milestone", "indicator"])
def test_what_hangs_on_an_archived_element_comes_back_after_it(
    part: str, make: Maker, writer: Writer, session: Session
) -> None:
    element = make.element(ElementKind.OUTPUT)
    number = getattr(make, part)(element_id=element)
    module = {"milestone": milestones, "indicator": indicators}[part]
    getattr(module, f"archive_{part}")(writer, **{f"{part}_id": number, "version": 1})
    elements.archive_element(writer, element_id=element, version=1)
    restore = {f"{part}_id": number, "version": 2}
    with pytest.raises(Invalid, match="element_id: not_there"):
        getattr(module, f"restore_{part}")(writer, **restore)
    elements.restore_element(writer, element_id=element, version=2)
    getattr(module, f"restore_{part}")(writer, **restore)
    pathway = load_pathway(session, make.the("plan"), "da")
    assert number in {one.id for one in getattr(pathway, f"{part}s")}


def test_an_archived_milestone_comes_back_only_where_milestones_belong(make: Maker, writer: Writer) -> None:
    element = make.element(ElementKind.OUTPUT)
    milestone = make.milestone(element_id=element)
    milestones.archive_milestone(writer, milestone_id=milestone, version=1)
    elements.edit_element(
        writer,
        element_id=element,
        version=1,
        contents=ElementContents(kind=ElementKind.OUTCOME_SHORT, title="Nu en virkning"),
    )
    with pytest.raises(Invalid, match="only_on_activities_and_outputs"):
        milestones.restore_milestone(writer, milestone_id=milestone, version=2)
    elements.edit_element(
        writer,
        element_id=element,
        version=2,
        contents=ElementContents(kind=ElementKind.ACTIVITY, title="Igen"),
    )
    milestones.restore_milestone(writer, milestone_id=milestone, version=2)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"target_value": 5.0}, "direction: lower_has_to_be_better"),
        ({"direction": IndicatorDirection.LOWER_BETTER}, "direction: higher_has_to_be_better"),
        ({"target_value": 10.0}, "target_value: target_equals_baseline"),
        ({"target_on": BASELINE}, "target_on: target_not_after_baseline"),
        ({"baseline_on": date(2015, 6, 30)}, "baseline_on: reading_not_after_baseline"),
        ({"baseline_on": date(2015, 9, 1)}, "baseline_on: reading_not_after_baseline"),
        ({"unit": ""}, "unit: required"),
        ({"title": ""}, "title: required"),
    ],
)
def test_an_indicator_is_not_changed_into_one_that_contradicts_itself_or_its_readings(
    changed: dict[str, Any], fault: str, make: Maker, writer: Writer, session: Session
) -> None:
    indicator = make.indicator(baseline_on=BASELINE)
    make.reading(indicator, date(2015, 9, 1), 14.0)
    make.reading(indicator, date(2015, 6, 30), 12.0)
    with pytest.raises(Invalid, match=fault):
        indicators.edit_indicator(
            writer,
            indicator_id=indicator,
            version=1,
            contents=IndicatorContents(element_id=_element_of(session, indicator), **{**MEASURED, **changed}),
        )
    assert session.get_one(Indicator, indicator, populate_existing=True).version == 1


def test_an_indicators_baseline_may_move_to_the_day_before_its_first_reading(
    make: Maker, writer: Writer, session: Session
) -> None:
    indicator = make.indicator(baseline_on=BASELINE)
    make.reading(indicator, date(2015, 6, 30), 12.0)
    day = date(2015, 6, 29)
    changed = {**MEASURED, "baseline_on": day, "baseline_value": 30.0, "target_value": 20.0}
    indicators.edit_indicator(
        writer,
        indicator_id=indicator,
        version=1,
        contents=IndicatorContents(
            element_id=_element_of(session, indicator),
            **{**changed, "direction": IndicatorDirection.LOWER_BETTER},
        ),
    )
    row = session.get_one(Indicator, indicator)
    assert (row.baseline_on, row.direction, row.unit) == (day, IndicatorDirection.LOWER_BETTER, "ture")


def test_an_indicator_moves_to_another_element_with_its_readings(
    make: Maker, writer: Writer, session: Session
) -> None:
    outcome = make.element(ElementKind.OUTCOME_MEDIUM)
    indicator = make.indicator(baseline_on=BASELINE)
    make.reading(indicator, date(2015, 6, 30), 12.0)
    indicators.edit_indicator(
        writer, indicator_id=indicator, version=1, contents=IndicatorContents(element_id=outcome, **MEASURED)
    )
    [found] = load_pathway(session, make.the("plan"), "da").indicators
    assert (found.element, len(found.readings)) == (outcome, 1)


def test_an_indicator_moves_to_nothing_that_is_not_measured_in_its_plan(
    make: Maker, writer: Writer, session: Session
) -> None:
    indicator = make.indicator(baseline_on=BASELINE)
    weather = make.element(ElementKind.EXTERNAL)
    gone = make.element(ElementKind.OUTPUT)
    elements.archive_element(writer, element_id=gone, version=1)
    elsewhere = make.element(ElementKind.OUTPUT, plan_id=make.plan())
    for element, fault in (
        (weather, "not_on_external_factors"),
        (gone, "not_there"),
        (elsewhere, "of_another_plan"),
    ):
        with pytest.raises(Invalid, match=f"element_id: {fault}"):
            indicators.edit_indicator(
                writer,
                indicator_id=indicator,
                version=1,
                contents=IndicatorContents(element_id=element, **MEASURED),
            )
    assert session.get_one(Indicator, indicator, populate_existing=True).version == 1


def test_an_archived_indicator_comes_back_with_its_readings(
    make: Maker, writer: Writer, session: Session
) -> None:
    indicator = make.indicator()
    make.reading(indicator, date(2015, 6, 30), 12.0)

    def measured() -> list[int]:
        return [len(one.readings) for one in load_pathway(session, make.the("plan"), "da").indicators]

    indicators.archive_indicator(writer, indicator_id=indicator, version=1)
    assert measured() == []
    indicators.restore_indicator(writer, indicator_id=indicator, version=2)
    assert measured() == [1]


def test_an_archived_indicator_does_not_come_back_on_an_external_factor(make: Maker, writer: Writer) -> None:
    element = make.element(ElementKind.OUTPUT)
    indicator = make.indicator(element_id=element)
    indicators.archive_indicator(writer, indicator_id=indicator, version=1)
    elements.edit_element(
        writer,
        element_id=element,
        version=1,
        contents=ElementContents(kind=ElementKind.EXTERNAL, title="Vejret"),
    )
    with pytest.raises(Invalid, match="not_on_external_factors"):
        indicators.restore_indicator(writer, indicator_id=indicator, version=2)


def test_evidence_on_a_link_is_weighed_anew_and_taken_off(
    make: Maker, writer: Writer, session: Session, link: int
) -> None:
    make.finding(link)
    attachment = session.scalars(sa.select(LinkFinding.id)).one()
    evidence.edit_attachment(
        writer,
        attachment_id=attachment,
        version=1,
        contents=AttachmentContents(directness=Directness.INDIRECT, note=" Andet land "),
    )
    row = session.get_one(LinkFinding, attachment)
    assert (row.directness, row.note) == (Directness.INDIRECT, "Andet land")
    with pytest.raises(StaleWrite):
        evidence.detach_finding(writer, attachment_id=attachment, version=1)
    evidence.detach_finding(writer, attachment_id=attachment, version=2, reason="Handler om noget andet")
    assert session.scalars(sa.select(LinkFinding)).all() == []
    assert (last(session).verb, last(session).reason) == ("detach_finding", "Handler om noget andet")
    make.finding()


def test_the_same_finding_is_attached_to_a_link_once(make: Maker, writer: Writer, link: int) -> None:
    finding = make.finding(link)
    with pytest.raises(Duplicate) as error:
        evidence.attach_finding(writer, link_id=link, finding_id=finding)
    assert error.value.field == "finding_id"


def test_whoever_saw_an_older_version_of_a_part_is_told(make: Maker, writer: Writer, link: int) -> None:
    assumption, milestone, indicator = make.assumption(link), make.milestone(), make.indicator()
    element = make.element()
    for stale in (
        lambda: assumptions.edit_assumption(
            writer, assumption_id=assumption, version=2, contents=AssumptionContents(title="Ny")
        ),
        lambda: assumptions.archive_assumption(writer, assumption_id=assumption, version=2),
        lambda: milestones.edit_milestone(
            writer,
            milestone_id=milestone,
            version=2,
            contents=MilestoneContents(element_id=element, title="Ny"),
        ),
        lambda: milestones.archive_milestone(writer, milestone_id=milestone, version=2),
        lambda: indicators.edit_indicator(
            writer,
            indicator_id=indicator,
            version=2,
            contents=IndicatorContents(element_id=element, **MEASURED),
        ),
        lambda: indicators.archive_indicator(writer, indicator_id=indicator, version=2),
    ):
        with pytest.raises(StaleWrite):
            stale()


def test_only_what_is_archived_is_restored(make: Maker, writer: Writer) -> None:
    for restore in (
        lambda: assumptions.restore_assumption(writer, assumption_id=make.assumption(), version=1),
        lambda: milestones.restore_milestone(writer, milestone_id=make.milestone(), version=1),
        lambda: indicators.restore_indicator(writer, indicator_id=make.indicator(), version=1),
    ):
        with pytest.raises(NotThere):
            restore()


def test_a_form_sent_twice_makes_one_assumption(make: Maker, writer: Writer, session: Session) -> None:
    plan = make.the("plan")
    sent = replace(writer, key="samme-formular")
    assumptions.add_assumption(sent, plan_id=plan, contents=AssumptionContents(title="Én gang"))
    with pytest.raises(AlreadyDone):
        assumptions.add_assumption(sent, plan_id=plan, contents=AssumptionContents(title="Én gang"))
    assert len(session.scalars(sa.select(Assumption)).all()) == 1


def test_an_assumptions_places_are_kept_while_it_is_archived(
    make: Maker, writer: Writer, session: Session, link: int
) -> None:
    assumption = make.assumption(link)
    assumptions.archive_assumption(writer, assumption_id=assumption, version=1)
    assert session.scalars(sa.select(LinkAssumption.link_id)).all() == [link]
