"""The words of a text as full-text searches look for them, the same on every database.

A word is kept as it is written and as its Danish stem (Snowball's algorithm, which PostgreSQL's own
``danish`` uses too). Danish puts words together, so that the ends of a long stem are kept as well:
»Ungepolitikken« is found by »politik«, and by »unge«, since a word is
found by its beginning too. Databases get words of letters and digits and nothing else, and no
parser of theirs ever sees what somebody typed.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import snowballstemmer

MOST_WORDS = 8
"""So many words of a search are looked for."""

MOST_TYPED = 1_000
"""So many characters of a search are read."""

LONGEST_WORD = 40
"""A longer word counts as its beginning."""

SHORTEST_PART, SHORTEST_HEAD = 4, 3
"""How short a part of a compound may be that is looked for, and what stands before it, in letters."""

END = "·"
"""Stands before the end of a compound, so that a word's beginning is never looked for in the middle of one.
It is no letter, and so never among what somebody types."""

MOST_BYTES = 250_000
"""So much is kept of one text; the longest vector of PostgreSQL holds three of them."""

FILLING = frozenset(
    {
        *("og", "i", "på", "for", "til", "af", "de", "den", "det", "en", "et", "med", "som", "at", "er"),
        *("and", "the", "of", "to", "in"),
    }
)
"""Words of nearly every text: they say nothing unless they are what is asked for."""

WRITTEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
LETTERS = re.compile(r"[^\W_]+")

_stemmer = snowballstemmer.stemmer("danish")
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that is looked for: one with this ``stem``, or one that begins with ``beginning``, where that is
    not empty."""

    stem: str
    beginning: str = ""

    def finds(self, word: str) -> bool:
        """Whether a word of a text is one."""
        if self.beginning and word.startswith(self.beginning):
            return True
        stemmed = stem(word)
        return not {self.stem, END + self.stem}.isdisjoint((word, stemmed, *_ends(stemmed)))


Search: TypeAlias = tuple[Wanted, ...]
"""All of these have to be there."""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a word in small letters."""
    with _one_at_a_time:
        return str(_stemmer.stemWord(word))


def search_for(typed: str) -> Search | None:
    """What somebody looks for; None where they typed no word."""
    found = list(_words(typed[:MOST_TYPED]))
    if not found:
        return None
    *others, last = [word for word in found if word not in FILLING] or found
    wanted = [Wanted(stem(word), word if len(word) >= SHORTEST_PART else "") for word in others]
    # the last word may still be being typed
    return tuple(dict.fromkeys([*wanted[: MOST_WORDS - 1], Wanted(stem(last), last)]))


def indexed(*texts: str) -> str:
    """The words of texts as they are stored: each once, parted by spaces."""
    written = list(dict.fromkeys(word for text in texts for word in _words(text)))
    stems = list(dict.fromkeys(stem(word) for word in written))
    ends = (end for stemmed in stems for end in _ends(stemmed))
    return " ".join(_within(dict.fromkeys((*written, *stems, *ends)), MOST_BYTES))


def found_in(text: str, search: Search) -> list[tuple[int, int]]:
    """Where the words that are looked for stand in a text: first place, and place after the last."""
    return [
        match.span()
        for match in WRITTEN.finditer(text)
        if any(wanted.finds(word) for wanted in search for word in _plain(match[0][:LONGEST_WORD]))
    ]


def _words(text: str) -> Iterator[str]:
    for match in WRITTEN.finditer(text):
        yield from _plain(match[0][:LONGEST_WORD])


@lru_cache(maxsize=20_000)
def _plain(written: str) -> tuple[str, ...]:
    """One written word in small letters, composed; signs that stand for several letters come apart."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", written).casefold())
    return tuple(word[:LONGEST_WORD] for word in LETTERS.findall(folded))


def _ends(stemmed: str) -> list[str]:
    return [END + stemmed[place:] for place in range(SHORTEST_HEAD, len(stemmed) - SHORTEST_PART + 1)]


def _within(words: Iterable[str], most: int) -> Iterator[str]:
    used = 0
    for word in words:
        used += len(word.encode()) + 1
        if used > most:
            return
        yield word
