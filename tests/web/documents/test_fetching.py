"""A file is fetched by those who see its plan, to be saved; documentation is withdrawn and put back."""

from io import BytesIO
from urllib.parse import quote

import pytest

from tests.web.documents import sending
from tracker.services.documents.documentation import PlacedFile
from tracker.theory.kinds import Visibility
from tracker.web.forms.uploads import LARGEST_FORM


@pytest.fixture
def milestone(make_in_demo):
    number = make_in_demo.milestone()
    make_in_demo.writer.session.rollback()
    return number


@pytest.fixture
def document(make_in_demo, store, milestone):
    """A PDF of a milestone."""
    placed = PlacedFile(store.take(BytesIO(sending.PDF), 'Møde "1" – ært.pdf'), 10**9)
    number = make_in_demo.document(milestone_id=milestone, file=placed, title="Referat")
    make_in_demo.writer.session.rollback()
    return number


def test_a_file_is_only_ever_saved(as_, document):
    answer = as_("reader").get(f"/documents/{document}")
    assert answer.status_code == 200
    assert answer.data == sending.PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=")
    assert f"filename*=UTF-8''{quote('Møde _1_ – ært.pdf')}" in disposition
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_a_file_that_the_browser_has_is_not_sent_again(as_, document):
    reader = as_("reader")
    first = reader.get(f"/documents/{document}")
    again = reader.get(f"/documents/{document}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_file_of_a_plan_that_is_not_shared_is_not_there(as_, make_in_demo, store):
    plan = make_in_demo.plan(visibility=Visibility.ORGANISATION)
    placed = PlacedFile(store.take(BytesIO(sending.PDF), "hemmelig.pdf"), 10**9)
    number = make_in_demo.document(element_id=make_in_demo.element(plan_id=plan), file=placed)
    make_in_demo.writer.session.rollback()
    assert as_("reader").get(f"/documents/{number}").status_code == 404
    assert as_("planner").get(f"/documents/{number}").status_code == 200


def test_nobody_fetches_a_file_without_signing_in(client, document):
    answer = client.get(f"/documents/{document}")
    assert answer.status_code == 303
    assert "/sign-in" in answer.headers["Location"]


def test_an_address_has_no_file(as_, make_in_demo):
    number = make_in_demo.document()
    make_in_demo.writer.session.rollback()
    assert as_("planner").get(f"/documents/{number}").status_code == 404


def test_a_file_that_the_store_has_lost_is_told(as_, document, store):
    for lost in list(store.files()):
        lost.path.unlink()
    page = as_("reader").page(f"/documents/{document}", 404)
    assert page.heading == "Filen er her ikke"
    assert "mangler i fillageret" in page.text


def test_an_address_opens_apart_from_our_pages(as_, make_in_demo, milestone):
    make_in_demo.document(milestone_id=milestone, url="https://example.org/referat", title="Referat")
    make_in_demo.writer.session.rollback()
    page = as_("planner").page(f"/milestones/{milestone}/documents/new")
    [link] = [node for node in page.main.all("a") if node.get("href") == "https://example.org/referat"]
    assert "noopener" in link["rel"]


def test_withdrawn_documentation_is_gone_until_it_is_put_back(as_, document, milestone):
    planner = as_("planner")
    there = f"/milestones/{milestone}/documents/new"
    withdraw, restore = f"/documents/{document}/withdraw", f"/documents/{document}/restore"
    assert f"/documents/{document}/withdraw" in planner.page(there).links
    refused = planner.checked(planner.submit(withdraw, {"reason": " "}), withdraw, 422)
    assert "Udfyld dette felt." in " ".join(refused.errors)
    page = planner.follow(planner.submit(withdraw, {"reason": "Nævner en borger"}))
    assert "Trukket tilbage: Referat." in page.root.text
    assert planner.get(f"/documents/{document}").status_code == 404
    assert planner.get(withdraw).status_code == 303
    withdrawn = planner.page(there)
    assert restore in withdrawn.links
    assert f"/documents/{document}" not in withdrawn.links
    planner.follow(planner.submit(restore, {"reason": "Anonymiseret"}))
    assert planner.get(f"/documents/{document}").status_code == 200
    history = planner.page(f"/milestones/{milestone}/history").text
    assert "trak dokumentation tilbage" in history
    assert "Nævner en borger" in history


def test_documentation_that_somebody_else_withdrew_meanwhile_is_said(as_, document):
    planner = as_("planner")
    withdraw = f"/documents/{document}/withdraw"
    answer = planner.submit(withdraw, {"reason": "Forkert", "version": "999"})
    page = planner.checked(answer, withdraw, 422)
    assert "imens" in " ".join(page.errors)
    assert page.form(withdraw).values()["version"] == ["1"]


def test_what_somebody_else_withdrew_or_put_back_first_is_said_with_the_way_back(as_, document, milestone):
    late, first = as_("planner"), as_("planner")
    for action, said in (("withdraw", "allerede trukket"), ("restore", "allerede sat")):
        address = f"/documents/{document}/{action}"
        form = late.page(address).form(address)
        first.follow(first.submit(address, {"reason": "Først"}))
        page = late.checked(late.send(form.values(), {"reason": "Bagefter"}, address), address, 422)
        assert said in " ".join(page.errors)
        assert page.form(address).values()["reason"] == ["Bagefter"]
        assert page.form(address).node.all("button") == []
        assert f"/milestones/{milestone}/documents/new" in page.links


@pytest.mark.usefixtures("document")
def test_the_outline_lists_documentation_apart_from_evidence(as_, make_in_demo):
    page = as_("reader").page(f"/plans/{make_in_demo.the('plan')}/outline")
    listed = page.main.one("details", class_="outline-documents")
    assert "1 stykke dokumentation" in listed.text
    assert "Referat" in listed.text


@pytest.mark.parametrize("path", ["/milestones/1/report", "/elements/1/comments", "/sign-in"])
def test_a_form_may_be_large_only_where_files_are_taken_and_somebody_is_signed_in(path, client):
    large = {"document_file": (BytesIO(b"a" * 3 * 1024 * 1024), "a.txt")}
    assert client.post(path, data=large).status_code == 413


def test_what_is_far_too_large_is_answered_with_a_page(as_, milestone, monkeypatch):
    planner = as_("planner")
    monkeypatch.setattr("tracker.web.forms.uploads.LARGEST_FORM", 1024 * 1024)
    page = f"/milestones/{milestone}/documents/new"
    body = BytesIO(b"a" * 2 * 1024 * 1024)
    answer = planner.post(page, data={"document_file": (body, "a.txt")})
    assert planner.checked(answer, page, 413).heading == "Det, du sendte, er for stort"
    assert LARGEST_FORM == 100 * 1024 * 1024
