"""Whatever `dot` does, the plan's page answers with the outline, and other pages never notice."""

import time

import pytest

from tracker.web.plans import cached_page

MAD = {
    "ends with an error": "exit 1",
    "is killed": "kill -9 $$",
    "writes rubbish": "cat >/dev/null; echo rubbish",
    "writes half a drawing": "cat >/dev/null; printf '{\"objects\": ['",
    "writes a drawing of something else": 'cat >/dev/null; echo \'{"objects": [], "edges": []}\'',
    "writes without end": "yes",
    "complains and writes nothing": "cat >/dev/null; echo 'syntax error' >&2",
}


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(cached_page, "TIMEOUT", 0.5)


def check_outline_instead(browser):
    page = browser.page("/plans/1")
    assert "Et trygt natteliv" in page.heading
    assert "Diagrammet kan ikke tegnes" in page.main.one(class_="alert-warning").text
    assert len(page.main.all(class_="outline-element")) == 17
    assert page.main.all("section", class_="outline-chains")
    assert not page.main.all(class_="toolbar")


def check_file_refused(browser, kind="svg"):
    response = browser.get(f"/plans/1/diagram.{kind}")
    assert response.status_code == 503
    assert response.mimetype == "text/plain"
    assert "Diagrammet kan ikke tegnes" in response.get_data(as_text=True)
    assert "/plans/1/outline" in response.get_data(as_text=True)
    assert response.headers["Retry-After"] == "30"


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("script", MAD.values(), ids=list(MAD))
def test_a_mad_dot_costs_the_diagram_only(as_, dot, script):
    dot(script)
    browser = as_("reader")
    check_outline_instead(browser)
    for kind in ("svg", "png", "pdf"):
        check_file_refused(browser, kind)
    browser.page("/plans/1/outline")
    browser.page("/plans")


@pytest.mark.parametrize("path", ["/nowhere/dot", "", "no-such-program", "/etc/passwd", "/tmp"])  # noqa: S108
def test_a_missing_dot_costs_the_diagram_only(as_, dot, path):
    dot.named(path)
    browser = as_("reader")
    check_outline_instead(browser)
    check_file_refused(browser)


def test_a_hanging_dot_is_stopped_and_not_called_again_for_a_while(as_, dot):
    dot("cat >/dev/null; sleep 60")
    browser = as_("reader")
    began = time.monotonic()
    check_outline_instead(browser)
    # the promise to the reader: an answer within six seconds
    assert time.monotonic() - began < 6
    assert dot.calls() == 1
    check_outline_instead(browser)
    check_file_refused(browser)
    assert dot.calls() == 1


@pytest.mark.usefixtures("impatient")
def test_a_failure_is_not_kept(as_, dot):
    browser = as_("reader")
    dot("exit 1")
    check_outline_instead(browser)
    dot.named("dot")
    assert browser.page("/plans/1").main.all("a", class_="node")


@pytest.mark.usefixtures("impatient")
def test_a_kept_diagram_needs_no_dot(as_, dot):
    browser = as_("reader")
    dot('exec dot "$@"')
    browser.page("/plans/1")
    calls = dot.calls()
    dot("exit 1")
    assert browser.page("/plans/1").main.all("a", class_="node")
    assert dot.calls() == calls
