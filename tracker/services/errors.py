"""What a verb may answer instead of doing it. Pages word them; nothing here is shown as it is."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from tracker.records.row_changes import Difference
from tracker.theory.structure import Problem


class ServiceError(Exception):
    """A verb that was not carried out; nothing was written."""


class NotThere(ServiceError):
    """The row does not exist, or has been archived."""


@dataclass
class StaleWrite(ServiceError):
    """Somebody else wrote the row since the form was fetched.

    ``current`` holds the values now in the database, by column name.
    """

    entity: str
    entity_id: int
    current: dict[str, Any] = dataclasses.field(default_factory=dict)


class AlreadyDone(ServiceError):
    """The same form was carried out before; its idempotency key is known."""


@dataclass
class Invalid(ServiceError):
    """A value breaks a rule. ``field`` is the form field's name, ``fault`` names the rule.

    ``fault`` is one of the words that ``tracker.web.wording`` has a sentence for; ``details`` fill it.
    """

    field: str
    fault: str
    details: dict[str, Any] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.field}: {self.fault} {self.details or ''}".rstrip()


@dataclass
class Duplicate(ServiceError):
    """The value is taken."""

    field: str
    value: str


@dataclass
class RowInvalid(Invalid):
    """The same for one row of several: ``entity`` is its table; a row that is not made yet has no number or
    a negative one."""

    entity: str = ""
    entity_id: int = 0


@dataclass
class ChangedMeanwhile(ServiceError):
    """Rows are not as they were when the change was made or proposed."""

    differences: tuple[Difference, ...]


@dataclass
class NotSound(ServiceError):
    """A plan that cannot be approved: ``problems`` are the errors in its structure."""

    problems: tuple[Problem, ...]
