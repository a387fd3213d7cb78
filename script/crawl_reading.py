"""What an answer of the program says, line by line, and where it leads; what differs by run is masked.

A line is a block of text with its links, ``See plans [→ /plans]``, or a field, ``[text title=Play]``. How a
page looks is left out: classes, styles, scripts. A drawing is read as its words and a digest of the whole.
"""

import hashlib
import io
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from python_calamine import CalamineWorkbook

HOST = "http://localhost"

HELD = ("csrf_token", "idempotency_key", "kept_file")
"""Fields whose value is made anew for each page."""

MASKS = (
    (re.compile(r"/static/[0-9a-f]{16}/"), "/static/<files>/"),
    (re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z])"), "<change>"),
    (re.compile(r"([?&]token=)[^&#\s\"]+"), r"\1<token>"),
)

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
SILENT = frozenset(("script", "style", "template"))
INLINE = frozenset("a abbr b bdi cite code em i mark q s small span strong".split())  # noqa: SIM905
SPOKEN = ("aria-label", "aria-current", "title", "alt", "placeholder", "data-label")
OF_A_FIELD = ("required", "disabled", "readonly", "checked", "multiple", "min", "max", "maxlength", "step")
UNSENT = ("submit", "button", "reset", "file", "image")


def masked(text: str) -> str:
    """``text`` without what is made anew in each run: tokens, ids of changes, the hash of the own files."""
    for pattern, instead in MASKS:
        text = pattern.sub(instead, text)
    return text


def kind_of(address: str) -> str:
    """The address with its numbers left out and the names of its query only: ``/plans/<n>?as_of``."""
    parts = urlsplit(masked(address))
    path = re.sub(r"(?<=/)\d+(?=[/.]|$)", "<n>", parts.path)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{path}?{'&'.join(names)}" if names else path


@dataclass(frozen=True, slots=True)
class Link:
    """An address of ours, from the host on; ``in_panel`` where a script asks for a part of a page."""

    address: str
    fragment: str = ""
    in_panel: bool = False


def link_to(address: str, base: str = HOST, *, in_panel: bool = False) -> Link | None:
    """The link that ``address`` on the page ``base`` is; None where it leaves the program's pages."""
    found = urlsplit(urljoin(base, address))
    if f"{found.scheme}://{found.netloc}" != HOST or found.path.startswith("/static/"):
        return None
    path = f"{found.path}?{found.query}" if found.query else found.path
    return Link(path, found.fragment, in_panel)


@dataclass(slots=True)
class Form:
    """``values`` are sent when nothing is touched and no button is named."""

    method: str
    action: str
    in_panel: bool
    values: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """What was read of one answer."""

    lines: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


def read(address: str, mimetype: str, body: bytes) -> Reading:
    """Reads an answer of any type: pages and drawings, text, workbooks; of all others size and digest."""
    if mimetype in ("text/html", "image/svg+xml"):
        reader = Reader(address)
        reader.feed(body.decode())
        reader.close()
        reader.end_line()
        if mimetype == "image/svg+xml":
            reader.reading.lines.append(_digest(masked(body.decode()).encode()))
        return reader.reading
    if mimetype.startswith("text/") or mimetype == "application/json":
        return Reading([masked(line) for line in body.decode("utf-8-sig").splitlines()])
    if mimetype.endswith("spreadsheetml.sheet"):
        return Reading(list(_cells(body)))
    # a drawing's PDF holds the time at which it was made
    return Reading([] if b"cairo" in body else [_digest(body)])


def _digest(body: bytes) -> str:
    return f"[{len(body)} bytes, {hashlib.sha256(body).hexdigest()[:16]}]"


def _cells(body: bytes) -> list[str]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    lines: list[str] = []
    for name in book.sheet_names:
        lines.append(f"[sheet {name}]")
        rows = book.get_sheet_by_name(name).to_python()
        lines += [masked(" ".join(" | ".join(map(str, row)).split())) for row in rows]
    return lines


class Reader(HTMLParser):
    """Reads a page or a drawing at ``address`` into ``reading``."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = HOST + address
        self.reading = Reading()
        self.words: list[str] = []
        self.open: list[tuple[str, list[str]]] = []
        self.silent = 0
        self.form: Form | None = None
        self.select: tuple[str, list[str], bool] | None = None
        self.textarea: tuple[str, list[str]] | None = None

    def end_line(self) -> None:
        text = " ".join("".join(self.words).split())
        if text:
            self.reading.lines.append(masked(text))
        self.words = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        closing: list[str] = []
        if tag not in INLINE:
            self.end_line()
        if tag in SILENT:
            self.silent += 1
        elif not self.silent:
            self._spoken(given)
            self._references(tag, given, closing)
            self._of_forms(tag, given)
        if tag not in VOID:
            self.open.append((tag, closing))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in [name for name, _ in self.open]:
            return
        while True:
            name, closing = self.open.pop()
            self.silent -= name in SILENT
            self.words += closing
            self._end_of_forms(name)
            if name not in INLINE:
                self.end_line()
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.textarea is not None:
            self.textarea[1].append(data)
        elif not self.silent:
            self.words.append(data)

    def _say(self, line: str) -> None:
        self.words.append(f" [{line}] ")

    def _spoken(self, given: dict[str, str]) -> None:
        if "id" in given:
            self.reading.ids.add(given["id"])
        sentences = sorted(name for name in given if name.startswith("data-") and " " in given[name].strip())
        for name in dict.fromkeys((*SPOKEN, *sentences)):
            if given.get(name):
                self._say(f"{name}: {given[name]}")

    def _references(self, tag: str, given: dict[str, str], closing: list[str]) -> None:
        address = given.get("href", given.get("xlink:href"))
        in_panel = "hx-boost" in given
        if tag == "a" and address is not None:
            closing.append(f" [→ {address}] ")
            self._follow(address)
            if in_panel:
                self._follow(address, in_panel=True)
        for name in ("src", "data", "data-address") if tag != "script" else ():
            if "/" in given.get(name, ""):
                self._say(f"{name} {given[name]}")
                self._follow(given[name])
        for name in ("hx-get", "hx-post"):
            if name in given:
                self._say(f"{name} {given[name]}")
        if "hx-get" in given:
            self._follow(given["hx-get"], in_panel=True)

    def _follow(self, address: str, *, in_panel: bool = False) -> None:
        link = link_to(address, self.base, in_panel=in_panel)
        if link is not None:
            self.reading.links.append(link)

    def _of_forms(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "form":
            self.form = Form(given.get("method", "get").upper(), given.get("action", ""), "hx-boost" in given)
            self._say(f"form {self.form.method} {self.form.action}")
        elif tag == "input":
            self._input(name, given)
        elif tag == "button" and name:
            self._say(f"sends {name}={given.get('value', '')}{_marks(given)}")
        elif tag == "textarea":
            self._say(f"textarea {name}{_marks(given)}")
            self.textarea = (name, [])
        elif tag == "select":
            self._say(f"select {name}{_marks(given)}")
            self.select = (name, [], "multiple" in given)
        elif tag == "option":
            self._option(given)

    def _input(self, name: str, given: dict[str, str]) -> None:
        kind, value = given.get("type", "text"), given.get("value", "")
        told = "<made anew>" if name in HELD and value else value
        self._say(f"{kind} {name}={told}{_marks(given)}")
        is_choice = kind in ("checkbox", "radio")
        if kind not in UNSENT and "disabled" not in given and (not is_choice or "checked" in given):
            self._value(name, given.get("value", "on" if is_choice else ""))

    def _option(self, given: dict[str, str]) -> None:
        chosen = "selected" in given
        self._say(f"{'*' if chosen else 'option'} {given.get('value', '')}{_marks(given)}")
        if self.select is not None:
            name, values, many = self.select
            value = given.get("value", "")
            if many and chosen:
                self.select = (name, [*values, value], many)
            elif not many and (chosen or not values):
                # the first one counts as chosen until a chosen one comes
                self.select = (name, [value], many)

    def _end_of_forms(self, tag: str) -> None:
        if tag == "textarea" and self.textarea is not None:
            name, texts = self.textarea
            self.textarea = None
            self.end_line()
            self.reading.lines += [masked(f"| {line}") for line in "".join(texts).strip().splitlines()]
            self._value(name, "".join(texts).removeprefix("\n"))
        elif tag == "select" and self.select is not None:
            name, values, _ = self.select
            self.select = None
            for value in values:
                self._value(name, value)
        elif tag == "form" and self.form is not None:
            self.reading.forms.append(self.form)
            if self.form.method == "GET":
                # what is sent takes the place of the action's own query
                action = urlsplit(urljoin(self.base, self.form.action))
                self._follow(action._replace(query=urlencode(self.form.values)).geturl())
            self.form = None

    def _value(self, name: str, value: str) -> None:
        if name and self.form is not None:
            self.form.values.append((name, value))


def _marks(given: dict[str, str]) -> str:
    marks = [f"{name}={given[name]}" if given[name] else name for name in OF_A_FIELD if name in given]
    return "".join(f" {mark}" for mark in marks)
