"""How stored text becomes lines of type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.diagrams.drawings import HOSTILE
from tracker.diagrams.type.metrics import Weight, width
from tracker.diagrams.type.wrapping import ELLIPSIS, clean, wrap

ROOM, SIZE = 112.0, 12.5


def lines(text: str, room: float = ROOM, most: int = 99) -> tuple[str, ...]:
    return wrap(text, room, SIZE, Weight.SEMIBOLD, most)


def test_text_breaks_between_words() -> None:
    assert lines("Synlig patrulje i hotspots") == ("Synlig patrulje", "i hotspots")


def test_a_short_text_stays_on_one_line() -> None:
    assert lines("Høring") == ("Høring",)


def test_an_empty_text_has_no_lines() -> None:
    assert lines("") == ()
    assert lines(" \n\t ") == ()


def test_a_last_short_word_does_not_stand_alone() -> None:
    assert lines("Flere borgere er trygge aften og nat", 130) == ("Flere borgere er", "trygge aften og nat")


def test_a_word_that_fits_a_line_is_never_hyphenated() -> None:
    assert lines("den utryghedsskabende kriminalitet", 118)[1] == "utryghedsskabende"


def test_a_long_danish_compound_breaks_at_its_seam() -> None:
    assert lines("anmeldelsestilbøjelighed") == ("anmeldelses-", "tilbøjelighed")
    assert lines("Beskæftigelsesforvaltningen") == ("Beskæftigelses-", "forvaltningen")


def test_a_word_breaks_after_its_own_hyphen_without_another() -> None:
    assert lines("politi-kommune-samarbejdet") == ("politi-kommune-", "samarbejdet")


def test_hyphens_in_numbers_and_dates_hold_together() -> None:
    assert "23-05" in " ".join(lines("Patrulje fredag og lørdag klokken 23-05"))


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    cut = lines("ord " * 1_250, most=3)
    assert len(cut) == 3
    assert cut[-1].endswith(ELLIPSIS)


def test_five_thousand_letters_without_a_space_are_broken() -> None:
    cut = lines("x" * 5_000, most=7)
    assert len(cut) == 7
    assert all(width(line, SIZE, Weight.SEMIBOLD) <= ROOM for line in cut)


def test_accents_stay_with_their_letters() -> None:
    assert not any(line.startswith("\u0301") for line in lines("e\u0301" * 200))


def test_characters_that_cannot_be_drawn_are_left_out() -> None:
    assert clean("NUL\x00 bell\x07 \ud800\ufffeend") == "NUL bell end"


def test_line_breaks_become_spaces() -> None:
    assert clean("line\nbreak\r\nand\ttab\u2028end ") == "line break and tab end"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_line_is_wider_than_its_room(text: str) -> None:
    assert all(width(line, SIZE, Weight.SEMIBOLD) <= ROOM for line in lines(text, most=7))


@given(st.text(max_size=300), st.floats(60, 300), st.integers(1, 8))
def test_any_text_fits_its_block(text: str, room: float, most: int) -> None:
    wrapped = lines(text, room, most)
    assert len(wrapped) <= most
    assert all(width(line, SIZE, Weight.SEMIBOLD) <= room + 1e-6 for line in wrapped)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\u00ad-–/"), max_size=200))
def test_nothing_is_lost_but_spaces_and_hyphens(text: str) -> None:
    def letters(several: str) -> str:
        return "".join(several.split()).replace("-", "")

    assert letters("".join(wrap(text, ROOM, SIZE))) == letters(clean(text))
