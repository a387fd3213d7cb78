"""Takes a strategy file into the database, whole or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from tracker.exchange.strategy.contents import FindingEntry, OrganisationEntry, StrategyFile
from tracker.records.models import Definition, Finding, Goal, Organisation, Plan, Strategy, User
from tracker.services.evidence import add_finding
from tracker.services.loading.catalogue import load_catalogue
from tracker.services.loading.hearings import load_cases
from tracker.services.loading.lookup import Loading, at
from tracker.services.loading.measurements import load_measurements
from tracker.services.loading.plans import load_plan
from tracker.services.loading.priorities import load_ideas, load_round
from tracker.services.people.accounts import add_person, grant_role
from tracker.services.people.organisations import add_organisation
from tracker.services.strategies import add_definition, add_goal, add_strategy
from tracker.services.verb import Writer, verb
from tracker.theory.contents.fields import contents_of
from tracker.theory.contents.finding import FindingContents
from tracker.theory.contents.organisation import OrganisationContents
from tracker.theory.contents.person import PersonContents
from tracker.theory.contents.strategy import DefinitionContents, GoalContents, StrategyContents
from tracker.theory.kinds import OrganisationKind, Role

COORDINATOR, SECRETARY = "r-koord", "r-sek"
"""Posts of the form that hold a role without owning a plan: planner in the planning group, and secretary."""


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """How many entries of each noun were ``added``, and how many were ``found`` there already."""

    strategy_id: int
    added: Mapping[str, int]
    found: Mapping[str, int]


@verb
def load_strategy(writer: Writer, *, file: StrategyFile) -> LoadSummary:
    """Adds what the file holds and the database does not, found by code; what is there is left alone.

    Raises StrategyFileError; nothing is written then.
    """
    loading = Loading(writer)
    _load_organisations(loading, file.organisations)
    _load_posts(loading, file)
    strategy_id = _load_strategy(loading, file)
    _load_findings(loading, file.findings)
    load_measurements(loading, strategy_id, file)
    plans = loading.codes(Plan, Plan.strategy_id == strategy_id)
    posts = {post.code: loading.organisations[post.organisation] for post in file.posts}
    for plan in file.plans:
        load_plan(loading, strategy_id, plans, posts, plan)
    load_catalogue(loading, strategy_id, file.catalogue)
    load_cases(loading, strategy_id, plans, file.cases)
    ideas = load_ideas(loading, strategy_id, file)
    load_round(loading, strategy_id, file, plans, ideas, scorer=COORDINATOR)
    return LoadSummary(strategy_id, dict(loading.added), dict(loading.found))


def _load_organisations(loading: Loading, entries: Iterable[OrganisationEntry]) -> None:
    loading.organisations = loading.codes(Organisation)
    waiting = {entry.code: entry for entry in entries}

    def load(entry: OrganisationEntry) -> None:
        """Parents first, wherever they stand in the file; the reader has refused cycles."""
        if entry.parent in waiting:
            load(waiting.pop(entry.parent))
        parent_id = None if entry.parent is None else loading.organisations[entry.parent]
        contents = contents_of(
            entry, OrganisationContents, name=entry.title, name_en=entry.title_en, parent_id=parent_id
        )
        make = partial(add_organisation, loading.writer, contents=contents)
        loading.take("organisations", loading.organisations, entry, make)

    while waiting:
        load(waiting.pop(next(iter(waiting))))


def _load_posts(loading: Loading, file: StrategyFile) -> None:
    loading.people = loading.codes(User)
    group = next((o.code for o in file.organisations if o.kind is OrganisationKind.PLANNING_GROUP), None)
    for post in file.posts:
        organisation_id = loading.organisations[post.organisation]
        contents = PersonContents(name=post.title, name_en=post.title_en, organisation_id=organisation_id)
        make = partial(add_person, loading.writer, code=post.code, contents=contents)
        if not loading.take("posts", loading.people, post, make):
            continue
        user_id = loading.people[post.code]
        with at(post.line, post.code):
            if post.code == COORDINATOR and group is not None:
                place = loading.organisations[group]
                grant_role(loading.writer, user_id=user_id, role=Role.PLANNER, organisation_id=place)
            if post.code == SECRETARY:
                grant_role(
                    loading.writer, user_id=user_id, role=Role.SECRETARY, organisation_id=organisation_id
                )


def _load_strategy(loading: Loading, file: StrategyFile) -> int:
    writer = loading.writer
    strategies = loading.codes(Strategy)
    make_strategy = partial(
        add_strategy,
        writer,
        contents=contents_of(file, StrategyContents),
        illustrative=file.illustrative,
    )
    loading.take("strategies", strategies, file, make_strategy)
    strategy_id = strategies[file.code]
    loading.definitions = loading.codes(Definition, Definition.strategy_id == strategy_id)
    for definition in file.definitions:
        make = partial(
            add_definition,
            writer,
            strategy_id=strategy_id,
            contents=contents_of(definition, DefinitionContents),
        )
        loading.take("definitions", loading.definitions, definition, make)
    loading.goals = loading.codes(Goal, Goal.strategy_id == strategy_id)
    for goal in file.goals:
        definition_id = loading.definitions[goal.definition]
        contents = contents_of(goal, GoalContents, definition_id=definition_id)
        make = partial(add_goal, writer, contents=contents)
        loading.take("goals", loading.goals, goal, make)
    return strategy_id


def _load_findings(loading: Loading, entries: Iterable[FindingEntry]) -> None:
    loading.findings = loading.codes(Finding)
    for entry in entries:
        make = partial(
            add_finding,
            loading.writer,
            contents=FindingContents(
                code=entry.code,
                citation=entry.citation,
                doi=entry.doi,
                url=entry.url,
                design=entry.design,
                studies=entry.studies,
                effect=entry.effect,
                direction=entry.direction,
                level=entry.level,
                sentence=entry.sentence,
                country=entry.country,
                retrieved_from=entry.retrieved_from,
            ),
        )
        loading.take("findings", loading.findings, entry, make)
