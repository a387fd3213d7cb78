"""The register: what is found by which words, what one finding's page tells, and who sees which links."""

import csv
import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from tests.theory.reader import document
from tracker.services.evidence import archive_finding, attach_finding
from tracker.theory.contents.link import AttachmentContents
from tracker.theory.kinds import (
    Directness,
    EffectDirection,
    ElementKind,
    EvidenceLevel,
    LinkKind,
    Visibility,
)

pytestmark = pytest.mark.both


@pytest.fixture
def listed(as_):
    """The first line of each row that a query shows to the reader."""

    def rows(query: str = "", persona: str = "reader") -> list[str]:
        page = as_(persona).page(f"/evidence{query}")
        return [node.text for node in page.main.all("th") if node.get("scope") == "row"]

    return rows


def test_the_register_holds_every_finding_of_the_demo(listed):
    assert len(listed()) == len(document()["evidence"]) == 23


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?q=farrington", 4),
        ("?q=FARRINGTON+2008", 2),
        ("?q=CCTV+surveillance", 1),
        ("?q=høeberg", 1),
        ("?q=ungdomskriminalitet", 2),
        ("?q=frygt+lorenc", 2),
        ("?q=fear_of_crime", 3),
        ("?q=10.4073/csr.2013.5", 1),
        ("?q=EV06", 2),
        ("?q=%25", 4),
        ("?q=intet+af+dette", 0),
        ("?effect=fear_of_crime", 3),
        ("?direction=negative", 1),
        ("?direction=no_discernible&level=4", 2),
        ("?level=1", 4),
        ("?plan=3", 4),
        ("?plan=3&direction=mixed", 1),
    ],
)
def test_findings_are_found_by_words_effect_direction_level_and_plan(listed, query, count):
    assert len(listed(query)) == count


@pytest.mark.parametrize(
    "query",
    ["?level=9", "?level=x", "?direction=sideways", "?plan=%00", "?after=%F0%9F%98%80", "?state=x", "?q=%00"],
)
def test_an_address_with_nonsense_in_it_shows_a_list_all_the_same(listed, query):
    listed(query)


def test_paging_shows_every_finding_once(as_, make_in_demo, demo_session):
    for number in range(60):
        make_in_demo.finding(code=f"SIDE{number}", citation=f"Forfatter (20{number:02d}). Samme titel.")
    demo_session.rollback()
    reader, seen, address = as_("reader"), [], "/evidence"
    while address:
        page = reader.page(address)
        seen += [node.text for node in page.main.all("th") if node.get("scope") == "row"]
        address = next((one for one in page.links if "after=" in one), "")
        assert len(seen) <= 83
    assert len(seen) == 83


def test_the_downloads_hold_the_selection_of_the_page(as_, listed):
    query = "?effect=fear_of_crime&level=4"
    reader = as_("reader")
    lines = list(
        csv.reader(
            io.StringIO(reader.get(f"/evidence.csv{query}").get_data().decode("utf-8-sig")), delimiter=";"
        )
    )
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(reader.get(f"/evidence.xlsx{query}").get_data()))
    rows = sheet.get_sheet_by_index(0).to_python()
    assert len(lines) - 1 == len(rows) - 1 == len(listed(query)) == 2
    assert [line[0] for line in lines[1:]] == [row[0] for row in rows[1:]]


def test_a_finding_s_page_names_every_link_that_uses_it_with_its_level(as_, finding):
    page = as_("reader").page(f"/evidence/{finding('EV02')}")
    uses = [node.text for node in page.main.all("li", class_="use")]
    assert len(uses) == 2
    assert any("E1± Praksisviden, omstridt" in text for text in uses)


def test_why_a_link_has_its_level_is_told_in_words_that_lead_to_the_findings(as_, finding):
    page = as_("reader").page(f"/evidence/{finding('EV02')}")
    told = " ".join(node.text for node in page.main.all("details", class_="why"))
    assert "Stærkeste støtte: E2 ( Lorenc T et al. (2013) , muligvis positiv, direkte)." in told
    assert "Stærkest imod: E4 ( Lorenc T et al. (2013) , ingen påviselig virkning, direkte)." in told
    assert "højst E1" in told
    assert "Derfor er pilen E1 praksisviden, omstridt." in told
    assert f"/evidence/{finding('EV02b')}" in page.links


def test_a_level_that_the_design_does_not_suggest_is_said_to_deviate(as_, finding):
    reader = as_("reader")
    deviating = reader.page(f"/evidence/{finding('EV02b')}").text
    assert "Afviger fra det, designet lægger op til: E4 Veldokumenteret." in deviating
    assert "Afviger" not in reader.page(f"/evidence/{finding('EV02')}").text


def test_findings_of_the_same_publication_name_each_other(as_, finding):
    page = as_("reader").page(f"/evidence/{finding('EV06')}")
    assert f"/evidence/{finding('EV06b')}" in page.links


def test_links_of_a_plan_that_one_may_not_see_are_neither_counted_nor_named(as_, make_in_demo, demo_session):
    make = make_in_demo
    plan = make.plan(visibility=Visibility.ORGANISATION, title="Hemmelig plan", code="HEM")
    output = make.element(ElementKind.OUTPUT, plan_id=plan, title="Hemmelig ydelse")
    outcome = make.element(ElementKind.OUTCOME_SHORT, plan_id=plan)
    hidden = make.link(output, outcome, LinkKind.CAUSAL, plan_id=plan)
    number = make.finding(hidden, code="EVX", citation="Aaa (2014). Brugt i en plan, som få ser.")
    demo_session.rollback()
    for persona in ("reader", "owner"):
        for address in (f"/evidence/{number}", f"/evidence?q=EVX&plan={plan}", "/evidence", "/evidence.csv"):
            text = as_(persona).get(address).get_data(as_text=True)
            assert "HEM" not in text
            assert "Hemmelig" not in text
        assert "Ingen pil, som du kan se" in as_(persona).page(f"/evidence/{number}").text
    assert "Hemmelig ydelse" in as_("planner").page(f"/evidence/{number}").text
    assert "HEM" in as_("planner").get("/evidence.csv?q=EVX").get_data(as_text=True)


def test_readers_are_offered_no_way_to_change_the_register(as_, finding):
    for persona, may in (("reader", False), ("manager", False), ("owner", True), ("planner", True)):
        links = as_(persona).page("/evidence").links + as_(persona).page(f"/evidence/{finding('EV01')}").links
        assert ("/evidence/new" in links) is may
        assert (f"/evidence/{finding('EV01')}/archive" in links) is may


def test_supporting_and_contrary_findings_stand_side_by_side_on_a_link(as_, demo_session, make_in_demo):
    make = make_in_demo
    output, outcome = make.element(ElementKind.OUTPUT), make.element(ElementKind.OUTCOME_SHORT)
    one = make.link(output, outcome, LinkKind.CAUSAL)
    make.finding(one, code="S1", citation="Ja (2014). Det virker.")
    against = make.finding(code="S2", citation="Nej (2014). Nej.", direction=EffectDirection.NO_DISCERNIBLE)
    attach_finding(make.writer, link_id=one, finding_id=against)
    mixed = {"direction": EffectDirection.MIXED, "level": EvidenceLevel.E1}
    make.finding(one, code="S3", citation="Både (2014). Og.", **mixed)
    demo_session.rollback()
    for address in (f"/elements/{output}", f"/links/{one}/edit"):
        page = as_("planner").page(address)
        shown = [node.text for node in page.main.all(class_="side")]
        assert [text.split(" 1")[0] for text in shown] == ["Støtter pilen", "Taler imod", "Blandet"]
        assert ["Det virker" in shown[0], "Nej." in shown[1], "Og." in shown[2]] == [True] * 3
        [told] = [why.text for why in page.main.all("details", class_="why") if "Derfor er pilen" in why.text]
        assert "Stærkeste blandede fund: E1 ( Både (2014) , blandet, direkte). Svagere end støtten" in told
        assert "Derfor er pilen E1 praksisviden, omstridt." in told


def test_what_is_contrary_below_promising_is_told_to_be_shown_and_not_counted(
    as_, demo_session, make_in_demo
):
    make = make_in_demo
    output, outcome = make.element(ElementKind.OUTPUT), make.element(ElementKind.OUTCOME_SHORT)
    one = make.link(output, outcome, LinkKind.CAUSAL)
    make.finding(one, code="S1", citation="Ja (2014). Det virker.")
    against = {"direction": EffectDirection.NO_DISCERNIBLE, "level": EvidenceLevel.E2}
    number = make.finding(code="S2", citation="Nej (2014). Nej.", **against)
    attach_finding(
        make.writer,
        link_id=one,
        finding_id=number,
        contents=AttachmentContents(directness=Directness.INDIRECT),
    )
    demo_session.rollback()
    reasons = as_("reader").page(f"/elements/{output}").main.all("details", class_="why")
    [told] = [why.text for why in reasons if "Derfor er pilen" in why.text]
    assert "Stærkest imod: E1 ( Nej (2014) , ingen påviselig virkning, indirekte: E2 tæller som E1). " in told
    assert "Under E2: vises, men tæller ikke. Den stærkeste støtte tæller fuldt ud." in told
    assert "Derfor er pilen E3 dokumenteret, understøttet." in told


def test_what_is_to_be_reviewed_has_a_part_of_the_register(as_, listed, make_in_demo, demo_session):
    make_in_demo.finding(code="R1", citation="Overskredet (2014).", review_by=date(2015, 9, 1))
    make_in_demo.finding(code="R2", citation="Snart (2014).", review_by=date(2015, 10, 15))
    make_in_demo.finding(code="R3", citation="Senere (2014).", review_by=date(2015, 10, 16))
    gone = make_in_demo.finding(code="R4", citation="Væk (2014).", review_by=date(2015, 9, 1))
    archive_finding(make_in_demo.writer, finding_id=gone, version=1, reason="Trukket tilbage")
    demo_session.rollback()
    assert [text.split(" (")[0] for text in listed("?state=review")] == ["Overskredet", "Snart"]
    assert [text.split(" (")[0] for text in listed("?state=archived")] == ["Væk"]
    assert "overskredet 14 dage" in as_("reader").page("/evidence?state=review").text
