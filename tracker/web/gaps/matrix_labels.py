"""The words and signs of the matrices."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext, lazy_gettext, lazy_pgettext, pgettext

from tracker.theory.kinds import Party
from tracker.theory.strategy.coverage import Part, Share, Standing

_ = lazy_gettext

SIGNS = {Part.LEADS: "◆", Part.RESPONSIBLE: "●", Part.PARTNER: "○"}
"""One sign for each part, so that none is told by colour alone."""

PARTS: dict[Part, Any] = {
    Part.LEADS: lazy_pgettext("part in a plan", "leads"),
    Part.RESPONSIBLE: lazy_pgettext("part in a plan", "responsible"),
    Part.PARTNER: lazy_pgettext("part in a plan", "partner only"),
}

MEANINGS: dict[Part, Any] = {
    Part.LEADS: _("leads a plan that covers the goal"),
    Part.RESPONSIBLE: _("is responsible for activities or outputs on the way to the goal"),
    Part.PARTNER: _("is a partner of the plan, without an activity or output on the way to the goal"),
}

SIDES: dict[Party, Any] = {
    Party.POLICE: _("Police"),
    Party.MUNICIPALITY: _("Municipality"),
    Party.PARTNER: _("Partners"),
}


def part_words(part: Part) -> str:
    """A part in a word or two."""
    return str(PARTS[part])


def part_counts(shares: Iterable[Share]) -> dict[Part, int]:
    """How many plans an organisation has each part in; parts that it has in none are left out."""
    held = [share.part for share in shares]
    return {part: held.count(part) for part in Part if part in held}


def standing_words(standing: Standing) -> str:
    """How a plan stands to a goal."""
    if not standing.declared:
        words = gettext("reached, not a goal of the plan")
    elif standing.primary:
        words = gettext("primary goal") if standing.reached else gettext("primary goal, not reached")
    else:
        words = pgettext("standing", "goal") if standing.reached else gettext("goal, not reached")
    return str(words)


def standing_sign(standing: Standing) -> str:
    """The sign that goes with the words."""
    if not standing.reached:
        return "△"
    if not standing.declared:
        return "○"
    return "◆" if standing.primary else "●"
