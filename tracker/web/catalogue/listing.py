"""``/catalogue`` as a page, as CSV and as XLSX: the same selection, held in the address."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.catalogue import entries as query
from tracker.records.queries.catalogue.commitment_ties import conflicts_of_entries
from tracker.records.queries.catalogue.entries import EntryRow, GoalName
from tracker.records.queries.catalogue.filters import Filters, Selection, owners
from tracker.records.search_words import search_for
from tracker.theory.strategy.catalogue import goals_without_strategy
from tracker.web import clock, lists
from tracker.web.access import PARTNER, requires
from tracker.web.catalogue.blueprint import blueprint
from tracker.web.catalogue.validity_labels import SELECTIONS, excerpt, stands, validity_words
from tracker.web.i18n import language
from tracker.web.lists import MOST_EXPORTED, Columns, Number, OneOf, Words
from tracker.web.signin import viewer

ASKED = (
    Words("q", "words"),
    Number("organisation", "organisation"),
    Number("goal", "goal"),
    OneOf("validity", "selection", lists.members(Selection), unset=Selection.EVERY),
)


@blueprint.get("/catalogue")
@requires(PARTNER)
def index() -> ResponseReturnValue:
    session, filters, number = db.session(), lists.filters(Filters, ASKED), lists.page_number()
    found = query.rows(session, filters, clock.today(), language(), page=number)
    rows, more = lists.one_page(found, query.PAGE_SIZE)
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
        selected=lists.held(filters, ASKED),
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
    session, filters = db.session(), lists.filters(Filters, ASKED)
    rows = query.rows(session, filters, clock.today(), language(), limit=MOST_EXPORTED)[:MOST_EXPORTED]
    conflicts = conflicts_of_entries(session, viewer(), [row.entry.id for row in rows])
    return lists.download(kind, "catalogue", gettext("Existing strategies"), _columns(conflicts), rows)


def _without(goals: list[GoalName]) -> list[GoalName]:
    """The goals that no strategy serves that is valid today."""
    today = clock.today()
    serving = query.serving_periods(db.session(), today)
    numbers = goals_without_strategy([goal.id for goal in goals], serving, today)
    return [goal for goal in goals if goal.id in numbers]


def _columns(conflicts: dict[int, int]) -> Columns[EntryRow]:
    return (
        (gettext("Code"), lambda row: row.entry.code),
        (gettext("Title"), lambda row: row.entry.title),
        (gettext("Title in English"), lambda row: row.entry.title_en),
        (gettext("Owned by"), lambda row: row.entry.organisation),
        (gettext("Valid from"), lambda row: row.entry.valid_from),
        (gettext("Valid until"), lambda row: row.entry.valid_until),
        (gettext("Validity"), lambda row: validity_words(stands(row.entry))),
        (gettext("Goals"), lambda row: ", ".join(goal.code for goal in row.goals)),
        (gettext("Commitments"), lambda row: "\n".join(one.sentence for one in row.commitments)),
        (gettext("Conflicts with plans"), lambda row: conflicts.get(row.entry.id, 0)),
        (gettext("Address"), lambda row: row.entry.url),
        (gettext("Note"), lambda row: row.entry.note),
        (gettext("Retrieved from"), lambda row: row.entry.retrieved_from),
        (gettext("Illustrative"), lambda row: gettext("Yes") if row.entry.illustrative else gettext("No")),
    )
