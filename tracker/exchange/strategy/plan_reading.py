"""Reads one plan of a strategy file: its elements, links and what follows them up."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.exchange.strategy.contents import (
    AssumptionEntry,
    ElementEntry,
    IndicatorEntry,
    LinkEntry,
    MilestoneEntry,
    PlanEntry,
    ReportEntry,
    UseEntry,
)
from tracker.exchange.strategy.fields import Fields, each, refuse
from tracker.exchange.strategy.own_fields import own_keys, own_values
from tracker.exchange.strategy.plan_checks import check_indicator, check_structure
from tracker.exchange.strategy.yaml_lines import Mapping as MappingNode
from tracker.exchange.strategy.yaml_lines import Node
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.fields import UNIT_LENGTH, contents_of
from tracker.theory.contents.plan import PlanContents
from tracker.theory.kinds import (
    AssumptionState,
    DeliveryStatus,
    Directness,
    ElementKind,
    IndicatorDirection,
    LinkBasis,
    LinkKind,
    PlanState,
    ResultStatus,
)

SAID_OTHERWISE = ("starts_on", "ends_on", "visibility")
"""Fields of a plan that the file has in a shape of its own, or not at all."""

KEYS = (
    "id da en goals primary_goal plan_status owners lead partners period "
    f"{' '.join(own_keys(PlanContents, SAID_OTHERWISE))} "
    "nodes links assumptions milestones indicators prioritisation"
)
"""What may stand in a plan of the file."""


DAYS = {"starts_on": "start", "ends_on": "end", "expected_from": "expected_from"}
"""What the file calls the days of an element."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a plan may refer to outside itself; ``directness`` is each finding's own."""

    organisations: frozenset[str]
    posts: frozenset[str]
    goals: frozenset[str]
    directness: Mapping[str, Directness]
    measurements: frozenset[str]


def read_plan(row: Fields, names: Names) -> PlanEntry:
    """Raises StrategyFileError with the line of the first fault."""
    goals = _known_codes(row, "goals", names.goals)
    starts_on, ends_on = row.sub("period", "start end").period() if "period" in row else (None, None)
    elements = tuple(
        _element(item, names)
        for item in each(
            row, "nodes", f"{row.what}, node", "id type org da en start end expected_from status result"
        )
    )
    _check_codes(row, elements, goals)
    assumptions = tuple(
        _assumption(item, names.posts)
        for item in each(
            row, "assumptions", f"{row.what}, assumption", "id da en status critical test_da owner review"
        )
    )
    ends = {element.code for element in elements} | set(goals)
    carried = {assumption.code for assumption in assumptions}
    kinds = {element.code: element.kind for element in elements}
    plan = PlanEntry(
        **_titled(row),
        goals=goals,
        primary_goal=_primary_goal(row, goals),
        state=row.word("plan_status", PlanState),
        owners=_known_codes(row, "owners", names.posts),
        lead=_known(row, "lead", names.organisations),
        partners=_known_codes(row, "partners", names.organisations),
        starts_on=starts_on,
        ends_on=ends_on,
        own=own_values(row, PlanContents, SAID_OTHERWISE),
        elements=elements,
        links=tuple(
            _link(item, ends, carried, names)
            for item in each(row, "links", f"{row.what}, link", "id from to kind basis lag_days note_da a e")
        ),
        assumptions=assumptions,
        milestones=tuple(
            _milestone(item, kinds)
            for item in each(
                row, "milestones", f"{row.what}, milestone", "id node da en due baseline_due done"
            )
        ),
        indicators=tuple(
            _indicator(item, kinds, names.measurements)
            for item in each(
                row,
                "indicators",
                f"{row.what}, indicator",
                "id node da en unit direction measurement baseline target series",
            )
        ),
    )
    check_structure(plan)
    return plan


def _titled(row: Fields) -> dict[str, Any]:
    return {
        "line": row.line,
        "code": row.code(),
        "title": row.text("da"),
        "title_en": row.optional_line("en"),
    }


def _known(row: Fields, key: str, names: Container[str]) -> str:
    code = row.code(key)
    if code not in names:
        row.refuse(key, f"there is no “{code}”")
    return code


def _known_codes(row: Fields, key: str, names: Container[str]) -> tuple[str, ...]:
    codes = row.codes(key)
    for code, node in zip(codes, row.items(key), strict=True):
        if code not in names:
            refuse(node.line, f"{row.what}, {key}: there is no “{code}”")
    return codes


def _primary_goal(row: Fields, goals: tuple[str, ...]) -> str | None:
    if not goals and "primary_goal" not in row:
        return None
    code = row.code("primary_goal")
    if code not in goals:
        row.refuse("primary_goal", f"“{code}” is not among the plan's goals")
    return code


def _check_codes(row: Fields, elements: tuple[ElementEntry, ...], goals: tuple[str, ...]) -> None:
    taken = {*goals, *(f"{row.code()}-{goal}" for goal in goals)}
    for element in elements:
        if element.code in taken:
            refuse(element.line, f"{row.what}, node {element.code}: the id stands for a goal")


def _element(row: Fields, names: Names) -> ElementEntry:
    kind = row.word("type", ElementKind)
    if kind is ElementKind.GOAL:
        row.refuse("type", "goal elements come from the plan's list of goals")
    none = f"an element of type “{kind}” has none"
    for key, allowed in (("status", kind.is_delivery), ("result", kind.is_outcome)):
        if key in row and not allowed:
            row.refuse(key, none)
    starts_on, ends_on = row.period()
    found = ElementEntry(
        **_titled(row),
        kind=kind,
        organisation=_known(row, "org", names.organisations) if "org" in row else None,
        starts_on=starts_on,
        ends_on=ends_on,
        expected_from=row.optional_day("expected_from"),
        report=_report(row),
    )
    for fault in contents_of(found, ElementContents).faults():
        row.refuse(DAYS[fault.field], none)
    return found


def _report(row: Fields) -> ReportEntry | None:
    key = "status" if "status" in row else "result"
    if key not in row:
        return None
    status, on, note = row.row(key, row.node_of(key), 3)
    word: DeliveryStatus | ResultStatus
    if key == "status":
        word = row.as_word(key, status, DeliveryStatus)
    else:
        word = row.as_word(key, status, ResultStatus)
    return ReportEntry(
        line=status.line,
        status=word,
        reported_on=row.as_day(key, on),
        happened=row.as_text(key, note),
    )


def _link(row: Fields, ends: Container[str], assumptions: Container[str], names: Names) -> LinkEntry:
    source, target = _known(row, "from", ends), _known(row, "to", ends)
    if source == target:
        row.refuse("to", "a link cannot run from an element to itself")
    uses: dict[str, UseEntry] = {}
    for node in row.items("e"):
        use = _use(row, node, names)
        if use.finding in uses:
            refuse(node.line, f"{row.what}, e: “{use.finding}” stands twice")
        uses[use.finding] = use
    return LinkEntry(
        line=row.line,
        code=row.code(),
        kind=row.word("kind", LinkKind),
        source=source,
        target=target,
        basis=row.word("basis", LinkBasis) if "basis" in row else LinkBasis.HYPOTHESIS,
        lag_days=row.optional_whole("lag_days"),
        rationale=row.optional_text("note_da"),
        assumptions=_known_codes(row, "a", assumptions),
        uses=tuple(uses.values()),
    )


def _use(row: Fields, node: Node, names: Names) -> UseEntry:
    """A finding counts with its own directness where the link states none."""
    if isinstance(node, MappingNode):
        use = Fields(node, f"{row.what}, e", "id directness")
        code = _known(use, "id", names.directness)
        return UseEntry(finding=code, directness=use.word("directness", Directness))
    code = row.as_text("e", node)
    if code not in names.directness:
        refuse(node.line, f"{row.what}, e: there is no “{code}”")
    return UseEntry(finding=code, directness=names.directness[code])


def _assumption(row: Fields, posts: Container[str]) -> AssumptionEntry:
    return AssumptionEntry(
        **_titled(row),
        state=row.word("status", AssumptionState),
        critical=row.flag("critical"),
        test=row.optional_text("test_da"),
        owner=_known(row, "owner", posts) if "owner" in row else None,
        review_on=row.optional_day("review"),
    )


def _milestone(row: Fields, kinds: Mapping[str, ElementKind]) -> MilestoneEntry:
    element = _known(row, "node", kinds)
    if not kinds[element].is_delivery:
        row.refuse("node", f"“{element}” is neither an activity nor an output")
    due = row.day("due")
    return MilestoneEntry(
        **_titled(row),
        element=element,
        due=due,
        baseline_due=row.optional_day("baseline_due") or due,
        done_on=row.optional_day("done"),
    )


def _indicator(row: Fields, kinds: Mapping[str, ElementKind], measurements: Container[str]) -> IndicatorEntry:
    def pair(key: str, node: Node) -> Any:
        on, value = row.row(key, node, 2)
        return row.as_day(key, on), row.as_number(key, value)

    found = IndicatorEntry(
        **_titled(row),
        element=_known(row, "node", kinds),
        measurement=_known(row, "measurement", measurements) if "measurement" in row else None,
        unit=row.text("unit", UNIT_LENGTH),
        direction=row.word("direction", IndicatorDirection),
        baseline=pair("baseline", row.node_of("baseline")),
        target=pair("target", row.node_of("target")),
        readings=tuple(pair("series", node) for node in row.items("series")),
    )
    check_indicator(row, found)
    return found
