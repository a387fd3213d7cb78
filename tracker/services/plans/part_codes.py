"""The codes of a plan's parts begin with the plan's own: HP5-A2 in HP5."""

from typing import Any

import sqlalchemy as sa

from tracker.records.models import Assumption, Element, Indicator, Link, Milestone
from tracker.services.errors import Invalid
from tracker.services.verb import Writer
from tracker.theory.contents.fields import CODE_LENGTH

CODED: tuple[Any, ...] = (Element, Link, Assumption, Milestone, Indicator)
"""The tables whose rows have a code within their plan."""


def moved_code(code: str, old: str, new: str) -> str:
    """A part's code after its plan went from the code ``old`` to ``new``; unchanged where it never began
    with the plan's. Raises Invalid on ``code`` where the part's would be too long."""
    if not code.startswith(f"{old}-"):
        return code
    found = new + code.removeprefix(old)
    if len(found) > CODE_LENGTH:
        raise Invalid("code", "too_long")
    return found


def rename_parts(writer: Writer, plan_id: int, old: str, new: str) -> None:
    """Gives a plan's parts, archived ones too, codes that begin with the plan's new one. A part whose new
    code another part has already keeps its old one. Raises Invalid."""
    for model in CODED:
        rows = list(writer.session.scalars(sa.select(model).where(model.plan_id == plan_id)))
        taken = {row.code for row in rows}
        for row in rows:
            code = moved_code(row.code, old, new)
            if code not in taken:
                taken.add(code)
                row.code = code
        writer.session.flush()
