"""``/strategies/<id>/map``: all plans' outcomes and goals in one diagram, in words, and as a file."""

from typing import Literal

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from markupsafe import Markup

from tracker.diagrams.diagram import FILE, INLINE, draw_file, draw_svg
from tracker.diagrams.drawing import Drawing
from tracker.diagrams.errors import DiagramUnavailable, TooLarge
from tracker.extensions import db
from tracker.records.queries.pathway import load_pathways
from tracker.records.queries.strategies import goals as strategy_query
from tracker.records.queries.strategies.goals import GoalLine
from tracker.records.queries.strategies.strategy_map import MapBasis, map_basis
from tracker.services import kept_diagrams as diagrams
from tracker.theory.pathway import Id
from tracker.theory.strategy.outcome_map import strategy_map
from tracker.web import clock
from tracker.web.access import PARTNER, requires
from tracker.web.diagram_files import FileFormat, drawn_file, sentence, unchanged
from tracker.web.i18n import day, language
from tracker.web.plans import cached_page
from tracker.web.signin import viewer
from tracker.web.strategies.map_drawing import NamedMap, draw_map
from tracker.web.strategies.map_words import in_words

blueprint = Blueprint("strategy_map", __name__)


@blueprint.get("/strategies/<int:strategy_id>/map")
@requires(PARTNER)
def show(strategy_id: int) -> str:
    """The map, and below it the same in words; where it cannot be drawn, the words alone."""
    basis = _basis(strategy_id)
    found = _named(basis)
    key = _key(basis, "page")
    svg, trouble = Markup(), ""
    try:
        body = diagrams.kept(db.session(), key) or _drawn(key, "page", draw_map(found))
        svg = Markup(cached_page.unpacked(body).decode("utf-8", "surrogatepass"))  # noqa: S704 - written by diagrams
    except DiagramUnavailable as error:
        trouble = _trouble(error)
    return render_template(
        "strategies/map.html",
        basis=basis,
        words=in_words(found),
        pathways=found.pathways,
        svg=svg,
        trouble=trouble,
    )


@blueprint.get("/strategies/<int:strategy_id>/map.<any(svg, png, pdf):kind>")
@requires(PARTNER)
def diagram(strategy_id: int, kind: FileFormat) -> ResponseReturnValue:
    """The map as a file."""
    basis = _basis(strategy_id)
    key = _key(basis, kind)
    if request.if_none_match.contains(key):
        return unchanged(key)
    body = diagrams.kept(db.session(), key)
    if body is None:
        try:
            body = _drawn(key, kind, draw_map(_named(basis), _subtitle(basis)))
        except DiagramUnavailable as error:
            return sentence(503, _trouble(error), url_for("strategy_map.show", strategy_id=strategy_id))
    return drawn_file(body, kind, key, f"strategy-{strategy_id}-map")


def _basis(strategy_id: int) -> MapBasis:
    found = map_basis(db.session(), viewer(), strategy_id, language())
    if found is None:
        abort(404)
    return found


def _key(basis: MapBasis, *options: object) -> str:
    """Holds the plans that the viewer sees: whoever sees others gets another map."""
    plans = tuple((plan.id, plan.revision) for plan in basis.plans)
    return cached_page.key(basis.id, 0, basis.revision, "strategy map", plans, *options)


def _named(basis: MapBasis) -> NamedMap:
    session = db.session()
    goals: dict[Id, GoalLine] = {
        goal.id: goal for goal in strategy_query.goals(session, basis.id, language())
    }
    pathways = load_pathways(session, [plan.id for plan in basis.plans], language())
    followed = [pathways[plan.id] for plan in basis.plans if plan.id in pathways]
    return NamedMap(
        basis, strategy_map(followed, list(goals)), goals, {pathway.id: pathway for pathway in followed}
    )


def _drawn(key: str, kind: FileFormat | Literal["page"], drawing: Drawing) -> bytes:
    pen = cached_page.renderer()

    def draw() -> bytes:
        if kind == "png" or kind == "pdf":
            return draw_file(drawing, pen, kind)
        return draw_svg(drawing, pen, FILE if kind == "svg" else INLINE).encode("utf-8", "surrogatepass")

    return diagrams.drawn(db.session(), key, kind, draw, now=clock.now(), program=pen.dot_path)


def _subtitle(basis: MapBasis) -> str:
    plans = ngettext("%(num)s action plan", "%(num)s action plans", len(basis.plans))
    return " · ".join((plans, gettext("as of %(day)s", day=day(clock.today()))))


def _trouble(error: DiagramUnavailable) -> str:
    if isinstance(error, TooLarge):
        return str(
            gettext(
                "The map is too large to be drawn: %(boxes)s outcomes and goals, and %(arrows)s links. "
                "The words below say the same.",
                boxes=error.boxes,
                arrows=error.arrows,
            )
        )
    return str(gettext("The map cannot be drawn right now. The words below say the same."))
