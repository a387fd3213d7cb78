"""``/plans/<id>/chains`` and ``/weak-links``, each as a page and as a file with the same selection."""

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.evidence.sources import publications
from tracker.records.queries.plans import overview as query
from tracker.theory.kinds import EvidenceLevel
from tracker.theory.pathway import Element, Id, Pathway
from tracker.web import clock, lists
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
from tracker.web.lists import Columns, Number, OneOf
from tracker.web.plans import cached_page
from tracker.web.plans.drawing import evidence_words, short_code
from tracker.web.plans.summary import summarise
from tracker.web.signin import viewer
from tracker.web.wording import word

blueprint = Blueprint("chains", __name__)
blueprint.add_app_template_global(evidence_words)

LEVELS = (*(str(int(level)) for level in EvidenceLevel), BY_DEFINITION)
ASKED = (
    Number("goal", "goal"),
    OneOf("level", "level", {level: level for level in LEVELS}, unset=""),
    Number("through", "through"),
    Number("link", "link"),
)


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
    pathway, filters = cached_page.pathway_of(plan_id), lists.filters(Filters, ASKED)
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
        selected=lists.held(filters, ASKED),
        offered=_offered(pathway, goals),
    )


@blueprint.get("/plans/<int:plan_id>/chains.<any(csv, xlsx):kind>")
@requires(SEE_PLAN)
def export(plan_id: int, kind: str) -> Response:
    """The chains that the filters of the address ask for."""
    pathway = cached_page.pathway_of(plan_id)
    goals = goal_chains(pathway)
    lines = chain_lines(goals, lists.filters(Filters, ASKED))
    columns = _columns(pathway, {one.goal.id: one.complete for one in goals})
    return lists.download(kind, f"chains-{plan_id}", gettext("Chains"), columns, lines)


def _columns(pathway: Pathway, complete: dict[Id, bool]) -> Columns[ChainLine]:
    """``complete`` says of a goal whether all its chains are listed."""
    return (
        (gettext("Goal"), lambda line: short_code(pathway, line.goal)),
        (gettext("Goal in full"), lambda line: line.goal.title),
        (gettext("Place"), lambda line: line.place),
        (
            gettext("Level"),
            lambda line: "" if line.chain.strength is None else f"E{int(line.chain.strength)}",
        ),
        (
            gettext("Level in words"),
            lambda line: word(line.chain.strength) if line.chain.strength is not None else _by_definition(),
        ),
        (
            gettext("Chain"),
            lambda line: " → ".join(pathway.element[one].title for one in line.chain.elements),
        ),
        (
            gettext("Weakest links"),
            lambda line: "; ".join(link_words(pathway, link) for link in line.chain.weakest_links),
        ),
        (gettext("Links"), lambda line: len(line.chain.links)),
        (
            gettext("All chains listed"),
            lambda line: gettext("yes") if complete[line.goal.id] else gettext("no"),
        ),
    )


def _by_definition() -> str:
    return str(gettext("by definition only"))


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
        offered=[(one.id, f"{one.code} {one.title}") for one in found.goals],
        goal=goal,
    )


@blueprint.get("/weak-links.<any(csv, xlsx):kind>")
@requires(PARTNER)
def export_weak_links(kind: str) -> Response:
    """The whole list, with the filter of the address."""
    goal = number_in(request.args.get("goal", ""))
    found = overview.weak_links(db.session(), viewer(), language())
    rows = (row for row in found.rows if row.concerns(goal))
    return lists.download(kind, "weak-links", gettext("Weak links"), _weak_columns(), rows)


def _weak_columns() -> Columns[overview.WeakLinkRow]:
    return (
        (gettext("Level"), lambda row: f"E{int(row.weak.level)}"),
        (gettext("State"), lambda row: word(row.ground.assessment.state)),
        (gettext("Weak link"), lambda row: link_words(row.pathway, row.weak.link)),
        (gettext("Plan"), lambda row: f"{row.pathway.code} {row.pathway.title}"),
        (gettext("Weakest link towards"), lambda row: ", ".join(goal.code for goal in row.weakest_for)),
        (
            gettext("No chain goes round it towards"),
            lambda row: ", ".join(goal.code for goal in row.indispensable_for),
        ),
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
    return _by_definition() if level == BY_DEFINITION else f"E{level} {word(EvidenceLevel(int(level)))}"
