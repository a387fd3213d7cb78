"""The existing strategies of a strategy file."""

from datetime import date

import pytest

from tests.exchange.strategy.samples import BEGINNING, TEXT, fault_in
from tracker.exchange.strategy.catalogue_reading import CatalogueEntry, CommitmentEntry, TieEntry
from tracker.exchange.strategy.reading import read_strategy
from tracker.theory.kinds import Relation

SECTION = """
strategies:
  - id: S1
    owner: AAK
    da: Ungestrategi
    en: Youth strategy
    valid: {start: 2012-01-01, end: 2016-12-31}
    goals: [G3, G4]
    url: https://example.org/ungestrategi
    note_da: Gælder hele kommunen
    commitments: [Flere klubber, {da: Flere fritidsjob, ties: [{element: HP3-A4, relation: supports}]}]
    retrieved_from: kommunens arkiv
strategy_rule: "Only strategies"
"""


def with_section(old: str = "", new: str = "") -> bytes:
    """A strategy with one existing strategy, in which the first ``old`` is replaced."""
    start = BEGINNING.index("strategies:\n  - {id: S1")
    end = BEGINNING.index("strategy_rule:")
    above, below = BEGINNING[:start], BEGINNING[BEGINNING.index("\n", end) :]
    return (above + SECTION.replace(old, new, 1) + below).encode()


def test_the_sample_holds_seven_strategies() -> None:
    file = read_strategy(TEXT.encode())
    assert [(one.code, one.owner, one.goals) for one in file.catalogue] == [
        ("S1", "AAK", ("G4",)),
        ("S2", "AAK", ("G3", "G4")),
        ("S3", "SKF", ("G1", "G4")),
        ("S4", "FB", ("G4",)),
        ("S5", "NP", ("G1", "G2")),
        ("S6", "NP", ("G2", "G4")),
        ("S7", "BLF", ("G5",)),
    ]
    real = [(one.code, one.retrieved_from) for one in file.catalogue if not one.illustrative]
    assert real == [("S1", "docplayer.dk/2448")]


def test_an_entry_is_read_with_all_that_it_says() -> None:
    (entry,) = read_strategy(with_section()).catalogue
    tie = TieEntry(entry.line + 8, "HP3-A4", Relation.SUPPORTS, "")
    assert entry == CatalogueEntry(
        line=entry.line,
        code="S1",
        title="Ungestrategi",
        title_en="Youth strategy",
        owner="AAK",
        valid_from=date(2012, 1, 1),
        valid_until=date(2016, 12, 31),
        goals=("G3", "G4"),
        url="https://example.org/ungestrategi",
        note="Gælder hele kommunen",
        commitments=(
            CommitmentEntry(entry.line + 8, "Flere klubber"),
            CommitmentEntry(entry.line + 8, "Flere fritidsjob", (tie,)),
        ),
        illustrative=False,
        retrieved_from="kommunens arkiv",
    )


@pytest.mark.parametrize(
    ("period", "starts", "ends"),
    [
        ("valid: {start: 2012-01-01}", date(2012, 1, 1), None),
        ("valid: {end: 2012-01-01}", None, date(2012, 1, 1)),
        ("", None, None),
    ],
)
def test_a_period_may_be_open(period: str, starts: date | None, ends: date | None) -> None:
    (entry,) = read_strategy(with_section("valid: {start: 2012-01-01, end: 2016-12-31}", period)).catalogue
    assert (entry.valid_from, entry.valid_until) == (starts, ends)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("owner: AAK", "owner: AAX", "there is no “AAX”"),
        ("goals: [G3, G4]", "goals: [G3, G9]", "there is no “G9”"),
        ("goals: [G3, G4]", "goals: [G3, G3]", "stands twice"),
        ("end: 2016-12-31", "end: 2011-12-31", "the end comes before the start"),
        ("end: 2016-12-31", "stop: 2016-12-31", "unknown key “stop”"),
        ("da: Ungestrategi", "da:", "“da” is missing"),
        ("[Flere klubber,", "['',", "a sentence of 1"),
        ("relation: supports", "relation: likes", "unknown word “likes”"),
        ("ties:", "links:", "unknown key “links”"),
        ("note_da: Gælder", "persons: Gælder", "unknown key “persons”"),
        ("commitments:", "illustrative: true\n    real: true\n    commitments:", "illustrative already"),
    ],
)
def test_a_fault_is_told(old: str, new: str, reason: str) -> None:
    assert reason in fault_in(with_section(old, new)).reason
