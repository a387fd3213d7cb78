"""``/milestones`` as a page, as CSV and as XLSX: the same selection, held in the address."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.exchange import tables
from tracker.extensions import db
from tracker.records.queries import milestones as query
from tracker.records.queries.milestone_filters import Filters, choices
from tracker.records.queries.milestones import MilestoneRow, Selection
from tracker.web import clock
from tracker.web.access import PARTNER, requires
from tracker.web.addresses import number_in
from tracker.web.i18n import language
from tracker.web.signin import viewer
from tracker.web.wording import word

blueprint = Blueprint("milestones", __name__)

FILTERS = ("organisation", "goal", "owner", "plan")
MOST_EXPORTED = 10_000


@blueprint.get("/overdue")
@requires(PARTNER)
def overdue() -> ResponseReturnValue:
    """The short address of the overdue list."""
    return redirect(url_for("milestones.index", **_values(Selection.OVERDUE)), 303)


@blueprint.get("/milestones")
@requires(PARTNER)
def index() -> ResponseReturnValue:
    session, person, today = db.session(), viewer(), clock.today()
    selection, filters = _selection(), _filters()
    shown = query.rows(
        session, person, selection, filters, today, language(), after=_after(), limit=query.PAGE_SIZE + 1
    )
    more = len(shown) > query.PAGE_SIZE
    shown = shown[: query.PAGE_SIZE]
    return render_template(
        "milestones/index.html",
        selection=selection,
        filters=filters,
        selected=_address(selection),
        counts=query.counts(session, person, filters, today),
        cap=query.COUNT_CAP,
        rows=shown,
        next_page=_key(shown[-1]) if more else None,
        goal_addresses=_goal_addresses(shown, selection),
        is_first_page="after" not in request.args,
        choices=choices(session, person, language()),
    )


@blueprint.get("/milestones.<any(csv, xlsx):kind>")
@requires(PARTNER)
def export(kind: str) -> Response:
    """The whole selection, up to 10,000 milestones, whatever page is shown."""
    found = query.rows(
        db.session(), viewer(), _selection(), _filters(), clock.today(), language(), limit=MOST_EXPORTED
    )
    headings, name = _headings(), f"milestones-{_selection().value}-{clock.today().isoformat()}.{kind}"
    if kind == "csv":
        body = tables.as_csv(headings, _cells(found), ";" if language() == "da" else ",")
        mimetype = "text/csv"
    else:
        body = tables.as_xlsx(gettext("Milestones"), headings, _cells(found))
        mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = Response(body, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _headings() -> list[str]:
    return [
        gettext("Milestone"),
        gettext("Code"),
        gettext("Element"),
        gettext("Plan"),
        gettext("Goals put at risk"),
        gettext("Organisation"),
        gettext("Owners"),
        gettext("First promised"),
        gettext("Due"),
        gettext("Done on"),
        gettext("State"),
        gettext("Days overdue"),
        gettext("Days slipped"),
        gettext("Last status"),
        gettext("Status of"),
    ]


def _cells(found: list[MilestoneRow]) -> Iterator[list[tables.Cell]]:
    for row in found:
        milestone, assessment = row.milestone, row.assessment
        yield [
            milestone.title,
            milestone.code,
            row.element_title,
            f"{row.plan_code} {row.plan_title}",
            ", ".join(code for _, code in row.goals),
            row.organisation,
            row.owners,
            milestone.baseline_due,
            milestone.due,
            milestone.done_on,
            word(assessment.state),
            assessment.days_overdue,
            assessment.slipped_days,
            word(row.status),
            row.reported_on,
        ]


def _selection() -> Selection:
    """The asked state; what nobody offers counts as overdue."""
    asked = request.args.get("state", "")
    return Selection(asked) if asked in set(Selection) else Selection.OVERDUE


def _filters() -> Filters:
    return Filters(**{name: number_in(request.args.get(name, "")) for name in FILTERS})


def _address(selection: Selection) -> dict[str, str]:
    """The query string of the present selection, without the page."""
    filters = _filters()
    held = {name: getattr(filters, name) for name in FILTERS}
    return {"state": selection.value} | {name: str(one) for name, one in held.items() if one is not None}


def _values(selection: Selection) -> dict[str, Any]:
    return dict(_address(selection))


def _goal_addresses(shown: list[MilestoneRow], selection: Selection) -> dict[int, str]:
    """The present selection narrowed down to each goal in it."""
    goals = {number for row in shown for number, _ in row.goals}
    return {number: url_for(".index", **{**_values(selection), "goal": number}) for number in goals}


def _key(row: MilestoneRow) -> str:
    return f"{row.milestone.due.isoformat()}.{row.milestone.id}"


def _after() -> tuple[date, int] | None:
    day, _, number = request.args.get("after", "").partition(".")
    found = number_in(number)
    try:
        return None if found is None else (date.fromisoformat(day), found)
    except ValueError:
        return None
