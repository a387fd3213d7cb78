"""Reads a strategy file: its organisations, posts, definitions, goals and findings; plans are read by
``plan_reading``, ideas and scores by ``prioritisation_reading``. The form is that of the sample in
``samples``."""

from collections.abc import Container, Iterable
from typing import Any

from tracker.exchange.errors import StrategyFileError
from tracker.exchange.strategy import plan_reading, yaml_lines
from tracker.exchange.strategy.catalogue_reading import read_catalogue
from tracker.exchange.strategy.contents import (
    DefinitionEntry,
    FindingEntry,
    GoalEntry,
    OrganisationEntry,
    PostEntry,
    StrategyFile,
)
from tracker.exchange.strategy.fields import Fields, each, refuse
from tracker.exchange.strategy.hearings_reading import read_cases
from tracker.exchange.strategy.measurement_reading import read_index, read_measurements
from tracker.exchange.strategy.plan_reading import Names, read_plan
from tracker.exchange.strategy.prioritisation_reading import read_ideas, read_round
from tracker.theory.contents.fields import ADDRESS_LENGTH, TEXT_LENGTH
from tracker.theory.contents.finding import COUNTRY_LENGTH, LONGEST_DESIGN, LONGEST_DOI
from tracker.theory.kinds import Directness, EffectDirection, EvidenceLevel, OrganisationKind

SECTIONS = (
    *("meta", "organisations", "roles", "definitions", "goals", "evidence", "plans"),
    *("measurements", "index", "strategies", "strategy_rule", "cases"),
    *("candidates", "prioritisation_model"),
)
UNREAD = (
    "vocabularies",
    "expected",
)
"""Sections of the form that are not loaded: the vocabularies are the program's own, and what is expected of
the data comes out of its rules."""

META_KEYS = (
    "id da en illustrative version language as_of evidence_as_of strategy_period reporting_cycle conventions"
)

TITLES = {"tryg-aalborg-demo": ("Tryghed i Aalborg Kommune", "Safety in Aalborg Municipality")}
"""The sample names its strategy by an id only."""


def read_strategy(data: bytes) -> StrategyFile:
    """The strategy that a file holds. Raises StrategyFileError with the line of the first fault."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise StrategyFileError(line, "not UTF-8 text") from error
    document, notes = yaml_lines.read(text)
    top = Fields(document, "the file", " ".join((*SECTIONS, *UNREAD)))
    meta = top.sub("meta", META_KEYS)
    period = meta.sub("strategy_period", "start end")
    starts_on, ends_on = period.day("start"), period.day("end")
    period.period()
    organisations = tuple(_organisation(row) for row in _rows(top, "organisations", "organisation"))
    _check_parents(organisations)
    known = {entry.code for entry in organisations}
    posts = tuple(_post(row, known) for row in _rows(top, "roles", "role"))
    definitions = tuple(
        DefinitionEntry(**_titled(row)) for row in each(top, "definitions", "definition", "id da en")
    )
    goals = tuple(_goal(row, _codes(definitions)) for row in _rows(top, "goals", "goal"))
    findings = tuple(_finding(row) for row in _rows(top, "evidence", "finding"))
    measurements = read_measurements(top, _codes(definitions))
    names = Names(
        organisations=frozenset(known),
        posts=_codes(posts),
        goals=_codes(goals),
        directness={finding.code: finding.directness for finding in findings},
        measurements=_codes(measurements),
    )
    plan_rows = list(each(top, "plans", "plan", plan_reading.KEYS))
    plans = tuple(read_plan(row, names) for row in plan_rows)
    code = meta.code()
    title, title_en = TITLES.get(code, (code, ""))
    return StrategyFile(
        line=meta.line_of("id"),
        code=code,
        title=meta.text("da") if "da" in meta else title,
        title_en=meta.optional_line("en") or title_en or None,
        illustrative=meta.flag("illustrative"),
        starts_on=starts_on,
        ends_on=ends_on,
        organisations=organisations,
        posts=posts,
        definitions=definitions,
        goals=goals,
        catalogue=read_catalogue(top, known, _codes(goals)),
        findings=findings,
        plans=plans,
        measurements=measurements,
        index=read_index(top, _codes(measurements), _codes(definitions)),
        cases=read_cases(top, known, _codes(plans)),
        ideas=read_ideas(top, names.goals, _codes(findings)),
        round=read_round(top, plan_rows),
        unread=_unread(top),
        notes=notes,
    )


ROWS = {
    "organisations": "id type parent da en lead illustrative members",
    "roles": "id da en org",
    "goals": "id definition da en seed_note needs_precision",
    "evidence": "id cite doi url design studies outcome direction level directness finding country "
    "retrieved_from",
}


def _rows(top: Fields, key: str, what: str) -> Iterable[Fields]:
    return each(top, key, what, ROWS[key])


def _titled(row: Fields) -> dict[str, Any]:
    return {
        "line": row.line,
        "code": row.code(),
        "title": row.text("da"),
        "title_en": row.optional_line("en"),
    }


def _codes(entries: Iterable[Any]) -> frozenset[str]:
    return frozenset(entry.code for entry in entries)


def _known(row: Fields, key: str, names: Container[str]) -> str:
    code = row.code(key)
    if code not in names:
        row.refuse(key, f"there is no “{code}”")
    return code


def _organisation(row: Fields) -> OrganisationEntry:
    return OrganisationEntry(
        **_titled(row),
        kind=row.word("type", OrganisationKind),
        parent=row.code("parent") if "parent" in row else None,
    )


def _check_parents(organisations: Iterable[OrganisationEntry]) -> None:
    by_code = {entry.code: entry for entry in organisations}
    for entry in by_code.values():
        passed = {entry.code}
        above = entry.parent
        while above is not None:
            if above not in by_code:
                refuse(entry.line, f"organisation {entry.code}, parent: there is no “{above}”")
            if above in passed:
                refuse(entry.line, f"organisation {entry.code}, parent: it stands above itself (a cycle)")
            passed.add(above)
            above = by_code[above].parent


def _post(row: Fields, organisations: Container[str]) -> PostEntry:
    return PostEntry(**_titled(row), organisation=_known(row, "org", organisations))


def _goal(row: Fields, definitions: Container[str]) -> GoalEntry:
    return GoalEntry(
        **_titled(row),
        definition=_known(row, "definition", definitions),
        note=row.optional_text("seed_note"),
        needs_precision=row.flag("needs_precision"),
    )


def _finding(row: Fields) -> FindingEntry:
    return FindingEntry(
        line=row.line,
        code=row.code(),
        citation=row.text("cite", TEXT_LENGTH),
        doi=row.optional_line("doi", LONGEST_DOI),
        url=row.optional_line("url", ADDRESS_LENGTH),
        design=row.optional_text("design", LONGEST_DESIGN),
        studies=row.optional_whole("studies"),
        effect=row.text("outcome"),
        direction=row.word("direction", EffectDirection),
        level=row.word("level", EvidenceLevel),
        directness=row.word("directness", Directness) if "directness" in row else Directness.DIRECT,
        sentence=row.optional_text("finding"),
        country=row.optional_line("country", COUNTRY_LENGTH),
        retrieved_from=row.optional_text("retrieved_from"),
    )


def _unread(top: Fields) -> tuple[str, ...]:
    sections = [name for name in top.node.entries if name in UNREAD]
    if "prioritisation_model" not in top:
        plans = [plan for plan in top.items("plans") if isinstance(plan, yaml_lines.Mapping)]
        if any("prioritisation" in plan.entries for plan in plans):
            sections.append("plans: prioritisation")
    return tuple(sections)
