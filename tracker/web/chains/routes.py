"""``/plans/<id>/chains`` and ``/weak-links``, each as a page and as a file with the same selection."""

from collections.abc import Iterator

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext

from tracker.exchange.tables import Cell
from tracker.extensions import db
from tracker.records.queries.evidence.sources import publications
from tracker.records.queries.plans import overview as query
from tracker.theory.kinds import EvidenceLevel
from tracker.theory.pathway import Element, Pathway
from tracker.web import clock
from tracker.web.access import PARTNER, SEE_PLAN, requires
from tracker.web.addresses import number_in
from tracker.web.chains import overview
from tracker.web.chains.chain_rows import (
    BY_DEFINITION,
    ChainLine,
    Filters,
    GoalChains,
    chain_lines,
    finding_ground,
    goal_chains,
    level_value,
    link_grounds,
)
from tracker.web.chains.lifting_sentences import held_sentence, lift_sentence, link_words, study_words
from tracker.web.evidence.labels import design_word
from tracker.web.i18n import language
from tracker.web.lists import download
from tracker.web.plans import cached_page as sheet
from tracker.web.plans.drawing import evidence_words, short_code
from tracker.web.plans.summary import summarise
from tracker.web.signin import viewer
from tracker.web.wording import word

blueprint = Blueprint("chains", __name__)
blueprint.add_app_template_global(evidence_words)

LEVELS = (*(str(int(level)) for level in EvidenceLevel), BY_DEFINITION)


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {
        "design_word": design_word,
        "finding_ground": finding_ground,
        "held_sentence": held_sentence,
        "lift_sentence": lift_sentence,
        "link_words": link_words,
        "short_code": short_code,
        "study_words": study_words,
    }


@blueprint.get("/plans/<int:plan_id>/chains")
@requires(SEE_PLAN)
def show(plan_id: int) -> str:
    """For each goal the best chain, its weakest links and what would lift it; below, every chain."""
    plan = query.plan_row(db.session(), plan_id, language())
    if plan is None:
        abort(404)
    pathway, filters = sheet.pathway_of(plan_id), _filters()
    goals = goal_chains(pathway)
    sources = publications(db.session(), [plan_id])
    return render_template(
        "chains/show.html",
        plan=plan,
        summary=summarise(pathway, clock.today()),
        pathway=pathway,
        goals=goals,
        lines=chain_lines(goals, filters),
        grounds=link_grounds(pathway, sources),
        sources=sources,
        filters=filters,
        offered=_offered(pathway, goals),
    )


@blueprint.get("/plans/<int:plan_id>/chains.<any(csv, xlsx):kind>")
@requires(SEE_PLAN)
def export(plan_id: int, kind: str) -> Response:
    """The chains that the filters of the address ask for."""
    pathway = sheet.pathway_of(plan_id)
    goals = goal_chains(pathway)
    lines = chain_lines(goals, _filters())
    headings = [
        gettext("Goal"),
        gettext("Goal in full"),
        gettext("Place"),
        gettext("Level"),
        gettext("Level in words"),
        gettext("Chain"),
        gettext("Weakest links"),
        gettext("Links"),
        gettext("All chains listed"),
    ]
    complete = {one.goal.id: one.complete for one in goals}
    rows = (_cells(pathway, line, complete[line.goal.id]) for line in lines)
    return download(kind, f"chains-{plan_id}", gettext("Chains"), headings, rows)


def _cells(pathway: Pathway, line: ChainLine, complete: bool) -> list[Cell]:
    chain = line.chain
    return [
        short_code(pathway, line.goal),
        line.goal.title,
        line.place,
        "" if chain.strength is None else f"E{int(chain.strength)}",
        gettext("by definition only") if chain.strength is None else word(chain.strength),
        " → ".join(pathway.element[one].title for one in chain.elements),
        "; ".join(link_words(pathway, link) for link in chain.weakest_links),
        len(chain.links),
        gettext("yes") if complete else gettext("no"),
    ]


@blueprint.get("/weak-links")
@requires(PARTNER)
def weak_links() -> str:
    """The weak links of all plans that the person sees, those that most goals depend on first."""
    goal = number_in(request.args.get("goal", ""))
    found = overview.weak_links(db.session(), viewer(), language())
    return render_template(
        "chains/weak_links.html",
        rows=[row for row in found.rows if row.concerns(goal)][: overview.MOST_SHOWN],
        count=sum(row.concerns(goal) for row in found.rows),
        found=found,
        goal=goal,
    )


@blueprint.get("/weak-links.<any(csv, xlsx):kind>")
@requires(PARTNER)
def export_weak_links(kind: str) -> Response:
    """The whole list, with the filter of the address."""
    goal = number_in(request.args.get("goal", ""))
    found = overview.weak_links(db.session(), viewer(), language())
    headings = [
        gettext("Level"),
        gettext("State"),
        gettext("Weak link"),
        gettext("Plan"),
        gettext("Weakest link towards"),
        gettext("No chain goes round it towards"),
    ]
    rows = _weak_cells(row for row in found.rows if row.concerns(goal))
    return download(kind, "weak-links", gettext("Weak links"), headings, rows)


def _weak_cells(rows: Iterator[overview.WeakLinkRow]) -> Iterator[list[Cell]]:
    for row in rows:
        yield [
            f"E{int(row.weak.level)}",
            word(row.ground.assessment.state),
            link_words(row.pathway, row.weak.link),
            f"{row.pathway.code} {row.pathway.title}",
            ", ".join(goal.code for goal in row.weakest_for),
            ", ".join(goal.code for goal in row.indispensable_for),
        ]


def _filters() -> Filters:
    """What nobody offers leaves its filter out."""
    level = request.args.get("level", "")
    return Filters(
        number_in(request.args.get("goal", "")),
        level if level in LEVELS else "",
        number_in(request.args.get("through", "")),
        number_in(request.args.get("link", "")),
    )


def _offered(pathway: Pathway, goals: tuple[GoalChains, ...]) -> dict[str, list[tuple[object, str]]]:
    """What there is to choose from: goals, levels, elements and links that chains pass."""
    chains = [chain for one in goals for chain in one.chains]
    passed = {element for chain in chains for element in chain.elements}
    links = {link for chain in chains for link in chain.links}
    held = {level_value(chain) for chain in chains}

    def named(element: Element) -> tuple[object, str]:
        return element.id, f"{short_code(pathway, element)} {element.title}".strip()

    return {
        "goals": [named(one.goal) for one in goals],
        "levels": [(level, _level_words(level)) for level in LEVELS if level in held],
        "elements": [named(one) for one in pathway.ordered if one.id in passed and not one.goal],
        "links": [(link.id, link_words(pathway, link.id)) for link in pathway.links if link.id in links],
    }


def _level_words(level: str) -> str:
    if level == BY_DEFINITION:
        return str(gettext("by definition only"))
    return f"E{level} {word(EvidenceLevel(int(level)))}"
