"""Reads what a strategy file says of prioritisation: ideas that are no plans, the criteria, and the scores of
plans and ideas."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from tracker.exchange.strategy.fields import Fields, each, refuse
from tracker.exchange.strategy.yaml_lines import Mapping as MappingNode
from tracker.exchange.strategy.yaml_lines import Node
from tracker.theory.kinds import PlanState
from tracker.theory.priorities.candidates import Criterion, Gate
from tracker.theory.priorities.scoring import HIGHEST_SCORE
from tracker.theory.priorities.weighings import NO_ANCHORS, WHOLE, Anchors, Weighing, faults

Scores = Mapping[Criterion, int]

ROUND_TITLE = ("Prioritering af handlingsplaner", "Prioritisation of the action plans")
"""A file may leave its round without a title."""

SCORED = tuple(criterion for criterion in Criterion if not criterion.is_derived)
IDEA_KEYS = "id da en goals plan_status key_evidence joint prioritisation decision_da description_da"
CRITERION_KEYS = "id weight da en derived rule anchors"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaEntry:
    """``title`` is Danish, ``title_en`` English. ``goals`` and ``findings`` are codes; ``decision`` says why
    it is ``rejected``."""

    line: int
    code: str
    title: str
    title_en: str | None = None
    description: str
    goals: tuple[str, ...]
    findings: tuple[str, ...]
    joint: bool
    rejected: bool
    decision: str
    scores: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEntry:
    """The file's round. ``plans`` are the scores of plans, by code."""

    line: int
    title: str
    title_en: str
    criteria: Mapping[Criterion, Weighing]
    plans: Mapping[str, Scores] = field(default_factory=dict)


def read_ideas(top: Fields, goals: Container[str], findings: Container[str]) -> tuple[IdeaEntry, ...]:
    """The section ``candidates``. Raises StrategyFileError."""
    return tuple(_idea(row, goals, findings) for row in each(top, "candidates", "candidate", IDEA_KEYS))


def read_round(top: Fields, plans: Iterable[Fields]) -> RoundEntry | None:
    """The section ``prioritisation_model`` with the scores that stand on ``plans``; None without the section,
    which leaves scores unread. Raises StrategyFileError."""
    scores = {plan.code(): _scores(plan) for plan in plans if "prioritisation" in plan}
    if "prioritisation_model" not in top:
        return None
    model = top.sub("prioritisation_model", "da en gates criteria sensitivity")
    for gate in each(model, "gates", "gate", "id da en rule"):
        gate.word("id", Gate)
    criteria: dict[Criterion, Weighing] = {}
    for row in each(model, "criteria", "criterion", CRITERION_KEYS):
        criterion = row.word("id", Criterion)
        if row.flag("derived", criterion.is_derived) is not criterion.is_derived:
            row.refuse("derived", "the program derives evidence and jointness, and no other")
        weight = row.as_number("weight", row.node_of("weight"))
        criteria[criterion] = Weighing(weight * WHOLE, _anchors(row))
    _check_weights(model, criteria)
    title, title_en = ROUND_TITLE
    return RoundEntry(
        line=model.line,
        title=model.text("da") if "da" in model else title,
        title_en=model.text("en") if "en" in model else title_en,
        criteria=criteria,
        plans=scores,
    )


def _idea(row: Fields, goals: Container[str], findings: Container[str]) -> IdeaEntry:
    state = row.word("plan_status", PlanState)
    if state not in (PlanState.IDEA, PlanState.REJECTED):
        row.refuse("plan_status", "a candidate is an idea or rejected; what has come further is a plan")
    rejected = state is PlanState.REJECTED
    if rejected and "decision_da" not in row:
        row.refuse("decision_da", "a rejected candidate says why")
    return IdeaEntry(
        line=row.line,
        code=row.code(),
        title=row.text("da"),
        title_en=row.optional_line("en"),
        description=row.optional_text("description_da"),
        goals=_codes(row, "goals", goals),
        findings=_codes(row, "key_evidence", findings),
        joint=row.flag("joint"),
        rejected=rejected,
        decision=row.optional_text("decision_da"),
        scores=_scores(row) if "prioritisation" in row else {},
    )


def _codes(row: Fields, key: str, known: Container[str]) -> tuple[str, ...]:
    codes = row.codes(key)
    for code, node in zip(codes, row.items(key), strict=True):
        if code not in known:
            refuse(node.line, f"{row.what}, {key}: there is no “{code}”")
    return codes


def _scores(row: Fields) -> Scores:
    given = row.sub("prioritisation", " ".join(SCORED))
    return {criterion: _score(given, criterion) for criterion in SCORED if criterion.value in given}


def _score(given: Fields, criterion: Criterion) -> int:
    score = given.optional_whole(criterion.value)
    if score is None or score > HIGHEST_SCORE:
        given.refuse(criterion.value, f"a score is a whole number from 0 to {HIGHEST_SCORE}")
    return score


def _anchors(row: Fields) -> Anchors:
    if "anchors" not in row:
        return NO_ANCHORS
    node: Node = row.node_of("anchors")
    if not isinstance(node, MappingNode):
        row.refuse("anchors", "expected what each score means, by score")
    anchors = row.sub("anchors", "0 1 2 3")
    none, little, some, much = (anchors.text(score) if score in anchors else None for score in "0123")
    return none, little, some, much


def _check_weights(model: Fields, criteria: Mapping[Criterion, Weighing]) -> None:
    missing = [criterion.value for criterion in Criterion if criterion not in criteria]
    if missing:
        model.refuse("criteria", f"missing are {', '.join(missing)}")
    for fault in faults(criteria):
        if fault.field == "weights":
            model.refuse("criteria", f"the weights add up to {fault.details['sum'] / WHOLE:g}, not to 1")
        if fault.field.startswith("weight_"):
            model.refuse("criteria", "a weight is a number from 0 to 1")
