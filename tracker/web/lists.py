"""A list as a file to download, CSV or XLSX."""

from collections.abc import Iterable, Sequence

from flask import Response

from tracker.exchange import tables
from tracker.web import clock
from tracker.web.i18n import language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(
    kind: str, name: str, sheet: str, headings: Sequence[str], rows: Iterable[Sequence[tables.Cell]]
) -> Response:
    """``kind`` is csv or xlsx; the file is named ``name`` and the day. Danish spreadsheets separate by
    semicolon."""
    if kind == "csv":
        body = tables.as_csv(headings, rows, ";" if language() == "da" else ",")
        response = Response(body, mimetype="text/csv")
    else:
        response = Response(tables.as_xlsx(sheet, headings, rows), mimetype=XLSX)
    file_name = f"{name}-{clock.today().isoformat()}.{kind}"
    response.headers.set("Content-Disposition", "attachment", filename=file_name)
    return response
