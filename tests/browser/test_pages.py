"""Every page, wide, on a tablet and on a phone: axe finds nothing, nothing is wider than the screen, nothing
fails."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE, TABLET, WIDE, sign_in

PAGES = {
    "/": "manager",
    "/my-work": "owner",
    "/strategies/1": "reader",
    "/strategies/1/map": "reader",
    "/plans": "planner",
    "/plans/1": "planner",
    "/plans/1?overlay=status": "planner",
    "/plans/1?overlay=evidence": "planner",
    "/plans/1?overlay=risk": "planner",
    "/plans/1/outline": "planner",
    "/plans/6/outline?overlay=risk": "planner",
    "/plans/1/history": "planner",
    "/plans/6/chains": "reader",
    "/weak-links": "manager",
    "/assumptions": "planner",
    "/plans/1/comments": "planner",
    "/elements/1": "owner",
    "/elements/5/comments": "owner",
    "/elements/5/documents/new": "planner",
    "/readings/1/documents/new": "planner",
    "/links/1/comments": "reader",
    "/indicators/1": "planner",
    "/indicators/1/history": "reader",
    "/indicators/1/import": "planner",
    "/indicators/1/breakdowns": "planner",
    "/readings/1/correct": "planner",
    "/milestones?state=overdue": "manager",
    "/milestones?state=overdue&goal=5": "manager",
    "/milestones?state=overdue&sort=stake": "manager",
    "/milestones/2/impact": "manager",
    "/milestones/2/impact?due=01.12.2015": "planner",
    "/strategies/1/inferences": "reader",
    "/gaps": "reader",
    "/gaps?plans=all&definition=2": "planner",
    "/gaps/cells?goal=2&organisation=8": "reader",
    "/gaps/cells?goal=2&plan=1": "planner",
    "/evidence": "reader",
    "/evidence?state=review": "planner",
    "/evidence/6": "planner",
    "/evidence/new": "owner",
    "/evidence/paste": "owner",
    "/evidence/6/edit": "owner",
    "/evidence/6/archive": "owner",
    "/catalogue": "reader",
    "/catalogue?q=politik&validity=current": "planner",
    "/catalogue/1": "planner",
    "/catalogue/new": "planner",
    "/catalogue/1/edit": "planner",
    "/catalogue/1/archive": "planner",
    "/catalogue/1/commitments/new": "planner",
    "/index": "reader",
    "/index?view=base": "manager",
    "/index/years/2014": "reader",
    "/index/years/2015": "planner",
    "/index/versions": "reader",
    "/index/versions/1": "planner",
    "/index/versions/new": "planner",
    "/index/compare": "reader",
    "/hearings": "secretary",
    "/hearings/1": "secretary",
    "/hearings/2/summary": "reader",
    "/hearings/1/change": "secretary",
    "/hearings/1/close": "secretary",
    "/hearings/1/history": "reader",
    "/hearings/cases": "secretary",
    "/hearings/cases/1": "secretary",
    "/hearings/cases/1/edit": "secretary",
    "/hearings/cases?state=archived": "reader",
    "/hearings/cases/1/open": "secretary",
    "/hearings/cases/1/documents/new": "secretary",
    "/hearings/recipients/1": "secretary",
    "/hearings/recipients/1/reply": "secretary",
    "/hearings/recipients/1/points/new": "planner",
    "/hearings/points?state=all": "planner",
    "/hearings/points/1/archive": "planner",
    "/measurements": "planner",
    "/measurements?sort=suitability&values=no": "reader",
    "/measurements/1": "planner",
    "/measurements/1/history": "reader",
    "/measurements/8": "reader",
    "/measurements/new": "planner",
    "/measurements/1/edit": "planner",
    "/measurements/1/archive": "planner",
    "/measurements/1/scores": "planner",
    "/measurements/7/verdict": "planner",
    "/measurements/1/import": "planner",
    "/measurements/1/values/new": "planner",
    "/measurements/1/breaks/new": "planner",
    "/measurements/values/1/correct": "planner",
    "/measurements/values/1/withdraw": "planner",
    "/priorities": "reader",
    "/priorities/1": "planner",
    "/priorities/new": "planner",
    "/priorities/1/title": "planner",
    "/priorities/1/give-up": "planner",
    "/priorities/1/weights": "planner",
    "/priorities/1/candidates": "planner",
    "/priorities/1/score": "planner",
    "/priorities/candidates/1/score": "planner",
    "/priorities/candidates/1/remove": "planner",
    "/priorities/1/decide": "planner",
    "/priorities/ideas/1": "reader",
    "/priorities/ideas/new": "planner",
    "/priorities/ideas/2/edit": "planner",
    "/priorities/ideas/2/archive": "planner",
    "/priorities/ideas/2/plan": "planner",
    "/account": "reader",
    "/admin/people": "admin",
    "/admin/organisations": "admin",
    "/not-here": "reader",
}


@pytest.fixture(scope="module")
def window(browser: Browser, browser_context_args) -> Iterator[Page]:
    """A page of a browser that stays open: it has the program's files already."""
    with browser.new_context(**browser_context_args) as context:
        yield context.new_page()


@pytest.fixture
def look(window: Page, as_, server) -> Iterator[Callable[[str, str], Page]]:
    """Signs the window's person in, in a language."""

    def looking(persona: str, language: str) -> Page:
        sign_in(window, as_(persona), server, language)
        return window

    yield looking
    # nothing of it asks the server again
    window.goto("about:blank")
    window.context.clear_cookies()


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits_a_screen_and_a_phone(path, language, look, server, no_axe_findings):
    page = look(PAGES[path], language)
    failures: list[str] = []
    listeners = {
        "pageerror": lambda error: failures.append(str(error)),
        "console": lambda said: failures.append(said.text) if said.type == "error" else None,
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    for size in (WIDE, TABLET, PHONE):
        page.set_viewport_size(size)
        # a page may set itself up otherwise on a phone, in whichever language
        if size == WIDE or (size == PHONE and language == "da"):
            page.goto(server + path)
        # every page is looked through in both languages and in both set-ups, but not in every pair of them
        if size == (WIDE if language == "en" else PHONE):
            no_axe_findings(page)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{overflow} px wider than a screen of {size['width']} px"
    assert page.locator("html").get_attribute("lang") == language
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    unexpected = [text for text in failures if "404" not in text]
    assert not unexpected


def test_the_sign_in_page_is_accessible_also_when_it_refuses(page, server, no_axe_findings):
    page.goto(server + "/sign-in")
    no_axe_findings(page)
    page.locator("input[type=email], input[name=email]").fill("nobody@example.org")
    page.locator("input[type=password]").fill("wrong")
    page.locator("main form button").first.click()
    no_axe_findings(page)
    assert page.title().startswith("Fejl:")
