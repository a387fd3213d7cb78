"""Where one stands in backwards mapping: read from the plan, and from what the address leaves for later."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import request, url_for
from flask_babel import gettext

from tracker.theory.backwards import Mapping, mapping, may_lead_to
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Element, Id, Pathway
from tracker.web.addresses import number_in

MOST_LEFT = 200
"""Elements that an address leaves for later or for good."""


@dataclass(frozen=True)
class Walk:
    """``goals`` are the plan's, the primary one first. ``element`` is asked about now, None at the end;
    ``later`` and ``enough`` are numbers of elements that are passed over."""

    pathway: Pathway
    goals: tuple[Element, ...]
    found: Mapping
    element: Element | None
    later: tuple[int, ...]
    enough: tuple[int, ...]

    @property
    def goal(self) -> Element:
        return self.found.goal

    @property
    def open(self) -> tuple[Element, ...]:
        """What is still to be answered, in the order in which it is asked."""
        place = {number: place for place, number in enumerate(self.later)}
        left = [element for element in self.found.open if element.id not in self.enough]
        return tuple(sorted(left, key=lambda element: place.get(int(element.id), -1)))

    @property
    def way(self) -> tuple[Element, ...]:
        """From the goal back to the element that is asked about."""
        if self.element is None:
            return (self.goal,)
        return tuple(self.pathway.element[number] for number in self.found.way(self.element.id))

    @property
    def before(self) -> tuple[Element, ...]:
        """What is in place for the element already."""
        if self.element is None:
            return ()
        return tuple(self.pathway.element[link.source] for link in self.pathway.arriving[self.element.id])

    def address(self, plan_id: int, **changed: object) -> str:
        """The address of this walk with other parts; ``at`` is asked about."""
        parts = {
            "goal": self.goal.id,
            "later": _joined(self.later),
            "enough": _joined(self.enough),
            **changed,
        }
        told = {name: str(value) for name, value in parts.items() if value}
        return url_for("backwards.show", plan_id=plan_id, **told)  # type: ignore[arg-type]

    def passing_over(self, plan_id: int, name: str) -> str:
        """The address where the present element is passed over too, the last of those under ``name``."""
        here = self.element.id if self.element else None
        others = [number for number in getattr(self, name) if number != here]
        return self.address(plan_id, **{name: _joined([*others, *([here] if here else [])])})

    @property
    def is_about_what_was_asked(self) -> bool:
        """Whether the element that the address names is still one that leads to the goal."""
        return self.element is not None and self.element.id == number_in(request.args.get("at"))


def walk_of(pathway: Pathway) -> Walk | None:
    """The walk that the address describes; None where the plan has no goal to begin at."""
    goals = sorted(
        (element for element in pathway.ordered if element.kind is ElementKind.GOAL),
        key=lambda element: element.goal != pathway.primary_goal,
    )
    if not goals:
        return None
    goal = next((one for one in goals if one.id == number_in(request.args.get("goal"))), goals[0])
    walk = Walk(pathway, tuple(goals), mapping(pathway, goal), None, _numbers("later"), _numbers("enough"))
    return replace(walk, element=_asked(walk))


def _asked(walk: Walk) -> Element | None:
    wanted = number_in(request.args.get("at"))
    named = next((one for one in walk.found.elements if one.id == wanted and may_lead_to(one.kind)), None)
    return named or next(iter(walk.open), None)


def question(kind: ElementKind) -> str:
    """What is asked about an element of this kind."""
    if kind is ElementKind.ACTIVITY:
        return str(gettext("What does this take?"))
    if kind is ElementKind.OUTPUT:
        return str(gettext("What must be done for this to be delivered?"))
    return str(gettext("What must be in place for this to happen?"))


def _numbers(name: str) -> tuple[int, ...]:
    found = map(number_in, request.args.get(name, "").split(".")[:MOST_LEFT])
    return tuple(dict.fromkeys(number for number in found if number is not None))


def _joined(numbers: Iterable[Id]) -> str:
    return ".".join(str(number) for number in dict.fromkeys(numbers))
