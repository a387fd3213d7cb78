"""The short names of new rows of a plan, in the pattern that plans have: ``HP1-A2``, ``HP1-l07``."""

import re
from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from tracker.records.models import Assumption, Element, Goal, Indicator, Link, Milestone, Plan
from tracker.services.verb import Writer
from tracker.theory.contents.fields import CODE_LENGTH
from tracker.theory.kinds import ElementKind

LETTERS: dict[ElementKind, str] = {
    ElementKind.INPUT: "I",
    ElementKind.ACTIVITY: "A",
    ElementKind.OUTPUT: "O",
    ElementKind.OUTCOME_SHORT: "K",
    ElementKind.OUTCOME_MEDIUM: "M",
    ElementKind.OUTCOME_LONG: "L",
    ElementKind.GOAL: "G",
    ElementKind.EXTERNAL: "X",
}
"""The letter of an element's code. A link's is a small l."""

_ROOM = 8
"""Characters kept free behind the plan's code: hyphen, letter and number."""


def next_element_code(writer: Writer, plan: Plan, kind: ElementKind, goal: Goal | None = None) -> str:
    """The code of the next element of its kind: one above the highest there is, archived ones included.

    A goal element is named after the strategy's ``goal``, as ``HP1-G2``. Only inside a verb.
    """
    taken = _element_codes(writer, plan)
    if goal is not None:
        named = f"{plan.code}-{goal.code}"
        if named not in taken and len(named) <= CODE_LENGTH:
            return named
    return next(sequence(plan.code, LETTERS[kind], taken))


def next_link_code(writer: Writer, plan: Plan) -> str:
    """The code of the plan's next link, archived ones counted in. Only inside a verb."""
    return next(link_codes(writer, plan))


def element_codes(writer: Writer, plan: Plan, kind: ElementKind) -> Iterator[str]:
    """The codes for many new elements of one kind, read once."""
    return sequence(plan.code, LETTERS[kind], _element_codes(writer, plan))


def link_codes(writer: Writer, plan: Plan) -> Iterator[str]:
    """The codes for many new links, read once."""
    taken = writer.session.scalars(sa.select(Link.code).where(Link.plan_id == plan.id))
    return sequence(plan.code, "l", taken)


def next_assumption_code(writer: Writer, plan: Plan) -> str:
    """The code of the plan's next assumption, as ``HP1-a3``, archived ones counted in. Only inside a verb."""
    return _next(writer, plan, "a", Assumption)


def next_milestone_code(writer: Writer, plan: Plan) -> str:
    """The code of the plan's next milestone, as ``HP1-m3``. Only inside a verb."""
    return _next(writer, plan, "m", Milestone)


def next_indicator_code(writer: Writer, plan: Plan) -> str:
    """The code of the plan's next indicator, as ``HP1-i3``. Only inside a verb."""
    return _next(writer, plan, "i", Indicator)


def _next(
    writer: Writer, plan: Plan, letter: str, model: type[Assumption] | type[Milestone] | type[Indicator]
) -> str:
    taken = writer.session.scalars(sa.select(model.code).where(model.plan_id == plan.id))
    return next(sequence(plan.code, letter, taken))


def sequence(plan_code: str, letter: str, taken: Iterable[str]) -> Iterator[str]:
    """The codes above the highest number that ``taken`` has with this letter, one after another, without end;
    links count in two digits."""
    held = set(taken)
    start = f"{plan_code[: CODE_LENGTH - _ROOM]}-{letter}"
    numbers = (re.fullmatch(re.escape(start) + r"([0-9]{1,5})", code) for code in held)
    number = max((int(found[1]) for found in numbers if found), default=0)
    while True:
        number += 1
        code = f"{start}{number:02d}" if letter == "l" else f"{start}{number}"
        if code not in held:
            yield code


def _element_codes(writer: Writer, plan: Plan) -> set[str]:
    """The codes that there are. Of two who name rows of the same plan at once, the database lets one wait or
    try again: what is read here is guarded like what is written."""
    return set(writer.session.scalars(sa.select(Element.code).where(Element.plan_id == plan.id)))
