"""``/measurements`` as a page, as CSV and as XLSX: the same selection, held in the address."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.measurements import inventory as query
from tracker.records.queries.measurements.inventory import Filters, MeasurementRow, Order
from tracker.theory.kinds import Frequency, MeasurementKind, Suitability, Verdict
from tracker.web import lists
from tracker.web.access import PARTNER, requires
from tracker.web.addresses import number_in
from tracker.web.i18n import language
from tracker.web.lists import MOST_EXPORTED, Columns, Number, OneOf, Words
from tracker.web.measurements.blueprint import blueprint
from tracker.web.measurements.labels import value_day
from tracker.web.wording import choices, word

LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Owner(Words):
    """The number of an organisation, or the name of somebody outside: a name begins with a sign that no
    number has."""

    def read(self, text: str) -> Any:
        found = Words.read(self, text)
        number = number_in(found)
        return number if number is not None else found.removeprefix("=") or None

    def written(self, value: Any) -> str:
        return str(value) if isinstance(value, int) else f"={value}"


ASKED = (
    Words("q", "words", LONGEST_TEXT),
    Number("definition", "definition"),
    OneOf("kind", "kind", lists.members(MeasurementKind)),
    OneOf("verdict", "verdict", lists.members(Verdict)),
    Owner("owner", "owner", LONGEST_TEXT, unset=None),
    Words("area", "area", LONGEST_TEXT),
    OneOf("frequency", "frequency", lists.members(Frequency)),
    OneOf("values", "with_values", {"yes": True, "no": False}),
    OneOf("state", "archived", {"archived": True}, unset=False),
)


@blueprint.get("/measurements")
@requires(PARTNER)
def index() -> ResponseReturnValue:
    """The inventory under the filters, and above it what each definition is measured by."""
    session, filters, order, page = db.session(), lists.filters(Filters, ASKED), _order(), lists.page_number()
    found = query.rows(
        session,
        filters,
        language(),
        order,
        offset=(page - 1) * query.PAGE_SIZE,
        limit=query.PAGE_SIZE + 1,
    )
    rows, more = lists.one_page(found, query.PAGE_SIZE)
    definitions = query.definitions(session, language())
    inside, outside = query.owners(session, language())
    return render_template(
        "measurements/index.html",
        rows=rows,
        count=query.count(session, filters),
        coverage=query.covered(session, language(), definitions),
        filters=filters,
        selected=_held(filters, order),
        order=order.value,
        page=page,
        more=more,
        definitions=[(number, f"{code} {title}") for number, code, title in definitions],
        kinds=choices(MeasurementKind),
        verdicts=choices(Verdict),
        frequencies=choices(Frequency),
        owners=[(str(number), name) for number, name in inside] + [(f"={name}", name) for name in outside],
    )


@blueprint.get("/measurements.<any(csv, xlsx):ending>")
@requires(PARTNER)
def export(ending: str) -> Response:
    """The whole selection, up to 10,000 measurements, whatever page is shown."""
    filters = lists.filters(Filters, ASKED)
    found = query.rows(db.session(), filters, language(), _order(), limit=MOST_EXPORTED)
    return lists.download(ending, "measurements", gettext("Measurements"), _columns(), found)


def _columns() -> Columns[MeasurementRow]:
    return (
        (gettext("Code"), lambda row: row.code),
        (gettext("Title"), lambda row: row.title),
        (gettext("Definition of safety"), lambda row: f"{row.definition_code} {row.definition}"),
        (gettext("Owner of the measurement"), lambda row: row.owner),
        (gettext("Kind"), lambda row: word(row.kind)),
        (gettext("Unit"), lambda row: row.unit),
        (gettext("Direction"), lambda row: word(row.direction)),
        (gettext("How often"), lambda row: word(row.frequency)),
        (gettext("First year"), lambda row: row.first_year),
        (gettext("Geography"), lambda row: ", ".join(row.areas.splitlines())),
        (gettext("Values"), lambda row: row.values),
        (gettext("Latest value"), lambda row: row.latest.value if row.latest else None),
        (gettext("Latest value from"), lambda row: value_day(row.latest) if row.latest else None),
        *((word(aspect), partial(_score, aspect)) for aspect in Suitability),
        (gettext("Suitability, sum of 18"), lambda row: row.sum),
        (gettext("Verdict"), lambda row: word(row.verdict)),
        (gettext("Reason of the verdict"), lambda row: row.verdict_reason),
    )


def _score(aspect: Suitability, row: MeasurementRow) -> int | None:
    return row.scores.get(aspect)


def _order() -> Order:
    asked = request.args.get("sort", "")
    return Order(asked) if asked in set(Order) else Order.INVENTORY


def _held(filters: Filters, order: Order) -> dict[str, str]:
    """The query string of the present selection and order, without the page."""
    return lists.held(filters, ASKED) | ({} if order is Order.INVENTORY else {"sort": order.value})
