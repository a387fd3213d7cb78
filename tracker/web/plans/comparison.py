"""A plan as it is and as it would be: two diagrams on one page, and the same in words."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from tracker.diagrams.errors import DiagramUnavailable
from tracker.extensions import db
from tracker.records.queries.history import Group, in_words
from tracker.records.queries.past import pathway_of_rows, rows_now
from tracker.records.row_changes import RowChange, applied, clashes, logged
from tracker.theory.pathway import Pathway
from tracker.web import clock
from tracker.web.access import plan_standing
from tracker.web.i18n import language
from tracker.web.plans import sheet
from tracker.web.plans.trouble import trouble_sentence

_NAMED = re.compile(r'(\bid="|\baria-labelledby="|\baria-describedby="|url\(#|href="#)')


@dataclass(frozen=True, slots=True)
class Comparison:
    """``before`` and ``after`` are empty where they cannot be drawn; ``trouble`` says why. ``groups`` tell
    the changes. ``fits`` is false where rows have changed so that the changes cannot be made as they stand;
    there is no diagram of afterwards then."""

    before: Markup
    after: Markup
    trouble: str
    groups: tuple[Group, ...]
    fits: bool


def compare(changes: list[RowChange], *key: object) -> Comparison:
    """The plan of this address now and after ``changes``; ``key`` names them, so that the drawing is kept."""
    session, standing = db.session(), plan_standing()
    plan_id = standing.plan_id
    state = rows_now(session, plan_id)
    groups = in_words(session, [logged(change) for change in changes], language())
    fits = not clashes(state, changes)
    now = sheet.pathway_of(plan_id)
    then = None
    if fits:
        moment = clock.now().isoformat()
        then = pathway_of_rows(session, plan_id, applied(state, changes, moment), language())
    edition = (plan_id, standing.revision, standing.strategy_revision)
    before, trouble = _svg(sheet.key(*edition, "page"), now)
    after = Markup()
    if then is not None:
        after, trouble = _svg(sheet.key(*edition, "compared", *key), then)
    return Comparison(_renamed(before, "before-"), after, trouble, groups, fits)


def _svg(key: str, pathway: Pathway) -> tuple[Markup, str]:
    try:
        return (sheet.kept_sheet(key) or sheet.draw_sheet(key, pathway)).svg, ""
    except DiagramUnavailable as error:
        return Markup(), trouble_sentence(error)


def _renamed(svg: Markup, prefix: str) -> Markup:
    """The same drawing with names of its own: two stand on one page."""
    return Markup(_NAMED.sub(lambda found: found[0] + prefix, svg))  # noqa: S704 - escaped by tracker.diagrams
