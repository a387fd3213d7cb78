"""A plan as it is and as it would be, or as it was and became: two diagrams on one page, and words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup

from tracker.diagrams.errors import DiagramUnavailable
from tracker.extensions import db
from tracker.records.queries.history.entries import Group, in_words
from tracker.records.queries.history.past import pathway_of_rows
from tracker.records.replay import State
from tracker.records.row_changes import Difference, RowChange, applied, clashes, differing, told
from tracker.theory.difference import difference
from tracker.theory.pathway import Pathway
from tracker.web import clock
from tracker.web.access import plan_standing
from tracker.web.i18n import language
from tracker.web.plans import cached_page, change_marks
from tracker.web.plans.drawing_failures import trouble_sentence
from tracker.web.plans.outline import PlanOutline, plan_outline

BEFORE, AFTER = "as-it-is-view", "as-it-would-be-view"
"""Ids of what holds the diagrams."""

_NAMED = re.compile(r'(\bid="|\baria-labelledby="|\baria-describedby="|url\(#|href="#)')


@dataclass(frozen=True, slots=True)
class Words:
    """What the parts of a comparison are called. ``misfit`` is the sentence where there is no afterwards."""

    before: Any
    after: Any
    changes: Any
    misfit: Any
    different: Any


PRESENT = Words(
    _("As it is"),
    _("As it would be"),
    _("What changes"),
    _("The plan has changed since, so this does not fit it any more."),
    _("What is different now"),
)
"""Of what may be done now."""

ACCEPTED = Words(_("As it was then"), _("As it became"), _("What was proposed"), "", "")
"""Of a proposal that was accepted."""

NOT_ACCEPTED = Words(
    _("As it was then"),
    _("As it would have become"),
    _("What was proposed"),
    _("The plan had changed since the proposal was made, so it did not fit any more."),
    _("What was different by then"),
)
"""Of one that was returned or taken back."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """``before`` and ``after`` are empty where they cannot be drawn; ``trouble`` says why, and ``outline``
    says what ``after`` would show where that is empty. ``marks`` are those in the diagrams, ``style`` their
    rules. ``groups`` tell the changes. ``fits`` is false where rows have changed so that the changes cannot
    be made as they stand: there is no diagram of afterwards then, and ``different`` tells what they expected
    and what there is."""

    words: Words
    before: Markup
    after: Markup
    trouble: str
    outline: PlanOutline | None
    marks: tuple[str, ...]
    style: Markup
    groups: tuple[Group, ...]
    fits: bool
    different: tuple[Group, ...]


def compare(state: State, changes: list[RowChange], *key: object) -> Comparison:
    """The plan of this address, whose rows are ``state`` now, and after ``changes``; ``key`` names these, so
    that the drawing is kept."""
    found = clashes(state, changes)
    now = cached_page.pathway_of(plan_standing().plan_id)
    then = None if found else _after(state, changes)
    return _side_by_side(PRESENT, now, then, changes, found, clock.today(), ("page",), key)


def compare_past(
    words: Words, before: State, after: State | None, changes: list[RowChange], day: date, *key: object
) -> Comparison:
    """The plan of this address on an earlier ``day``, when its rows were ``before``, and as ``changes`` made
    it or, without an ``after``, would have made it."""
    was = _pathway(before)
    found = clashes(before, changes) if after is None else []
    then = _pathway(after) if after is not None else None if found else _after(before, changes)
    return _side_by_side(words, was, then, changes, found, day, ("was", *key), key)


def _pathway(state: State) -> Pathway:
    return pathway_of_rows(db.session(), plan_standing().plan_id, state, language())


def _after(state: State, changes: list[RowChange]) -> Pathway:
    return _pathway(applied(state, changes, clock.now().isoformat()))


def _side_by_side(
    words: Words,
    now: Pathway,
    then: Pathway | None,
    changes: list[RowChange],
    found: Sequence[Difference],
    day: date,
    plain: tuple[object, ...],
    key: tuple[object, ...],
) -> Comparison:
    """``plain`` names the drawing of ``now`` without marks, ``key`` those with them. ``then`` is None where
    the changes do not fit, for what was ``found``."""
    session = db.session()
    groups = told_in_words(changes)
    if then is None:
        different = in_words(session, differing(found), language())
        before, trouble = _svg(now, {}, day, plain)
        drawn = _renamed(before, "before-")
        return Comparison(words, drawn, Markup(), trouble, None, (), Markup(), groups, False, different)
    gap = difference(now, then)
    gone, new = change_marks.before(gap.elements), change_marks.after(gap.elements)
    before, trouble = _svg(now, gone, day, ("before", *key) if any(gone.values()) else plain)
    after, trouble_after = _svg(then, new, day, ("compared", *key))
    style = change_marks.style(gone, change_marks.before(gap.links), BEFORE, "before-")
    style += change_marks.style(new, change_marks.after(gap.links), AFTER, "")
    return Comparison(
        words,
        _renamed(before, "before-"),
        after,
        trouble or trouble_after,
        plan_outline(then, day) if trouble_after else None,
        change_marks.used(gap),
        style,
        groups,
        True,
        (),
    )


def _svg(
    pathway: Pathway, marked: change_marks.Marked, day: date, key: tuple[object, ...]
) -> tuple[Markup, str]:
    standing = plan_standing()
    name = cached_page.key(standing.plan_id, standing.revision, standing.strategy_revision, *key)
    try:
        found = cached_page.kept_sheet(name)
        found = found or cached_page.draw_sheet(name, pathway, change_marks.notes(marked), day)
    except DiagramUnavailable as error:
        return Markup(), trouble_sentence(error)
    return found.svg, ""


def told_in_words(changes: Iterable[RowChange]) -> tuple[Group, ...]:
    """What changes would do, or did, without diagrams."""
    return in_words(db.session(), told(changes), language())


def _renamed(svg: Markup, prefix: str) -> Markup:
    """The same drawing with names of its own: two stand on one page."""
    return Markup(_NAMED.sub(lambda found: found[0] + prefix, svg))  # noqa: S704 - escaped by tracker.diagrams
