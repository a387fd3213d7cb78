"""The language of quick entry, explained beside the field in the reader's language."""

from dataclasses import dataclass

from tracker.theory.kinds import ElementKind
from tracker.web.i18n import language
from tracker.web.plans.drawing import heading

_LETTERS = {
    "da": dict(zip(ElementKind, ("R", "A", "Y", "K", "M", "L", "Mål", "X"), strict=True)),
    "en": dict(zip(ElementKind, ("I", "A", "O", "S", "M", "L", "Goal", "X"), strict=True)),
}

_EXAMPLES = {
    "da": """\
A: Rekruttere natteravne [SKF]
    Natteravnsture
        Unge kan få hjælp

Aktiviteter:
    Ny belysning

Ny belysning -> Y: Oplyste veje
Oplyste veje -> Unge kan...
""",
    "en": """\
A: Recruit night ravens [SKF]
    Night-raven tours
        Young people can get help

Activities:
    New lighting

New lighting -> O: Lit streets
Lit streets -> Young people...
""",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands before a title, and the column that it names."""

    letter: str
    column: str


def letters() -> list[Letter]:
    """The letter of each column."""
    return [Letter(f"{letter}:", heading(kind)) for kind, letter in _LETTERS[language()].items()]


def example() -> str:
    """A few lines that use every part of the language, and have no faults in a new plan."""
    return _EXAMPLES[language()]
