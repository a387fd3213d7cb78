"""A new plan may begin with a template."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tracker.exchange.plan_templates import plan_templates
from tracker.records.models import Element, Event
from tracker.records.queries.history.log import last_event
from tracker.records.queries.pathway import load_pathway
from tracker.services.errors import Invalid
from tracker.services.plans.templates import fill_from_template, offers
from tracker.services.verb import Writer
from tracker.theory.kinds import ElementKind
from tracker.theory.structure import errors

KEYS = [template.key for template in plan_templates()]


@pytest.fixture
def plan(make: Maker) -> int:
    goals = [make.goal(code="G4", title="Trivsel"), make.goal(code="G1", title="Tryghed")]
    return make.plan(code="HP9", goal_ids=goals[:1])


@pytest.mark.parametrize("key", KEYS)
def test_a_template_gives_a_sound_plan_towards_the_plans_goal(
    key: str, plan: int, writer: Writer, session: Session
) -> None:
    before = last_event(session)
    made = fill_from_template(writer, plan_id=plan, template=key)
    pathway = load_pathway(session, plan, "da")
    assert errors(pathway) == ()
    assert len(pathway.elements) == len(made.elements) + 1
    assert {element.kind for element in pathway.elements} >= set(ElementKind) - {ElementKind.EXTERNAL}
    assert len(set(session.scalars(sa.select(Event.change).where(Event.id > before)))) == 1


@pytest.mark.parametrize("key", KEYS)
def test_a_template_says_the_same_in_both_languages(
    key: str, plan: int, writer: Writer, session: Session
) -> None:
    fill_from_template(writer, plan_id=plan, template=key)
    rows = session.scalars(sa.select(Element).where(Element.kind != ElementKind.GOAL)).all()
    assert all(row.title_en and row.title_en != row.title for row in rows)
    template = next(one for one in plan_templates() if one.key == key)
    danish, english = (template.lines[language].splitlines() for language in ("da", "en"))
    assert [len(line) - len(line.lstrip()) for line in danish] == [
        len(line) - len(line.lstrip()) for line in english
    ]
    assert [line.count("->") for line in danish] == [line.count("->") for line in english]


@pytest.mark.parametrize("key", KEYS)
def test_a_plan_without_goals_is_filled_without_them(
    key: str, make: Maker, writer: Writer, session: Session
) -> None:
    plan = make.plan(goal_ids=[])
    fill_from_template(writer, plan_id=plan, template=key)
    kinds = {element.kind for element in load_pathway(session, plan, "da").elements}
    assert ElementKind.GOAL not in kinds
    assert ElementKind.OUTCOME_LONG in kinds


def test_only_an_empty_plan_is_filled(plan: int, make: Maker, writer: Writer) -> None:
    make.element(plan_id=plan)
    with pytest.raises(Invalid) as error:
        fill_from_template(writer, plan_id=plan, template="skeleton")
    assert (error.value.field, error.value.fault) == ("template", "plan_not_empty")


def test_a_template_has_to_be_there(plan: int, writer: Writer) -> None:
    with pytest.raises(Invalid) as error:
        fill_from_template(writer, plan_id=plan, template="../skeleton")
    assert (error.value.field, error.value.fault) == ("template", "not_there")


@pytest.mark.parametrize("language", ["da", "en"])
def test_templates_are_offered_with_what_they_are_for(language: str, writer: Writer, make: Maker) -> None:
    offered = offers(language)
    assert [offer.key for offer in offered] == KEYS
    assert all(offer.title and offer.about for offer in offered)
    for offer in offered:
        fresh = make.plan(goal_ids=[make.the("goal")])
        assert len(fill_from_template(writer, plan_id=fresh, template=offer.key).elements) == offer.elements
