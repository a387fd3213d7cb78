"""How commitments of existing strategies stand to the elements of plans.

A plan that a person may not see is neither counted nor named: every query here asks ``visibility``, or is of
one plan that the address has been checked for.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import CatalogueEntry, Commitment, CommitmentLink, Element, Organisation, Plan
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import LARGEST_NUMBER, visible_plans
from tracker.records.viewer import Viewer
from tracker.theory.contents.catalogue import CommitmentTieContents
from tracker.theory.kinds import ElementKind, Relation
from tracker.theory.strategy.catalogue import pressing

MOST_CHOICES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(CommitmentTieContents):
    """A commitment on an element, seen from its entry."""

    id: int
    version: int
    commitment_id: int
    element_id: int
    element: str
    kind: ElementKind
    plan_id: int
    plan_code: str
    plan: str


@dataclass(frozen=True, slots=True)
class TiedCommitment:
    """The same, seen from the element."""

    id: int
    relation: Relation
    note: str
    sentence: str
    entry_id: int
    entry: str
    organisation: str
    valid_from: date | None
    valid_until: date | None
    element_id: int
    element: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose; ``group`` is the heading that it stands under."""

    id: int
    label: str
    group: Any = None


def ties_of_entry(session: Session, viewer: Viewer, entry_id: int, language: str) -> dict[int, list[Tie]]:
    """The ties of an entry's commitments that the viewer sees, by commitment, conflicts first. One query."""
    query = (
        _seen(
            sa.select(
                CommitmentLink.id,
                CommitmentLink.version,
                CommitmentLink.commitment_id,
                CommitmentLink.relation,
                CommitmentLink.note,
                Element.id.label("element_id"),
                localised_column(Element, language).label("element"),
                Element.kind,
                Plan.id.label("plan_id"),
                Plan.code.label("plan_code"),
                localised_column(Plan, language).label("plan"),
            ),
            viewer,
        )
        .where(Commitment.catalogue_entry_id == entry_id)
        .order_by(Plan.code, Element.position, CommitmentLink.id)
    )
    found: defaultdict[int, list[Tie]] = defaultdict(list)
    for row in session.execute(query):
        found[row.commitment_id].append(Tie(**row._mapping))
    return {number: sorted(ties, key=lambda tie: pressing(tie.relation)) for number, ties in found.items()}


def one_tie(session: Session, viewer: Viewer, tie_id: int, language: str) -> Tie | None:
    """A tie that the viewer sees. At most two queries."""
    if tie_id > LARGEST_NUMBER:
        return None
    entry_id = session.scalar(
        sa.select(Commitment.catalogue_entry_id)
        .join(CommitmentLink, CommitmentLink.commitment_id == Commitment.id)
        .where(CommitmentLink.id == tie_id)
    )
    if entry_id is None:
        return None
    ties = ties_of_entry(session, viewer, entry_id, language)
    return next((tie for found in ties.values() for tie in found if tie.id == tie_id), None)


def conflicts_of_entries(session: Session, viewer: Viewer, entry_ids: list[int]) -> dict[int, int]:
    """How many conflicts with plans that the viewer sees each entry has. One query; none for no numbers."""
    if not entry_ids:
        return {}
    query = (
        _seen(sa.select(Commitment.catalogue_entry_id, sa.func.count()), viewer)
        .where(Commitment.catalogue_entry_id.in_(entry_ids), Commitment.archived_at.is_(None))
        .where(CommitmentLink.relation == Relation.CONFLICTS)
        .group_by(Commitment.catalogue_entry_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def on_element(session: Session, element_id: int, language: str) -> list[TiedCommitment]:
    """The commitments on an element of a plan that the viewer sees, conflicts first. One query."""
    query = _on_plans(language).where(CommitmentLink.element_id == element_id)
    found = [TiedCommitment(*row) for row in session.execute(query)]
    return sorted(found, key=lambda tie: pressing(tie.relation))


def conflicts_of_plan(session: Session, plan_id: int, language: str) -> list[TiedCommitment]:
    """The commitments that conflict with elements of a plan that the viewer sees. One query."""
    query = _on_plans(language).where(
        CommitmentLink.plan_id == plan_id, CommitmentLink.relation == Relation.CONFLICTS
    )
    return [TiedCommitment(*row) for row in session.execute(query)]


def plans_to_choose(session: Session, viewer: Viewer, language: str) -> list[Choice]:
    """The plans that the viewer sees, by code. One query."""
    title = localised_column(Plan, language)
    query = (
        sa.select(Plan.id, Plan.code, title)
        .where(visible_plans(viewer), Plan.archived_at.is_(None))
        .order_by(Plan.code, Plan.id)
        .limit(MOST_CHOICES)
    )
    return [Choice(number, f"{code} {name}") for number, code, name in session.execute(query)]


def elements_to_choose(session: Session, viewer: Viewer, plan_id: int, language: str) -> list[Choice]:
    """The elements of a plan that the viewer sees, by kind; none of another. One query."""
    query = (
        sa.select(Element.id, localised_column(Element, language), Element.kind)
        .join(Plan, Plan.id == Element.plan_id)
        .where(Plan.id == plan_id, visible_plans(viewer), Plan.archived_at.is_(None))
        .where(Element.archived_at.is_(None))
        .order_by(Element.position, Element.id)
        .limit(MOST_CHOICES)
    )
    order = list(ElementKind)
    found = [Choice(*row) for row in session.execute(query)]
    return sorted(found, key=lambda choice: order.index(choice.group))


def _seen(query: "sa.Select[*tuple[Any, ...]]", viewer: Viewer) -> "sa.Select[*tuple[Any, ...]]":
    return (
        query.select_from(CommitmentLink)
        .join(Commitment, Commitment.id == CommitmentLink.commitment_id)
        .join(Element, Element.id == CommitmentLink.element_id)
        .join(Plan, Plan.id == CommitmentLink.plan_id)
        .where(visible_plans(viewer), Plan.archived_at.is_(None), Element.archived_at.is_(None))
    )


def _on_plans(language: str) -> "sa.Select[*tuple[Any, ...]]":
    return (
        sa.select(
            CommitmentLink.id,
            CommitmentLink.relation,
            CommitmentLink.note,
            Commitment.sentence,
            CatalogueEntry.id,
            localised_column(CatalogueEntry, language),
            localised_column(Organisation, language, "name"),
            CatalogueEntry.valid_from,
            CatalogueEntry.valid_until,
            Element.id,
            localised_column(Element, language),
        )
        .join(Commitment, Commitment.id == CommitmentLink.commitment_id)
        .join(CatalogueEntry, CatalogueEntry.id == Commitment.catalogue_entry_id)
        .join(Organisation, Organisation.id == CatalogueEntry.organisation_id)
        .join(Element, Element.id == CommitmentLink.element_id)
        .where(Element.archived_at.is_(None), Commitment.archived_at.is_(None))
        .where(CatalogueEntry.archived_at.is_(None))
        .order_by(CatalogueEntry.code, Commitment.position, CommitmentLink.id)
    )
