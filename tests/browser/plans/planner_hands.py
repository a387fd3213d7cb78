"""Two pairs of hands for one planner: a pointer, and a keyboard alone.

Both find what a page offers by the words that it shows. ``go`` and ``leave`` follow to another page, ``open``
and ``send`` change the panel of the workbench and wait until it has the focus, as a person would.
"""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.waiting import until

PANEL_IS_NEW = """old => {
  const [title, body] = [document.getElementById("panel-title"), document.getElementById("panel-body")];
  if (!title || title === old || !body.contains(document.activeElement)) return null;
  return { refused: body.querySelector(".alert-error")?.innerText || "" };
}"""

STEPS_TO = """target => {
  const named = (one) => one.type === "radio" ? `${one.form?.id}/${one.name}` : one;
  const here = document.activeElement;
  const isFresh = here === document.body && document.querySelector("main").contains(target);
  if (here === target || (target.type === "radio" && named(here) === named(target))) return [0, isFresh];
  const stops = [];
  const groups = new Map();
  for (const one of document.querySelectorAll("a[href],button,input,select,textarea,summary,[tabindex]")) {
    if (one.disabled || one.tabIndex < 0 || one.type === "hidden") continue;
    if (!one.checkVisibility({ visibilityProperty: true })) continue;
    if (one.type !== "radio" || !groups.has(named(one))) {
      if (one.type === "radio") groups.set(named(one), stops.length);
      stops.push(one);
    } else if (one.checked) stops[groups.get(named(one))] = one;
  }
  const at = stops.findIndex((one) => named(one) === named(target));
  if (at < 0) return [null, isFresh];
  const own = stops.findIndex((one) => named(one) === named(here));
  if (own >= 0) return [at - own, isFresh];
  const before = stops.filter((one) => here !== document.body &&
    here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING).length;
  return [at >= before ? at - before + 1 : at - before, isFresh];
}"""
"""How many Tab presses away a thing is, negative for Shift+Tab, null where Tab never comes to it; and whether
nothing has the focus yet. Only reads."""

STEPS_TO_OPTION = """(select, number) => {
  const open = [...select.options].filter((one) => !one.disabled || one.selected);
  return open.findIndex((one) => one.value === number) - open.findIndex((one) => one.selected);
}"""

MOST_TRIES = 8
FAR = 3
"""Presses of Tab beyond which the skip link is the shorter way."""


class Hands(ABC):
    """Whoever builds: subclasses say how a thing is pressed, written in and chosen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @abstractmethod
    def press(self, thing: Locator) -> None:
        """Follows a link, presses a button."""

    @abstractmethod
    def fill(self, field: Locator, text: str) -> None:
        """Writes ``text`` in place of what the field holds."""

    @abstractmethod
    def select(self, field: Locator, number: str) -> None:
        """Chooses the option with this value."""

    @abstractmethod
    def mark(self, box: Locator) -> None:
        """Ticks a box, or chooses one of several."""

    @abstractmethod
    def look_up(self, label: str, text: str) -> None:
        """Searches a long list for ``text`` and takes the first that is found."""

    @property
    def place(self) -> Locator:
        """Where one works: the panel of the workbench, else the page."""
        return self.page.locator("#panel-body, #main:not(:has(#panel-body))")

    def link(self, name: str) -> Locator:
        return self.page.locator("#main").get_by_role("link", name=whole(name)).first

    def button(self, name: str) -> Locator:
        return self.page.locator("#main").get_by_role("button", name=whole(name)).first

    def field(self, label: str) -> Locator:
        return self.place.get_by_label(whole(label)).first

    def write(self, label: str, text: str | None) -> None:
        """Nothing is written where there is nothing to say."""
        if text:
            self.fill(self.field(label), text)

    def choose(self, label: str, text: str) -> None:
        """Chooses the option that says ``text``."""
        field = self.field(label)
        option = field.locator("option").filter(has_text=re.compile(rf"^\s*{re.escape(text)}\s*$"))
        self.select(field, option.get_attribute("value") or "")
        expect(field.locator("option:checked")).to_have_text(text)

    def tick(self, label: str, *, beginning: bool = False) -> None:
        """Marks the box or the choice that says ``label``, or begins so."""
        name = re.compile(rf"^{re.escape(label)}\b") if beginning else whole(label)
        box = self.place.get_by_role("checkbox", name=name)
        self.mark(box.or_(self.place.get_by_role("radio", name=name)).first)

    def unfold(self, summary: str) -> None:
        """Opens a part that is folded away."""
        part = self.place.locator("summary").filter(has_text=summary)
        if not part.evaluate("one => one.parentElement.open"):
            self.press(part)

    def open(self, thing: Locator | str, title: str) -> None:
        """Follows a link into the panel, which is then headed ``title``."""
        self._panel_changes(lambda: self.press(self.link(thing) if isinstance(thing, str) else thing))
        expect(self.page.locator("#panel-title")).to_have_text(title)

    def send(self, name: str) -> None:
        """Sends the panel's form."""
        self._panel_changes(lambda: self.press(self.button(name)))

    def go(self, thing: Locator | str) -> None:
        """Follows a link to another page."""
        self._page_changes(self.link(thing) if isinstance(thing, str) else thing)

    def leave(self, name: str) -> None:
        """Sends a form that is a page of its own."""
        self._page_changes(self.button(name))
        assert not self.page.title().startswith("Fejl"), self.page.get_by_role("alert").inner_text()

    def box(self, title: str) -> Locator:
        """An element in the diagram."""
        return self.page.locator(f"svg a.node[aria-label*={json.dumps(f'. {title}. ', ensure_ascii=False)}]")

    def _page_changes(self, thing: Locator) -> None:
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.press(thing)

    def _panel_changes(self, act: Callable[[], None]) -> None:
        title = self.page.query_selector("#panel-title")
        act()
        found = until(self.page, PANEL_IS_NEW, title)
        assert found["refused"] == ""


class Pointer(Hands):
    """Clicks, and writes where it has clicked."""

    def press(self, thing: Locator) -> None:
        thing.click()

    def fill(self, field: Locator, text: str) -> None:
        field.fill(text)

    def select(self, field: Locator, number: str) -> None:
        field.select_option(number)

    def mark(self, box: Locator) -> None:
        box.check(force=True)

    def look_up(self, label: str, text: str) -> None:
        self.place.get_by_label(f"{label}: Søg i listen").fill(text)
        field = self.field(label)
        self.select(field, field.locator("option", has_text=text).get_attribute("value") or "")


class Keyboard(Hands):
    """Reads the page, and does nothing to it but press keys: Tab, Enter, space, arrows, and what is typed."""

    def key(self, name: str, times: int = 1) -> None:
        """Presses a key or holds it down so that it repeats."""
        keyboard, (*held, last) = self.page.keyboard, name.split("+")
        for one in held:
            keyboard.down(one)
        for _ in range(times):
            keyboard.down(last)
        for one in (last, *held):
            keyboard.up(one)

    def reach(self, thing: Locator) -> None:
        """Over the skip link where a page was just opened, then Tab by Tab."""
        for _ in range(MOST_TRIES):
            steps, is_fresh = thing.evaluate(STEPS_TO)
            if steps == 0:
                return
            assert steps is not None, f"Tab never comes to {thing}"
            if is_fresh and steps > FAR:
                self.key("Tab")
                if self.page.locator(".skipnav:focus").count():
                    self.key("Enter")
            else:
                self.key("Tab" if steps > 0 else "Shift+Tab", abs(steps))
        raise AssertionError(f"Tab does not come to {thing}")

    def press(self, thing: Locator) -> None:
        self.reach(thing)
        self.key("Enter")

    def fill(self, field: Locator, text: str) -> None:
        self.reach(field)
        if field.input_value():
            self.key("Control+A")
        self.page.keyboard.insert_text(text)

    def select(self, field: Locator, number: str) -> None:
        self.reach(field)
        steps = field.evaluate(STEPS_TO_OPTION, number)
        self.key("ArrowDown" if steps > 0 else "ArrowUp", abs(steps))

    def mark(self, box: Locator) -> None:
        self.reach(box)
        for _ in range(MOST_TRIES):
            if box.evaluate("one => one === document.activeElement"):
                break
            self.key("ArrowDown")
        if not box.is_checked():
            self.key("Space")
        expect(box).to_be_checked()

    def look_up(self, label: str, text: str) -> None:
        search = self.place.get_by_label(f"{label}: Søg i listen")
        self.fill(search, text)
        self.key("Enter")
        expect(self.field(label).locator("option:checked")).to_contain_text(text)


def whole(label: str) -> re.Pattern[str]:
    """A label as it stands, with or without the note in brackets that a field may be left empty. What is only
    read aloud begins at a colon, with a space before it or none."""
    said = r"\s*: ".join(map(re.escape, label.split(": ")))
    return re.compile(rf"^\s*{said}\s*(\(valgfrit\))?\s*$")
