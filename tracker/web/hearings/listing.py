"""``/hearings`` as a page, and its recipients as CSV and XLSX: the same selection, held in the address."""

from collections.abc import Iterator
from typing import Any

from flask import Response, render_template, request
from flask_babel import gettext

from tracker.exchange import tables
from tracker.extensions import db
from tracker.records.queries.hearings import cases as case_query
from tracker.records.queries.hearings import hearings as query
from tracker.records.queries.hearings.hearings import Filters, HearingSelection
from tracker.records.queries.hearings.reply_points import points
from tracker.web.access import PARTNER, requires
from tracker.web.addresses import number_in
from tracker.web.hearings.blueprint import blueprint, recorded_for
from tracker.web.hearings.hearing_rows import HearingView, hearing_views
from tracker.web.hearings.recipient_status import recipient_words, state_word
from tracker.web.i18n import language
from tracker.web.lists import download
from tracker.web.signin import viewer
from tracker.web.wording import word

LAST_PAGE = 10_000
MOST_EXPORTED = 5_000
OPEN_POINTS = 10
"""So many points that nobody has dealt with stand on the page; all of them have a list of their own."""


@blueprint.get("/hearings")
@requires(PARTNER)
def index() -> str:
    session, person, filters, page = db.session(), viewer(), _filters(), _page()
    rows = query.hearings(session, person, filters, language(), page=page)
    own = recorded_for()
    return render_template(
        "hearings/index.html",
        hearings=hearing_views(rows, own),
        total=query.count(session, person, filters),
        page=page,
        size=query.PAGE_SIZE,
        filters=filters,
        selected=_address(filters),
        organisations=query.heard_organisations(session, language()),
        cases_offered=[
            (one.id, f"{one.code} {one.title}") for one in case_query.cases(session, person, language())
        ],
        waiting=query.missing(session, person, language(), organisations=own) if own else [],
        points=points(session, person, language(), still_open=True, limit=OPEN_POINTS + 1),
        most_points=OPEN_POINTS,
    )


@blueprint.get("/hearings.<any(csv, xlsx):kind>")
@requires(PARTNER)
def export(kind: str) -> Response:
    """The recipients of all hearings in the selection, whatever page is shown."""
    rows = query.hearings(db.session(), viewer(), _filters(), language(), limit=MOST_EXPORTED)
    return download(kind, "hearings", gettext("Hearings"), _headings(), _cells(hearing_views(rows)))


def _headings() -> list[str]:
    return [
        gettext("Case"),
        gettext("Hearing"),
        gettext("Title"),
        gettext("Sent out by"),
        gettext("Opened"),
        gettext("Deadline"),
        gettext("Closed"),
        gettext("Recipient"),
        gettext("State"),
        gettext("In days"),
        gettext("Meeting"),
        gettext("Agenda item"),
        gettext("Outcome of the hearing"),
        gettext("Decision"),
    ]


def _cells(views: list[HearingView]) -> Iterator[list[tables.Cell]]:
    """Where the list asks who has not answered, only they stand in the file."""
    asked = _filters().organisation
    for view in views:
        one = view.row
        for recipient in view.recipients:
            row = recipient.row
            if asked is not None and row.organisation_id != asked:
                continue
            yield [
                one.case_code,
                one.code,
                one.title,
                one.decided_by,
                one.opened_on,
                one.deadline,
                one.closed_on,
                row.organisation,
                state_word(recipient.assessed.state),
                recipient_words(recipient.assessed),
                row.met_on,
                row.agenda_item,
                word(row.outcome),
                row.decision,
            ]


def _filters() -> Filters:
    """What nobody offers leaves its filter out."""
    asked = request.args.get("state", "")
    return Filters(
        HearingSelection(asked) if asked in set(HearingSelection) else HearingSelection.ALL,
        number_in(request.args.get("missing")),
        number_in(request.args.get("case")),
        number_in(request.args.get("plan")),
    )


def _address(filters: Filters) -> dict[str, Any]:
    """The query string of the present selection, without the page."""
    held = {
        "state": "" if filters.selection is HearingSelection.ALL else filters.selection.value,
        "missing": filters.organisation,
        "case": filters.case,
        "plan": filters.plan,
    }
    return {name: str(value) for name, value in held.items() if value}


def _page() -> int:
    return min(LAST_PAGE, max(1, number_in(request.args.get("page")) or 1))
