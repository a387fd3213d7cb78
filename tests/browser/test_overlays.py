"""Views of the diagram in a browser: changed in place, with the chosen element kept."""

from playwright.sync_api import expect


def test_a_view_is_changed_in_place_with_the_chosen_element_kept(enter, server):
    page = enter("planner")
    page.goto(f"{server}/plans/1?focus=11")
    expect(page.locator("#diagram-panel h2").first).to_be_visible()
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Risiko").click()
    expect(page.locator(".overlays [aria-current]")).to_have_text("Risiko")
    expect(page.locator("#diagram-view .risk-sources")).to_be_visible()
    expect(page.locator(".diagram-legend")).to_contain_text("Kilde: en forsinket milepæl")
    expect(page.locator("#diagram-view .is-chosen")).to_have_attribute("data-element", "11")
    assert page.evaluate("window.stayed")
    assert page.url.endswith("focus=11&overlay=risk") or page.url.endswith("overlay=risk&focus=11")
    assert "overlay=risk" in page.locator(".tool-downloads a").first.get_attribute("href")
    assert page.evaluate("document.activeElement.textContent") == "Risiko"
    page.go_back()
    expect(page.locator(".overlays [aria-current]")).to_have_text("Status og evidens")
