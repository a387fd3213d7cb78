"""What a search finds in the catalogue: the same on both databases."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories import Maker
from tests.personas import TODAY
from tracker.records.queries.catalogue.entries import entries, rows
from tracker.records.queries.catalogue.filters import Filters, Selection
from tracker.records.search_words import LONGEST_WORD, MOST_TYPED
from tracker.services.catalogue.commitments import add_commitment, archive_commitment, edit_commitment
from tracker.services.catalogue.entries import archive_catalogue_entry, edit_catalogue_entry
from tracker.services.verb import Writer
from tracker.theory.contents.catalogue import CatalogueEntryContents, CommitmentContents

TEXTS: dict[str, dict[str, Any]] = {
    "children": {"title": "Børne- og Ungepolitikken i Aalborg Kommune 2011-2013"},
    "youth": {"title": "Ungestrategi", "title_en": "Youth strategy"},
    "health": {
        "title": "Sundhedspolitik",
        "title_en": "Health policy",
        "commitments": ["Kommunen forebygger misbrug blandt unge på ungdomsuddannelserne."],
    },
    "drugs": {"title": "Rusmiddelpolitik", "note": "Bygger på sundhedspolitikken; gælder også natteliv."},
    "police": {
        "title": "Mål- og resultatplan for Nordjyllands Politi",
        "commitments": ["Flere betjente i nattelivet", "Trygheden måles hvert år (§ 115)"],
    },
    "quarters": {"title": "Planstrategi", "note": "Boligområder: belysning, åer og øer. 100% <b>trygt</b>"},
}

SEARCHES: dict[str, set[str]] = {
    # a word in any form, in any part of the entry
    "politikker": {"children", "health", "drugs"},
    "politik": {"children", "health", "drugs"},
    "POLITIKKEN": {"children", "health", "drugs"},
    "strategier": {"youth", "quarters"},
    "tryghed": {"police"},
    "natteliv": {"drugs", "police"},
    "betjentene": {"police"},
    "forebyggelse": {"health"},
    # the other language's title
    "youth": {"youth"},
    "health policy": {"health"},
    # every word has to be there, wherever
    "politik unge": {"children", "health"},
    "unge politikker": {"children", "health"},
    "natteliv betjente": {"police"},
    "natteliv misbrug": set(),
    # the last word may be unfinished, a short one before it may not
    "sund": {"health", "drugs"},
    "rusm": {"drugs"},
    "misb ung": {"health"},
    "mis ung": set(),
    "kommunens poli": {"health"},
    # æ, ø and å stay themselves
    "måles": {"police"},
    "males": set(),
    "børn": {"children"},
    "born": set(),
    "øer": {"quarters"},
    # figures, and words that are in nearly every text
    "2011": {"children"},
    "115": {"police"},
    "mål og planer for politi": {"police"},
    # signs are no part of a word, whatever they mean to a database
    '"politik"': {"children", "health", "drugs"},
    "politik*": {"children", "health", "drugs"},
    "-politik": {"children", "health", "drugs"},
    "ungestrategi OR sundhedspolitik": set(),
    "politik AND": {"children", "health", "drugs"},
    "title:politik": set(),
    "searched_title : politik": set(),
    "NEAR(natteliv betjente)": set(),
    "100%": {"quarters"},
    "<b>trygt</b>": {"quarters"},
    "natteliv; DROP TABLE catalogue_entries": set(),
    "'; --": set(),
    "!!! ??? ***": set(),
    "& | ! :* <->": set(),
    "( ) { } [ ] ^ ~ \\": set(),
    "😀 🚓": set(),
    "😀 natteliv": {"drugs", "police"},
    "\x00": set(),
    "bru\u0301gt": set(),
    "ma\u030ales": {"police"},
    "politik " * 2_000: {"children", "health", "drugs"},
    "x" * 10_000: set(),
    "''" * 5_000: set(),
}


@pytest.fixture
def catalogue(make: Maker) -> dict[str, int]:
    return {name: make.catalogue_entry(**texts) for name, texts in TEXTS.items()}


def found(session: Session, words: str, selection: Selection = Selection.EVERY) -> list[int]:
    session.rollback()
    return [row.entry.id for row in rows(session, Filters(words, selection=selection), TODAY, "da")]


def test_a_table_of_searches_finds_its_entries(session: Session, catalogue: dict[str, int]) -> None:
    names = {number: name for name, number in catalogue.items()}
    answers = {words: {names[number] for number in found(session, words)} for words in SEARCHES}
    assert answers == SEARCHES


def test_what_the_title_says_comes_before_commitments_and_these_before_notes(
    session: Session, make: Maker
) -> None:
    note = make.catalogue_entry(title="Alfa", note="Om natteliv")
    commitment = make.catalogue_entry(title="Beta", commitments=["Et trygt natteliv"])
    title = make.catalogue_entry(title="Gamma om nattelivet")
    assert found(session, "natteliv") == [title, commitment, note]


def test_a_changed_text_is_found_by_its_new_words_only(session: Session, writer: Writer, make: Maker) -> None:
    number = make.catalogue_entry(title="Ungestrategi", note="Gælder fritid")
    edit_catalogue_entry(
        writer,
        entry_id=number,
        version=current(session, number),
        contents=CatalogueEntryContents(
            code="S1",
            title="Ældrepolitik",
            organisation_id=make.the("organisation"),
            title_en=None,
            valid_from=None,
            valid_until=None,
            goal_ids=[],
            url=None,
            note="Gælder plejehjem",
            retrieved_from="",
        ),
    )
    assert [found(session, words) for words in ("unge", "fritid", "ældre", "plejehjem")] == [
        [],
        [],
        [number],
        [number],
    ]


def test_commitments_are_found_while_they_are_in_their_entry(
    session: Session, writer: Writer, make: Maker
) -> None:
    number = make.catalogue_entry(title="Ungestrategi")
    commitment = add_commitment(
        writer, entry_id=number, contents=CommitmentContents(sentence="Flere væresteder")
    )
    assert found(session, "væresteder") == [number]
    edit_commitment(
        writer, commitment_id=commitment, version=1, contents=CommitmentContents(sentence="Flere klubber")
    )
    assert [found(session, "væresteder"), found(session, "klubber")] == [[], [number]]
    archive_commitment(writer, commitment_id=commitment, version=2)
    assert found(session, "klubber") == []


def test_an_archived_entry_is_found_among_the_archived_only(
    session: Session, writer: Writer, make: Maker
) -> None:
    number = make.catalogue_entry(title="Ungestrategi")
    archive_catalogue_entry(
        writer, entry_id=number, version=current(session, number), reason="Står her to gange"
    )
    assert found(session, "ungestrategi") == []
    assert found(session, "ungestrategi", Selection.ARCHIVED) == [number]


def test_the_longest_texts_are_stored_and_found(session: Session, make: Maker) -> None:
    words = " ".join(f"ord{number}" for number in range(2_400))
    number = make.catalogue_entry(
        title="a" * 500, note="å" * 20_000, commitments=[f"{place} {words}" for place in range(3)]
    )
    assert found(session, "ord2399") == [number]
    assert found(session, "a" * (LONGEST_WORD + 5)) == [number]
    assert found(session, "å" * MOST_TYPED) == [number]


def test_hundreds_of_long_commitments_are_stored(session: Session, make: Maker) -> None:
    sentences = [" ".join(f"{place}løbenummerering{number}" for number in range(800)) for place in range(40)]
    number = make.catalogue_entry(title="Ungestrategi", commitments=sentences)
    assert found(session, "ungestrategi") == [number]


def current(session: Session, number: int) -> int:
    """The entry's version."""
    session.rollback()
    return next(iter(entries(session, [number], "da"))).entry.version
