"""Files come with a report, a milestone or a reading, or afterwards; nothing that was sent is sent twice."""

from io import BytesIO

import pytest
import sqlalchemy as sa

from tests.web.documents import sending
from tracker.extensions import db
from tracker.records.models import Document, StatusReport
from tracker.services.documents import file_store
from tracker.theory.kinds import DeliveryStatus, ElementKind

NOTES = ("Referat af mødet.txt", sending.TEXT)
PHOTO = ("IMG_0001.HEIC", sending.HEIC)


@pytest.fixture
def documents(app):
    """The documents that are stored now, but for those that the test began with."""

    def found():
        with app.app_context():
            return list(db.session.scalars(sa.select(Document).order_by(Document.id)))

    return found


@pytest.fixture
def element(make_in_demo):
    number = make_in_demo.element()
    make_in_demo.writer.session.rollback()
    return number


@pytest.fixture
def milestone(make_in_demo, element):
    number = make_in_demo.milestone(element_id=element)
    make_in_demo.writer.session.rollback()
    return number


@pytest.fixture
def planner(as_):
    return as_("planner")


def test_files_come_with_a_report_and_belong_to_it(planner, upload, element, documents, app):
    page = f"/elements/{element}/report"
    answer = upload(planner, page, NOTES, PHOTO, status="on_track", document_url="https://example.org/r")
    planner.follow(answer)
    found = documents()
    assert [one.title for one in found] == ["https://example.org/r", "Referat af mødet.txt", "IMG_0001.heic"]
    with app.app_context():
        report = db.session.scalars(sa.select(StatusReport).where(StatusReport.element_id == element)).one()
    assert {one.report_id for one in found} == {report.id}
    text = planner.page(f"/elements/{element}").text
    assert "Referat af mødet.txt Tekst, 40 B · 15.09.2015, Strategikoordinator" in text
    assert "Foto (HEIC)" in text


def test_files_come_with_a_milestone(planner, upload, milestone, documents):
    answer = upload(planner, f"/milestones/{milestone}/report", NOTES, answer="done", done_on="01.09.2015")
    planner.follow(answer)
    assert [(one.milestone_id, str(one.dated_on)) for one in documents()] == [(milestone, "2015-09-01")]


def test_files_come_with_a_reading(planner, upload, make_in_demo, documents):
    indicator = make_in_demo.indicator(element_id=make_in_demo.element(ElementKind.OUTPUT))
    make_in_demo.writer.session.rollback()
    answer = upload(
        planner,
        f"/indicators/{indicator}/readings/new",
        ("tal.csv", sending.CSV),
        read_on="01.09.2015",
        value="12",
        source="Optælling",
    )
    planner.follow(answer)
    [one] = documents()
    assert one.reading_id is not None
    assert one.media_type == "text/csv"


def test_a_title_is_that_of_the_one_file_and_stands_before_the_names_of_several(
    planner, upload, milestone, documents
):
    page = f"/milestones/{milestone}/documents/new"
    planner.follow(upload(planner, page, NOTES, document_title="Styregruppen"))
    planner.follow(upload(planner, page, NOTES, PHOTO, document_title="Styregruppen"))
    assert [one.title for one in documents()] == [
        "Styregruppen",
        "Styregruppen: Referat af mødet.txt",
        "Styregruppen: IMG_0001.heic",
    ]


def test_a_file_that_was_sent_with_a_refused_form_waits_for_it(planner, upload, element, documents, store):
    page = f"/elements/{element}/report"
    answer = upload(planner, page, NOTES, ("side.html", sending.HTML), status="", happened="Mødet blev holdt")
    refused = planner.checked(answer, page, 422)
    assert documents() == []
    assert "Vælg en status." in " ".join(refused.errors)
    assert "»side.html« indeholder en webside eller et program" in " ".join(refused.errors)
    assert "open" in refused.main.one("details", class_="documentation").attributes
    assert "Referat af mødet.txt" in refused.main.one("fieldset", class_="kept-files").text
    kept = refused.form(page).values()
    assert kept["happened"] == ["Mødet blev holdt"]
    assert len(kept["kept_file"]) == 1
    planner.follow(planner.send(kept, {"status": "on_track"}, page))
    [one] = documents()
    assert one.title == "Referat af mødet.txt"
    assert [found.name for found in store.files()] == [one.stored_as]


def test_a_file_that_waits_can_be_left_out(planner, upload, element, documents):
    page = f"/elements/{element}/report"
    kept = planner.checked(upload(planner, page, NOTES, status=""), page, 422).form(page).values()
    planner.follow(planner.send(kept, {"status": "on_track", "kept_file": None}, page))
    assert documents() == []


@pytest.mark.parametrize("token", ["", "x", "²", "a" * 5_000, "WzEsICJhIl0.YQ.YQ"])
def test_a_token_that_nobody_gave_names_no_file(token, planner, milestone, documents):
    page = f"/milestones/{milestone}/documents/new"
    answer = planner.send(planner.page(page).form(page).values(), {"kept_file": [token]}, page)
    assert "her ikke længere" in " ".join(planner.checked(answer, page, 422).errors)
    assert documents() == []


def test_a_file_waits_for_the_one_who_sent_it(planner, as_, upload, milestone, documents):
    page = f"/milestones/{milestone}/documents/new"
    refused = upload(planner, page, NOTES, dated_on="")
    [token] = planner.checked(refused, page, 422).form(page).values()["kept_file"]
    owner = as_("owner")
    own = "/milestones/20/documents/new"
    answer = owner.send(owner.page(own).form(own).values(), {"kept_file": [token]}, own)
    assert "her ikke længere" in " ".join(owner.checked(answer, own, 422).errors)
    assert documents() == []


def test_a_file_that_was_attached_is_not_attached_again(planner, upload, milestone, documents):
    page = f"/milestones/{milestone}/documents/new"
    refused = planner.checked(upload(planner, page, NOTES, dated_on=""), page, 422)
    kept = {**refused.form(page).values(), "dated_on": ["01.09.2015"]}
    planner.follow(planner.send(kept, {}, page))
    assert planner.send(kept, {}, page).status_code == 303
    again = planner.send(kept, {"idempotency_key": "another"}, page)
    assert "er allerede vedlagt" in " ".join(planner.checked(again, page, 422).errors)
    assert len(documents()) == 1


def test_a_form_that_is_sent_twice_keeps_its_file_once(planner, milestone, documents, store):
    page = f"/milestones/{milestone}/documents/new"
    values = planner.page(page).form(page).values()
    for _ in range(2):
        answer = planner.send(values, {"document_file": [(BytesIO(sending.TEXT), "a.txt")]}, page)
        assert answer.status_code == 303
    assert len(documents()) == 1
    assert len(list(store.files())) == 1


def test_a_milestone_that_somebody_else_changed_keeps_the_files(planner, upload, milestone, documents):
    page = f"/milestones/{milestone}/report"
    answer = upload(planner, page, NOTES, answer="done", done_on="01.09.2015", version="999")
    both = planner.checked(answer, page, 409)
    assert "Referat af mødet.txt" in both.text
    planner.follow(planner.send(both.form(page).values(), {}, page))
    assert [one.title for one in documents()] == ["Referat af mødet.txt"]


def test_a_full_plan_says_how_much_is_left(planner, upload, milestone, with_room, documents):
    with_room(2 * 1024 * 1024)
    page = f"/milestones/{milestone}/documents/new"
    planner.follow(upload(planner, page, ("a.txt", b"a" * 1024 * 1024)))
    answer = upload(planner, page, ("b.txt", b"a" * (1024 * 1024 + 512 * 1024)))
    refused = planner.checked(answer, page, 422)
    [sentence, *_] = refused.errors
    assert "Planens filer fylder 1 MB af 2 MB." in refused.text
    assert "»b.txt« fylder 1,5 MB, og der er 1 MB tilbage af de 2 MB" in sentence
    assert len(documents()) == 1


def test_a_file_that_is_too_large_is_refused_at_its_field_and_the_text_is_kept(
    planner, upload, element, monkeypatch, documents
):
    monkeypatch.setattr(file_store, "LARGEST", 1024 * 1024)
    page = f"/elements/{element}/report"
    answer = upload(planner, page, ("stor.txt", b"a" * 3 * 1024 * 1024), status="on_track", happened="Holdt")
    refused = planner.checked(answer, page, 422)
    assert "»stor.txt« fylder mere end 1 MB" in " ".join(refused.errors)
    assert refused.form(page).values()["happened"] == ["Holdt"]
    assert documents() == []


def test_ten_files_at_a_time(planner, upload, milestone, documents):
    page = f"/milestones/{milestone}/documents/new"
    many = [(f"{number}.txt", sending.TEXT) for number in range(11)]
    answer = upload(planner, page, *many)
    assert "Højst 10 filer ad gangen" in " ".join(planner.checked(answer, page, 422).errors)
    planner.follow(upload(planner, page, *many[:10]))
    assert len(documents()) == 10


def test_nothing_chosen_is_said(planner, milestone):
    page = f"/milestones/{milestone}/documents/new"
    answer = planner.submit(page)
    assert "Vælg en fil, eller skriv en adresse." in " ".join(planner.checked(answer, page, 422).errors)


def test_documentation_is_added_to_an_old_report(planner, upload, make_in_demo, element, documents):
    report = make_in_demo.report(element, DeliveryStatus.ON_TRACK)
    make_in_demo.writer.session.rollback()
    page = planner.page(f"/elements/{element}")
    assert f"/reports/{report}/documents/new" in page.links
    planner.follow(upload(planner, f"/reports/{report}/documents/new", NOTES))
    assert [one.report_id for one in documents()] == [report]


def test_a_form_without_its_token_leaves_no_file(planner, milestone, store):
    page = f"/milestones/{milestone}/documents/new"
    values = planner.page(page).form(page).values()
    for token in (None, "forged"):
        file = {"document_file": [(BytesIO(sending.TEXT), "a.txt")], "csrf_token": token}
        assert planner.send(values, file, page).status_code == 400
    assert list(store.files()) == []


def test_who_may_not_report_leaves_no_file(as_, milestone, store):
    page = f"/milestones/{milestone}/documents/new"
    reader = as_("reader")
    token = reader.page("/account").form("/sign-out").values()["csrf_token"]
    sent = {"csrf_token": token, "document_file": [(BytesIO(sending.TEXT), "a.txt")]}
    assert reader.post(page, data=sent).status_code == 403
    assert list(store.files()) == []
