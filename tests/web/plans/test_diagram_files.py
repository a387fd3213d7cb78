"""The diagram as a file: formats, ETag, focus, and what the address may hold."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from xml.etree import ElementTree

import pytest

from tests.conftest import signed_in
from tests.personas import EMAILS
from tracker.diagrams.output.render import Renderer

SVG = "{http://www.w3.org/2000/svg}"


def tree(response):
    return ElementTree.fromstring(response.get_data())  # noqa: S314 - our own


@pytest.mark.parametrize(
    ("kind", "mimetype", "start"),
    [
        ("svg", "image/svg+xml", b"<?xml"),
        ("png", "image/png", b"\x89PNG"),
        ("pdf", "application/pdf", b"%PDF"),
    ],
)
def test_each_format_has_its_type_and_name(as_, kind, mimetype, start):
    response = as_("reader").get(f"/plans/1/diagram.{kind}")
    assert response.status_code == 200
    assert response.mimetype == mimetype
    assert response.get_data().startswith(start)
    assert response.headers["Content-Disposition"] == f"inline; filename=plan-1-2015-09-15.{kind}"


def test_the_svg_holds_title_state_lead_day_and_legend(as_):
    text = "".join(tree(as_("reader").get("/plans/1/diagram.svg")).itertext())
    for words in (
        "HP1 Et trygt natteliv",
        "I gang · Nordjyllands Politi",
        "pr. 15.09.2015",
        "E4 Veldokumenteret",
    ):
        assert words in text


def test_other_formats_and_other_plans_are_not_there(as_):
    browser = as_("reader")
    for path in ("/plans/1/diagram.gif", "/plans/1/diagram.dot", "/plans/4711/diagram.svg"):
        assert browser.get(path).status_code == 404


def test_whoever_reads_gzip_gets_it_packed(as_):
    browser = as_("reader")
    plain = browser.get("/plans/1/diagram.svg")
    packed = browser.get("/plans/1/diagram.svg", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.get_data()) == plain.get_data()
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Content-Encoding" not in plain.headers


def test_the_same_diagram_is_not_sent_twice_and_costs_no_query_of_its_own(as_, count_queries):
    browser = as_("reader")
    tag = browser.get("/plans/1/diagram.svg").headers["ETag"]
    with count_queries() as statements:
        again = browser.get("/plans/1/diagram.svg", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.headers["ETag"] == tag
    assert again.get_data() == b""
    assert len(statements) == 2, "sign-in, access with the plan's edition\n\n" + "\n\n".join(statements)


def test_a_kept_diagram_is_sent_without_reading_the_plan_again(as_, count_queries):
    browser = as_("reader")
    browser.get("/plans/1/diagram.svg")
    with count_queries() as statements:
        assert browser.get("/plans/1/diagram.svg").status_code == 200
    assert len(statements) == 3


def test_the_tag_changes_with_the_plan_the_strategy_the_language_and_the_focus(as_, made):
    browser = as_("reader")
    tags = []

    def take(path="/plans/1/diagram.svg"):
        tags.append(browser.get(path).headers["ETag"])

    take()
    made.milestone(element_id=4, due=date(2015, 1, 1))
    take()
    made.organisation()
    take()
    take("/plans/1/diagram.svg?focus=11")
    with browser.session_transaction() as stored:
        stored["language"] = "en"
    take()
    assert len(set(tags)) == len(tags)


def test_a_change_in_another_plan_leaves_the_tag(as_, made):
    browser = as_("reader")
    tag = browser.get("/plans/1/diagram.svg").headers["ETag"]
    made.milestone(element_id=20, due=date(2015, 1, 1))
    assert browser.get("/plans/1/diagram.svg").headers["ETag"] == tag


def test_the_tag_changes_with_the_day(as_, monkeypatch):
    browser = as_("reader")
    tag = browser.get("/plans/1/diagram.svg").headers["ETag"]
    monkeypatch.setattr("tracker.web.clock.today", lambda: date(2015, 9, 16))
    tomorrow = browser.get("/plans/1/diagram.svg", headers={"If-None-Match": tag})
    assert tomorrow.status_code == 200
    assert "138 dage" in "".join(tree(tomorrow).itertext())


def test_everybody_shares_one_drawing(as_, dot):
    dot(f'exec {Renderer().dot_path} "$@"')
    first = as_("reader").get("/plans/1/diagram.svg")
    assert dot.calls() == 1
    assert as_("manager").get("/plans/1/diagram.svg").headers["ETag"] == first.headers["ETag"]
    assert dot.calls() == 1


def test_requests_at_the_same_time_run_dot_once(app, dot):
    dot(f'sleep 0.3; exec {Renderer().dot_path} "$@"')
    browsers = [signed_in(app, EMAILS["reader"]) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda browser: browser.get("/plans/1/diagram.svg"), browsers))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.get_data() for answer in answers}) == 1
    assert dot.calls() == 1


def test_a_focus_fades_the_rest_of_the_file(as_):
    root = tree(as_("reader").get("/plans/1/diagram.svg?focus=11"))
    boxes = [node for node in root.iter() if "node" in (node.get("class") or "").split()]
    strong = [node.get("id") for node in boxes if "faded" not in node.get("class").split()]
    assert "n11" in strong
    assert 1 < len(strong) < len(boxes)


@pytest.mark.parametrize("focus", ["", "abc", "40", "0", "9" * 30, "-1", "1.0"])
def test_a_focus_on_what_the_plan_does_not_hold_is_refused(as_, focus):
    response = as_("reader").get(f"/plans/1/diagram.svg?focus={focus}")
    assert response.status_code == 400
    assert response.mimetype == "text/plain"
    assert response.get_data(as_text=True) == "Planen har ikke et sådant element at fremhæve.\n"


def test_an_overlay_that_nobody_offers_is_refused(as_):
    response = as_("reader").get("/plans/1/diagram.svg?overlay=weather")
    assert response.status_code == 400
    assert response.get_data(as_text=True) == "Diagrammet har ikke en sådan visning.\n"
    assert as_("reader").get("/plans/1/diagram.svg?overlay=status").status_code == 200
