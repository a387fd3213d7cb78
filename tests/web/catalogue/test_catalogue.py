"""The shared catalogue as a list: search, filters, pages, downloads."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
import python_calamine
import sqlalchemy as sa

from tests.conftest import SignInAs
from tests.factories import Maker
from tests.personas import TODAY
from tests.web.catalogue.rows import listed, one
from tracker.records.models import CatalogueEntry, Goal, Organisation
from tracker.services.catalogue.entries import archive_catalogue_entry

pytestmark = pytest.mark.both

SAMPLE = {
    "Børne- og Ungepolitikken i Aalborg Kommune 2011-2013",
    "Ungestrategi",
    "Sundhedspolitik",
    "Rusmiddelpolitik",
    "Mål- og resultatplan for Nordjyllands Politi",
    "Lokalpolitistrategi / samarbejdsplan SSP-PSP-KSP",
    "Planstrategi og byudvikling i boligområder",
}


def test_the_catalogue_lists_what_there_is_with_its_validity_in_words(as_: SignInAs) -> None:
    page = as_("reader").page("/catalogue")
    assert listed(page) == SAMPLE
    assert "udløbet for 623 dage siden" in page.text
    assert page.text.count("udløber om 107 dage") == 2
    assert "01.01.2011 – 31.12.2013" in page.text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        (
            "q=politikker",
            {"Sundhedspolitik", "Rusmiddelpolitik"} | {t for t in SAMPLE if "Unge" in t and "Børne" in t},
        ),
        ("q=rusmid", {"Rusmiddelpolitik"}),
        ("q=youth", {"Ungestrategi"}),
        ("q=findes+ikke", set()),
        ("q=%22%2A+-", set()),
        ("validity=expired", {"Børne- og Ungepolitikken i Aalborg Kommune 2011-2013"}),
        ("validity=expiring", {"Rusmiddelpolitik", "Mål- og resultatplan for Nordjyllands Politi"}),
        ("validity=current", SAMPLE - {"Børne- og Ungepolitikken i Aalborg Kommune 2011-2013"}),
        ("validity=no_end", set()),
        ("validity=everything", SAMPLE),
        ("q=politik&validity=expired", {"Børne- og Ungepolitikken i Aalborg Kommune 2011-2013"}),
        ("organisation=x&goal=&page=0", SAMPLE),
        ("page=2", set()),
    ],
)
def test_the_list_is_narrowed_down_by_the_address(query: str, titles: set[str], as_: SignInAs) -> None:
    assert listed(as_("reader").page(f"/catalogue?{query}")) == titles


def test_the_list_is_narrowed_down_to_an_owner_and_a_goal(as_: SignInAs, made: Maker) -> None:
    police, goal = one(made, Organisation, code="NP"), one(made, Goal, code="G2")
    page = as_("reader").page(f"/catalogue?organisation={police}&goal={goal}")
    assert listed(page) == {
        "Mål- og resultatplan for Nordjyllands Politi",
        "Lokalpolitistrategi / samarbejdsplan SSP-PSP-KSP",
    }


def test_found_words_are_marked_and_nothing_of_the_text_becomes_markup(as_: SignInAs, made: Maker) -> None:
    made.catalogue_entry(
        title="<b>Natteliv</b>",
        note="x" * 300 + " <i>nattelivet</i> & <script>alert(1)</script> " + "y" * 300,
    )
    answer = as_("reader").get("/catalogue?q=natteliv").get_data(as_text=True)
    assert "&lt;b&gt;<mark>Natteliv</mark>&lt;/b&gt;" in answer
    assert "&lt;i&gt;<mark>nattelivet</mark>&lt;/i&gt; &amp; &lt;script&gt;" in answer
    assert "<script>alert" not in answer


def test_a_search_of_any_length_is_answered_and_stands_in_its_field(as_: SignInAs) -> None:
    for typed in ("politik " * 2_000, "\"'*-():^~" * 1_000, "😀" * 3_000):
        page = as_("reader").page(f"/catalogue?{urlencode({'q': typed})}")
        assert page.root.one("input", id="filter-q").get("value")


def test_pages_follow_each_other_with_the_same_filters(as_: SignInAs, made: Maker) -> None:
    for number in range(30):
        made.catalogue_entry(title=f"Cykelpolitik {number:02d}")
    browser = as_("reader")
    first = browser.page("/catalogue?q=cykelpolitik")
    second = browser.page(next(a["href"] for a in first.root.all("a") if a.get("rel") == "next"))
    assert (len(listed(first)), len(listed(second))) == (25, 5)
    assert not listed(first) & listed(second)


def test_a_goal_that_no_valid_strategy_serves_is_told_with_its_definition(as_: SignInAs, made: Maker) -> None:
    assert "Ingen: alle mål er dækket" in as_("reader").page("/catalogue").text
    session = made.writer.session
    for number, version in session.execute(
        sa.select(CatalogueEntry.id, CatalogueEntry.version).where(CatalogueEntry.code == "S7")
    ).all():
        archive_catalogue_entry(made.writer, entry_id=number, version=version, reason="Ophævet")
    made.catalogue_entry(
        title="Forbi", goal_ids=[one(made, Goal, code="G5")], valid_until=TODAY - timedelta(days=1)
    )
    box = as_("reader").page("/catalogue").root.one("section", **{"aria-labelledby": "without-title"})
    assert "G5" in box.text
    assert "Definition:" in box.text
    assert "G4" not in box.text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_selection_downloads_as_it_is_filtered(kind: str, as_: SignInAs) -> None:
    answer = as_("manager").get(f"/catalogue.{kind}?validity=expired")
    assert f"catalogue-2015-09-15.{kind}" in answer.headers["Content-Disposition"]
    if kind == "csv":
        text = answer.data.decode("utf-8-sig")
    else:
        rows = python_calamine.load_workbook(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
        text = "\n".join(";".join(map(str, row)) for row in rows)
    assert "udløbet for 623 dage siden" in text
    assert "Ungestrategi" not in text


def test_a_download_holds_every_page(as_: SignInAs, made: Maker) -> None:
    for number in range(30):
        made.catalogue_entry(title=f"Cykelpolitik {number:02d}")
    lines = as_("reader").get("/catalogue.csv?q=cykelpolitik").get_data(as_text=True).splitlines()
    assert len(lines) == 31


def test_an_excerpt_shows_the_words_around_what_was_found(as_: SignInAs, made: Maker) -> None:
    made.catalogue_entry(
        title="Politik", note=f"{'Indledning ' * 40}om trygge legepladser i byen {'Afslutning ' * 40}"
    )
    answer = as_("reader").get("/catalogue?q=legeplads").get_data(as_text=True)
    assert "om trygge <mark>legepladser</mark> i byen" in answer
    assert "… Indledning" in answer
    assert "Afslutning …" in answer
    assert answer.count("Indledning") < 10
