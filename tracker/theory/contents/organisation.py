"""What an organisation says of itself. Source: DOMAIN, "Organisation"."""

from dataclasses import dataclass
from typing import Annotated

from tracker.theory.contents.fields import Code, Line, OptionalLine, Reference
from tracker.theory.kinds import OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationContents:
    """It stands under ``parent_id``, or at the top."""

    name: Line
    name_en: OptionalLine = None
    code: Code
    kind: OrganisationKind
    parent_id: Annotated[int | None, Reference("organisations")] = None
