"""A page is written down as what it says and where it leads, and two runs write the same."""

import io

import pytest
import xlsxwriter

from script.crawl_reading import Link, kind_of, masked, read


def lines(markup: str, address: str = "/plans/1") -> list[str]:
    return read(address, "text/html", markup.encode()).lines


def links(markup: str, address: str = "/plans/1") -> list[Link]:
    return read(address, "text/html", markup.encode()).links


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("/static/0123456789abcdef/css/tracker.css", "/static/<files>/css/tracker.css"),
        ("/plans/1/undo/0123456789abcdef0123456789abcdef", "/plans/1/undo/<change>"),
        ("/plans/1/edition?token=MQ.VfgJsA.xyz-_&a=1", "/plans/1/edition?token=<token>&a=1"),
        ("/plans/12?as_of=2015-01-01", "/plans/12?as_of=2015-01-01"),
    ],
)
def test_only_what_is_made_anew_is_masked(text: str, instead: str) -> None:
    assert masked(text) == instead


def test_tokens_and_keys_of_a_form_are_not_written_down_but_their_fields_are() -> None:
    page = '<input type="hidden" name="csrf_token" value="abc"><input type="hidden" name="version" value="3">'
    assert lines(page) == ["[hidden csrf_token=<made anew>]", "[hidden version=3]"]


def test_addresses_that_differ_by_numbers_and_values_are_of_one_kind() -> None:
    assert kind_of("/plans/1/diagram.svg?overlay=risk&focus=") == "/plans/<n>/diagram.svg?focus&overlay"
    assert kind_of("/priorities/3.csv") == "/priorities/<n>.csv"


def test_a_line_is_a_block_with_its_links_in_place() -> None:
    page = "<h1>A <b>plan</b></h1><p>See\n <a href='/plans/2'>another</a>.</p><script>no</script>"
    assert lines(page) == ["A plan", "See another [→ /plans/2] ."]


def test_what_only_some_people_perceive_is_written_down_too() -> None:
    page = '<td data-label="Value">3</td><button aria-label="Close" data-ask="Are you sure?" data-id="7">'
    assert lines(page) == ["[data-label: Value] 3", "[aria-label: Close] [data-ask: Are you sure?]"]


def test_fields_tell_their_name_value_and_limits() -> None:
    page = (
        '<form method="post" action="/x"><input name="title" value="Play" required maxlength="9">'
        '<textarea name="why">one\ntwo</textarea>'
        '<select name="kind"><option value="a">A</option><option value="b" selected>B</option></select>'
    )
    assert lines(page) == [
        "[form POST /x]",
        "[text title=Play required maxlength=9]",
        "[textarea why]",
        "| one",
        "| two",
        "[select kind]",
        "[option a] A",
        "[* b] B",
    ]


def test_a_form_holds_what_a_browser_would_send_of_it_untouched() -> None:
    page = (
        '<form method="post" action="/x"><input name="a" value="1"><input type="checkbox" name="b">'
        '<input type="checkbox" name="c" checked><input name="d" value="2" disabled>'
        '<select name="e"><option value="x"></option><option value="y" selected></option></select>'
        '<select name="f"><option value="x"></option><option value="y"></option></select>'
        '<select name="g" multiple><option value="x"></option></select><textarea name="h">t</textarea></form>'
    )
    (form,) = read("/", "text/html", page.encode()).forms
    assert form.values == [("a", "1"), ("c", "on"), ("e", "y"), ("f", "x"), ("h", "t")]


def test_links_forms_that_ask_and_pictures_are_followed() -> None:
    page = (
        '<a href="edit#title">1</a><a href="https://example.org/">2</a><a href="/static/a.pdf">3</a>'
        '<form action="/plans?a=1#list"><input name="q" value="æ"></form>'
        '<img src="/plans/1/diagram.svg" alt="">'
        '<a href="/elements/1" hx-boost="true">4</a>'
    )
    assert links(page) == [
        Link("/plans/edit", "title"),
        Link("/plans?q=%C3%A6", "list"),
        Link("/plans/1/diagram.svg"),
        Link("/elements/1"),
        Link("/elements/1", in_panel=True),
    ]


def test_a_drawing_that_looks_otherwise_is_told_even_where_its_words_are_the_same() -> None:
    one, other = (
        read("/", "image/svg+xml", f'<svg><text x="{x}">Play</text></svg>'.encode()).lines for x in (1, 2)
    )
    assert one[0] == other[0] == "Play"
    assert one != other


def test_a_workbook_is_read_cell_by_cell() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Plans").write_row(0, 0, ["HP1", 3, "two\nlines"])
    mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert read("/", mimetype, file.getvalue()).lines == ["[sheet Plans]", "HP1 | 3.0 | two lines"]
