"""The lines of the quick-entry language, read one by one: indentation, column headings, names and arrows.

What the lines mean together is in ``quick_entry``; nothing here knows the plan.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.theory.kinds import ElementKind

TAB = 4
"""Columns of text; a tab runs to the next multiple."""

_WORDS: dict[ElementKind, str] = {
    ElementKind.INPUT: "r i ressource ressourcer resurse resurser midler input inputs resource resources",
    ElementKind.ACTIVITY: "a aktivitet aktiviteter indsats indsatser handling handlinger activity activities",
    ElementKind.OUTPUT: "y o ydelse ydelser leverance leverancer output outputs deliverable deliverables",
    ElementKind.OUTCOME_SHORT: "k s kort kortsigt kortsigtet kortsigtede short shortterm",
    ElementKind.OUTCOME_MEDIUM: "m mellem mellemlang mellemlangt mellemlange mellemsigt medium mediumterm",
    ElementKind.OUTCOME_LONG: "l lang langt lange langsigt langsigtet langsigtede long longterm",
    ElementKind.GOAL: "g mål målet målene måls goal goals",
    ElementKind.EXTERNAL: "x ydre ekstern eksterne omverden external faktor faktorer factor factors",
}
_BESIDE = (
    "på i sigt sigte term run virkning virkninger effekt effekter resultat resultater outcome outcomes "
    "effect effects result results faktor faktorer factor factors forhold strategiens the in"
)
"""Words that a heading may have beside the one that names its column."""


def _plain(text: str) -> str:
    """Small letters without accents, so that ``Maal``, ``MÅL`` and ``mål`` are one word."""
    flat = text.casefold().replace("aa", "å").replace("oe", "ø").replace("æ", "ae").replace("ø", "o")
    return "".join(c for c in unicodedata.normalize("NFKD", flat) if not unicodedata.combining(c))


_COLUMN = {_plain(word): kind for kind, words in _WORDS.items() for word in words.split()}
_FILLERS = frozenset(_plain(word) for word in _BESIDE.split())
_NO_COLUMN = frozenset(("pil", "pile", "link", "links", "arrow", "arrows", "forbindelser"))
_ARROW = re.compile(r"\s*(?:-+>|=+>|→|⇒|⟶)\s*")
_NO_ARROW = re.compile(r"<[-=–—]+|[–—]+>|[←⇐⟵]|<$")
_BULLET = re.compile(r"[-*•·–—](?:\s+|$)")
_BRACKETS = re.compile(r"\s*\[([^\[\]]*)\]$")
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Mention:
    """A name on a line: a box's title or code. ``kind`` is the column that a prefix such as ``A:`` says,
    ``organisation`` what stands in brackets behind it, None without brackets."""

    text: str
    kind: ElementKind | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line that isn't empty, ``number`` from 1, ``indent`` in columns of text.

    One mention is a box, several are joined by arrows. A heading has no mentions: it names the column of the
    lines below, None where they are in no column; ``known`` is False where nobody knows what it names.
    """

    number: int
    indent: int
    mentions: tuple[Mention, ...] = ()
    column: ElementKind | None = None
    known: bool = True

    @property
    def is_heading(self) -> bool:
        return not self.mentions


def read_lines(text: str) -> Iterator[Line]:
    """The lines in order. Any text has some reading."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, row in enumerate(rows, start=1):
        bare = row.strip()
        rest = _BULLET.sub("", bare, count=1) if _BULLET.match(bare) else bare
        if rest:
            yield _line(number, _indent(row), rest)


def column_of(words: str, forgiving: bool = False) -> ElementKind | None:
    """The column that ``Mellemlangt sigt`` or ``short-term outcomes`` names; ``forgiving`` of a slip of the
    finger."""
    found = _named(words, forgiving)
    return found if isinstance(found, ElementKind) else None


def looks_like_arrow(text: str) -> bool:
    """Whether a title holds what its writer may have meant as an arrow: ``<-`` or ``–>``."""
    return _NO_ARROW.search(text) is not None


def looks_like_bracket(text: str) -> bool:
    """Whether a title holds a square bracket that lacks its other half."""
    return text.count("[") != text.count("]")


def _line(number: int, indent: int, text: str) -> Line:
    if text.endswith(":") and text.count(":") == 1 and not _ARROW.search(text):
        named = _named(text[:-1], forgiving=True)
        column = named if isinstance(named, ElementKind) else None
        return Line(number, indent, (), column, known=named is not None)
    return Line(number, indent, tuple(_mention(part.strip()) for part in _ARROW.split(text)))


def _mention(text: str) -> Mention:
    kind, organisation = None, None
    before, colon, behind = text.partition(":")
    if colon and (named := column_of(before)) is not None:
        kind, text = named, behind.strip()
    if brackets := _BRACKETS.search(text):
        organisation, text = brackets[1].strip(), text[: brackets.start()].strip()
    return Mention(text, kind, organisation)


def _named(words: str, forgiving: bool) -> ElementKind | str | None:
    """The column, "" for a heading of arrows, None where nobody knows."""
    if len(words) > _LONGEST_HEADING:
        return None
    found = re.findall(r"[^\W\d_]+", _plain(words))
    telling = [word for word in found if word not in _FILLERS] or found
    if forgiving and len(telling) == 1 and telling[0] in _NO_COLUMN:
        return ""
    kinds = {_kind(word, forgiving) for word in telling}
    return kinds.pop() if len(kinds) == 1 else None


def _kind(word: str, forgiving: bool) -> ElementKind | None:
    if word in _COLUMN or not forgiving or len(word) < 4:
        return _COLUMN.get(word)
    close = difflib.get_close_matches(word, (known for known in _COLUMN if len(known) > 3), 1, 0.8)
    return _COLUMN[close[0]] if close else None


def _indent(row: str) -> int:
    width = 0
    for letter in row:
        if letter == "\t":
            width += TAB - width % TAB
        elif letter.isspace():
            width += 1
        else:
            break
    return width
