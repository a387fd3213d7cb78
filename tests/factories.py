"""Small things to test with, made through the verbs: each gives the number of its row."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from itertools import count
from typing import Any

import sqlalchemy as sa

from tracker.records.models import HearingRecipient, Indicator
from tracker.records.queries.indicators.breakdowns import breakdowns, edition
from tracker.services.catalogue.commitments import add_commitment, tie_commitment
from tracker.services.catalogue.entries import add_catalogue_entry
from tracker.services.comments.threads import add_comment
from tracker.services.documents.documentation import add_document
from tracker.services.evidence import add_finding, attach_finding
from tracker.services.follow_up.breakdowns import break_down_indicator
from tracker.services.follow_up.indicators import add_indicator, add_reading
from tracker.services.follow_up.milestones import add_milestone
from tracker.services.follow_up.reports import report_status
from tracker.services.hearings.cases import add_case
from tracker.services.hearings.hearings import open_hearing
from tracker.services.hearings.replies import record_reply
from tracker.services.hearings.reply_points import add_point
from tracker.services.measurements.inventory import add_measurement
from tracker.services.measurements.values_and_breaks import enter_value, mark_break
from tracker.services.people.accounts import add_person, grant_role
from tracker.services.people.organisations import add_organisation
from tracker.services.plans.assumptions import add_assumption, lay_assumption
from tracker.services.plans.elements import add_element
from tracker.services.plans.links import connect
from tracker.services.plans.plans import add_plan
from tracker.services.priorities.ideas import add_idea
from tracker.services.priorities.scoring_rounds import open_round
from tracker.services.strategies import add_definition, add_goal, add_strategy
from tracker.services.verb import Writer
from tracker.theory.contents.case import CaseContents
from tracker.theory.contents.catalogue import (
    CatalogueEntryContents,
    CommitmentContents,
    CommitmentTieContents,
)
from tracker.theory.contents.comment import CommentContents
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.finding import FindingContents
from tracker.theory.contents.hearing import HearingContents, PointContents, ReplyContents
from tracker.theory.contents.idea import IdeaContents
from tracker.theory.contents.indicator import IndicatorContents
from tracker.theory.contents.link import AssumptionContents, LinkContents
from tracker.theory.contents.measurement import (
    BreakContents,
    MeasurementContents,
    ValueContents,
    last_day,
)
from tracker.theory.contents.milestone import MilestoneContents
from tracker.theory.contents.organisation import OrganisationContents
from tracker.theory.contents.person import PersonContents
from tracker.theory.contents.plan import PlanContents
from tracker.theory.contents.reading import ReadingContents
from tracker.theory.contents.report import ReportContents
from tracker.theory.contents.scoring_round import RoundContents
from tracker.theory.contents.strategy import DefinitionContents, GoalContents, StrategyContents
from tracker.theory.kinds import (
    DeliveryStatus,
    Dimension,
    EffectDirection,
    ElementKind,
    EvidenceLevel,
    Frequency,
    HearingOutcome,
    IndicatorDirection,
    LinkKind,
    MeasurementKind,
    OrganisationKind,
    Relation,
    ResultStatus,
    Role,
)


def filled(kind: type, given: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments of a verb: what is a field of ``kind`` in its contents, the rest as it is."""
    names = {field.name for field in fields(kind)}
    own = {name: value for name, value in given.items() if name not in names}
    return {**own, "contents": kind(**{name: value for name, value in given.items() if name in names})}


class Maker:
    """What a test does not name gets a plain value; what a row has to belong to is made as well."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.numbers = count(1)
        self.made: dict[str, int] = {}

    def organisation(self, **given: Any) -> int:
        n = next(self.numbers)
        values = {"code": f"ORG{n}", "name": f"Organisation {n}", "kind": OrganisationKind.ADMINISTRATION}
        return add_organisation(self.writer, **filled(OrganisationContents, {**values, **given}))

    def person(self, role: Role | None = None, **given: Any) -> int:
        """A person; with ``role``, in their organisation."""
        n = next(self.numbers)
        if role is not None:
            self._belongs(given, "organisation_id", "organisation")
        person = add_person(self.writer, **filled(PersonContents, {"name": f"Person {n}", **given}))
        if role is not None:
            grant_role(self.writer, user_id=person, role=role, organisation_id=given["organisation_id"])
        return person

    def strategy(self, **given: Any) -> int:
        n = next(self.numbers)
        values = {"code": f"S{n}", "title": f"Strategi {n}"}
        return add_strategy(self.writer, **filled(StrategyContents, {**values, **given}))

    def definition(self, **given: Any) -> int:
        n = next(self.numbers)
        self._belongs(given, "strategy_id", "strategy")
        values = {"code": f"D{n}", "title": f"Definition {n}"}
        return add_definition(self.writer, **filled(DefinitionContents, {**values, **given}))

    def goal(self, **given: Any) -> int:
        n = next(self.numbers)
        self._belongs(given, "definition_id", "definition")
        values = {"code": f"G{n}", "title": f"Mål {n}"}
        return add_goal(self.writer, **filled(GoalContents, {**values, **given}))

    def plan(self, **given: Any) -> int:
        """A plan towards one goal."""
        n = next(self.numbers)
        if "goal_ids" not in given:
            given["goal_ids"] = [self.the("goal")]
        self._belongs(given, "strategy_id", "strategy")
        self._belongs(given, "lead_organisation_id", "organisation")
        given.setdefault("primary_goal_id", next(iter(given["goal_ids"]), None))
        return add_plan(self.writer, **filled(PlanContents, {"code": f"P{n}", "title": f"Plan {n}", **given}))

    def element(self, kind: ElementKind = ElementKind.ACTIVITY, **given: Any) -> int:
        n = next(self.numbers)
        self._belongs(given, "plan_id", "plan")
        return add_element(
            self.writer,
            **filled(ElementContents, {"code": f"E{n}", "kind": kind, "title": f"Element {n}", **given}),
        )

    def link(self, source: int, target: int, kind: LinkKind = LinkKind.IMPLEMENTATION, **given: Any) -> int:
        n = next(self.numbers)
        self._belongs(given, "plan_id", "plan")
        values = {"code": f"L{n}", "kind": kind, "source_id": source, "target_id": target}
        return connect(self.writer, **filled(LinkContents, {**values, **given}))

    def assumption(self, *links: int, **given: Any) -> int:
        """An assumption under ``links``."""
        n = next(self.numbers)
        self._belongs(given, "plan_id", "plan")
        assumption = add_assumption(
            self.writer, **filled(AssumptionContents, {"code": f"A{n}", "title": f"Antagelse {n}", **given})
        )
        for link in links:
            lay_assumption(self.writer, link_id=link, assumption_id=assumption)
        return assumption

    def finding(self, *links: int, **given: Any) -> int:
        """A finding, attached to ``links``."""
        n = next(self.numbers)
        values = {
            "code": f"EV{n}",
            "citation": f"Forfatter {n} (2014). Studie.",
            "effect": "crime",
            "direction": EffectDirection.POSITIVE,
            "level": EvidenceLevel.E3,
        }
        finding = add_finding(self.writer, **filled(FindingContents, {**values, **given}))
        for link in links:
            attach_finding(self.writer, link_id=link, finding_id=finding)
        return finding

    def case(self, **given: Any) -> int:
        n = next(self.numbers)
        self._belongs(given, "strategy_id", "strategy")
        values = {"code": f"2015-{n:04d}", "title": f"Sag {n}"}
        return add_case(self.writer, **filled(CaseContents, {**values, **given}))

    def hearing(self, **given: Any) -> int:
        """A hearing of one committee, opened a month ago, whose deadline was yesterday."""
        n = next(self.numbers)
        self._belongs(given, "case_id", "case")
        self._belongs(given, "decided_by_id", "organisation")
        if "recipient_ids" not in given:
            given["recipient_ids"] = [self.organisation(kind=OrganisationKind.COMMITTEE)]
        values = {"title": f"Høring {n}", "opened_on": date(2015, 8, 15), "deadline": date(2015, 9, 14)}
        return open_hearing(self.writer, **filled(HearingContents, {**values, **given}))

    def recipient(self, hearing_id: int | None = None) -> int:
        """The first recipient of a hearing, who has not replied."""
        hearing = self.hearing() if hearing_id is None else hearing_id
        query = sa.select(HearingRecipient.id).where(HearingRecipient.hearing_id == hearing)
        found = self.writer.session.scalars(query.order_by(HearingRecipient.position)).first()
        self.writer.session.rollback()
        assert found is not None
        return found

    def replied(self, recipient_id: int | None = None, **given: Any) -> int:
        """A recipient who has replied."""
        recipient = self.recipient() if recipient_id is None else recipient_id
        values: dict[str, Any] = {
            "met_on": date(2015, 9, 1),
            "outcome": HearingOutcome.DISCUSSED,
            "decision": "Drøftedes. Udvalget ønsker flere ture.",
        }
        arguments = filled(ReplyContents, {**values, **given})
        return record_reply(self.writer, recipient_id=recipient, version=1, **arguments)

    def point(self, recipient_id: int | None = None, **given: Any) -> int:
        recipient = self.replied() if recipient_id is None else recipient_id
        arguments = filled(PointContents, {"quote": "flere ture", **given})
        return add_point(self.writer, recipient_id=recipient, **arguments)

    def milestone(self, **given: Any) -> int:
        n = next(self.numbers)
        if "element_id" not in given:
            given["element_id"] = self.element()
        values = {"code": f"M{n}", "title": f"Milepæl {n}", "due": date(2015, 12, 31)}
        return add_milestone(self.writer, **filled(MilestoneContents, {**values, **given}))

    def indicator(self, **given: Any) -> int:
        n = next(self.numbers)
        if "element_id" not in given:
            given["element_id"] = self.element(ElementKind.OUTCOME_SHORT)
        values = {
            "code": f"I{n}",
            "title": f"Indikator {n}",
            "unit": "antal",
            "direction": IndicatorDirection.HIGHER_BETTER,
            "baseline_on": date(2014, 12, 31),
            "baseline_value": 10.0,
            "target_on": date(2016, 12, 31),
            "target_value": 20.0,
        }
        return add_indicator(self.writer, **filled(IndicatorContents, {**values, **given}))

    def reading(self, indicator_id: int, read_on: date, value: float, **given: Any) -> int:
        contents = {"read_on": read_on, "value": value, **given}
        return add_reading(self.writer, indicator_id=indicator_id, **filled(ReadingContents, contents))

    def broken_down(self, indicator_id: int, read_on: date, value: float, *, adds_up: bool = False) -> int:
        """A reading of an indicator that is broken down by area."""
        rows = breakdowns(self.writer.session, indicator_id)
        indicator = self.writer.session.get_one(Indicator, indicator_id)
        seen = edition(indicator.version, [(row.id, row.version) for row in rows])
        self.writer.session.rollback()
        break_down_indicator(
            self.writer, indicator_id=indicator_id, seen=seen, dimensions={Dimension.AREA: adds_up}
        )
        return self.reading(indicator_id, read_on, value)

    def report(
        self, element_id: int, status: DeliveryStatus | ResultStatus, by: int | None = None, **given: Any
    ) -> int:
        """A status report of today, by the person ``by``."""
        writer = self.writer if by is None else replace(self.writer, actor_id=by)
        given.setdefault("reported_on", self.writer.today)
        return report_status(writer, element_id=element_id, status=status, **filled(ReportContents, given))

    def document(self, **given: Any) -> int:
        """An address; on an element unless another thing is named."""
        n = next(self.numbers)
        if not given.keys() & {"element_id", "report_id", "milestone_id", "reading_id"}:
            given["element_id"] = self.the("element")
        if "file" not in given:
            given.setdefault("url", f"https://example.org/{n}")
        values = {"title": f"Dokument {n}", "dated_on": date(2015, 6, 30)}
        return add_document(self.writer, **{**values, **given})

    def comment(self, by: int | None = None, **given: Any) -> int:
        """A comment by the person ``by``, on an element unless a link is named."""
        n = next(self.numbers)
        if "element_id" not in given and "link_id" not in given:
            given["element_id"] = self.the("element")
        writer = self.writer if by is None else replace(self.writer, actor_id=by)
        return add_comment(writer, **filled(CommentContents, {"body": f"Kommentar {n}", **given}))

    def catalogue_entry(self, **given: Any) -> int:
        n = next(self.numbers)
        self._belongs(given, "strategy_id", "strategy")
        self._belongs(given, "organisation_id", "organisation")
        values = {"title": f"Eksisterende strategi {n}"}
        return add_catalogue_entry(self.writer, **filled(CatalogueEntryContents, {**values, **given}))

    def commitment(self, **given: Any) -> int:
        n = next(self.numbers)
        self._belongs(given, "entry_id", "catalogue_entry")
        values = {"sentence": f"Forpligtelse {n}"}
        return add_commitment(self.writer, **filled(CommitmentContents, {**values, **given}))

    def tie(self, relation: Relation = Relation.CONFLICTS, **given: Any) -> int:
        """A commitment on an element."""
        self._belongs(given, "commitment_id", "commitment")
        self._belongs(given, "element_id", "element")
        given["relation"] = relation
        return tie_commitment(self.writer, **filled(CommitmentTieContents, given))

    def measurement(self, **given: Any) -> int:
        n = next(self.numbers)
        self._belongs(given, "strategy_id", "strategy")
        self._belongs(given, "definition_id", "definition")
        if "organisation_id" not in given:
            given.setdefault("outside_owner", "Danmarks Statistik")
        values = {
            "code": f"M-{n}",
            "title": f"Måling {n}",
            "kind": MeasurementKind.SURVEY,
            "unit": "%",
            "direction": IndicatorDirection.HIGHER_BETTER,
            "frequency": Frequency.YEARLY,
        }
        return add_measurement(self.writer, **filled(MeasurementContents, {**values, **given}))

    def value(self, year: int, value: float, **given: Any) -> int:
        """A value of a whole year."""
        self._belongs(given, "measurement_id", "measurement")
        values = {"taken_on": last_day(year), "whole_year": True, "value": value, "source": "Rapport"}
        return enter_value(self.writer, **filled(ValueContents, {**values, **given}))

    def series_break(self, from_on: date, **given: Any) -> int:
        self._belongs(given, "measurement_id", "measurement")
        values = {"from_on": from_on, "note": "Nyt spørgsmål", **given}
        return mark_break(self.writer, **filled(BreakContents, values))

    def idea(self, **given: Any) -> int:
        """A joint idea towards one goal, without key evidence."""
        n = next(self.numbers)
        self._belongs(given, "strategy_id", "strategy")
        given.setdefault("goal_ids", [self.the("goal")])
        values = {"code": f"I{n}", "title": f"Idé {n}", "joint": True}
        return add_idea(self.writer, **filled(IdeaContents, {**values, **given}))

    def round(self, **given: Any) -> int:
        """An open round with the usual weights; without ``plan_ids`` and ``candidate_ids`` for one idea."""
        n = next(self.numbers)
        self._belongs(given, "strategy_id", "strategy")
        if "plan_ids" not in given and "candidate_ids" not in given:
            given["candidate_ids"] = [self.the("idea")]
        return open_round(self.writer, **filled(RoundContents, {"title": f"Runde {n}", **given}))

    def the(self, noun: str) -> int:
        """The one that everything unnamed belongs to; made when it is first needed."""
        if noun not in self.made:
            self.made[noun] = getattr(self, noun)()
        return self.made[noun]

    def _belongs(self, given: dict[str, Any], name: str, noun: str) -> None:
        if name not in given:
            given[name] = self.the(noun)
