"""``/plans``: the list, a plan's change diagram on its page and as a file, and the same as an outline."""

from functools import cache
from typing import cast

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from tracker.diagrams.errors import DiagramUnavailable
from tracker.extensions import db
from tracker.records.queries.pathway import load_pathways
from tracker.records.queries.plans import listing as query
from tracker.records.queries.plans.listing import Filters
from tracker.records.queries.plans.overview import PlanRow
from tracker.services import kept_diagrams as diagrams
from tracker.theory.follow_up.milestones import MilestoneState
from tracker.theory.kinds import DeliveryStatus, PlanState
from tracker.theory.pathway import Pathway
from tracker.web import clock, lists
from tracker.web.access import PARTNER, SEE_PLAN, plan_standing, requires
from tracker.web.addresses import number_in
from tracker.web.catalogue.conflicts import binding_conflicts
from tracker.web.diagram_files import FileFormat, drawn_file, sentence, unchanged
from tracker.web.i18n import day, language
from tracker.web.lists import Number, OneOf, Words
from tracker.web.marks import sign_svg
from tracker.web.plans import cached_page, change_marks, highlighting
from tracker.web.plans.drawing import evidence_word, period_words
from tracker.web.plans.drawing_failures import trouble_sentence
from tracker.web.plans.legend import legend
from tracker.web.plans.outline import plan_outline
from tracker.web.plans.overlay import Overlay, overlay_named, overlay_words
from tracker.web.plans.plan_header import plan_of_address
from tracker.web.plans.summary import summarise
from tracker.web.signin import viewer
from tracker.web.wording import choices, word

blueprint = Blueprint("plans", __name__)
blueprint.add_app_template_global(period_words)
blueprint.add_app_template_global(evidence_word)
blueprint.add_app_template_global(change_marks.words, "comparison_words")


@blueprint.context_processor
def _signs() -> dict[str, Markup]:
    """The signs of what is overdue, and of a result that no reading shows."""
    return {
        "overdue_sign": sign_svg(MilestoneState.OVERDUE),
        "claim_sign": sign_svg(DeliveryStatus.MINOR_ISSUES),
    }


ASKED = (
    OneOf("state", "state", lists.members(PlanState)),
    Number("goal", "goal"),
    Number("organisation", "organisation"),
    Words("text", "text", query.LONGEST_SEARCH),
    OneOf("archived", "archived", {"1": True}, unset=False),
)


@blueprint.get("/plans")
@requires(PARTNER)
def index() -> ResponseReturnValue:
    """The plans that the viewer may see, filtered by the address, a page at a time."""
    session, person, number = db.session(), viewer(), lists.page_number()
    filters = lists.filters(Filters, ASKED)
    rows = query.page(session, person, filters, language(), number)
    pathways = load_pathways(session, [row.id for row in rows], language())
    return render_template(
        "plans/index.html",
        plans=[(row, summarise(pathways[row.id], clock.today())) for row in rows],
        total=query.count(session, person, filters),
        number=number,
        size=query.PAGE_SIZE,
        filters=filters,
        selected=lists.held(filters, ASKED),
        states=choices(PlanState),
        offered=query.choices(session, person, language()),
    )


@blueprint.get("/plans/<int:plan_id>")
@requires(SEE_PLAN)
def show(plan_id: int) -> ResponseReturnValue:
    """The diagram first; where it cannot be drawn the outline stands in its place and the page says so."""
    plan = plan_of_address()
    overlay = _overlay()
    # the default is one sheet with the workbench's
    options = ("page", overlay) if overlay else ("page",)
    key = cached_page.key(plan_id, plan.revision, plan.strategy_revision, *options)
    found = cached_page.kept_sheet(key)
    shape, outline, trouble = None, None, ""
    if found is None:
        pathway = cached_page.pathway_of(plan_id)
        try:
            found = cached_page.draw_sheet(key, pathway, overlay=overlay)
        except DiagramUnavailable as error:
            trouble = trouble_sentence(error)
            outline = plan_outline(pathway, clock.today(), overlay)
            shape = pathway
    summary = found.summary if found else summarise(cast(Pathway, shape), clock.today())
    focus = _focus()
    chains = highlighting.chains_of(found.shape, focus) if found else None
    return render_template(
        "plans/show.html",
        plan=plan,
        summary=summary,
        sheet=found,
        outline=outline,
        trouble=trouble,
        focused=found.shape.element[focus] if found and chains and focus else None,
        lit_style=highlighting.style(chains) if chains else "",
        legend=_legend(language(), overlay),
        overlay=overlay,
        overlays=overlay_words(),
        focus=focus if chains else None,
        conflicts=binding_conflicts(plan_id) if plan.conflicts else [],
    )


@blueprint.get("/plans/<int:plan_id>/outline")
@requires(SEE_PLAN)
def outline(plan_id: int) -> ResponseReturnValue:
    """The plan in words."""
    plan = plan_of_address()
    pathway, overlay = cached_page.pathway_of(plan_id), _overlay()
    return render_template(
        "plans/outline.html",
        plan=plan,
        summary=summarise(pathway, clock.today()),
        outline=plan_outline(pathway, clock.today(), overlay),
        overlay=overlay,
        overlays=overlay_words(),
        conflicts=binding_conflicts(plan_id) if plan.conflicts else [],
    )


@blueprint.get("/plans/<int:plan_id>/diagram.<any(svg, png, pdf):kind>")
@requires(SEE_PLAN)
def diagram(plan_id: int, kind: FileFormat) -> ResponseReturnValue:
    """The diagram as a file. ``focus`` is an element whose chains stay strong while the rest fades."""
    overlay = overlay_named(request.args.get("overlay", ""))
    if overlay is None:
        return sentence(400, gettext("The diagram has no such overlay."))
    given = plan_standing()
    focus = _focus()
    if focus is None and "focus" in request.args:
        return _no_such_focus()
    key = cached_page.key(plan_id, given.revision, given.strategy_revision, kind, focus, overlay)
    if request.if_none_match.contains(key):
        return unchanged(key)
    body = diagrams.kept(db.session(), key)
    if body is None:
        plan, pathway = plan_of_address(), cached_page.pathway_of(plan_id)
        chains = highlighting.chains_of(pathway, focus)
        if chains is None and focus is not None:
            return _no_such_focus()
        try:
            body = cached_page.draw_download(key, kind, pathway, _subtitle(plan, overlay), chains, overlay)
        except DiagramUnavailable as error:
            instead = url_for("plans.outline", plan_id=plan_id, overlay=overlay or None)
            return sentence(503, trouble_sentence(error), instead)
    return drawn_file(body, kind, key, f"plan-{plan_id}" + f"-{overlay}" * bool(overlay))


@cache
def _legend(_language: str, overlay: Overlay) -> Markup:
    """The legend's markup: the same for every plan."""
    said = render_template("plans/_legend.html", legend=legend(), overlay=overlay)
    return Markup(said)  # noqa: S704 - escaped there


def _overlay() -> Overlay:
    """The view of a page; what nobody offers leaves it at the default."""
    return overlay_named(request.args.get("overlay", "")) or Overlay.BOTH


def _no_such_focus() -> Response:
    return sentence(400, gettext("The plan has no such element to focus on."))


def _subtitle(plan: PlanRow, overlay: Overlay) -> str:
    parts = (
        overlay_words()[overlay] if overlay else "",
        word(plan.state),
        plan.lead,
        period_words(plan.starts_on, plan.ends_on),
        gettext("as of %(day)s", day=day(clock.today())),
    )
    return " · ".join(filter(None, parts))


def _focus() -> int | None:
    return number_in(request.args.get("focus", ""))
