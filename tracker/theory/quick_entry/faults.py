"""What may be wrong with a line of a quick entry, as facts without wording."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.theory.kinds import ElementKind


class FaultName(StrEnum):
    """In the order in which the faults of one line are listed."""

    TOO_MANY_LINES = "too_many_lines"
    UNKNOWN_HEADING = "unknown_heading"
    TITLE_MISSING = "title_missing"
    MISSING_END = "missing_end"
    CONTROL_CHARACTERS = "control_characters"
    TITLE_TOO_LONG = "title_too_long"
    NO_KIND = "no_kind"
    OTHER_KIND = "other_kind"
    DUPLICATE_TITLE = "duplicate_title"
    UNKNOWN_REFERENCE = "unknown_reference"
    AMBIGUOUS_REFERENCE = "ambiguous_reference"
    UNKNOWN_GOAL = "unknown_goal"
    UNKNOWN_ORGANISATION = "unknown_organisation"
    ORGANISATION_NOT_HERE = "organisation_not_here"
    FORBIDDEN_LINK = "forbidden_link"
    LINK_TO_ITSELF = "link_to_itself"


class NoticeName(StrEnum):
    """What is saved all the same, in the order in which the notices of one line are listed."""

    CLOSES_LOOP = "closes_loop"
    ARROW_IN_TITLE = "arrow_in_title"
    BRACKET_IN_TITLE = "bracket_in_title"


@dataclass(frozen=True, slots=True)
class Notice:
    """A line (from 1) that is read and may be saved, and yet looks wrong; ``text`` is what it is about."""

    line: int
    name: NoticeName
    text: str = ""

    @property
    def order(self) -> tuple[int, int, str]:
        """Place in the list of notices: by line."""
        return (self.line, list(NoticeName).index(self.name), self.text)


@dataclass(frozen=True, slots=True)
class Fault:
    """``line`` from 1; ``text`` is the name that it is about; ``kinds`` the columns that it is about, for a
    link those of its ends."""

    line: int
    name: FaultName
    text: str = ""
    kinds: tuple[ElementKind, ...] = ()

    @property
    def order(self) -> tuple[int, int, str]:
        """Place in the list of faults: by line."""
        return (self.line, list(FaultName).index(self.name), self.text)
