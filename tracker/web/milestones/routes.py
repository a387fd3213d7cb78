"""``/milestones`` as a page, as CSV and as XLSX: the same selection, held in the address."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.follow_up import milestones as query
from tracker.records.queries.follow_up.milestone_filters import Filters, choices
from tracker.records.queries.follow_up.milestones import MilestoneRow, Selection
from tracker.theory.risk.stakes import StakeKey, most_first
from tracker.web import clock, lists
from tracker.web.access import PARTNER, requires
from tracker.web.addresses import number_in
from tracker.web.i18n import language
from tracker.web.lists import MOST_EXPORTED, Columns, Number
from tracker.web.signin import viewer
from tracker.web.wording import word

blueprint = Blueprint("milestones", __name__)

ASKED = tuple(Number(name, name) for name in ("organisation", "goal", "owner", "plan"))
STAKE = "stake"
"""The order by what is at stake; without one a list is by due date."""


@blueprint.get("/overdue")
@requires(PARTNER)
def overdue() -> ResponseReturnValue:
    """The short address of the overdue list."""
    return redirect(url_for("milestones.index", **_values(Selection.OVERDUE)), 303)


@blueprint.get("/milestones")
@requires(PARTNER)
def index() -> ResponseReturnValue:
    session, person, today = db.session(), viewer(), clock.today()
    selection, filters = _selection(), lists.filters(Filters, ASKED)
    shown, more = lists.one_page(_page(query.PAGE_SIZE + 1), query.PAGE_SIZE)
    return render_template(
        "milestones/index.html",
        selection=selection,
        filters=filters,
        selected=_address(selection),
        tabs={state: url_for(".index", **_values(state)) for state in Selection},
        counts=query.counts(session, person, filters, today),
        cap=query.COUNT_CAP,
        rows=shown,
        next_page=_key(shown[-1]) if more else None,
        by_stake=_by_stake(),
        orders=_orders() if selection is Selection.OVERDUE else [],
        is_first_page="after" not in request.args,
        choices=choices(session, person, language()),
    )


@blueprint.get("/milestones.<any(csv, xlsx):kind>")
@requires(PARTNER)
def export(kind: str) -> Response:
    """The whole selection, up to 10,000 milestones, whatever page is shown."""
    found = _page(MOST_EXPORTED, from_the_start=True)
    name = f"milestones-{_selection().value}"
    return lists.download(kind, name, gettext("Milestones"), _columns(), found)


def _columns() -> Columns[MilestoneRow]:
    at_risk = _selection() is Selection.OVERDUE
    return (
        (gettext("Milestone"), lambda row: row.milestone.title),
        (gettext("Code"), lambda row: row.milestone.code),
        (gettext("Element"), lambda row: row.element_title),
        (gettext("Plan"), lambda row: f"{row.plan_code} {row.plan_title}"),
        (
            gettext("Goals put at risk") if at_risk else gettext("Goals"),
            lambda row: ", ".join(code for _, code in _goals(row)),
        ),
        (gettext("Elements put at risk") if at_risk else gettext("Elements after it"), _elements),
        (gettext("Organisation"), lambda row: row.organisation),
        (gettext("Owners"), lambda row: row.owners),
        (gettext("First promised"), lambda row: row.milestone.baseline_due),
        (gettext("Due"), lambda row: row.milestone.due),
        (gettext("Done on"), lambda row: row.milestone.done_on),
        (gettext("State"), lambda row: word(row.assessment.state)),
        (gettext("Days overdue"), lambda row: row.assessment.days_overdue),
        (gettext("Days slipped"), lambda row: row.assessment.slipped_days),
        (gettext("Last status"), lambda row: word(row.status)),
        (gettext("Status of"), lambda row: row.reported_on),
    )


def _selection() -> Selection:
    """The asked state; what nobody offers counts as overdue."""
    asked = request.args.get("state", "")
    return Selection(asked) if asked in set(Selection) else Selection.OVERDUE


def _by_stake() -> bool:
    """Only what is overdue has something at stake now."""
    return request.args.get("sort") == STAKE and _selection() is Selection.OVERDUE


def _page(limit: int, *, from_the_start: bool = False) -> list[MilestoneRow]:
    """The asked milestones in the asked order, from the asked place on. A whole list is in order whatever its
    length; a page puts only as many in order as are counted."""
    session, person, today = db.session(), viewer(), clock.today()
    filters = lists.filters(Filters, ASKED)
    if _by_stake():
        return query.overdue_by_stake(
            session,
            person,
            filters,
            today,
            language(),
            after=None if from_the_start else _after_stake(),
            limit=limit,
            most=MOST_EXPORTED if from_the_start else query.COUNT_CAP,
        )
    after = None if from_the_start else _after()
    return query.rows(session, person, _selection(), filters, today, language(), after=after, limit=limit)


def _orders() -> list[tuple[str, str, bool]]:
    """(word, address, chosen) of each order of the overdue list."""
    plain = {name: value for name, value in _values(Selection.OVERDUE).items() if name != "sort"}
    by_stake = _values(Selection.OVERDUE, sort=STAKE)
    return [
        (gettext("Longest overdue"), url_for(".index", **plain), not _by_stake()),
        (gettext("Most at stake"), url_for(".index", **by_stake), _by_stake()),
    ]


def _goals(row: MilestoneRow) -> tuple[tuple[int, str], ...]:
    """What an overdue milestone puts at risk; what another one leads to."""
    return () if _selection() is Selection.OVERDUE and not row.assessment.delay_days else row.goals


def _elements(row: MilestoneRow) -> int:
    return 0 if _selection() is Selection.OVERDUE and not row.assessment.delay_days else row.elements


def _address(selection: Selection) -> dict[str, str]:
    """The query string of the present selection, without the page."""
    order = {"sort": STAKE} if _by_stake() and selection is Selection.OVERDUE else {}
    return {"state": selection.value} | lists.held(lists.filters(Filters, ASKED), ASKED) | order


def _values(selection: Selection, **more: Any) -> dict[str, Any]:
    return {**_address(selection), **more}


def _key(row: MilestoneRow) -> str:
    if _by_stake():
        goals, elements, due, number = query.stake_key(row)
        return f"{-goals}.{-elements}.{due.isoformat()}.{number}"
    return f"{row.milestone.due.isoformat()}.{row.milestone.id}"


def _after_stake() -> StakeKey | None:
    goals, elements, day, number = (request.args.get("after", "").split(".") + [""] * 4)[:4]
    found = [number_in(text) for text in (goals, elements, number)]
    try:
        due = date.fromisoformat(day)
    except ValueError:
        return None
    return None if None in found else most_first(found[0] or 0, found[1] or 0, due, found[2] or 0)


def _after() -> tuple[date, int] | None:
    day, _, number = request.args.get("after", "").partition(".")
    found = number_in(number)
    try:
        return None if found is None else (date.fromisoformat(day), found)
    except ValueError:
        return None
