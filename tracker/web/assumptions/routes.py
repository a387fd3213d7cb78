"""``/assumptions`` as a page, as CSV and as XLSX: the same selection, held in the address."""

from flask import Blueprint, Response, render_template
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.pathway import load_pathways
from tracker.records.queries.plans import assumptions as query
from tracker.records.queries.plans.assumptions import Filters, RegisteredAssumption
from tracker.theory.kinds import AssumptionState
from tracker.web import clock, lists
from tracker.web.access import PARTNER, requires
from tracker.web.assumptions.review_dates import review_words
from tracker.web.assumptions.rows import RegisterRow, register_rows
from tracker.web.i18n import language
from tracker.web.lists import MOST_EXPORTED, Columns, Number, OneOf
from tracker.web.signin import viewer
from tracker.web.wording import choices, word

blueprint = Blueprint("assumptions", __name__)
blueprint.add_app_template_global(review_words)

ASKED = (
    Number("plan", "plan"),
    Number("owner", "owner"),
    OneOf("state", "state", lists.members(AssumptionState)),
    OneOf("critical", "critical", {"1": True}, unset=False),
    OneOf("review", "review", {name: name for name in ("overdue", "due", "unplanned")}, unset=""),
)


@blueprint.get("/assumptions")
@requires(PARTNER)
def index() -> str:
    """The assumptions of every plan that the person sees, a page at a time."""
    session, person, today = db.session(), viewer(), clock.today()
    filters, number = lists.filters(Filters, ASKED), lists.page_number()
    found = query.register(session, person, filters, today, language(), page=number)
    return render_template(
        "assumptions/index.html",
        rows=_rows(found),
        total=query.count(session, person, filters, today),
        number=number,
        size=query.PAGE_SIZE,
        filters=filters,
        selected=lists.held(filters, ASKED),
        offered=query.choices(session, person, language()),
        states=choices(AssumptionState),
        may_change=lambda row: query.may_change(person, row),
        nobody=query.NOBODY,
    )


@blueprint.get("/assumptions.<any(csv, xlsx):kind>")
@requires(PARTNER)
def export(kind: str) -> Response:
    """The whole selection, up to 10,000 assumptions, whatever page is shown."""
    filters = lists.filters(Filters, ASKED)
    found = query.register(db.session(), viewer(), filters, clock.today(), language(), size=MOST_EXPORTED)
    return lists.download(kind, "assumptions", gettext("Assumptions"), _columns(), _rows(found))


def _columns() -> Columns[RegisterRow]:
    return (
        (gettext("Plan"), lambda row: f"{row.found.plan_code} {row.found.plan_title}"),
        (gettext("Code"), lambda row: row.found.code),
        (gettext("Assumption"), lambda row: row.found.title),
        (gettext("State"), lambda row: word(row.found.state)),
        (gettext("Critical"), lambda row: gettext("yes") if row.found.critical else gettext("no")),
        (gettext("How it is tested"), lambda row: row.found.test),
        (gettext("Links that rely on it"), _ends),
        (gettext("Looked after by"), lambda row: row.found.owner),
        (gettext("Review on"), lambda row: row.found.review_on),
        (gettext("Review"), lambda row: review_words(row.review)),
        (gettext("Elements at risk now"), lambda row: len(row.downstream) if row.in_doubt else 0),
        (gettext("Elements that rely on it"), lambda row: len(row.downstream)),
        (gettext("Goals that rely on it"), lambda row: ", ".join(row.goal_codes)),
    )


def _ends(row: RegisterRow) -> str:
    boxes = row.pathway.element
    return "; ".join(f"{boxes[link.source].title} → {boxes[link.target].title}" for link in row.links)


def _rows(found: list[RegisteredAssumption]) -> list[RegisterRow]:
    pathways = load_pathways(db.session(), [one.plan_id for one in found], language())
    return register_rows(found, pathways, clock.today())
