"""One form of the program, filled in well."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class FilledForm:
    """One form, filled in well.

    ``page`` shows the form, ``action`` takes it where that is another address. ``texts`` keep whatever is
    typed; ``shaped`` have a form of their own (a day, a number, an address); ``aside`` are not looked at for
    this answer, or are passwords, which are never shown. ``shown`` are pages on which the texts are read.
    """

    page: str
    persona: str
    filled: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    shaped: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    action: str = ""
