"""Two people at once: a page of a plan that is open elsewhere says within seconds that it has changed."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE

SOON = 7
"""Seconds within which the page tells; it asks every four."""

CHANGED = "Planen er ændret, siden du åbnede siden."


@pytest.fixture
def open_as(browser, as_, server):
    """``open_as("reader", "/plans/1")``: a page in a browser of that person's own."""
    contexts = []

    def opened(persona, address, size=WIDE):
        context = browser.new_context(viewport=size, locale="da-DK")
        contexts.append(context)
        cookie = as_(persona).get_cookie("tracker")
        context.add_cookies([{"name": "tracker", "value": cookie.value, "url": server}])
        page = context.new_page()
        page.clock.install()
        page.goto(server + address)
        return page

    yield opened
    for context in contexts:
        context.close()


def write(page, text="Er det realistisk?"):
    page.get_by_label("Ny kommentar").fill(text)
    page.get_by_role("button", name="Send kommentaren").click()
    expect(page.get_by_role("main")).to_contain_text("Kommentaren er gemt.")


def let_pass(page, seconds):
    """Moves the page's own clock on, with time for its questions to be answered."""
    for _ in range(seconds * 2):
        page.clock.fast_forward(500)
        page.wait_for_timeout(40)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["screen", "phone"])
def test_a_page_that_is_open_elsewhere_says_that_the_plan_has_changed(size, open_as, no_axe_findings):
    reader = open_as("reader", "/plans/1", size)
    planner = open_as("planner", "/elements/5/comments")
    before = reader.url
    write(planner)
    let_pass(reader, SOON)
    expect(reader.get_by_role("status").get_by_text(CHANGED)).to_be_visible()
    no_axe_findings(reader)
    wider = reader.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0
    assert reader.url == before
    # the one who wrote has the new edition, and is told nothing
    let_pass(planner, SOON)
    expect(planner.get_by_text(CHANGED)).to_have_count(0)
    reader.get_by_role("link", name="Vis den nye udgave").click()
    expect(reader.get_by_role("link", name="Kommentarer 1")).to_be_visible()
    expect(reader.get_by_text(CHANGED)).to_have_count(0)


LIES_FREE = """one => {
  one.scrollIntoView({ block: "end" });
  const { left, right, top, bottom } = one.getBoundingClientRect();
  const corners = [[left + 3, top + 3], [right - 3, bottom - 3]];
  return corners.every(([x, y]) => one.contains(document.elementFromPoint(x, y)));
}"""


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["screen", "phone"])
def test_the_bar_covers_no_button_of_the_panel(size, open_as):
    planner = open_as("planner", "/plans/1/elements/new", size)
    write(open_as("planner", "/elements/5/comments"))
    let_pass(planner, SOON)
    expect(planner.get_by_text(CHANGED)).to_be_visible()
    add = planner.locator("#panel-body").get_by_role("button", name="Tilføj")
    assert add.evaluate(LIES_FREE)
    assert planner.locator("[data-later]").evaluate(LIES_FREE)
    planner.get_by_role("button", name="Ikke nu").click()
    assert planner.evaluate("document.documentElement.style.getPropertyValue('--edition-room')") == ""


def test_what_is_typed_is_not_lost_by_looking(open_as):
    owner = open_as("owner", "/elements/5/comments")
    owner.get_by_label("Ny kommentar").fill("En lang tanke")
    write(open_as("planner", "/elements/5/comments"))
    let_pass(owner, SOON)
    show = owner.get_by_role("link", name="Vis den nye udgave")
    expect(show).to_be_visible()
    expect(owner.get_by_label("Ny kommentar")).to_have_value("En lang tanke")
    asked = []

    def refuse(dialog):
        asked.append(dialog.message)
        dialog.dismiss()

    owner.once("dialog", refuse)
    show.click()
    assert asked
    assert "ikke gemt" in asked[0]
    expect(owner.get_by_label("Ny kommentar")).to_have_value("En lang tanke")
    owner.get_by_role("button", name="Ikke nu").click()
    expect(owner.get_by_text(CHANGED)).to_have_count(0)
    write(owner, "En lang tanke")


def test_the_page_may_show_the_new_edition_itself(open_as):
    reader = open_as("reader", "/plans/1")
    reader.evaluate(
        """() => document.addEventListener("plan:changed", (event) => {
            window.heard = event.detail.edition;
            event.preventDefault();
            document.getElementById("plan-edition").dataset.edition = event.detail.edition;
        })"""
    )
    write(open_as("planner", "/elements/5/comments"))
    let_pass(reader, SOON)
    assert reader.evaluate("window.heard")
    assert reader.evaluate("window.heard") == reader.locator("#plan-edition").get_attribute("data-edition")
    expect(reader.get_by_text(CHANGED)).to_have_count(0)


def test_what_the_page_has_written_itself_is_no_news(open_as):
    planner = open_as("planner", "/plans/1")
    planner.evaluate(
        """() => {
            window.heard = 0;
            document.addEventListener("plan:changed", () => { window.heard += 1; });
            window.asked = [];
            const fetched = window.fetch;
            window.fetch = async (...args) => {
                const answer = await fetched(...args);
                const { edition } = answer.status === 200 ? await answer.clone().json() : {};
                // as a workbench does whose own write has just been answered
                if (edition) document.getElementById("plan-edition").dataset.edition = edition;
                window.asked.push(answer.status);
                return answer;
            };
        }"""
    )
    write(open_as("planner", "/elements/5/comments"))
    let_pass(planner, SOON)
    assert 200 in planner.evaluate("window.asked")
    assert planner.evaluate("window.heard") == 0
    expect(planner.get_by_text(CHANGED)).to_have_count(0)
    let_pass(planner, SOON)
    assert planner.evaluate("window.asked.at(-1)") == 304


def test_an_old_answer_that_arrives_late_is_no_news(open_as):
    planner = open_as("planner", "/plans/1")
    planner.evaluate(
        """() => {
            const box = document.getElementById("plan-edition");
            const [plan, strategy] = box.dataset.edition.split("-").map(Number);
            window.heard = 0;
            window.asked = 0;
            document.addEventListener("plan:changed", () => { window.heard += 1; });
            window.fetch = async () => {
                window.asked += 1;
                // meanwhile the page has been brought further than the question knew
                box.dataset.edition = `${plan + 10}-${strategy + 10}`;
                return Response.json({ edition: `${plan + 9}-${strategy + 9}` });
            };
        }"""
    )
    let_pass(planner, SOON)
    assert planner.evaluate("window.asked")
    assert planner.evaluate("window.heard") == 0
    expect(planner.get_by_text(CHANGED)).to_have_count(0)


def test_a_page_whose_token_is_worth_nothing_stops_asking(open_as):
    reader = open_as("reader", "/plans/1")
    asked = []
    reader.on("response", lambda answer: asked.append(answer.status) if "/edition" in answer.url else None)
    reader.evaluate("document.getElementById('plan-edition').dataset.address = '/plans/1/edition?token=x'")
    let_pass(reader, 2 * SOON)
    assert asked == [404]


def test_the_workbench_tells_of_others_changes_and_never_of_its_own(open_as, no_axe_findings):
    mine = open_as("planner", "/elements/5/edit")
    panel = mine.locator("#panel-body")
    panel.get_by_label("Titel", exact=True).fill("Et nyt navn")
    panel.get_by_role("button", name="Gem").click()
    expect(panel).to_contain_text("Elementet er gemt.")
    let_pass(mine, SOON)
    expect(mine.get_by_text(CHANGED)).to_have_count(0)
    write(open_as("planner", "/elements/5/comments"))
    let_pass(mine, SOON)
    expect(mine.get_by_text(CHANGED)).to_be_visible()
    no_axe_findings(mine)


def test_what_the_workbench_refused_to_save_is_not_lost_by_looking(open_as):
    mine = open_as("planner", "/elements/5/edit")
    panel = mine.locator("#panel-body")
    panel.get_by_label("Titel", exact=True).fill("")
    panel.get_by_role("button", name="Gem").click()
    expect(panel.locator('[data-module="error-summary"]')).to_be_visible()
    write(open_as("planner", "/elements/5/comments"))
    let_pass(mine, SOON)
    show = mine.get_by_role("link", name="Vis den nye udgave")
    expect(show).to_be_visible()
    asked = []

    def refuse(dialog):
        asked.append(dialog.message)
        dialog.dismiss()

    mine.once("dialog", refuse)
    show.click()
    assert asked
    assert "ikke gemt" in asked[0]
    expect(panel.locator('[data-module="error-summary"]')).to_be_visible()
