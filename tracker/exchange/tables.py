"""A table as CSV or XLSX, in which no cell can start a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter

Cell = str | int | float | date | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for a formula at the start of a text (OWASP, "CSV Injection")."""

XLSX_TEXT_LIMIT = 32_767
"""Longest text of a cell; the format holds no more."""


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]], separator: str = ";") -> bytes:
    """UTF-8 with a byte order mark, which Excel needs; dates in ISO 8601. A text that a spreadsheet would
    take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow([_harmless(heading) for heading in headings])
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(sheet: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet with fixed headings and a filter; texts are texts, dates are dates."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    page = book.add_worksheet(sheet[:31])
    for column, heading in enumerate(headings):
        page.write_string(0, column, heading, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(last, column, cell, day)
            elif isinstance(cell, int | float):
                page.write_number(last, column, cell)
            elif cell:
                page.write_string(last, column, _harmless(cell)[:XLSX_TEXT_LIMIT])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, max(0, len(headings) - 1))
    page.autofit(400)
    book.close()
    return out.getvalue()


def _harmless(text: str) -> str:
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def _csv_cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return _harmless(cell) if isinstance(cell, str) else cell
