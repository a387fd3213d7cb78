"""What stands on the workbench, and how a form comes onto it.

Each form is a page of its own: the whole workbench with the form in its panel. Asked for by htmx, the same
address answers with the panel alone, and with the diagram and the problems where the page that asks holds an
older edition of the plan.
"""

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.diagrams.errors import DiagramUnavailable
from tracker.extensions import db
from tracker.records.queries.history.undoable import ChangeHead, own_latest
from tracker.records.queries.plans import building as stored
from tracker.records.queries.plans.building import Archived
from tracker.records.queries.plans.overview import PlanRow
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Element, Pathway
from tracker.web import clock
from tracker.web.access import may_build, plan_standing
from tracker.web.building.problems import Found, found_problems
from tracker.web.forms.base import TrackerForm
from tracker.web.forms.saving import status_of
from tracker.web.i18n import language
from tracker.web.plans import cached_page
from tracker.web.plans.drawing import heading
from tracker.web.plans.drawing_failures import trouble_sentence
from tracker.web.plans.edition import edition_name
from tracker.web.plans.outline import PlanOutline, plan_outline
from tracker.web.plans.plan_header import plan_of_address
from tracker.web.signin import viewer


@dataclass(frozen=True, slots=True)
class Column:
    """One kind of element, with those that the plan has of it in reading order."""

    kind: ElementKind
    heading: str
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Bench:
    """``svg`` is the diagram; where it cannot be drawn it is empty, ``trouble`` says why and ``outline``
    stands in its place. ``edition`` changes with everything here. ``own_latest`` is what the viewer may undo
    at once."""

    plan: PlanRow
    pathway: Pathway
    edition: str
    proposes: bool
    columns: tuple[Column, ...]
    problems: tuple[Found, ...]
    archived_elements: tuple[Archived, ...]
    archived_links: tuple[Archived, ...]
    svg: str
    trouble: str
    outline: PlanOutline | None
    own_latest: ChangeHead | None


def edition() -> str:
    """The edition of the plan of this address, as the database has it."""
    standing = plan_standing()
    return edition_name(standing.revision, standing.strategy_revision)


def pathway() -> Pathway:
    """The theory of change of the plan of this address."""
    return cached_page.pathway_of(plan_standing().plan_id)


def panel_page(template: str, *, status: int = 200, **shown: object) -> ResponseReturnValue:
    """The form of ``template`` in the panel; to htmx the panel alone, and what has changed around it."""
    if request.headers.get("HX-Request") == "true":
        fresh = request.headers.get("X-Edition") == edition()
        body = render_template(
            "building/_answer.html", panel=template, bench=None if fresh else bench(), **shown
        )
    else:
        body = render_template("building/workbench.html", panel=template, bench=bench(), **shown)
    return body, status, {"Vary": "HX-Request, X-Edition, Cookie"}


def form_in_panel(template: str, form: TrackerForm, **shown: object) -> ResponseReturnValue:
    """The page of a form: 200 for a fresh one, 422 for one that was refused."""
    return panel_page(template, status=status_of(form), form=form, **shown)


def bench() -> Bench:
    """All that the workbench shows of the plan of this address."""
    session, plan_id = db.session(), plan_standing().plan_id
    plan = plan_of_address()
    found = pathway()
    archived_elements = stored.archived_elements(session, plan_id, language())
    archived_links = stored.archived_links(session, plan_id, language())
    key = cached_page.key(plan_id, plan.revision, plan.strategy_revision, "page")
    svg, trouble, outline = "", "", None
    try:
        svg = (cached_page.kept_sheet(key) or cached_page.draw_sheet(key, found)).svg
    except DiagramUnavailable as error:
        trouble, outline = trouble_sentence(error), plan_outline(found, clock.today())
    return Bench(
        plan,
        found,
        edition(),
        not may_build(),
        tuple(_columns(found)),
        found_problems(found),
        tuple(archived_elements),
        tuple(archived_links),
        svg,
        trouble,
        outline,
        own_latest(session, plan_id, viewer().id, language()) if may_build() else None,
    )


def _columns(found: Pathway) -> list[Column]:
    of_kind: dict[ElementKind, list[Element]] = {kind: [] for kind in ElementKind}
    for element in found.ordered:
        of_kind[element.kind].append(element)
    return [Column(kind, heading(kind), tuple(elements)) for kind, elements in of_kind.items()]
