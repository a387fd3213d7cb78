"""Versions on their pages: copied, changed, previewed, published; a published one never changes."""

import pytest

from tests.services.safety_index.index_board import Board


@pytest.fixture
def planner(as_):
    return as_("planner")


@pytest.fixture
def board(demo_writer):
    return Board(demo_writer)


@pytest.fixture
def draft(board):
    return board.draft()


def test_a_new_version_is_a_copy_of_the_published_one_unless_asked_otherwise(planner):
    page = planner.follow(planner.submit("/index/versions/new", {"note": "Nye vægte"}))
    assert page.heading == "Version 2 af indekset"
    assert "Udkast" in page.text
    assert "fra version 1" in page.text
    assert "Nye vægte" in page.text
    assert "M01 Politiets Tryghedsindeks" in page.text


def test_a_version_from_nothing_names_what_it_lacks_at_its_place(planner):
    page = planner.follow(planner.submit("/index/versions/new", {"made_from": "0"}))
    assert page.text.count("Der er ingen måling under definitionen.") == 3
    assert "Version 2 kan ikke beregnes" in page.text


def test_thirds_are_shown_rounded_and_kept_to_the_last_digit(planner, board, draft):
    page = planner.page(f"/index/versions/{draft}")
    assert page.text.replace("\xa0", " ").count("33,3 %") == 3
    address = f"/index/versions/{draft}/edit"
    held = planner.page(address).form(address).values()
    assert [held[f"weight_{number}"] for number in (1, 2, 3)] == [["33,33"]] * 3
    before = board.weights(draft)
    planner.follow(planner.submit(address, {"note": "Kun noten"}))
    assert board.weights(draft) == before


def test_a_draft_is_previewed_beside_the_published_version_on_the_same_years(planner, draft):
    planner.follow(planner.submit(f"/index/versions/{draft}/edit", {"weight_3": "66,67"}))
    page = planner.page(f"/index/versions/{draft}")
    rows = {cells[0]: cells[1:4] for cells in page.rows() if cells[0] in ("2013", "2014", "2015")}
    assert rows == {
        "2015": ["59,48", "58,66", "−0,81"],
        "2014": ["⊗ tilbageholdt", "⊗ tilbageholdt", "–"],
        "2013": ["49,84", "47,34", "−2,50"],
    }
    chart = page.main.all("svg", class_="index-chart")[0]
    assert [node.text for node in chart.all("text", class_="index-value")] == ["47,34", "58,66"]
    assert len(chart.all("rect", class_="index-mark")) == 2
    # what is published stays
    assert "59,48" in planner.page("/index").text


def test_a_measurement_without_the_verdict_is_added_with_a_warning(planner, board, draft):
    address = f"/index/versions/{draft}/measurements/new"
    groups = [node.get("label") for node in planner.page(address).main.all("optgroup")]
    assert groups == ["Ikke vurderet til at være med i indekset: kun med en god grund"]
    sent = {"measurement_id": str(board.measurement("M07")), "worst": "1", "best": "5", "weight": "25"}
    page = planner.follow(planner.submit(address, sent))
    assert "Målingen er ikke vurderet til at være med i indekset." in page.text
    assert "Bemærk, den er vurderet: kandidat til indekset" in page.text


def test_goalposts_against_the_direction_are_told_at_their_place_and_not_published(planner, board, draft):
    measure = board.measure(draft, "M01")
    sent = {"worst": "100", "best": "50"}
    page = planner.follow(planner.submit(f"/index/measures/{measure}/edit", sent))
    assert "Målstolperne vender omvendt af målingens retning. Byt dem om." in page.text
    assert "Der er én ting galt" in page.text
    address = f"/index/versions/{draft}/publish"
    assert "kan ikke offentliggøres, før dette er rettet" in planner.page(address).text
    page = planner.checked(planner.submit(address, {"reason": "Alligevel"}), address, 422)
    assert any("M01" in error and "Byt dem om" in error for error in page.errors)
    assert page.form(address).values()["reason"] == ["Alligevel"]
    assert "Version 1, offentliggjort" in planner.page("/index").text


def test_publishing_is_refused_with_every_fault_named(planner, draft, board):
    for code in ("M08", "M09"):
        planner.follow(planner.submit(f"/index/measures/{board.measure(draft, code)}/remove"))
    sent = {"worst": "100", "best": "50"}
    planner.follow(planner.submit(f"/index/measures/{board.measure(draft, 'M02')}/edit", sent))
    address = f"/index/versions/{draft}/publish"
    page = planner.checked(planner.submit(address, {"reason": "Alligevel"}), address, 422)
    told = " ".join(page.errors)
    assert "M02" in told
    assert "Den fællesskabende tryghed: Der er ingen måling under definitionen." in told


def test_publishing_says_why_and_retires_the_version_before(planner, draft):
    address = f"/index/versions/{draft}/publish"
    page = planner.checked(planner.submit(address), address, 422)
    assert page.errors
    page = planner.follow(planner.submit(address, {"reason": "Vedtaget af planlægningsgruppen"}))
    assert "Version 2, offentliggjort 15.09.2015" in page.text
    states = {cells[0]: cells[1] for cells in planner.page("/index/versions").rows()}
    assert states == {"Version 2": "Offentliggjort", "Version 1": "Udgået"}
    assert "Vedtaget af planlægningsgruppen" in planner.page("/index/years/2015").text


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        ("/index/versions/{draft}/edit", {"note": "For sent"}),
        ("/index/versions/{draft}/publish", {"reason": "For sent"}),
        ("/index/versions/{draft}/measurements/new", {"worst": "1", "best": "5", "weight": "7"}),
        ("/index/measures/{measure}/edit", {"worst": "7"}),
        ("/index/measures/{measure}/remove", {}),
    ],
)
def test_a_form_fetched_before_publishing_and_sent_after_it_changes_nothing(
    planner, board, draft, page, sent
):
    measure = board.measure(draft, "M01")
    address = page.format(draft=draft, measure=measure)
    if "measurements" in page:
        sent = {**sent, "measurement_id": str(board.measurement("M07"))}
    form = planner.page(address).form(address)
    planner.follow(planner.submit(f"/index/versions/{draft}/publish", {"reason": "Vedtaget"}))
    before = (board.contents(draft), board.weights(draft), board.points(draft))
    answer = planner.send(form.values(), sent, address)
    shown = planner.checked(answer, address, 422)
    assert "Versionen er offentliggjort og ændres ikke mere" in " ".join(shown.errors)
    assert before == (board.contents(draft), board.weights(draft), board.points(draft))


def test_a_published_version_offers_no_form_but_a_copy(planner, board):
    page = planner.page("/index/versions/1")
    assert page.links.count("/index/versions/new?from=1") == 1
    assert not [link for link in page.links if "edit" in link or "publish" in link or "remove" in link]
    measure = board.measure(board.published, "M01")
    for address in (
        "/index/versions/1/edit",
        "/index/versions/1/publish",
        "/index/versions/1/measurements/new",
        f"/index/measures/{measure}/edit",
        f"/index/measures/{measure}/remove",
    ):
        answer = planner.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/index/versions/1")


def test_who_changes_what_somebody_else_changed_meanwhile_sees_both(planner, draft, board):
    measure = board.measure(draft, "M01")
    for address, mine, theirs in (
        (f"/index/versions/{draft}/edit", {"note": "Min egen"}, {"note": "Den andens"}),
        (f"/index/measures/{measure}/edit", {"worst": "41"}, {"worst": "43"}),
    ):
        form = planner.page(address).form(address)
        planner.follow(planner.submit(address, theirs))
        page = planner.checked(
            planner.send(form.values(), {**mine, "idempotency_key": f"k{len(address)}"}, address),
            address,
            409,
        )
        for text in (*mine.values(), *theirs.values()):
            assert text in page.source


def test_two_versions_are_compared_on_the_same_years(as_, planner, draft):
    planner.follow(planner.submit(f"/index/versions/{draft}/edit", {"weight_3": "66,67"}))
    planner.follow(planner.submit(f"/index/versions/{draft}/publish", {"reason": "Vedtaget"}))
    page = as_("reader").page(f"/index/compare?old=1&new={draft}")
    assert ["2015", "59,48", "58,66", "−0,81"] in [cells[:4] for cells in page.rows()]
    turned = as_("reader").page(f"/index/compare?old={draft}&new=1")
    assert ["2015", "58,66", "59,48", "+0,81"] in [cells[:4] for cells in turned.rows()]
    same = as_("reader").page("/index/compare?old=1&new=1")
    assert ["2015", "59,48", "59,48", "0,00"] in [cells[:4] for cells in same.rows()]


@pytest.mark.parametrize("query", ["?old=999", "?new=x", "?old=%00", "?old=1&new=99999999999"])
def test_a_version_that_is_not_there_cannot_be_compared(planner, query):
    assert planner.get(f"/index/compare{query}").status_code == 404


def test_one_version_alone_has_nothing_to_be_compared_with(as_):
    assert "Der er ikke to versioner at sammenligne." in as_("reader").page("/index/compare").text


def test_partners_read_drafts_and_find_no_way_to_change_them(as_, draft):
    page = as_("manager").page(f"/index/versions/{draft}")
    assert not [
        link for link in page.links if "edit" in link or "publish" in link or "new" in link.split("?")[0]
    ]
    assert "/index/versions/new" not in as_("manager").page("/index/versions").links


def test_where_nothing_is_published_the_page_says_what_to_do(as_, board):
    board.session.rollback()
    with board.session.begin():
        board.session.connection().exec_driver_sql("UPDATE index_versions SET state = 'draft'")
    page = as_("planner").page("/index")
    assert "Ingen version af indekset er offentliggjort endnu." in page.text
    assert as_("planner").get("/index.csv").status_code == 404
    assert as_("planner").get("/index/years/2015").status_code == 404
    assert "Der er ingen offentliggjort version" in as_("planner").page("/index/versions/1").text


def test_a_retired_version_still_shows_the_years_that_were_published_with_it(planner, draft):
    planner.follow(planner.submit(f"/index/versions/{draft}/edit", {"weight_3": "66,67"}))
    planner.follow(planner.submit(f"/index/versions/{draft}/publish", {"reason": "Vedtaget"}))
    for version, points in ((1, "59,48"), (draft, "58,66")):
        page = planner.page(f"/index/versions/{version}")
        row = next(cells for cells in page.rows() if cells[0] == "2015")
        assert row[4] == points
    assert "/index/years/2015" not in planner.page("/index/versions/1").links


def test_a_discarded_draft_is_named_with_its_reason_and_only_a_draft_can_go(planner, draft, board):
    page = planner.follow(
        planner.submit(f"/index/versions/{draft}/discard", {"reason": "Vægtene var gættet"})
    )
    assert page.heading == "Versioner af tryghedsindekset"
    assert "1 udkast er kasseret" in page.text
    assert "Vægtene var gættet" in page.text
    planner.page(f"/index/versions/{draft}", 404)
    refused = planner.get(f"/index/versions/{board.published}/discard")
    assert refused.status_code == 303
    assert "Kassér" not in planner.page(f"/index/versions/{board.published}").text
