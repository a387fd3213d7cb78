"""Passwords are kept so that guessing them costs work."""

import pytest

from tests.personas import QUICK
from tracker.services.errors import Invalid
from tracker.services.people.passwords import LETTERS, STRONG, Passwords, one_time


def test_real_accounts_are_hashed_as_rfc_9106_recommends() -> None:
    assert STRONG.hash("hestene spiser af").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_the_same_password_is_never_stored_alike() -> None:
    assert QUICK.hash("hestene spiser af") != QUICK.hash("hestene spiser af")


@pytest.mark.parametrize(
    "kept", [None, "", "plain text", "$argon2id$v=19$broken", "$2b$12$aaaaaaaaaaaaaaaaaaaaaa"]
)
def test_nothing_fits_what_is_no_hash(kept: str | None) -> None:
    for given in ("", "plain text", "None"):
        assert not QUICK.fits(kept, given)


def test_only_the_very_password_fits() -> None:
    kept = QUICK.hash("hestene spiser af")
    assert QUICK.fits(kept, "hestene spiser af")
    for other in ("Hestene spiser af", "hestene spiser af ", "hestene spiser a", ""):
        assert not QUICK.fits(kept, other)


def test_a_longer_password_that_begins_alike_does_not_fit() -> None:
    kept = QUICK.hash("abcd" * 50)
    assert QUICK.fits(kept, "abcd" * 50)
    assert not QUICK.fits(kept, "abcd" * 50 + "e")


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("elleve tegn", "password_too_short"),
        ("", "password_too_short"),
        ("x" * 201, "password_too_long"),
        ("abababababab", "password_too_simple"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(password: str, fault: str) -> None:
    with pytest.raises(Invalid, match=fault):
        QUICK.hash(password)


def test_a_hash_is_made_anew_only_where_its_parameters_are_old() -> None:
    kept = QUICK.hash("hestene spiser af")
    assert QUICK.rehashed(kept, "hestene spiser af") is None
    better = Passwords(rounds=2, memory_kib=8, lanes=1).rehashed(kept, "hestene spiser af")
    assert better is not None
    assert QUICK.fits(better, "hestene spiser af")


def test_one_time_passwords_are_long_and_easy_to_read_aloud() -> None:
    found = {one_time() for _time in range(200)}
    assert len(found) == 200
    for password in found:
        assert QUICK.hash(password)
        assert set(password) <= set(LETTERS + "-")
    assert not set("l1o0") & set(LETTERS)
