"""A plan as it is and as it would be: two diagrams on one page, and the same in words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from tracker.diagrams.errors import DiagramUnavailable
from tracker.extensions import db
from tracker.records.queries.history import Group, in_words
from tracker.records.queries.past import pathway_of_rows
from tracker.records.replay import State
from tracker.records.row_changes import RowChange, applied, clashes, differing, told
from tracker.theory.difference import difference
from tracker.theory.pathway import Pathway
from tracker.web import clock
from tracker.web.access import plan_standing
from tracker.web.i18n import language
from tracker.web.plans import marking, sheet
from tracker.web.plans.outline import PlanOutline, plan_outline
from tracker.web.plans.trouble import trouble_sentence

BEFORE, AFTER = "as-it-is-view", "as-it-would-be-view"
"""Ids of what holds the diagrams."""

_NAMED = re.compile(r'(\bid="|\baria-labelledby="|\baria-describedby="|url\(#|href="#)')


@dataclass(frozen=True, slots=True)
class Comparison:
    """``before`` and ``after`` are empty where they cannot be drawn; ``trouble`` says why, and ``outline``
    says what ``after`` would show. ``marks`` are those in the diagrams, ``style`` their rules. ``groups``
    tell the changes. ``fits`` is false where rows have changed so that the changes cannot be made as they
    stand: there is no diagram of afterwards then, and ``different`` tells what they expected and what there
    is."""

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
    session, plan_id = db.session(), plan_standing().plan_id
    groups = in_words(session, told(changes), language())
    found = clashes(state, changes)
    now = sheet.pathway_of(plan_id)
    if found:
        different = in_words(session, differing(found), language())
        before, trouble = _svg(now, {}, "page")
        return Comparison(
            _renamed(before, "before-"), Markup(), trouble, None, (), Markup(), groups, False, different
        )
    moment = clock.now().isoformat()
    then = pathway_of_rows(session, plan_id, applied(state, changes, moment), language())
    gap = difference(now, then)
    gone, new = marking.before(gap.elements), marking.after(gap.elements)
    marked = any(gone.values())
    before, trouble = _svg(now, gone, *(("before", *key) if marked else ("page",)))
    after, trouble_after = _svg(then, new, "compared", *key)
    style = marking.style(gone, marking.before(gap.links), BEFORE, "before-")
    style += marking.style(new, marking.after(gap.links), AFTER, "")
    trouble = trouble or trouble_after
    return Comparison(
        _renamed(before, "before-"),
        after,
        trouble,
        plan_outline(then, clock.today()) if trouble else None,
        marking.used(gap),
        style,
        groups,
        True,
        (),
    )


def _svg(pathway: Pathway, marked: marking.Marked, *key: object) -> tuple[Markup, str]:
    standing = plan_standing()
    name = sheet.key(standing.plan_id, standing.revision, standing.strategy_revision, *key)
    try:
        found = sheet.kept_sheet(name) or sheet.draw_sheet(name, pathway, marking.notes(marked))
    except DiagramUnavailable as error:
        return Markup(), trouble_sentence(error)
    return found.svg, ""


def told_in_words(changes: Iterable[RowChange]) -> tuple[Group, ...]:
    """What changes would do, or did, without diagrams."""
    return in_words(db.session(), told(changes), language())


def _renamed(svg: Markup, prefix: str) -> Markup:
    """The same drawing with names of its own: two stand on one page."""
    return Markup(_NAMED.sub(lambda found: found[0] + prefix, svg))  # noqa: S704 - escaped by tracker.diagrams
