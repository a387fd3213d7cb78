"""Stored text to lines of a given width: cleaned, broken at words, hyphenated only where a word is too
long."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from tracker.diagrams.type.metrics import Weight, width

ELLIPSIS = "…"
_SOFT = "\u00ad"
_MEASURED_AT_MOST = 1_000
"""Letters of a text that are looked at; no box holds as many."""

# Characters that XML 1.0 cannot carry, and lone surrogates, which no encoding can.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = re.compile(r"[\s\x85\u2028\u2029]+")
# Danish compounds break after a linking suffix (trygheds-skabende) or before a common last part.
_SEAM = re.compile(
    r"(?:heds|elses|nings|ions|tets|skabs|doms|livs|kommune|politi|bolig)(?=[a-zæøå]{3})"
    r"|(?<=[a-zæøå]{3})(?=forvaltning|forening|organisation|samarbejd|arbejde|indsats|område|undersøgels|kriminal"
    r"|anmeldels|initiativ|strækning|aftale|udskænk|vandring|patrulj|koordin|inddrag|netværk|styrels|politik)"
)
_SYLLABLE = re.compile(r"[aeiouyæøåé][bcdfghjklmnpqrstvwxz](?=[bcdfghjklmnpqrstvwxz][aeiouyæøåé])")
_VOWEL_THEN_CONSONANT = re.compile(r"[aeiouyæøåé](?=[bcdfghjklmnpqrstvwxz][aeiouyæøåé])")
_OWN_HYPHEN = re.compile(r"(?<=[^\W\d_][-/–])(?=[^\W\d_])")
_SHORTEST_PART = 3
_BALANCING_STEPS = 5
_NARROWEST = 0.2
"""Of the type size; no letter with a width is narrower."""
_LOOK_AHEAD = 20


class _Piece(NamedTuple):
    """What stays together on a line. ``glued`` to the one before needs no space between; a piece with
    ``soft`` end shows a hyphen where its line ends."""

    text: str
    width: float
    glued: bool
    soft: bool


@lru_cache(maxsize=8_192)
def clean(text: str) -> str:
    """The text on one line, without characters that cannot be drawn."""
    return _BLANKS.sub(" ", _UNPRINTABLE.sub("", text)).strip()


@lru_cache(maxsize=8_192)
def wrap(
    text: str, room: float, size: float, weight: Weight = Weight.REGULAR, most: int = 99
) -> tuple[str, ...]:
    """At most ``most`` lines of like length, none wider than ``room`` (units of ``size``); what doesn't fit
    ends in an ellipsis. An empty text gives no lines."""
    pieces = list(_pieces(clean(text)[:_MEASURED_AT_MOST].replace(_SOFT, ""), room, size, weight))
    space, hyphen = width(" ", size, weight), width("-", size, weight)
    lines = list(islice(_lines(pieces, room, space, hyphen), most + 1))
    if len(lines) > most:
        return (*lines[: most - 1], _cut(lines[most - 1], room, size, weight))
    return tuple(_balanced(pieces, lines, room, space, hyphen))


def _balanced(pieces: list[_Piece], lines: list[str], room: float, space: float, hyphen: float) -> list[str]:
    """As many lines as greedy filling needs, in the narrowest block: no last line of one short word."""
    if len(lines) < 2:
        return lines
    narrow = max(piece.width + hyphen * piece.soft for piece in pieces)
    wide = room
    for _ in range(_BALANCING_STEPS):
        middle = (narrow + wide) / 2
        tried = list(islice(_lines(pieces, middle, space, hyphen), len(lines) + 1))
        if len(tried) == len(lines):
            lines, wide = tried, middle
        else:
            narrow = middle
    return lines


def _lines(pieces: list[_Piece], room: float, space: float, hyphen: float) -> Iterator[str]:
    line, wide, soft = "", 0.0, False
    for piece in pieces:
        between = 0.0 if piece.glued or not line else space
        reach = wide + between + piece.width
        if line and reach + hyphen * piece.soft > room:
            yield line + "-" * soft
            line, wide = piece.text, piece.width
        else:
            line, wide = line + " " * bool(between) + piece.text, reach
        soft = piece.soft
    if line:
        yield line


def _cut(line: str, room: float, size: float, weight: Weight) -> str:
    line = line.rstrip("-")
    while line and width(line + ELLIPSIS, size, weight) > room:
        line = line[:-1]
    return line.rstrip(" ,.;:") + ELLIPSIS


def _pieces(text: str, room: float, size: float, weight: Weight) -> Iterator[_Piece]:
    """Words, and parts of words that have a hyphen or are wider than a line."""
    for word in text.split():
        glued = False
        for part in _OWN_HYPHEN.split(word) if "-" in word or "/" in word or "–" in word else (word,):
            for piece, soft in _parts(part, room, size, weight):
                yield _Piece(piece, width(piece, size, weight), glued, soft)
                glued = True


def _parts(word: str, room: float, size: float, weight: Weight) -> Iterator[tuple[str, bool]]:
    while width(word, size, weight) > room:
        at, soft = _break_at(word, room, size, weight)
        yield word[:at], soft
        word = word[at:]
    yield word, False


def _break_at(word: str, room: float, size: float, weight: Weight) -> tuple[int, bool]:
    """Where to break a word that is too wide, and whether a hyphen belongs there: at a seam of the compound,
    else between syllables, else wherever the line is full."""
    fits = min(len(word) - 1, int(room / (size * _NARROWEST)) + 1)
    while fits > 1 and width(word[:fits] + "-", size, weight) > room:
        fits -= 1
    lower = word[: fits + _LOOK_AHEAD].lower()
    for pattern in (_SEAM, _SYLLABLE, _VOWEL_THEN_CONSONANT):
        ends = [found.end() for found in pattern.finditer(lower)]
        good = [end for end in ends if _SHORTEST_PART <= end <= min(fits, len(word) - _SHORTEST_PART)]
        if good:
            return good[-1], True
    while fits > 1 and unicodedata.combining(word[fits]):
        fits -= 1
    return fits, word[fits - 1].isalpha() and word[fits].isalpha()
