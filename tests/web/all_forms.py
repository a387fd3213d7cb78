"""Every form of the program, filled in well, with the rows that it is about.

``FORMS`` names each form once, by the endpoint that takes it. ``test_every_form`` holds that none is missing
and that each names all its fields.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import count
from typing import Any

import sqlalchemy as sa
from werkzeug.test import TestResponse

from tests.browsing import Browser
from tests.factories import Maker
from tests.page import Form
from tests.personas import EMAILS, PASSWORD
from tests.web.building.forms import FORMS as BUILDING
from tests.web.building.part_forms import FORMS as PARTS
from tests.web.catalogue.forms import FORMS as CATALOGUE
from tests.web.comments.forms import FORMS as COMMENTS
from tests.web.documents.forms import FORMS as DOCUMENTS
from tests.web.evidence.forms import FORMS as EVIDENCE
from tests.web.filled_form import FilledForm
from tests.web.hearings.forms import FORMS as HEARINGS
from tests.web.indicators.forms import FORMS as INDICATORS
from tests.web.measurements.forms import FORMS as MEASUREMENTS
from tests.web.plan_making.forms import FORMS as PLANS
from tests.web.priorities.forms import FORMS as PRIORITIES
from tests.web.proposals.forms import FORMS as PROPOSALS
from tests.web.quick_entry.forms import FORMS as QUICK_ENTRY
from tests.web.safety_index.forms import FORMS as SAFETY_INDEX
from tests.web.undoing.forms import FORMS as UNDOING
from tracker.records.models import (
    Element,
    Event,
    IndexMeasure,
    IndexVersion,
    Measurement,
    Organisation,
    RoundEntry,
    User,
)
from tracker.services.catalogue.commitments import archive_commitment
from tracker.services.catalogue.entries import archive_catalogue_entry
from tracker.services.changes.proposals import propose
from tracker.services.comments.threads import resolve_comment
from tracker.services.documents.case_documents import CasePaper, add_case_documents, withdraw_case_document
from tracker.services.documents.documentation import withdraw_document
from tracker.services.evidence import archive_finding, attach_finding
from tracker.services.follow_up.indicators import archive_indicator
from tracker.services.follow_up.milestones import archive_milestone
from tracker.services.hearings.cases import archive_case
from tracker.services.hearings.hearings import close_hearing
from tracker.services.hearings.reply_points import archive_point
from tracker.services.measurements.inventory import archive_measurement
from tracker.services.measurements.values_and_breaks import enter_value
from tracker.services.people.accounts import deactivate_person, grant_role
from tracker.services.people.organisations import archive_organisation
from tracker.services.plans.assumptions import archive_assumption
from tracker.services.plans.elements import add_element, archive_element
from tracker.services.plans.links import disconnect
from tracker.services.plans.states import archive_plan
from tracker.services.priorities.ideas import archive_idea
from tracker.services.safety_index.versions import copy_index_version
from tracker.services.verb import Writer
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.measurement import ValueContents
from tracker.theory.kinds import DeliveryStatus, ElementKind, Role

ADDRESS = "https://example.org/referat.pdf"


PROOF = {"document_title": "Referat", "document_url": ADDRESS}

FORMS: dict[str, list[FilledForm]] = {
    "account.sign_in": [
        FilledForm(
            "/sign-in",
            "",
            {"email": "owner@example.org", "password": PASSWORD},
            shaped=("email",),
            aside=("password",),
        )
    ],
    "account.sign_out": [FilledForm("/account", "reader", action="/sign-out")],
    "account.choose_language": [FilledForm("/sign-in", "", action="/language")],
    "account.change_password": [
        FilledForm(
            "/account/password",
            "secretary",
            {
                "current_password": PASSWORD,
                "password": "En helt ny adgangskode",
                "again": "En helt ny adgangskode",
            },
            aside=("username", "current_password", "password", "again"),
        )
    ],
    "admin.new_person": [
        FilledForm(
            "/admin/people/new",
            "admin",
            {"name": "Ny", "email": "ny{number}@example.org"},
            ("name", "name_en"),
            shaped=("email",),
            shown=("/admin/people",),
        )
    ],
    "admin.edit_person": [
        FilledForm(
            "/admin/people/{person}/edit",
            "admin",
            {"name": "Ny"},
            ("name", "name_en"),
            shaped=("email",),
            shown=("/admin/people/{person}", "/admin/people"),
        )
    ],
    "admin.grant_role": [
        FilledForm("/admin/people/{person}", "admin", action="/admin/people/{person}/roles")
    ],
    "admin.revoke_role": [
        FilledForm("/admin/people/{person}", "admin", action="/admin/people/{person}/roles/{role}/revoke")
    ],
    "admin.set_password": [
        FilledForm(
            "/admin/people/{person}/password",
            "admin",
            {"how": "typed", "password": "En ny adgangskode"},
            aside=("password",),
        )
    ],
    "admin.deactivate_person": [
        FilledForm("/admin/people/{person}/deactivate", "admin", {"reason": "Fratrådt"}, ("reason",))
    ],
    "admin.reactivate_person": [
        FilledForm("/admin/people/{closed}", "admin", action="/admin/people/{closed}/reactivate")
    ],
    "admin.new_organisation": [
        FilledForm(
            "/admin/organisations/new",
            "admin",
            {"name": "Ny", "code": "NY{number}", "kind": "partner"},
            ("name", "name_en", "code"),
            shown=("/admin/organisations",),
        )
    ],
    "admin.edit_organisation": [
        FilledForm(
            "/admin/organisations/{organisation}/edit",
            "admin",
            {"name": "Ny"},
            ("name", "name_en", "code"),
            shown=("/admin/organisations/{organisation}", "/admin/organisations"),
        )
    ],
    "admin.archive_organisation": [
        FilledForm("/admin/organisations/{organisation}/archive", "admin", {"reason": "Nedlagt"}, ("reason",))
    ],
    "admin.restore_organisation": [
        FilledForm(
            "/admin/organisations/{archived}", "admin", action="/admin/organisations/{archived}/restore"
        )
    ],
    "follow_up.report": [
        FilledForm(
            "/elements/{element}/report",
            "planner",
            {"status": "on_track", **PROOF},
            ("happened", "next_step", "document_title"),
            shaped=("document_url",),
            shown=("/elements/{element}", "/elements/{element}/history"),
        )
    ],
    "follow_up.no_change": [
        FilledForm("/elements/{element}/report", "planner", action="/elements/{element}/no-change")
    ],
    "follow_up.milestone": [
        FilledForm(
            "/milestones/{milestone}/report",
            "planner",
            {"answer": "moved", "due": "31.12.2016", "reason": "Forsinket", **PROOF},
            ("reason", "document_title"),
            shaped=("due", "document_url"),
            aside=("done_on",),
            shown=("/elements/{element}/history", "/milestones/{milestone}/history"),
        ),
        FilledForm(
            "/milestones/{milestone}/report",
            "planner",
            {"answer": "done", "done_on": "14.09.2015", **PROOF},
            ("document_title",),
            shaped=("done_on", "document_url"),
            aside=("due", "reason"),
            shown=("/elements/{element}",),
        ),
    ],
    "follow_up.reopen": [
        FilledForm(
            "/milestones/{done}/reopen",
            "planner",
            {"reason": "Manglede en del"},
            ("reason",),
            shown=("/elements/{element}/history", "/milestones/{done}/history"),
        )
    ],
    "follow_up.reading": [
        FilledForm(
            "/indicators/{indicator}/readings/new",
            "planner",
            {"read_on": "01.09.2015", "value": "12,5", "source": "Optælling", **PROOF},
            ("source", "document_title"),
            shaped=("read_on", "value", "document_url"),
            shown=("/elements/{output}", "/elements/{output}/history"),
        )
    ],
}


FORMS |= BUILDING | PARTS | DOCUMENTS | EVIDENCE | INDICATORS | PLANS | QUICK_ENTRY
FORMS |= CATALOGUE | COMMENTS | HEARINGS | MEASUREMENTS | PRIORITIES | PROPOSALS | SAFETY_INDEX | UNDOING

_numbers = count(1)


class UntouchedRows(dict[str, int]):
    """Rows for one sending of a form, by their names in the addresses of ``FORMS``; made when asked for."""

    def __init__(self, make: Maker) -> None:
        super().__init__(number=next(_numbers))
        self.make = make

    def __missing__(self, name: str) -> int:
        self[name] = number = self._made(name)
        self.make.writer.session.rollback()
        return number

    def _change_of(self, element_id: int) -> Any:
        """The change in which an element was made: a text, unlike the numbers of rows."""
        query = sa.select(Event.change).where(Event.entity == "elements", Event.entity_id == element_id)
        return self.make.writer.session.scalars(query).first()

    def _measurement(self, code: str) -> int:
        query = sa.select(Measurement.id).where(Measurement.code == code)
        return self.make.writer.session.scalars(query).one()

    def _made(self, name: str) -> int:
        make, writer = self.make, self.make.writer
        match name:
            case "person":
                return make.person(email=f"person{self['number']}@example.org")
            case "role":
                place = make.the("organisation")
                return grant_role(writer, user_id=self["person"], role=Role.READER, organisation_id=place)
            case "closed":
                return deactivate_person(writer, user_id=make.person())
            case "organisation":
                return make.organisation()
            case "archived":
                return archive_organisation(writer, organisation_id=make.organisation())
            case "element":
                element = make.element()
                make.report(element, DeliveryStatus.ON_TRACK)
                return element
            case "output":
                return make.element(ElementKind.OUTPUT)
            case "plan":
                return make.the("plan")
            case "link":
                return make.link(self["element"], self["output"])
            case "plan_of_two":
                return make.plan()
            case "first_of_two":
                first = make.element(plan_id=self["plan_of_two"])
                make.element(plan_id=self["plan_of_two"])
                return first
            case "comment" | "own_comment":
                return make.comment(by=self["planner"], element_id=self["element"])
            case "closed_comment":
                return resolve_comment(writer, comment_id=make.comment(element_id=self["element"]))
            case "mentioning":
                return make.comment(element_id=self["element"], mentioned=[self["planner"]])
            case "planner":
                found = writer.session.scalars(sa.select(User.id).where(User.email == EMAILS["planner"]))
                return found.one()
            case "proposal" | "own_proposal":
                acting = replace(writer, actor_id=self["planner"])
                return propose(
                    acting,
                    plan_id=make.the("plan"),
                    change=partial(_new_output, make.the("plan")),
                    verb_name="add_element",
                    why="",
                )
            case "archived_plan":
                return archive_plan(writer, plan_id=make.plan(), version=1, reason="Nedlagt")
            case "archived_element":
                return archive_element(writer, element_id=make.element(), version=1)
            case "archived_link":
                return disconnect(writer, link_id=self["link"], version=1)
            case "goal_box":
                query = sa.select(Element.id).where(
                    Element.plan_id == self["plan_of_two"], Element.kind == ElementKind.GOAL
                )
                return writer.session.scalars(query).one()
            case "change":
                made: int = self._change_of(self["first_of_two"])
                return made
            case "milestone":
                return make.milestone(element_id=self["element"])
            case "done":
                return make.milestone(element_id=self["element"], done_on=date(2015, 9, 1))
            case "indicator":
                return make.indicator(element_id=self["output"])
            case "report":
                return make.report(self["element"], DeliveryStatus.ON_TRACK)
            case "reading":
                return make.reading(self["indicator"], date(2015, 6, 30), 12)
            case "document":
                return make.document(milestone_id=self["milestone"])
            case "withdrawn":
                return withdraw_document(
                    writer,
                    document_id=make.document(milestone_id=self["milestone"]),
                    version=1,
                    reason="Forkert",
                )
            case "broken_down":
                return make.broken_down(self["indicator"], date(2015, 9, 1), 12.0)
            case "assumption":
                return make.assumption()
            case "laid":
                return make.assumption(self["link"])
            case "archived_assumption":
                return archive_assumption(writer, assumption_id=make.assumption(), version=1)
            case "archived_milestone":
                promised = make.milestone(element_id=self["element"])
                return archive_milestone(writer, milestone_id=promised, version=1)
            case "archived_indicator":
                measure = make.indicator(element_id=self["output"])
                return archive_indicator(writer, indicator_id=measure, version=1)
            case "finding":
                return make.finding(code=f"PRØVE-{self['number']}")
            case "archived_finding":
                gone = make.finding(code=f"VÆK-{self['number']}")
                return archive_finding(writer, finding_id=gone, version=1, reason="Trukket tilbage")
            case "owner":
                return make.the("organisation")
            case "entry":
                return make.catalogue_entry(code=f"PRØVE-{self['number']}")
            case "archived_entry":
                gone = make.catalogue_entry(code=f"VÆK-{self['number']}")
                return archive_catalogue_entry(writer, entry_id=gone, version=2, reason="Forbi")
            case "commitment":
                return make.commitment(entry_id=self["entry"])
            case "entry_of_two" | "entry_with_gone":
                return self["entry"]
            case "second_commitment":
                make.commitment(entry_id=self["entry"])
                return make.commitment(entry_id=self["entry"])
            case "gone_commitment":
                return archive_commitment(writer, commitment_id=self["commitment"], version=1)
            case "tie":
                return make.tie(commitment_id=self["commitment"], element_id=self["element"])
            case "case":
                return make.the("case")
            case "committee":
                codes = sa.select(Organisation.id).where(Organisation.code == "U-BESK")
                return writer.session.scalars(codes).one()
            case "hearing":
                return make.hearing(recipient_ids=[self["committee"]], case_id=self["case"])
            case "closed_hearing":
                return close_hearing(
                    writer, hearing_id=make.hearing(case_id=self["case"]), version=1, summary="Lukket"
                )
            case "recipient":
                return make.recipient(self["hearing"])
            case "replied":
                return make.replied(self["recipient"])
            case "point":
                return make.point(self["replied"])
            case "archived_point":
                gone = make.point(self["replied"])
                return archive_point(writer, point_id=gone, version=1, reason="Dobbelt")
            case "case_document" | "withdrawn_case_document":
                papers = [CasePaper("Et bilag")]
                [paper] = add_case_documents(writer, case_id=self["case"], papers=papers)
                if name == "withdrawn_case_document":
                    withdraw_case_document(writer, document_id=paper, version=1, reason="Forkert")
                return paper
            case "measurement":
                return make.measurement(code=f"MÅL-{self['number']}")
            case "archived_measurement":
                gone = make.measurement(code=f"VÆK-MÅL-{self['number']}")
                return archive_measurement(writer, measurement_id=gone, version=1, reason="Ophørt")
            case "value":
                return make.value(2014, 60, measurement_id=self["measurement"])
            case "series_break":
                return make.series_break(date(2014, 1, 1), measurement_id=self["measurement"])
            case "quiet_case":
                return make.case()
            case "archived_case":
                return archive_case(writer, case_id=make.case(), version=1, reason="Lavet to gange")
            case "idea":
                return make.idea()
            case "archived_idea":
                return archive_idea(writer, candidate_id=make.idea(), version=1, reason="Opgivet")
            case "plan_beside":
                return make.plan()
            case "round":
                return make.round(plan_ids=[self["plan"]], candidate_ids=[self["idea"]])
            case "round_entry":
                return writer.session.scalars(
                    sa.select(RoundEntry.id)
                    .where(RoundEntry.round_id == self["round"])
                    .order_by(RoundEntry.id)
                ).all()[0]
            case "attachment":
                return attach_finding(writer, link_id=self["link"], finding_id=self["finding"])
            case "index_draft":
                # a form that publishes has retired the version that it was copied from
                original = sa.select(IndexVersion.id).where(IndexVersion.number == 1)
                return copy_index_version(writer, index_version_id=writer.session.scalars(original).one())
            case "index_measure":
                placed = sa.select(IndexMeasure.id).where(
                    IndexMeasure.index_version_id == self["index_draft"]
                )
                return writer.session.scalars(placed.order_by(IndexMeasure.id)).first() or 0
            case "spare_measurement":
                return self._measurement("M07")
            case "new_year":
                year = 2012 - self["number"] % 100
                enter_value(
                    writer,
                    measurement_id=self._measurement("M01"),
                    contents=ValueContents(taken_on=date(year, 12, 31), whole_year=True, value=80.0),
                )
                return year
        raise LookupError(name)


def _new_output(plan_id: int, writer: Writer) -> int:
    return add_element(
        writer, plan_id=plan_id, contents=ElementContents(kind=ElementKind.OUTPUT, title="Foreslået")
    )


class Visit:
    """A person before one form, about rows that nobody has touched."""

    def __init__(self, form: FilledForm, browser: Browser, rows: Mapping[str, int]) -> None:
        self.browser = browser
        self.action = (form.action or form.page).format_map(rows)
        self.page = form.page.format_map(rows)
        self.shown = [address.format_map(rows) for address in form.shown]
        self.filled = {name: value.format_map(rows) for name, value in form.filled.items()}
        # one form stands in the page's head
        there = [Form(node) for node in browser.page(self.page).root.all("form")]
        self.form = next(found for found in there if (found.action or self.page) == self.action)

    def send(self, **typed: str) -> TestResponse:
        """Sends the good answer, with ``typed`` in place of some of it."""
        return self.browser.send(self.form.values(), {**self.filled, **typed}, self.action)

    def kept(self, answer: TestResponse, status: int = 422) -> dict[str, list[str]]:
        """What the form holds on the page that refuses it."""
        return self.browser.checked(answer, self.action, status).form(self.action).values()
