"""The codes of a plan's parts begin with the plan's own: HP5-A2 in HP5."""

from typing import Any

import sqlalchemy as sa

from tracker.records.models import Assumption, Element, Indicator, Link, Milestone, Plan
from tracker.services.checks import values
from tracker.services.errors import Duplicate, Invalid
from tracker.services.verb import Writer
from tracker.theory.contents.fields import CODE_LENGTH

CODED: tuple[Any, ...] = (Element, Link, Assumption, Milestone, Indicator)
"""The tables whose rows have a code within their plan."""


def plan_code(writer: Writer, strategy_id: int, value: str, own: str | None = None) -> str:
    """A plan's code, which no other plan of the strategy has, however letters are written; ``own`` is the one
    that the plan has itself. Raises Invalid, and Duplicate with the code as the other plan writes it."""
    found = values.code(value)
    codes = writer.session.scalars(sa.select(Plan.code).where(Plan.strategy_id == strategy_id))
    same = sorted(code for code in codes if code != own and code.casefold() == found.casefold())
    if same and found != own:
        raise Duplicate("code", found if found in same else same[0])
    return found


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
