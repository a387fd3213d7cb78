"""Registered assumptions with what the rules say of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.records.queries.plans.assumptions import RegisteredAssumption
from tracker.theory.follow_up.reviews import Review, assess_review
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Element, Link, Pathway
from tracker.theory.risk.downstream import DOUBTFUL, Risk, at_stake
from tracker.web.plans.drawing import short_code


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """``downstream`` is what the assumption puts at risk, or would put at risk where it is not
    ``in_doubt``: a critical one that is refuted or at risk."""

    found: RegisteredAssumption
    pathway: Pathway
    links: tuple[Link, ...]
    review: Review
    downstream: tuple[Risk, ...]

    @property
    def in_doubt(self) -> bool:
        return self.found.critical and self.found.state in DOUBTFUL

    @property
    def goals(self) -> tuple[Element, ...]:
        """The goals downstream."""
        after = (self.pathway.element[risk.element] for risk in self.downstream)
        return tuple(element for element in after if element.kind is ElementKind.GOAL)

    @property
    def goal_codes(self) -> tuple[str, ...]:
        return tuple(short_code(self.pathway, goal) for goal in self.goals)


def register_rows(
    found: Iterable[RegisteredAssumption], pathways: Mapping[int, Pathway], today: date
) -> list[RegisterRow]:
    """The rows of the register, in the order given."""
    rows = []
    for one in found:
        pathway = pathways[one.plan_id]
        rows.append(
            RegisterRow(
                one,
                pathway,
                tuple(pathway.link[link] for link in one.links if link in pathway.link),
                assess_review(one.review_on if one.asks else None, today),
                at_stake(pathway, one.id),
            )
        )
    return rows
