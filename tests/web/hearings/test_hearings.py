"""The pages of cases and hearings: who stands where, what a decision says, who sees and records what."""

import csv
from io import BytesIO, StringIO

import pytest
import sqlalchemy as sa

from tracker.records.models import Element

pytestmark = pytest.mark.both


def test_who_has_not_answered_stands_first_in_words_and_days(as_):
    page = as_("reader").page("/hearings/2")
    assert "Frist overskredet 5 dage" in page.text
    assert "Svarede 4 dage for sent" in page.text
    first, later = page.text.index("Beskæftigelsesudvalget"), page.text.index("Skoleudvalget")
    assert first < later


def test_the_decision_stands_to_the_letter(as_):
    [quote] = as_("reader").page("/hearings/recipients/1").root.all("blockquote")
    assert quote.text == (
        "Drøftedes. Skoleudvalget prioriterer informationen, forældreinddragelse og SSP-arbejdet, "
        'i arbejdet med "Tryghed i Aalborg Kommune".'
    )


def test_line_breaks_and_quotation_marks_of_a_decision_are_kept(as_, recipient):
    here = f"/hearings/recipients/{recipient(2, 'U-BESK')}"
    decision = '  Drøftedes.\n\n"Udvalget" ønsker:\n\t- flere ture'
    as_("secretary").submit(
        f"{here}/reply", {"met_on": "14.09.2015", "outcome": "discussed", "decision": decision}
    )
    assert f">{decision}</blockquote>".replace('"', "&#34;") in as_("reader").page(here).source


def test_where_there_is_no_reply_none_is_shown(as_, recipient):
    page = as_("reader").page(f"/hearings/recipients/{recipient(1, 'U-BESK')}")
    assert "Der er intet svar." in page.text
    assert not page.root.all("blockquote")


def test_the_list_is_narrowed_to_who_has_not_answered(as_, committee):
    reader = as_("reader")
    page = reader.page(f"/hearings?missing={committee('U-FAM')}")
    cards = [card.text for card in page.main.all(class_="hearing-card")]
    assert len(cards) == 1
    assert "H1" in cards[0]
    assert not reader.page("/hearings?state=closed").main.all(class_="hearing-card")
    assert len(reader.page("/hearings?case=2").main.all(class_="hearing-card")) == 1


def test_the_file_has_a_row_for_each_recipient_of_the_selection(as_, committee):
    reader = as_("reader")

    def rows(query):
        text = reader.get("/hearings.csv", query_string=query).get_data(as_text=True)
        return list(csv.DictReader(StringIO(text.lstrip("\ufeff")), delimiter=";"))

    assert len(rows({})) == 12
    late = [row for row in rows({"case": 2}) if row["Høringspart"] == "By- og Landskabsudvalget"]
    assert [(row["Høring"], row["I dage"]) for row in late] == [("H2", "Svarede 4 dage for sent")]
    assert [row["Høringspart"] for row in rows({"missing": committee("U-FAM")})] == [
        "Familie- og Socialudvalget"
    ]
    assert reader.get("/hearings.xlsx").status_code == 200


def test_a_summary_is_proposed_from_the_replies_and_names_who_has_not_replied(as_):
    secretary = as_("secretary")
    [proposed] = secretary.page("/hearings/2/close").form("/hearings/2/close").values()["summary"]
    assert "Familie- og Socialudvalget, 04.09.2015: Anbefales. »Anbefales.«" in proposed
    assert "By- og Landskabsudvalget, 14.09.2015, 4 dage efter fristen: Drøftedes." in proposed
    assert proposed.endswith(
        "Intet svar fra: Beskæftigelsesudvalget, Ældre- og Handicapudvalget, Sundheds- og Kulturudvalget."
    )
    page = secretary.follow(secretary.submit("/hearings/2/close", {}))
    assert page.heading.startswith("Sammenfatning af høringen H2")
    assert [quote.text for quote in page.root.all("blockquote")][-1] == "Anbefales."
    assert "Åbn igen" in secretary.page("/hearings/2").text
    assert secretary.get("/hearings/2/close").status_code == 303


def test_a_point_stands_on_the_page_of_its_element_and_counts_on_the_plan(as_, make_in_demo, demo_session):
    element, plan = demo_session.execute(
        sa.select(Element.id, Element.plan_id).where(Element.code == "HP4-A2")
    ).one()
    demo_session.rollback()
    make_in_demo.point(1, quote="SSP-arbejdet", element_id=element)
    page = as_("reader").page(f"/elements/{element}")
    assert "Hvad udvalg har besluttet (1)" in page.text
    assert "SSP-arbejdet" in page.text
    assert (
        "2 punkter fra udvalgenes beslutninger, 2 er endnu ikke fulgt op"
        in as_("reader").page(f"/plans/{plan}").text
    )


def test_words_that_are_not_in_the_decision_are_taken_with_a_warning(as_):
    planner = as_("planner")
    page = planner.follow(planner.submit("/hearings/recipients/1/points/new", {"quote": "Mere lys"}))
    assert page.text.count("Ordene står ikke i beslutningen.") == 1


def test_what_was_done_closes_a_point(as_):
    planner = as_("planner")
    planner.submit("/hearings/points/1/edit", {"done": "Skrevet ind i planen", "done_on": "10.09.2015"})
    assert "Skrevet ind i planen" not in planner.page("/hearings/points").text
    assert "Gjort 10.09.2015: Skrevet ind i planen" in planner.page("/hearings/points?state=all").text


def test_a_file_is_attached_fetched_and_withdrawn(as_, recipient):
    number = recipient(1, "U-SKOLE")
    here = f"/hearings/recipients/{number}/documents/new"
    secretary = as_("secretary")
    form = secretary.page(here).form(here).values()
    file = (BytesIO(b"Udskrift af protokollen"), "udskrift.txt")
    sent = secretary.post(here, data={**form, "document_file": file}, content_type="multipart/form-data")
    assert sent.status_code == 303
    page = secretary.page(f"/hearings/recipients/{number}")
    [paper] = [link for link in page.links if link.startswith("/hearings/documents/") and link[-1].isdigit()]
    fetched = as_("reader").get(paper)
    assert fetched.get_data() == b"Udskrift af protokollen"
    assert fetched.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in fetched.headers["Content-Security-Policy"]
    secretary.submit(f"{paper}/withdraw", {"reason": "Forkert fil"})
    assert as_("reader").get(paper).status_code == 404
    assert "udskrift.txt" not in as_("reader").page(f"/hearings/recipients/{number}").text


def test_a_deliverable_is_overdue_until_it_is_delivered(as_):
    secretary = as_("secretary")
    assert "Overskredet 452 dage" in secretary.page("/hearings/cases/1").text
    secretary.submit("/hearings/cases/1/edit", {"delivered_on": "01.09.2015"})
    page = secretary.page("/hearings/cases/1")
    assert "Leveret 01.09.2015" in page.text
    assert "Overskredet" not in page.text


def test_a_manager_sees_who_has_not_answered_and_a_secretary_what_to_record(as_):
    manager = as_("manager").page("/")
    assert "H2 1. status på strategien - høring i udvalgene" in manager.text
    assert "Frist overskredet 5 dage" in manager.text
    assert "Svar, som du skal registrere" not in manager.text
    secretary = as_("secretary").page("/")
    assert "Svar, som du skal registrere" in secretary.text
    assert [link for link in secretary.links if link.endswith("/reply")]


def test_an_archived_case_leaves_the_list_and_takes_nothing_more_until_it_is_restored(as_, make_in_demo):
    case = make_in_demo.case(strategy_id=1, title="Lavet to gange")
    secretary, here = as_("secretary"), f"/hearings/cases/{case}"
    page = secretary.follow(secretary.submit(f"{here}/archive", {"reason": "Den er der allerede"}))
    assert "Sagen er arkiveret." in page.text
    assert "Åbn en høring" not in page.main.text
    assert "Lavet to gange" not in secretary.page("/hearings/cases").text
    assert "Lavet to gange" in secretary.page("/hearings/cases?state=archived").text
    assert secretary.get(f"{here}/open").status_code == 303
    assert "Den er der allerede" in as_("reader").page(f"{here}/history").text
    assert "Gendan" not in as_("reader").page(here).main.text
    secretary.follow(secretary.submit(here, action=f"{here}/restore"))
    assert "Lavet to gange" in secretary.page("/hearings/cases").text
