"""``/index`` as a page, as CSV and as XLSX: the published version with its years."""

from functools import partial

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.safety_index.versions import published_version
from tracker.web.access import PARTNER, requires
from tracker.web.lists import Columns, download
from tracker.web.safety_index.blueprint import blueprint, strategy
from tracker.web.safety_index.reading import read
from tracker.web.safety_index.sensitivity import sensitivity
from tracker.web.safety_index.series import Series, SeriesRow, series

BASE_VIEW = "base"


@blueprint.get("/index")
@requires(PARTNER)
def show() -> ResponseReturnValue:
    version = published_version(db.session(), strategy().id)
    if version is None:
        return render_template("safety_index/none.html")
    reading = read(version)
    return render_template(
        "safety_index/show.html",
        reading=reading,
        series=series(reading, in_base=_asks_for_base()),
        sensitivity=sensitivity(reading),
    )


@blueprint.get("/index.<any(csv, xlsx):kind>")
@requires(PARTNER)
def export(kind: str) -> Response:
    """The table of the page, in the scale that is asked for."""
    version = published_version(db.session(), strategy().id)
    if version is None:
        abort(404)
    shown = series(read(version), in_base=_asks_for_base())
    return download(kind, "safety-index", gettext("Safety index"), _columns(shown), shown.rows)


def _asks_for_base() -> bool:
    return request.args.get("view") == BASE_VIEW


def _columns(shown: Series) -> Columns[SeriesRow]:
    return (
        (gettext("Year"), lambda row: row.year),
        *((one.title, partial(_of_definition, place)) for place, one in enumerate(shown.definitions)),
        (gettext("Index, geometric"), lambda row: _number(row.index)),
        (gettext("Index, arithmetic"), lambda row: _number(row.arithmetic)),
        (gettext("Points"), lambda row: _number(row.points))
        if shown.in_base
        else (gettext("Base year = 100"), lambda row: _number(row.base)),
        (gettext("Remarks"), lambda row: "; ".join(row.flags)),
        (gettext("Edition"), lambda row: row.edition),
    )


def _of_definition(place: int, row: SeriesRow) -> float | None:
    return _number(row.cells[place].value)


def _number(value: float | None) -> float | None:
    """Rounded as the page shows it; an empty cell where withheld, never zero."""
    return None if value is None else round(value, 2)
