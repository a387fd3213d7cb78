"""Downloads hold what the page shows, and no cell can start a formula."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from tracker.exchange import tables

HEADINGS = ["Milepæl", "Frist", "Dage"]
HOSTILE = ["=1+1", "+45", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://example.org")']


def csv_rows(body: bytes, separator: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=separator))


def xlsx_rows(body: bytes) -> Sequence[Sequence[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_csv_file_can_start_a_formula(text):
    cell = csv_rows(tables.as_csv(HEADINGS, [[text, None, None]]))[1][0]
    assert cell == "'" + text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_an_xlsx_file_can_start_a_formula(text):
    body = tables.as_xlsx("Milepæle", HEADINGS, [[text, None, None]])
    assert str(xlsx_rows(body)[1][0]).startswith("'")


def test_a_heading_can_start_no_formula_either():
    assert csv_rows(tables.as_csv(["=A1"], []))[0] == ["'=A1"]


def test_a_csv_file_opens_in_excel_with_its_danish_letters():
    body = tables.as_csv(HEADINGS, [["Blåbærgrød", date(2015, 9, 15), 3]])
    assert body.startswith(b"\xef\xbb\xbf")
    assert csv_rows(body) == [HEADINGS, ["Blåbærgrød", "2015-09-15", "3"]]


def test_separators_quotes_and_line_breaks_stay_inside_their_cell():
    text = 'a;b "c"\nd,e'
    assert csv_rows(tables.as_csv(HEADINGS, [[text, None, None]]))[1][0] == text
    assert csv_rows(tables.as_csv(HEADINGS, [[text, None, None]], ","), ",")[1][0] == text


def test_dates_and_numbers_of_an_xlsx_file_are_dates_and_numbers():
    body = tables.as_xlsx("Milepæle", HEADINGS, [["Udbud", date(2015, 5, 1), 137]])
    assert xlsx_rows(body)[1] == ["Udbud", date(2015, 5, 1), 137.0]


def test_a_text_longer_than_a_cell_is_cut_rather_than_refused():
    body = tables.as_xlsx("x", HEADINGS, [["æ" * 40_000, None, None]])
    assert len(str(xlsx_rows(body)[1][0])) == tables.XLSX_TEXT_LIMIT
