"""Passwords: how long they have to be, and how they are kept (argon2id, RFC 9106)."""

import secrets
from dataclasses import dataclass
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from tracker.services.errors import Invalid

LONGEST = 200
"""Longest password in characters: enough for any sentence, too short to keep the server busy."""

# No l, 1, O or 0: a one-time password is read aloud and copied from paper.
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Passwords:
    """How much work a guess costs. The defaults are RFC 9106's second recommended option.

    ``memory_kib`` is in KiB, ``rounds`` in passes over that memory; ``shortest`` in characters.
    """

    rounds: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4
    shortest: int = 12

    @cached_property
    def _hasher(self) -> PasswordHasher:
        return PasswordHasher(time_cost=self.rounds, memory_cost=self.memory_kib, parallelism=self.lanes)

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash(secrets.token_urlsafe())

    def hash(self, password: str, *, field: str = "password") -> str:
        """What is stored. Raises Invalid on ``field`` for a password that is too short or too long."""
        if len(password) < self.shortest:
            raise Invalid(field, "password_too_short", {"shortest": self.shortest})
        if len(password) > LONGEST:
            raise Invalid(field, "password_too_long", {"longest": LONGEST})
        if len(set(password)) < min(4, self.shortest):
            raise Invalid(field, "password_too_simple")
        return self._hasher.hash(password.encode("utf-8", "surrogatepass"))

    def fits(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is the stored one. Takes as long when nothing is stored."""
        given = password[:LONGEST].encode("utf-8", "surrogatepass")
        try:
            self._hasher.verify(password_hash or self._nobody, given)
        except (Argon2Error, InvalidHashError):
            return False
        return bool(password_hash) and len(password) <= LONGEST

    def rehashed(self, password_hash: str, password: str) -> str | None:
        """The fitting password's hash made anew where its parameters are no longer today's, else None."""
        if not self._hasher.check_needs_rehash(password_hash):
            return None
        return self._hasher.hash(password.encode("utf-8", "surrogatepass"))


STRONG = Passwords()
"""For every real account."""


def one_time() -> str:
    """A password to hand over once: four groups of four letters, 80 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
