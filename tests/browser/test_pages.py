"""Every page, wide, on a tablet and on a phone: axe finds nothing, nothing is wider than the screen, nothing
fails."""

import pytest

from tests.browser.conftest import PHONE, TABLET, WIDE

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
    "/plans/1/comments": "planner",
    "/elements/1": "owner",
    "/elements/5/comments": "owner",
    "/links/1/comments": "reader",
    "/milestones?state=overdue": "manager",
    "/milestones?state=overdue&goal=5": "manager",
    "/account": "reader",
    "/admin/people": "admin",
    "/admin/organisations": "admin",
    "/not-here": "reader",
}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits_a_screen_and_a_phone(path, language, enter, server, no_axe_findings):
    page = enter(PAGES[path])
    if language == "en":
        page.get_by_role("button", name="English").click()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda said: failures.append(said.text) if said.type == "error" else None)
    for size in (WIDE, TABLET, PHONE):
        page.set_viewport_size(size)
        page.goto(server + path)
        if size != TABLET:
            no_axe_findings(page)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{overflow} px wider than a screen of {size['width']} px"
    assert page.locator("html").get_attribute("lang") == language
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
