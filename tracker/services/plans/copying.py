"""A plan copied: its theory of change for another place or time, without what was reported and measured."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from tracker.records.models import (
    Assumption,
    Disaggregation,
    Element,
    Finding,
    Indicator,
    Link,
    LinkAssumption,
    LinkFinding,
    Milestone,
    Organisation,
    Plan,
    PlanGoal,
    PlanPartner,
)
from tracker.services.checks import rows, values
from tracker.services.errors import NotThere
from tracker.services.plans.part_codes import moved_code
from tracker.services.plans.plans import choose_owners
from tracker.services.verb import Writer, verb
from tracker.theory.kinds import AssumptionState, PlanState

OWN = frozenset({"id", "version", "plan_id", "archived_at"})
"""Columns that a copy has for itself."""


@verb
def copy_plan(
    writer: Writer,
    *,
    plan_id: int,
    code: str,
    title: str,
    title_en: str | None = None,
    lead_organisation_id: int | None = None,
    owner_ids: Sequence[int] = (),
) -> int:
    """Makes a plan like another one, archived or not, as an idea; gives the new plan's number.

    Copied: goals, partners, texts, elements, links, assumptions, evidence, milestones (each due date as a
    first promise of its own, none done) and indicators with baseline and target. Left out: reports,
    readings, documentation, comments, and what is archived. Assumptions are untested again. Raises
    NotThere, Duplicate, Invalid; on ``lead_organisation_id`` also where the plan's own lead (the one
    taken when none is given) is archived.
    """
    source = writer.session.get(Plan, plan_id, populate_existing=True)
    if source is None:
        raise NotThere
    lead = source.lead_organisation_id if lead_organisation_id is None else lead_organisation_id
    values.referred(writer, "lead_organisation_id", Organisation, lead)
    plan = Plan(
        **{
            **_values(source, frozenset({"revision"})),
            "code": values.code(code),
            "title": values.line("title", title),
            "title_en": values.optional_line("title_en", title_en),
            "state": PlanState.IDEA,
            "lead_organisation_id": lead,
        }
    )
    copy_id = rows.write(writer, plan)
    choose_owners(writer, copy_id, owner_ids)
    _Copy(writer, source, plan).make()
    return copy_id


class _Copy:
    """From one plan to the other; ``made`` says which row became which."""

    def __init__(self, writer: Writer, source: Plan, plan: Plan) -> None:
        self.writer, self.session = writer, writer.session
        self.source = source
        self.plan = plan
        self.archived = set(
            self.session.scalars(sa.select(Organisation.id).where(Organisation.archived_at.is_not(None)))
        )

    def make(self) -> None:
        self._rows(PlanGoal, self._read(PlanGoal))
        partners = (row for row in self._read(PlanPartner) if row.organisation_id not in self.archived)
        self._rows(PlanPartner, partners)
        elements = self._rows(Element, self._read(Element))
        links = self._rows(Link, self._read(Link), source_id=elements, target_id=elements)
        assumptions = self._rows(Assumption, self._read(Assumption))
        self._rows(LinkAssumption, self._read(LinkAssumption), link_id=links, assumption_id=assumptions)
        live = sa.select(Finding.id).where(Finding.archived_at.is_(None))
        findings = {finding: finding for finding in self.session.scalars(live)}
        self._rows(LinkFinding, self._read(LinkFinding), link_id=links, finding_id=findings)
        self._rows(Milestone, self._read(Milestone), element_id=elements)
        indicators = self._rows(Indicator, self._read(Indicator), element_id=elements)
        self._rows(Disaggregation, self._read(Disaggregation), indicator_id=indicators)

    def _read(self, model: Any) -> Iterable[Any]:
        """The plan's rows of a table that are not archived, in the order in which they were made."""
        query = sa.select(model).where(model.plan_id == self.source.id)
        if hasattr(model, "archived_at"):
            query = query.where(model.archived_at.is_(None))
        return list(self.session.scalars(query.order_by(model.id)))

    def _rows(self, model: Any, originals: Iterable[Any], **referred: Mapping[int, int]) -> dict[int, int]:
        """Copies rows, and asks each for its rules. ``referred`` says what became of the rows that a column
        names. One that names a row which was not copied is left out. Gives which row became which."""
        made: dict[int, Any] = {}
        for row in originals:
            copy = {**_values(row), "plan_id": self.plan.id}
            if any(copy[column] not in known for column, known in referred.items()):
                continue
            copy |= {column: known[copy[column]] for column, known in referred.items()}
            if "code" in copy:
                copy["code"] = moved_code(copy["code"], self.source.code, self.plan.code)
            made[row.id] = model(**self._not_yet(model, copy))
        for copied in made.values():
            rows.itself(copied)
        self.session.add_all(made.values())
        self.session.flush()
        for copied in made.values():
            rows.among_others(self.writer, copied)
        return {old: new.id for old, new in made.items()}

    def _not_yet(self, model: Any, copy: dict[str, Any]) -> dict[str, Any]:
        """The values without what the copied plan has found out, done or agreed with somebody."""
        if model is Assumption:
            return {**copy, "state": AssumptionState.UNTESTED, "owner_id": None, "review_on": None}
        if model is Milestone:
            return {**copy, "baseline_due": copy["due"], "done_on": None}
        if model is Element and copy["organisation_id"] in self.archived:
            return {**copy, "organisation_id": None}
        return copy


def _values(row: Any, leave_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The row's values by column, but for those that a copy has for itself."""
    columns = (attribute.key for attribute in sa.inspect(type(row)).column_attrs)
    return {name: getattr(row, name) for name in columns if name not in OWN | leave_out}
