"""How texts and searches become words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.records.search_words import (
    FILLING,
    LONGEST_WORD,
    MOST_BYTES,
    MOST_WORDS,
    Wanted,
    found_in,
    indexed,
    search_for,
    stem,
)


def words_of(text: str) -> set[str]:
    return set(indexed(text).split())


def marked(text: str, typed: str) -> list[str]:
    search = search_for(typed)
    return [] if search is None else [text[start:end] for start, end in found_in(text, search)]


@pytest.mark.parametrize(
    "forms",
    [("politik", "politikken", "politikker", "politikkerne"), ("strategi", "strategier", "strategierne")],
)
def test_the_forms_of_a_danish_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert {stem(form) for form in forms} == {forms[0]}


def test_a_text_keeps_each_word_its_stem_and_the_ends_of_compounds() -> None:
    assert {"ungepolitikken", "ungepolitik", "·politik"} <= words_of("Ungepolitikken")


def test_an_end_is_not_mistaken_for_a_word() -> None:
    assert "politik" not in words_of("Ungepolitikken")


@pytest.mark.parametrize("typed", ["", "   ", '"', "* - :", "😀", "\x00\x01", "§ %", "\u0301"])
def test_what_holds_no_word_looks_for_nothing(typed: str) -> None:
    assert search_for(typed) is None


def test_words_of_nearly_every_text_are_left_out_unless_they_are_what_is_asked_for() -> None:
    assert search_for("politik og") == search_for("politik")
    assert search_for("og") == (Wanted("og", "og"),)
    assert all(search_for(word) for word in FILLING)


def test_a_search_reads_so_many_words_and_no_more() -> None:
    found = search_for(" ".join(f"ord{number}" for number in range(100)))
    assert found is not None
    assert len(found) == MOST_WORDS


def test_found_words_are_marked_whole_in_the_text_as_it_is_written() -> None:
    text = "Ungepolitikken og »Sundhedspolitik« – men ikke politiet."
    assert marked(text, "politikker") == ["Ungepolitikken", "Sundhedspolitik"]
    assert marked(text, "politi") == ["politiet"]
    assert marked(text, "sund") == ["Sundhedspolitik"]


@given(st.text(max_size=200))
def test_any_text_becomes_words_of_letters_and_figures(text: str) -> None:
    for word in words_of(text):
        assert word.removeprefix("·").isalnum()
        assert 0 < len(word) <= LONGEST_WORD + 1


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=30))
def test_every_word_of_a_text_is_found_by_itself(word: str) -> None:
    search = search_for(word)
    if search is not None and len(search) == 1:
        assert found_in(f"før {word} efter", search)
        assert search[0].stem in words_of(word)


def test_a_text_of_any_length_fits_the_database() -> None:
    text = " ".join(f"{number}løbenummereringsopgave{number}" for number in range(20_000))
    assert len(indexed(text).encode()) <= MOST_BYTES
