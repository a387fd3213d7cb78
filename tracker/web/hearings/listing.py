"""``/hearings`` as a page, and its recipients as CSV and XLSX: the same selection, held in the address."""

from collections.abc import Iterable, Iterator

from flask import Response, render_template
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.hearings import cases as case_query
from tracker.records.queries.hearings import hearings as query
from tracker.records.queries.hearings.hearings import Filters, HearingRow, HearingSelection
from tracker.records.queries.hearings.reply_points import points
from tracker.web import lists
from tracker.web.access import PARTNER, requires
from tracker.web.hearings.blueprint import blueprint, recorded_for
from tracker.web.hearings.hearing_rows import HearingView, RecipientView, hearing_views
from tracker.web.hearings.recipient_status import recipient_words, state_word
from tracker.web.i18n import language
from tracker.web.lists import Columns, Number, OneOf
from tracker.web.signin import viewer
from tracker.web.wording import word

MOST_EXPORTED = 5_000
"""A file holds the recipients of so many hearings."""

OPEN_POINTS = 10
"""So many points that nobody has dealt with stand on the page; all of them have a list of their own."""

ASKED = (
    OneOf("state", "selection", lists.members(HearingSelection), unset=HearingSelection.ALL),
    Number("missing", "organisation"),
    Number("case", "case"),
    Number("plan", "plan"),
)


@blueprint.get("/hearings")
@requires(PARTNER)
def index() -> str:
    session, person, page = db.session(), viewer(), lists.page_number()
    filters = lists.filters(Filters, ASKED)
    rows = query.hearings(session, person, filters, language(), page=page)
    own = recorded_for()
    return render_template(
        "hearings/index.html",
        hearings=hearing_views(rows, own),
        total=query.count(session, person, filters),
        page=page,
        size=query.PAGE_SIZE,
        filters=filters,
        selected=lists.held(filters, ASKED),
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
    filters = lists.filters(Filters, ASKED)
    rows = query.hearings(db.session(), viewer(), filters, language(), limit=MOST_EXPORTED)
    recipients = _recipients(hearing_views(rows), filters.organisation)
    return lists.download(kind, "hearings", gettext("Hearings"), _columns(), recipients)


def _recipients(
    views: Iterable[HearingView], asked: int | None
) -> Iterator[tuple[HearingRow, RecipientView]]:
    """Where the list asks who has not answered, only they stand in the file."""
    for view in views:
        for recipient in view.recipients:
            if asked in (None, recipient.row.organisation_id):
                yield view.row, recipient


def _columns() -> Columns[tuple[HearingRow, RecipientView]]:
    return (
        (gettext("Case"), lambda of: of[0].case_code),
        (gettext("Hearing"), lambda of: of[0].code),
        (gettext("Title"), lambda of: of[0].title),
        (gettext("Sent out by"), lambda of: of[0].decided_by),
        (gettext("Opened"), lambda of: of[0].opened_on),
        (gettext("Deadline"), lambda of: of[0].deadline),
        (gettext("Closed"), lambda of: of[0].closed_on),
        (gettext("Recipient"), lambda of: of[1].row.organisation),
        (gettext("State"), lambda of: state_word(of[1].assessed.state)),
        (gettext("In days"), lambda of: recipient_words(of[1].assessed)),
        (gettext("Meeting"), lambda of: of[1].row.met_on),
        (gettext("Agenda item"), lambda of: of[1].row.agenda_item),
        (gettext("Outcome of the hearing"), lambda of: word(of[1].row.outcome)),
        (gettext("Decision"), lambda of: of[1].row.decision),
    )
