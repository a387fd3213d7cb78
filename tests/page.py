"""A fetched page as tests read it, and what has to be right on every one of them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect
from werkzeug.wrappers import Response

from tests.markup import Node, Reader

REFERRING = {"for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns"}


@dataclass(eq=False)
class Form:
    """A form with the values that a browser would send of it untouched."""

    node: Node

    @property
    def action(self) -> str:
        return self.node.get("action")

    @property
    def method(self) -> str:
        return (self.node.get("method") or "get").upper()

    @property
    def names(self) -> set[str]:
        """Names of everything that can be filled in or is sent along."""
        return {node["name"] for node in self.node.all() if "name" in node.attributes}

    def values(self) -> dict[str, list[str]]:
        """What is sent when nothing is touched and no button is named."""
        found: dict[str, list[str]] = {}
        for node in self.node.all():
            name = node.get("name")
            if not name or "disabled" in node.attributes:
                continue
            if node.tag == "textarea":
                text = "".join(part for part in node.parts if isinstance(part, str))
                found.setdefault(name, []).append(text.removeprefix("\n"))
            elif node.tag == "select":
                found.setdefault(name, []).extend(_selected(node))
            elif node.tag == "input" and node.get("type") not in (
                "submit",
                "button",
                "reset",
                "file",
                "image",
            ):
                if node.get("type") in ("checkbox", "radio"):
                    if "checked" in node.attributes:
                        found.setdefault(name, []).append(node.get("value") or "on")
                else:
                    found.setdefault(name, []).append(node.get("value"))
        return found


def _selected(select: Node) -> list[str]:
    options = select.all("option")
    chosen = [option for option in options if "selected" in option.attributes]
    if not chosen and "multiple" not in select.attributes:
        chosen = options[:1]
    return [option.attributes.get("value", option.text) for option in chosen]


class Page:
    """``address`` is the path that was fetched."""

    def __init__(self, response: Response, address: str = "") -> None:
        assert response.mimetype == "text/html", f"{address}: {response.status} {response.mimetype}"
        self.status = response.status_code
        self.address = address
        self.source = response.get_data(as_text=True)
        self.policy = response.headers.get("Content-Security-Policy", "")
        read = Reader(self.source)
        self.root = read.root
        self._markup_faults = read.faults

    @property
    def title(self) -> str:
        return self.root.one("title").text

    @property
    def main(self) -> Node:
        return self.root.one("main")

    @property
    def heading(self) -> str:
        return self.root.one("h1").text

    @property
    def text(self) -> str:
        """What is read in the page's main part."""
        return self.main.text

    @property
    def links(self) -> list[str]:
        """Addresses linked to in the main part."""
        return [node["href"] for node in self.main.all("a") if "href" in node.attributes]

    @property
    def forms(self) -> list[Form]:
        """The forms of the main part."""
        return [Form(node) for node in self.main.all("form")]

    @property
    def errors(self) -> list[str]:
        """Messages at the fields and in the summary."""
        messages = self.main.all(class_="form-error-message") + self.main.all(class_="alert-error")
        return [node.text for node in messages]

    def rows(self) -> list[list[str]]:
        """The cells of each row in the bodies of the main part's tables."""
        bodies = self.main.all("tbody")
        return [
            [cell.text for cell in row.all() if cell.tag in ("td", "th")]
            for b in bodies
            for row in b.all("tr")
        ]

    def form(self, action: str, *fields: str) -> Form:
        """The first form that posts to the path ``action`` and has ``fields``."""
        for form in self.forms:
            target = urlsplit(form.action).path or urlsplit(self.address).path
            if form.method == "POST" and target == urlsplit(action).path and form.names.issuperset(fields):
                return form
        there = [(form.method, form.action, sorted(form.names)) for form in self.forms]
        raise AssertionError(f"{self.address} has no form to {action} with {fields}, only {there}")

    def faults(self, app: Flask) -> list[str]:
        """What is wrong with the page, in words; empty for a good one."""
        return [
            *self._markup_faults,
            *self._frame_faults(),
            *self._reference_faults(),
            *self._policy_faults(),
            *self._address_faults(app),
        ]

    def _frame_faults(self) -> Iterator[str]:
        titles = self.root.all("title")
        html = self.root.all("html")
        if not html or html[0].get("lang") not in ("da", "en"):
            yield "<html> names no language"
        # an inline SVG has titles of its own
        if not titles or not titles[0].text.removesuffix("– Tracker").strip():
            yield "no title"
        for tag in ("h1", "main"):
            if len(self.root.all(tag)) != 1:
                yield f"{len(self.root.all(tag))} <{tag}>"
        for node in self.root.all("img"):
            if "alt" not in node.attributes:
                yield f"line {node.line}: <img> without alt"

    def _reference_faults(self) -> Iterator[str]:
        ids = Counter(node["id"] for node in self.root.below if "id" in node.attributes)
        for twice in sorted(found for found, times in ids.items() if times > 1):
            yield f"id {twice} stands twice"
        for node in self.root.below:
            for name in REFERRING & node.attributes.keys():
                for target in node[name].split():
                    if target not in ids:
                        yield f"line {node.line}: {name} names {target}, which is not there"
            if node.tag == "a" and node.get("href").startswith("#") and node["href"][1:] not in ["", *ids]:
                yield f"line {node.line}: {node['href']} leads nowhere"

    def _policy_faults(self) -> Iterator[str]:
        nonce = re.search(r"'nonce-([^']+)'", self.policy)
        for node in self.root.below:
            if "style" in node.attributes:
                yield f"line {node.line}: inline style on <{node.tag}>"
            if node.tag == "style" and (not nonce or node.get("nonce") != nonce[1]):
                yield f"line {node.line}: style sheet without the nonce"
            for name, value in node.attributes.items():
                if name.startswith("on"):
                    yield f"line {node.line}: inline handler {name}"
                if name in ("href", "src", "action") and value.strip().lower().startswith("javascript:"):
                    yield f"line {node.line}: {name} runs a script"
            is_data = node.get("type") in ("application/json", "application/ld+json")
            if node.tag == "script" and not is_data and (not nonce or node.get("nonce") != nonce[1]):
                yield f"line {node.line}: script without the nonce"

    def _address_faults(self, app: Flask) -> Iterator[str]:
        routes = app.url_map.bind("localhost")
        for form in (Form(node) for node in self.root.all("form")):
            line = form.node.line
            if form.method == "POST" and not form.node.all("input", name="csrf_token"):
                yield f"line {line}: a form that posts has no CSRF token"
            if not _is_there(routes, form.action or self.address, form.method):
                yield f"line {line}: form to {form.method} {form.action}, which is not there"
        led_to = {node.get("href") for node in self.root.all("a")}
        gone = {address for address in led_to if not _is_there(routes, address, "GET")}
        for node in self.root.all("a"):
            if node.get("href") in gone:
                yield f"line {node.line}: link to {node['href']}, which is not there"


def _is_there(routes: MapAdapter, address: str, method: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return True
    try:
        routes.match(parts.path, method=method)
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True
