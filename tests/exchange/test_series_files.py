"""A series in a file: what is read of it, and that no file does harm."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tracker.exchange.pasted.numbers import Marks
from tracker.exchange.pasted.readings import Known, Outcome, Paste, Reason, read
from tracker.exchange.series_file import LARGEST_FILE, FileFault, UnusableFile, read_series_file

TODAY = date(2015, 9, 15)


def workbook(*sheets, percent="0.0%", since_1904=False):
    """Each sheet is a name and rows; a cell that is a tuple is (formula, value) or (per cent, value)."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": since_1904})
    shown = book.add_format({"num_format": percent})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for name, rows in sheets:
        page = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                match cell:
                    case date():
                        page.write_datetime(row, column, cell, day)
                    case ("%", value):
                        page.write_number(row, column, value, shown)
                    case (formula, value):
                        page.write_formula(row, column, formula, None, value)
                    case _:
                        page.write(row, column, cell)
    book.close()
    return out.getvalue()


def repacked(data, **changed):
    """The same container with the parts whose names end in ``changed`` in place of theirs."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            key = name.rpartition("/")[2].partition(".")[0]
            new.writestr(name, changed.get(key, old.read(name)))
    return out.getvalue()


def sheet_xml(cells):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def fault_of(data):
    with pytest.raises(UnusableFile) as refused:
        read_series_file(data)
    return refused.value.fault


def meant(data, *, percent=False, marks=Marks.EITHER) -> Paste:
    """What the lines of a file are to a measurement without values."""
    return read(read_series_file(data, marks).text, Known(None, TODAY, percent, {}, whole_years=True), marks)


def values(paste: Paste):
    return {(row.period or row.read_on): row.value for row in paste.of(Outcome.NEW)}


def test_a_workbook_is_read_with_years_days_numbers_and_headings():
    rows = [["Tryghed i Aalborg"], ["År", "Andel"], [2013, 61.5], [], [date(2014, 6, 30), 1234.5]]
    data = workbook(("Tal", [*rows, ["2. kvartal 2015", "1.234,5"]]))
    paste = meant(data)
    assert values(paste) == {"2013": 61.5, date(2014, 6, 30): 1234.5, "2. kvartal 2015": 1234.5}
    assert [row.line for row in paste.rows] == [1, 2, 3, 5, 6]
    assert [row.outcome for row in paste.rows[:2]] == [Outcome.HEADING, Outcome.HEADING]
    assert paste.whole_years == {date(2013, 12, 31)}


@pytest.mark.parametrize("since_1904", [False, True])
def test_a_day_is_the_same_whether_a_workbook_counts_days_from_1900_or_1904(since_1904):
    data = workbook(("Ark1", [[date(2014, 6, 30), 61.5]]), since_1904=since_1904)
    assert read_series_file(data).text == "30.06.2014\t61,5"


def test_the_first_sheet_with_anything_in_it_is_read_and_named():
    found = read_series_file(workbook(("Tom", []), ("Tal", [[2014, 3]]), ("Mere", [[2014, 4]])))
    assert (found.text, found.sheet, found.sheets) == ("2014\t3", "Tal", 3)


def test_a_formula_has_the_value_that_it_was_saved_with_and_a_failed_one_none():
    paste = meant(workbook(("Tal", [[2013, ("=1+1", 2)], [2014, ("=1/0", "#DIV/0!")]])))
    assert values(paste) == {"2013": 2}
    assert paste.rows[1].reason is Reason.NO_VALUE


@pytest.mark.parametrize("percent", ["0%", "0.00%", "0.0%", '0.0 "af alle" %'])
def test_a_cell_in_per_cent_is_what_it_shows(percent):
    data = workbook(("Tal", [[2013, ("%", 0.615)], [2014, ("%", 0.29)]]), percent=percent)
    assert values(meant(data, percent=True)) == {"2013": 61.5, "2014": 29}
    assert {row.reason for row in meant(data).rows} == {Reason.PERCENT_SIGN}


def test_a_percent_sign_in_quotes_is_only_a_text():
    assert values(meant(workbook(("Tal", [[2013, ("%", 0.5)]]), percent='0.0 "%"'))) == {"2013": 0.5}


@pytest.mark.parametrize("marks", Marks)
def test_a_number_of_a_workbook_is_the_same_however_numbers_are_said_to_be_written(marks):
    data = workbook(("Tal", [[2012, 1.234], [2013, 1234], [2014, 12.5]]))
    assert values(meant(data, marks=marks)) == {"2012": 1.234, "2013": 1234, "2014": 12.5}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_with_semicolons_is_read_as_danish_programs_write_it(encoding, end):
    text = end.join(["År;Måling æøå", "2013;61,5", ";", "30.06.2014;1.234,5", '"2012";"7"', ""])
    paste = meant(text.encode(encoding))
    assert values(paste) == {"2013": 61.5, date(2014, 6, 30): 1234.5, "2012": 7}
    assert paste.rows[0].text == "År;Måling æøå"


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", FileFault.EMPTY),
        (b" \r\n\t\n", FileFault.NO_VALUES),
        (b"x" * (LARGEST_FILE + 1), FileFault.TOO_LARGE),
        (b"<!doctype html><table><tr><td>2014", FileFault.WEB_PAGE),
        (b"\xef\xbb\xbf\n <html>", FileFault.WEB_PAGE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old or locked", FileFault.OTHER_KIND),
        (b"%PDF-1.4", FileFault.OTHER_KIND),
        (b"2014;\x00", FileFault.OTHER_KIND),
        (b"\x81\x8d", FileFault.OTHER_KIND),
        (b"PK\x03\x04 and nothing more", FileFault.BROKEN),
        (workbook(("Tal", [[2014, 3]]))[:-30], FileFault.BROKEN),
        (workbook(("Tom", [])), FileFault.NO_VALUES),
        (b"2014;1\n" * 1001, FileFault.TOO_MANY_LINES),
        (workbook(("Tal", [[2014, 3]] * 1001)), FileFault.TOO_MANY_LINES),
    ],
    ids=lambda one: one.name if isinstance(one, FileFault) else "",
)
def test_a_file_that_is_no_series_says_why(data, fault):
    assert fault_of(data) is fault


def test_another_kind_of_container_is_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("word/document.xml", "<w/>")
    assert fault_of(out.getvalue()) is FileFault.OTHER_KIND


SMALL = workbook(("Tal", [[2014, 3]]))


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row r="1"><c r="xfd1"><v>1</v></c></row>',
        "<row>" + "<c/>" * 101 + "</row>",
        "<row/>" * 10_001,
        " " * (13 * 1024 * 1024),
    ],
    ids=["far corner", "far row", "small letters", "many cells", "many rows", "bomb"],
)
def test_a_small_workbook_that_is_huge_inside_is_refused_before_it_is_read(cells):
    data = repacked(SMALL, sheet1=sheet_xml(cells))
    assert len(data) < 100_000
    assert fault_of(data) is FileFault.TOO_BIG_INSIDE


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><worksheet/>'.encode("utf-16"),
        sheet_xml('<row r="999999999999"><c><v>1</v></c></row>'),
        sheet_xml('<row r="1"><c r="AAAAAAA1"><v>1</v></c></row>'),
        b"<worksheet>",
        b"\xff\xfe\x00",
    ],
    ids=["entities", "entities in utf-16", "row", "column", "cut off", "no xml"],
)
def test_a_workbook_with_a_part_that_is_none_is_broken(part):
    assert fault_of(repacked(SMALL, sheet1=part)) is FileFault.BROKEN


def test_a_container_that_lies_about_its_sizes_is_broken():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("xl/workbook.xml", b"<workbook/>" + b" " * 40_000_000)
    lying = out.getvalue().replace((40_000_011).to_bytes(4, "little"), (11).to_bytes(4, "little"))
    assert fault_of(lying) is FileFault.BROKEN


def _answered(data: bytes) -> None:
    try:
        found = read_series_file(data)
    except UnusableFile:
        return
    read(found.text, Known(None, TODAY, True, {}, whole_years=True))


@given(st.binary(max_size=400))
def test_whatever_a_file_holds_is_read_or_refused(data):
    _answered(data)


@given(st.binary(max_size=60), st.integers(0, len(SMALL)), st.integers(0, 60))
def test_a_workbook_with_anything_in_the_midst_is_read_or_refused(put_in, place, left_out):
    _answered(SMALL[:place] + put_in + SMALL[place + left_out :])


@given(st.binary(max_size=80), st.sampled_from(["sheet1", "styles", "workbook", "sharedStrings"]), st.data())
def test_a_part_with_anything_in_the_midst_is_read_or_refused(put_in, name, data):
    with zipfile.ZipFile(io.BytesIO(SMALL)) as container:
        full = next((each for each in container.namelist() if each.endswith(f"/{name}.xml")), None)
        part = container.read(full) if full else b"<sst/>"
    place = data.draw(st.integers(0, len(part)))
    left_out = data.draw(st.integers(0, 40))
    _answered(repacked(SMALL, **{name: part[:place] + put_in + part[place + left_out :]}))


@given(st.lists(st.lists(st.one_of(st.floats(-1e9, 1e9), st.integers(1900, 2100)), max_size=3), max_size=12))
def test_any_sheet_of_numbers_is_read_or_refused(rows):
    _answered(workbook(("Tal", rows)))
