"""``/assumptions`` as a page, as CSV and as XLSX: the same selection, held in the address."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from tracker.exchange.tables import Cell
from tracker.extensions import db
from tracker.records.queries.pathway import load_pathways
from tracker.records.queries.plans import assumptions as query
from tracker.records.queries.plans.assumptions import Filters, RegisteredAssumption
from tracker.theory.kinds import AssumptionState
from tracker.web import clock
from tracker.web.access import PARTNER, requires
from tracker.web.addresses import number_in
from tracker.web.assumptions.review_dates import review_words
from tracker.web.assumptions.rows import RegisterRow, register_rows
from tracker.web.i18n import language
from tracker.web.lists import download
from tracker.web.signin import viewer
from tracker.web.wording import choices, word

blueprint = Blueprint("assumptions", __name__)
blueprint.add_app_template_global(review_words)

REVIEWS = ("overdue", "due", "unplanned")
MOST_EXPORTED = 10_000
LAST_PAGE = 10_000


@blueprint.get("/assumptions")
@requires(PARTNER)
def index() -> str:
    """The assumptions of every plan that the person sees, a page at a time."""
    session, person, today = db.session(), viewer(), clock.today()
    filters, number = _filters(), _page()
    found = query.register(session, person, filters, today, language(), page=number)
    return render_template(
        "assumptions/index.html",
        rows=_rows(found),
        total=query.count(session, person, filters, today),
        number=number,
        size=query.PAGE_SIZE,
        filters=filters,
        offered=query.choices(session, person, language()),
        states=choices(AssumptionState),
        may_change=lambda row: query.may_change(person, row),
        nobody=query.NOBODY,
    )


@blueprint.get("/assumptions.<any(csv, xlsx):kind>")
@requires(PARTNER)
def export(kind: str) -> Response:
    """The whole selection, up to 10,000 assumptions, whatever page is shown."""
    found = query.register(db.session(), viewer(), _filters(), clock.today(), language(), size=MOST_EXPORTED)
    headings = [
        gettext("Plan"),
        gettext("Code"),
        gettext("Assumption"),
        gettext("State"),
        gettext("Critical"),
        gettext("How it is tested"),
        gettext("Links that rely on it"),
        gettext("Looked after by"),
        gettext("Review on"),
        gettext("Review"),
        gettext("Elements at risk now"),
        gettext("Elements that rely on it"),
        gettext("Goals that rely on it"),
    ]
    return download(kind, "assumptions", gettext("Assumptions"), headings, _cells(_rows(found)))


def _cells(rows: list[RegisterRow]) -> Iterator[list[Cell]]:
    for row in rows:
        found, boxes = row.found, row.pathway.element
        ends = (f"{boxes[link.source].title} → {boxes[link.target].title}" for link in row.links)
        yield [
            f"{found.plan_code} {found.plan_title}",
            found.code,
            found.title,
            word(found.state),
            gettext("yes") if found.critical else gettext("no"),
            found.test,
            "; ".join(ends),
            found.owner,
            found.review_on,
            review_words(row.review),
            len(row.downstream) if row.in_doubt else 0,
            len(row.downstream),
            ", ".join(row.goal_codes),
        ]


def _rows(found: list[RegisteredAssumption]) -> list[RegisterRow]:
    pathways = load_pathways(db.session(), [one.plan_id for one in found], language())
    return register_rows(found, pathways, clock.today())


def _filters() -> Filters:
    """What nobody offers leaves its filter out."""
    state, review = request.args.get("state", ""), request.args.get("review", "")
    return Filters(
        number_in(request.args.get("plan", "")),
        number_in(request.args.get("owner", "")),
        AssumptionState(state) if state in set(AssumptionState) else None,
        request.args.get("critical", "") == "1",
        review if review in REVIEWS else "",
    )


def _page() -> int:
    return min(LAST_PAGE, max(1, number_in(request.args.get("page", "")) or 1))
