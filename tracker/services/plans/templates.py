"""A new plan that begins with a template's elements and links instead of nothing."""

from dataclasses import dataclass

import sqlalchemy as sa

from tracker.exchange import plan_templates as exchange
from tracker.records.models import Element, Goal, Plan, PlanGoal
from tracker.records.queries.plans.quick_entry import held
from tracker.services.checks import values
from tracker.services.errors import Invalid
from tracker.services.plans.plans import add_plan
from tracker.services.plans.quick_entry import Entered, make
from tracker.services.verb import Writer, verb
from tracker.theory.contents.plan import PlanContents
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Pathway
from tracker.theory.quick_entry.entry import Held, read


@dataclass(frozen=True, slots=True)
class Offer:
    """A template to choose: what it is called, when it fits, how many elements it has beside the goal."""

    key: str
    title: str
    about: str
    elements: int


def offers(language: str) -> list[Offer]:
    """The templates that there are, in the reader's language."""
    return [
        Offer(one.key, one.titles[language], one.about[language], _size(one))
        for one in exchange.plan_templates()
    ]


@verb
def begin_plan(writer: Writer, *, strategy_id: int, contents: PlanContents, template: str = "") -> int:
    """Makes a plan (``add_plan``), filled from a template where one is named. Raises Invalid, Duplicate."""
    plan_id = add_plan(writer, strategy_id=strategy_id, contents=contents)
    if template:
        fill_from_template(writer, plan_id=plan_id, template=template)
    return plan_id


@verb
def fill_from_template(writer: Writer, *, plan_id: int, template: str) -> Entered:
    """Makes the template's elements and links in a plan that has none, in both languages, towards the plan's
    primary goal; a plan without goals gets them without it.

    Raises Invalid: ``template`` is not there, or the plan is not empty (``plan_not_empty``).
    """
    values.referred(writer, "plan_id", Plan, plan_id)
    chosen = next((one for one in exchange.plan_templates() if one.key == template), None)
    if chosen is None:
        raise Invalid("template", "not_there")
    more = sa.select(Element.id).where(
        Element.plan_id == plan_id, Element.kind != ElementKind.GOAL, Element.archived_at.is_(None)
    )
    if writer.session.scalar(more.limit(1)) is not None:
        raise Invalid("template", "plan_not_empty")
    known = held(writer.session, plan_id, "da")
    goal = _primary_goal(writer, plan_id)
    danish, english = (read(chosen.lines_towards(goal, language), known) for language in ("da", "en"))
    return make(writer, plan_id, danish, [element.title for element in english.elements])


def _primary_goal(writer: Writer, plan_id: int) -> str:
    """Its code, empty where the plan declares no goal."""
    code = writer.session.scalar(
        sa.select(Goal.code)
        .join(PlanGoal, PlanGoal.goal_id == Goal.id)
        .where(PlanGoal.plan_id == plan_id, PlanGoal.is_primary)
    )
    return code or ""


def _size(template: exchange.PlanTemplate) -> int:
    return len(read(template.lines_towards("", "da"), Held(Pathway(0, ""))).elements)
