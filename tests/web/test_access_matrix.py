"""Who may do what, on every route there is: read from the application, so a new route is covered at once.

``RIGHTS`` says what each rule of ``tracker.web.access`` must answer. A rule that is loosened, a route
without a rule, and a route whose rule nobody has put here all fail.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask, Response
from itsdangerous import URLSafeTimedSerializer
from werkzeug.routing import Rule as Route
from werkzeug.routing.converters import AnyConverter, IntegerConverter
from werkzeug.test import TestResponse

from tests import databases
from tests.conftest import application, signed_in
from tests.factories import Maker
from tests.personas import EMAILS, NOW, QUICK, TODAY
from tracker.extensions import db
from tracker.records.models import RoundEntry, User
from tracker.records.queries.visibility import HOLDERS
from tracker.services.changes.proposals import propose
from tracker.services.documents.case_documents import CasePaper, add_case_documents
from tracker.services.documents.documentation import PlacedFile
from tracker.services.documents.file_store import FileStore
from tracker.services.evidence import attach_finding
from tracker.services.people.accounts import add_person, grant_role, set_password
from tracker.services.people.organisations import add_organisation
from tracker.services.plans.elements import add_element
from tracker.services.safety_index.versions import copy_index_version
from tracker.services.verb import Writer
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.organisation import OrganisationContents
from tracker.theory.contents.person import PersonContents
from tracker.theory.kinds import (
    DeliveryStatus,
    ElementKind,
    OrganisationKind,
    PlanState,
    Role,
    Visibility,
)
from tracker.web.access import PARTNER, PUBLIC, RECORD_REPLY, SEE_PLAN, requires, rule_of
from tracker.web.enforcement import OF_A_RECIPIENT, RouteWithoutRule, install

pytestmark = pytest.mark.once

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
ANYBODY = ("anonymous", "stranger", "owner", "planner", "manager", "secretary", "reader", "admin")
IN_STRATEGY = frozenset(ANYBODY) - {"anonymous", "stranger"}

# The plans of the matrix: who sees each, and who may report on it.
PLANS = ("own", "shared", "ours", "foreign", "absent")
SEEN_BY: dict[str, frozenset[str]] = {
    "own": IN_STRATEGY,
    "shared": IN_STRATEGY,
    "ours": frozenset({"planner", "manager", "secretary", "reader", "admin"}),
    "foreign": frozenset({"planner"}),
    "absent": frozenset(),
}
REPORTED_BY: dict[str, frozenset[str]] = {
    "own": frozenset({"owner", "planner"}),
    "shared": frozenset({"planner"}),
    "ours": frozenset({"planner"}),
    "foreign": frozenset({"planner"}),
    "absent": frozenset(),
}

ALLOWED, SIGN_IN, FORBIDDEN, NOT_THERE = "allowed", "to the sign-in page", "403", "404"


def _see_plan(persona: str, plan: str) -> str:
    return ALLOWED if persona in SEEN_BY[plan] else NOT_THERE


def _report(persona: str, plan: str) -> str:
    if persona not in SEEN_BY[plan]:
        return NOT_THERE
    return ALLOWED if persona in REPORTED_BY[plan] else FORBIDDEN


def _decide(persona: str, plan: str) -> str:
    if persona not in SEEN_BY[plan]:
        return NOT_THERE
    return ALLOWED if persona == "planner" else FORBIDDEN


def _copy_plan(persona: str, plan: str) -> str:
    if persona not in SEEN_BY[plan]:
        return NOT_THERE
    return ALLOWED if persona in ("owner", "planner") else FORBIDDEN


def _discuss(persona: str, plan: str) -> str:
    if persona not in SEEN_BY[plan]:
        return NOT_THERE
    return FORBIDDEN if persona in ("reader", "admin") else ALLOWED


def _nobody(_persona: str, _plan: str) -> str:
    return NOT_THERE


def _only(*personas: str) -> Any:
    return lambda persona, _plan: ALLOWED if persona in personas else FORBIDDEN


RIGHTS: dict[str, Any] = {
    "public": _only(*ANYBODY),
    "signed_in": _only(*ANYBODY[1:]),
    "partner": _only(*IN_STRATEGY),
    "run_hearings": _only("secretary"),
    # the matrix's secretary stands above its recipient (tests/web/hearings/test_who_sees_and_records.py)
    "record_reply": _only("secretary"),
    "follow_hearing": _only("planner", "secretary"),
    "administrator": _only("admin"),
    "steer": _only("planner"),
    "see_plan": _see_plan,
    "report": _report,
    "new_plan": _only("owner", "planner"),
    "keep_evidence": _only("owner", "planner"),
    # the plans of the matrix are ideas, which their owners change themselves
    "build": _report,
    "contribute": _report,
    "copy_plan": _copy_plan,
    # an owner makes their own idea a draft
    "move_plan": _report,
    "decide": _decide,
    "discuss": _discuss,
    "own_mark": _see_plan,
    # no address of the matrix carries a token (tests/web/plans/test_edition.py)
    "by_token": _nobody,
}
ON_A_PLAN = (
    *("see_plan", "report", "build", "contribute", "copy_plan", "move_plan", "decide", "discuss"),
    *("own_mark", "by_token"),
)
OPEN_RULES = ("public", "by_token")
"""Rules that do not ask who it is."""

PUBLIC_ROUTES = {"health.alive", "health.ready", "account.sign_in", "account.choose_language"}
"""All that is open to the world."""

OWN_ACCOUNT = {"account.sign_out", "account.change_password"}
"""What anybody who is signed in may send a form to."""


def expected(rule: str, persona: str, plan: str) -> str:
    if persona == "anonymous" and rule not in OPEN_RULES:
        return SIGN_IN
    answer: str = RIGHTS[rule](persona, plan)
    return answer


@dataclass
class World:
    """The demonstration with plans, people and organisations that the matrix may use up."""

    app: Flask
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)
    clients: dict[str, Any] = field(default_factory=dict)
    only_rules: bool = False
    """Whoever is let in gets no page."""

    def client(self, persona: str) -> Any:
        """The persona's browser; one that sent a form may have signed out, so it is made anew then."""
        if persona not in self.clients:
            client = (
                self.app.test_client() if persona == "anonymous" else signed_in(self.app, EMAILS[persona])
            )
            with client.session_transaction() as session:
                session["csrf_token"] = "a" * 40
            self.clients[persona] = client
        return self.clients[persona]

    @contextmanager
    def asking_the_rules_only(self, so: bool) -> Iterator[None]:
        self.only_rules = so
        yield
        self.only_rules = False

    def send(self, persona: str, method: str, address: str) -> TestResponse:
        signer = URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token")
        form = {"csrf_token": signer.dumps("a" * 40)} if method == "POST" else None
        response: TestResponse = self.client(persona).open(address, method=method, data=form)
        if method == "POST" and response.status_code < 400:
            del self.clients[persona]
        return response

    def address(self, route: Route, plan: str) -> tuple[str, bool]:
        """An address of the route, and whether every row in it is known to be there."""
        known = True
        values: dict[str, Any] = {}
        for name in route.arguments:
            converter = route._converters[name]
            if name in self.rows["own"]:
                values[name] = self.rows[plan][name]
            elif name in self.others:
                values[name] = self.others[name]
            elif isinstance(converter, AnyConverter):
                values[name] = sorted(converter.items)[0]
            else:
                known = False
                values[name] = 1 if isinstance(converter, IntegerConverter) else "x"
        return self.app.url_map.bind("localhost").build(route.endpoint, values), known


@pytest.fixture(scope="module")
def world(_demo_template: databases.Template) -> Iterator[World]:
    with _demo_template.copy() as url:
        app = application(url)
        app.config["PROPAGATE_EXCEPTIONS"] = False
        made = World(app)
        # after the rules, which the program has put first
        app.before_request(lambda: Response(status=204) if made.only_rules else None)
        with databases.opened(url) as session:
            _furnish(made, Writer(session, NOW, TODAY))
        yield made
        with app.app_context():
            db.engine.dispose()


def _new_box(plan: int, writer: Writer) -> int:
    return add_element(writer, plan_id=plan, contents=ElementContents(kind=ElementKind.OUTPUT, title="Ny"))


def _furnish(world: World, writer: Writer) -> World:
    def text(statement: str) -> Any:
        return writer.session.connection().exec_driver_sql(statement)

    organisations = {row[0]: row[1] for row in text("SELECT code, id FROM organisations")}
    owner = text("SELECT id FROM users WHERE email = 'owner@example.org'").scalar_one()
    goal, strategy = text("SELECT id, strategy_id FROM goals ORDER BY id").first() or (0, 0)
    writer.session.rollback()
    make = Maker(writer)
    make.made.update(goal=goal, strategy=strategy)
    store: FileStore = world.app.extensions["file_store"]
    plans: dict[str, dict[str, Any]] = {
        "own": {"visibility": Visibility.SHARED, "owner_ids": [owner]},
        "shared": {"visibility": Visibility.SHARED},
        "ours": {"visibility": Visibility.ORGANISATION, "lead_organisation_id": organisations["AAK"]},
        "foreign": {"visibility": Visibility.ORGANISATION, "lead_organisation_id": organisations["BOL"]},
    }
    for name, values in plans.items():
        values.setdefault("lead_organisation_id", organisations["BOL"])
        plan = make.plan(**values)
        activity = make.element(ElementKind.ACTIVITY, plan_id=plan)
        output = make.element(ElementKind.OUTPUT, plan_id=plan)
        link = make.link(activity, output, plan_id=plan)
        finding = make.finding(code=f"MATRIX-{name}")
        proposal = propose(
            writer, plan_id=plan, change=partial(_new_box, plan), verb_name="add_element", why=""
        )
        indicator = make.indicator(element_id=output)
        world.rows[name] = {
            "proposal_id": proposal,
            "plan_id": plan,
            "element_id": activity,
            "link_id": link,
            "assumption_id": make.assumption(link, plan_id=plan),
            "attachment_id": attach_finding(writer, link_id=link, finding_id=finding),
            "milestone_id": make.milestone(element_id=activity),
            "indicator_id": indicator,
            "reading_id": make.broken_down(indicator, TODAY, 12.0),
            "comment_id": make.comment(element_id=activity),
            "report_id": make.report(activity, DeliveryStatus.ON_TRACK),
            "document_id": make.document(
                element_id=activity, file=PlacedFile(store.take(BytesIO(b"Referat"), "referat.txt"), 10**9)
            ),
        }
        # made last: undoing it, or going back to it, takes nothing else away
        last = make.element(plan_id=plan)
        world.rows[name]["change"] = text(
            f"SELECT change FROM events WHERE entity = 'elements' AND entity_id = {last}"  # noqa: S608
        ).scalar_one()
        writer.session.rollback()
    world.rows["absent"] = dict.fromkeys(world.rows["own"], 10**8)
    victim = add_person(writer, contents=PersonContents(name="Som kan undværes", email="victim@example.org"))
    spare = add_organisation(
        writer,
        contents=OrganisationContents(code="SPARE", name="Som kan undværes", kind=OrganisationKind.PARTNER),
    )
    published = text("SELECT id FROM index_versions").scalar_one()
    writer.session.rollback()
    draft = copy_index_version(writer, index_version_id=published)
    world.others = {
        "person_id": victim,
        "organisation_id": spare,
        "role_id": grant_role(writer, user_id=victim, role=Role.READER, organisation_id=spare),
        "strategy_id": strategy,
        "finding_id": make.finding(code="MATRIX"),
        "entry_id": make.catalogue_entry(strategy_id=strategy, organisation_id=spare),
        "commitment_id": make.commitment(),
        "tie_id": make.tie(element_id=world.rows["foreign"]["element_id"]),
        "index_version_id": draft,
        "index_measure_id": text(
            f"SELECT min(id) FROM index_measures WHERE index_version_id = {draft}"  # noqa: S608
        ).scalar_one(),
        "year": 2015,
        **_a_hearing(writer, make, organisations["U-SKOLE"], store),
        "measurement_id": make.measurement(code="MATRIX"),
        "value_id": make.value(2014, 60.0, measurement_id=make.the("measurement")),
        "break_id": make.series_break(TODAY, measurement_id=make.the("measurement")),
        **_priorities(make),
    }
    writer.session.rollback()
    return world


def _a_hearing(writer: Writer, make: Maker, committee: int, store: FileStore) -> dict[str, int]:
    """A hearing on a plan that every partner sees, with a reply, a point of it and a file."""
    plan = make.plan(state=PlanState.DRAFT, lead_organisation_id=make.the("organisation"))
    case = make.case()
    hearing = make.hearing(
        case_id=case, plan_id=plan, opened_on=TODAY, deadline=TODAY, recipient_ids=[committee]
    )
    recipient = make.replied(make.recipient(hearing), met_on=TODAY)
    file = PlacedFile(store.take(BytesIO(b"Udskrift"), "udskrift.txt"), 10**9)
    papers = [CasePaper("Udskrift", file=file)]
    [paper] = add_case_documents(writer, case_id=case, recipient_id=recipient, papers=papers)
    return {
        "case_id": case,
        "hearing_id": hearing,
        "recipient_id": recipient,
        "point_id": make.point(recipient),
        "case_document_id": paper,
    }


def _priorities(make: Maker) -> dict[str, Any]:
    idea = make.idea()
    # the last candidate of a round cannot be taken out, so that the matrix keeps it
    round_id = make.round(candidate_ids=[idea])
    query = sa.select(RoundEntry.id).where(RoundEntry.round_id == round_id)
    entry = make.writer.session.scalars(query.order_by(RoundEntry.id)).first()
    make.writer.session.rollback()
    return {"round_id": round_id, "candidate_id": idea, "round_entry_id": entry}


ROUTES = sorted(
    # static files are served before any route is looked for (tests/web/test_static_files.py)
    (route for route in application("sqlite://").url_map.iter_rules() if route.endpoint != "static"),
    key=lambda route: (route.rule, route.endpoint),
)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.endpoint} {route.rule}")
def test_a_route_answers_each_role_as_its_rule_says(route: Route, world: World) -> None:
    rule = rule_of(world.app, route.endpoint)
    assert rule is not None
    assert rule.name in RIGHTS, f"say in RIGHTS what the rule {rule.name} allows to whom"
    wrong = []
    let_in: set[tuple[str, ...]] = set()
    for plan in PLANS if rule.name in ON_A_PLAN else PLANS[:1]:
        address, known = world.address(route, plan)
        for persona in ANYBODY:
            want = expected(rule.name, persona, plan)
            # no rule looks at the method and the plan together
            asked = METHODS if plan == PLANS[0] else ("GET", "POST")
            for method in [one for one in asked if one in (route.methods or ())]:
                # whoever may sees one page, and each page is seen by one who may; else the rules are enough
                alike = {(method, persona), (method, "", plan)}
                with world.asking_the_rules_only(want == ALLOWED and alike <= let_in):
                    response = world.send(persona, method, address)
                if want == ALLOWED:
                    let_in |= alike
                got = _outcome(response, persona, known)
                if got != want:
                    wrong.append(f"{method} {address} ({plan}) as {persona}: {got}, should be {want}")
    assert not wrong, "\n".join(wrong)


def _outcome(response: TestResponse, persona: str, known: bool) -> str:
    if response.status_code == 303 and urlsplit(response.location or "").path == "/sign-in":
        # who signs out is led there too
        return ALLOWED if response.request.path == "/sign-out" and persona != "anonymous" else SIGN_IN
    if response.status_code in (403, 404, 405) or response.status_code >= 500:
        # a row that the matrix does not know of may be missing
        return ALLOWED if response.status_code == 404 and not known else str(response.status_code)
    return ALLOWED


@pytest.mark.parametrize("address", sorted({route.rule for route in ROUTES}))
def test_a_method_that_an_address_does_not_take_is_answered_405(address: str, world: World) -> None:
    routes = [route for route in ROUTES if route.rule == address]
    taken = {method for route in routes for method in route.methods or ()}
    found, _known = world.address(routes[0], "own")
    for method in METHODS:
        if method not in taken:
            for persona in ("anonymous", "planner", "admin"):
                response = world.send(persona, method, found)
                assert response.status_code == 405, f"{method} {found} as {persona}: {response.status}"
                assert set(response.headers["Allow"].split(", ")) == taken


@pytest.mark.parametrize(
    "route",
    [r for r in ROUTES if len(r.arguments & {"plan_id", *HOLDERS}) > 1],
    ids=str,
)
def test_a_part_of_a_foreign_plan_is_not_reached_through_an_own_one(route: Route, world: World) -> None:
    parts = route.arguments & world.rows["own"].keys()
    for part in parts:
        mixed = {**world.rows["own"], part: world.rows["foreign"][part]}
        address = world.app.url_map.bind("localhost").build(
            route.endpoint, {name: mixed[name] for name in parts}
        )
        assert world.send("owner", "GET", address).status_code in (404, 405)


def test_only_the_sign_in_page_and_signs_of_life_are_open_to_the_world() -> None:
    app = application("sqlite://")
    public = {route.endpoint for route in ROUTES if rule_of(app, route.endpoint) is PUBLIC}
    assert public == PUBLIC_ROUTES


def test_whoever_may_only_look_can_send_no_form() -> None:
    app = application("sqlite://")
    writing = {route.endpoint for route in ROUTES if (route.methods or set()) - {"GET", "HEAD", "OPTIONS"}}
    looking = {
        endpoint
        for endpoint in writing - PUBLIC_ROUTES - OWN_ACCOUNT
        if getattr(rule_of(app, endpoint), "name", "") in ("public", "signed_in", "partner", "see_plan")
    }
    assert not looking


def test_every_page_of_the_administration_is_for_administrators() -> None:
    app = application("sqlite://")
    rules = {getattr(rule_of(app, r.endpoint), "name", "") for r in ROUTES if r.rule.startswith("/admin")}
    assert rules == {"administrator"}


def test_what_a_person_may_not_see_answers_like_what_is_not_there(world: World) -> None:
    for plan_route in ("/plans/{plan_id}", "/elements/{element_id}", "/plans/{plan_id}/diagram.svg"):
        texts = [
            world.send("owner", "GET", plan_route.format(**world.rows[plan]))
            for plan in ("foreign", "absent")
        ]
        assert [answer.status_code for answer in texts] == [404, 404]
        assert _without_own_address(texts[0]) == _without_own_address(texts[1])


def _without_own_address(answer: TestResponse) -> str:
    lines = answer.get_data(as_text=True).splitlines()
    return "\n".join(
        line
        for line in lines
        if "csrf_token" not in line and 'name="next"' not in line and "nonce" not in line
    )


def test_a_route_without_a_rule_stops_the_start_up(own_app: Flask) -> None:
    own_app.add_url_rule("/forgotten", "forgotten", lambda: "open to all")
    with pytest.raises(RouteWithoutRule, match=r"/forgotten \(forgotten\) declares no access rule"):
        install(own_app)


def test_a_route_to_a_part_of_a_plan_without_a_rule_on_plans_stops_the_start_up(own_app: Flask) -> None:
    view = requires(PARTNER)(lambda element_id: str(element_id))
    own_app.add_url_rule("/leak/<int:element_id>", "leak", view)
    with pytest.raises(RouteWithoutRule, match="names a plan that its rule does not look at"):
        install(own_app)


def test_a_rule_on_a_plan_needs_a_plan_in_the_address(own_app: Flask) -> None:
    own_app.add_url_rule("/plan-of-nobody", "lost", requires(SEE_PLAN)(lambda: "lost"))
    with pytest.raises(RouteWithoutRule, match="names no plan"):
        install(own_app)


@pytest.mark.parametrize("route", [r for r in ROUTES if r.arguments & set(OF_A_RECIPIENT)], ids=str)
def test_a_recipient_that_is_not_there_is_answered_so(route: Route, world: World) -> None:
    absent = dict.fromkeys(route.arguments, 10**8)
    address = world.app.url_map.bind("localhost").build(route.endpoint, absent)
    for method in sorted((route.methods or set()) & {"GET", "POST"}):
        assert world.send("secretary", method, address).status_code == 404


def test_a_rule_on_a_recipient_needs_one_in_the_address(own_app: Flask) -> None:
    own_app.add_url_rule("/reply-of-nobody", "lost", requires(RECORD_REPLY)(lambda: "lost"))
    with pytest.raises(RouteWithoutRule, match="names no recipient"):
        install(own_app)


@pytest.mark.parametrize("rule", [RECORD_REPLY, PARTNER], ids=lambda rule: rule.name)
def test_a_plan_in_the_address_is_looked_at_whatever_else_there_is(rule: Any, own_app: Flask) -> None:
    view = requires(rule)(lambda plan_id, recipient_id: f"{plan_id} {recipient_id}")
    own_app.add_url_rule("/mixed/<int:plan_id>/<int:recipient_id>", "mixed", view)
    with pytest.raises(RouteWithoutRule, match="names a plan that its rule does not look at"):
        install(own_app)


def test_whoever_has_a_one_time_password_chooses_their_own_first(app: Flask) -> None:
    with app.app_context():
        planner = db.session.scalars(sa.select(User.id).where(User.email == EMAILS["planner"])).one()
        writer = Writer(db.session(), NOW, TODAY)
        set_password(writer, user_id=planner, password="givet i telefonen", passwords=QUICK)
    browser = signed_in(app, EMAILS["planner"])
    for address in ("/plans", "/my-work"):
        answer = browser.get(address)
        assert (answer.status_code, answer.location) == (303, "/account/password")
    assert browser.get("/account/password").status_code == 200


def test_a_form_sent_by_nobody_is_said_not_to_be_saved(app: Flask) -> None:
    with app.test_client() as browser:
        page = browser.get("/sign-in")
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))
        assert token is not None
        answer = browser.post("/plans/new", data={"csrf_token": token[1]})
        assert answer.status_code == 303
        assert urlsplit(answer.location).path == "/sign-in"
        assert "intet" in browser.get(answer.location).get_data(as_text=True)
    assert app.test_client().head("/plans").status_code == 303
    assert "next=" in app.test_client().get("/plans?state=draft").location
