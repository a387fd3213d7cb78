"""``/catalogue`` as a page, as CSV and as XLSX: the same selection, held in the address."""

from collections.abc import Iterator
from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.exchange import tables
from tracker.extensions import db
from tracker.records.queries.catalogue import entries as query
from tracker.records.queries.catalogue.commitment_ties import conflicts_of_entries
from tracker.records.queries.catalogue.entries import EntryRow, GoalName
from tracker.records.queries.catalogue.filters import Filters, Selection, owners
from tracker.records.search_words import search_for
from tracker.theory.contents.fields import UNPRINTABLE
from tracker.theory.strategy.catalogue import goals_without_strategy
from tracker.web import clock
from tracker.web.access import PARTNER, requires
from tracker.web.addresses import number_in
from tracker.web.catalogue.blueprint import blueprint
from tracker.web.catalogue.validity_labels import SELECTIONS, excerpt, stands, validity_words
from tracker.web.i18n import language
from tracker.web.lists import download
from tracker.web.signin import viewer

MOST_EXPORTED = 10_000
LONGEST_SEARCH = 200
LAST_PAGE = 10_000


@blueprint.get("/catalogue")
@requires(PARTNER)
def index() -> ResponseReturnValue:
    session, filters, number = db.session(), _filters(), _page()
    rows = query.rows(session, filters, clock.today(), language(), page=number)
    more = len(rows) > query.PAGE_SIZE
    rows = rows[: query.PAGE_SIZE]
    goals = query.goals(session, language())
    search = search_for(filters.words) if filters.words else None
    return render_template(
        "catalogue/index.html",
        rows=rows,
        total=query.count(session, filters, clock.today()),
        cap=query.COUNT_CAP,
        conflicts=conflicts_of_entries(session, viewer(), [row.entry.id for row in rows]),
        search=search,
        excerpts={row.entry.id: excerpt(row, search) for row in rows},
        filters=filters,
        selected=_address(filters),
        number=number,
        more=more,
        owners=owners(session, language()),
        goals=goals,
        named_goals=[(goal.id, f"{goal.code} {goal.title}") for goal in goals],
        without=_without(goals),
        selections=[(one.value, text) for one, text in SELECTIONS.items()],
    )


@blueprint.get("/catalogue.<any(csv, xlsx):kind>")
@requires(PARTNER)
def export(kind: str) -> Response:
    """The whole selection, up to 10,000 entries, whatever page is shown."""
    session, filters = db.session(), _filters()
    rows = query.rows(session, filters, clock.today(), language(), limit=MOST_EXPORTED)[:MOST_EXPORTED]
    conflicts = conflicts_of_entries(session, viewer(), [row.entry.id for row in rows])
    return download(kind, "catalogue", gettext("Existing strategies"), _headings(), _cells(rows, conflicts))


def _without(goals: list[GoalName]) -> list[GoalName]:
    """The goals that no strategy serves that is valid today."""
    today = clock.today()
    serving = query.serving_periods(db.session(), today)
    numbers = goals_without_strategy([goal.id for goal in goals], serving, today)
    return [goal for goal in goals if goal.id in numbers]


def _headings() -> list[str]:
    return [
        gettext("Code"),
        gettext("Title"),
        gettext("Title in English"),
        gettext("Owned by"),
        gettext("Valid from"),
        gettext("Valid until"),
        gettext("Validity"),
        gettext("Goals"),
        gettext("Commitments"),
        gettext("Conflicts with plans"),
        gettext("Address"),
        gettext("Note"),
        gettext("Retrieved from"),
        gettext("Illustrative"),
    ]


def _cells(rows: list[EntryRow], conflicts: dict[int, int]) -> Iterator[list[tables.Cell]]:
    for row in rows:
        one = row.entry
        yield [
            one.code,
            one.title,
            one.title_en,
            one.organisation,
            one.valid_from,
            one.valid_until,
            validity_words(stands(one)),
            ", ".join(goal.code for goal in row.goals),
            "\n".join(commitment.sentence for commitment in row.commitments),
            conflicts.get(one.id, 0),
            one.url,
            one.note,
            one.retrieved_from,
            gettext("Yes") if one.illustrative else gettext("No"),
        ]


def _filters() -> Filters:
    """What cannot be asked for leaves its filter out."""
    selection = request.args.get("validity", "")
    return Filters(
        words=" ".join(UNPRINTABLE.sub(" ", request.args.get("q", "")).split())[:LONGEST_SEARCH],
        organisation=number_in(request.args.get("organisation")),
        goal=number_in(request.args.get("goal")),
        selection=Selection(selection) if selection in set(Selection) else Selection.EVERY,
    )


def _page() -> int:
    return min(max(number_in(request.args.get("page")) or 1, 1), LAST_PAGE)


def _address(filters: Filters) -> dict[str, Any]:
    """The query string of the present selection, without the page."""
    held = {
        "q": filters.words,
        "organisation": filters.organisation,
        "goal": filters.goal,
        "validity": "" if filters.selection is Selection.EVERY else filters.selection.value,
    }
    return {name: value for name, value in held.items() if value not in ("", None)}
