"""``/measurements`` as a page, as CSV and as XLSX: the same selection, held in the address."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, TypeVar

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.exchange import tables
from tracker.extensions import db
from tracker.records.queries.measurements import inventory as query
from tracker.records.queries.measurements.inventory import Filters, MeasurementRow, Order
from tracker.theory.contents.fields import UNPRINTABLE
from tracker.theory.kinds import Frequency, MeasurementKind, Suitability, Verdict
from tracker.web.access import PARTNER, requires
from tracker.web.addresses import number_in
from tracker.web.i18n import language
from tracker.web.lists import download
from tracker.web.measurements.blueprint import blueprint
from tracker.web.measurements.labels import value_day
from tracker.web.wording import choices, word

MOST_EXPORTED = 10_000
LONGEST_TEXT = 500
MOST_PAGES = 10_000

Member = TypeVar("Member", bound=StrEnum)


@blueprint.get("/measurements")
@requires(PARTNER)
def index() -> ResponseReturnValue:
    """The inventory under the filters, and above it what each definition is measured by."""
    session, filters, order, page = db.session(), _filters(), _order(), _page()
    shown = query.rows(
        session,
        filters,
        language(),
        order,
        offset=(page - 1) * query.PAGE_SIZE,
        limit=query.PAGE_SIZE + 1,
    )
    definitions = query.definitions(session, language())
    inside, outside = query.owners(session, language())
    return render_template(
        "measurements/index.html",
        rows=shown[: query.PAGE_SIZE],
        count=query.count(session, filters),
        coverage=query.covered(session, language(), definitions),
        filters=filters,
        selected=_address(filters, order),
        order=order.value,
        page=page,
        more=len(shown) > query.PAGE_SIZE,
        definitions=[(number, f"{code} {title}") for number, code, title in definitions],
        kinds=choices(MeasurementKind),
        verdicts=choices(Verdict),
        frequencies=choices(Frequency),
        owners=[(str(number), name) for number, name in inside] + [(f"={name}", name) for name in outside],
        chosen_owner=_owner_text(filters),
    )


@blueprint.get("/measurements.<any(csv, xlsx):ending>")
@requires(PARTNER)
def export(ending: str) -> Response:
    """The whole selection, up to 10,000 measurements, whatever page is shown."""
    found = query.rows(db.session(), _filters(), language(), _order(), limit=MOST_EXPORTED)
    return download(ending, "measurements", gettext("Measurements"), _headings(), _cells(found))


def _headings() -> list[str]:
    return [
        gettext("Code"),
        gettext("Title"),
        gettext("Definition of safety"),
        gettext("Owner of the measurement"),
        gettext("Kind"),
        gettext("Unit"),
        gettext("Direction"),
        gettext("How often"),
        gettext("First year"),
        gettext("Geography"),
        gettext("Values"),
        gettext("Latest value"),
        gettext("Latest value from"),
        *(word(aspect) for aspect in Suitability),
        gettext("Suitability, sum of 18"),
        gettext("Verdict"),
        gettext("Reason of the verdict"),
    ]


def _cells(rows: list[MeasurementRow]) -> Iterator[list[tables.Cell]]:
    for row in rows:
        yield [
            row.code,
            row.title,
            f"{row.definition_code} {row.definition}",
            row.owner,
            word(row.kind),
            row.unit,
            word(row.direction),
            word(row.frequency),
            row.first_year,
            ", ".join(row.areas.splitlines()),
            row.values,
            row.latest.value if row.latest else None,
            value_day(row.latest) if row.latest else None,
            *(row.scores.get(aspect) for aspect in Suitability),
            row.sum,
            word(row.verdict),
            row.verdict_reason,
        ]


def _filters() -> Filters:
    """What cannot be asked for leaves its filter out."""
    owner = _text("owner")
    number = number_in(owner)
    asked = request.args.get("values", "")
    return Filters(
        words=_text("q"),
        definition=number_in(request.args.get("definition")),
        kind=_member(MeasurementKind, "kind"),
        verdict=_member(Verdict, "verdict"),
        owner=number if number is not None else owner.removeprefix("=") or None,
        area=_text("area"),
        frequency=_member(Frequency, "frequency"),
        with_values={"yes": True, "no": False}.get(asked),
        archived=request.args.get("state") == "archived",
    )


def _order() -> Order:
    asked = request.args.get("sort", "")
    return Order(asked) if asked in set(Order) else Order.INVENTORY


def _page() -> int:
    return min(max(number_in(request.args.get("page")) or 1, 1), MOST_PAGES)


def _member(kind: type[Member], name: str) -> Member | None:
    asked = request.args.get(name, "")
    return kind(asked) if asked in set(kind) else None


def _text(name: str) -> str:
    return " ".join(UNPRINTABLE.sub(" ", request.args.get(name, "")).split())[:LONGEST_TEXT]


def _owner_text(filters: Filters) -> str:
    """The owner as the filter holds it: a name begins with a sign that no number has."""
    if filters.owner is None:
        return ""
    return str(filters.owner) if isinstance(filters.owner, int) else f"={filters.owner}"


def _address(filters: Filters, order: Order) -> dict[str, Any]:
    """The query string of the present selection, without the page."""
    with_values = {True: "yes", False: "no", None: ""}[filters.with_values]
    held = {
        "q": filters.words,
        "definition": "" if filters.definition is None else str(filters.definition),
        "kind": filters.kind or "",
        "verdict": filters.verdict or "",
        "owner": _owner_text(filters),
        "area": filters.area,
        "frequency": filters.frequency or "",
        "values": with_values,
        "state": "archived" if filters.archived else "",
        "sort": "" if order is Order.INVENTORY else order.value,
    }
    return {name: str(value) for name, value in held.items() if value}
