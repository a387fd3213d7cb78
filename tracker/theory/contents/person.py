"""What a person says of themselves. Source: DOMAIN, "Who uses it"."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from tracker.theory.contents.fields import Fault, Line, OptionalLine, Reference, Text

EMAIL_LENGTH = 320
"""Longest e-mail address, in characters (RFC 3696, errata)."""

LANGUAGES = ("da", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonContents:
    """A member of staff or a post. Without an e-mail address there is no account. ``language`` is what the
    person reads."""

    name: Line
    name_en: OptionalLine = None
    email: Annotated[str | None, Text(EMAIL_LENGTH, optional=True)] = None
    organisation_id: Annotated[int | None, Reference("organisations")] = None
    language: str = "da"

    def faults(self) -> Iterator[Fault]:
        if self.language not in LANGUAGES:
            yield Fault("language", "not_there")
