"""Short ways to write down small theories of change, and random ones."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from hypothesis import strategies as st

from tracker.theory.kinds import (
    AssumptionState,
    DeliveryStatus,
    Directness,
    EffectDirection,
    ElementKind,
    EvidenceLevel,
    IndicatorDirection,
    LinkBasis,
    LinkKind,
    Party,
    ResultStatus,
)
from tracker.theory.pathway import (
    Assumption,
    Attachment,
    Element,
    Finding,
    Indicator,
    Link,
    Milestone,
    Organisation,
    Pathway,
    Reading,
    StatusReport,
)

TODAY = date(2015, 9, 15)
POLICE = Organisation("NP", "Politi", Party.POLICE)
MUNICIPALITY = Organisation("AAK", "Kommune", Party.MUNICIPALITY)

KINDS = {
    "I": ElementKind.INPUT,
    "A": ElementKind.ACTIVITY,
    "O": ElementKind.OUTPUT,
    "K": ElementKind.OUTCOME_SHORT,
    "M": ElementKind.OUTCOME_MEDIUM,
    "L": ElementKind.OUTCOME_LONG,
    "G": ElementKind.GOAL,
    "X": ElementKind.EXTERNAL,
}


def days(number: int) -> date:
    """The day that many days from today."""
    return TODAY + timedelta(days=number)


def box(code: str, **fields: object) -> Element:
    """An element whose kind is its first letter; a goal stands for the goal of the same name."""
    kind = KINDS[code[0]]
    given: dict[str, object] = {"goal": code} if kind is ElementKind.GOAL else {}
    return Element(**{"id": code, "kind": kind, "title": code, "code": code, **given, **fields})  # type: ignore[arg-type]


def finding(
    level: int, direction: EffectDirection = EffectDirection.POSITIVE, *, indirect: bool = False
) -> Attachment:
    directness = Directness.INDIRECT if indirect else Directness.DIRECT
    return Attachment(Finding(f"{direction}-{level}", "", direction, EvidenceLevel(level)), directness)


def arrow(way: str, level: int | None = None, **fields: object) -> Link:
    """``"O1 K1"``: a link that takes its kind from its ends. ``level`` attaches one positive finding."""
    source, target = way.split()
    carried_out = KINDS[source[0]] in (ElementKind.INPUT, ElementKind.ACTIVITY)
    given: dict[str, object] = {
        "id": f"{source}-{target}",
        "kind": LinkKind.IMPLEMENTATION if carried_out else LinkKind.CAUSAL,
        "source": source,
        "target": target,
        "attachments": () if level is None else (finding(level),),
    }
    return Link(**{**given, **fields})  # type: ignore[arg-type]


def definition(way: str) -> Link:
    return arrow(way, basis=LinkBasis.DEFINITION)


def plan(
    *links: Link,
    elements: Iterable[Element] = (),
    goals: Iterable[str] | None = None,
    assumptions: Iterable[Assumption] = (),
    milestones: Iterable[Milestone] = (),
    indicators: Iterable[Indicator] = (),
) -> Pathway:
    """A pathway of these links; elements that aren't given are made from the links' ends, in the order
    of their codes. It declares the goals that it holds, unless others are given."""
    boxes = {element.id: element for element in elements}
    for end in sorted(str(end) for link in links for end in (link.source, link.target)):
        boxes.setdefault(end, box(end))
    held = (str(element.goal) for element in boxes.values() if element.goal is not None)
    return Pathway(
        id="P",
        title="P",
        goals=frozenset(held if goals is None else goals),
        elements=tuple(boxes.values()),
        links=links,
        assumptions=tuple(assumptions),
        milestones=tuple(milestones),
        indicators=tuple(indicators),
    )


def milestone(
    element: str, due: int, *, promised: int | None = None, done: int | None = None, code: str = ""
) -> Milestone:
    """Days are counted from today."""
    name = code or f"m-{element}"
    return Milestone(
        id=name,
        element=element,
        title=name,
        due=days(due),
        baseline_due=days(due if promised is None else promised),
        done_on=None if done is None else days(done),
        code=name,
    )


def indicator(
    element: str = "K1",
    *readings: tuple[int, float],
    start: tuple[int, float] = (-100, 0.0),
    end: tuple[int, float] = (100, 100.0),
    direction: IndicatorDirection = IndicatorDirection.HIGHER_BETTER,
) -> Indicator:
    """By default from 0 a hundred days ago to 100 in a hundred days; pairs are (day from today, value)."""
    return Indicator(
        id=f"i-{element}",
        element=element,
        title="",
        unit="%",
        direction=direction,
        baseline=Reading(days(start[0]), start[1]),
        target=Reading(days(end[0]), end[1]),
        readings=tuple(Reading(days(day), value) for day, value in readings),
    )


attachments = st.builds(
    lambda level, direction, indirect: finding(level, direction, indirect=indirect),
    st.integers(0, 4),
    st.sampled_from(EffectDirection),
    st.booleans(),
)

delivered = st.builds(StatusReport, st.just(TODAY), st.sampled_from(DeliveryStatus))
achieved = st.builds(StatusReport, st.just(TODAY), st.sampled_from(ResultStatus))
reports = {"A": delivered, "O": delivered, "K": achieved, "M": achieved, "L": achieved}

COLUMNS: Mapping[str, int] = {"A": 2, "O": 2, "K": 2, "M": 2, "L": 1, "G": 2}


@st.composite
def pathways(draw: st.DrawFn, *, loops: bool = False) -> Pathway:
    """Small theories of change with parallel links, empty parts, delays, lags and doubts; with ``loops``
    also drafts whose links run backwards or into themselves."""
    codes = [f"{letter}{number}" for letter, size in COLUMNS.items() for number in range(1, size + 1)]
    pairs = [
        (source, target)
        for place, source in enumerate(codes)
        for later, target in enumerate(codes)
        if loops or (place < later and source[0] != "G")
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=18))
    doubts = draw(st.lists(st.sampled_from(AssumptionState), min_size=2, max_size=2))
    links = []
    for place, (source, target) in enumerate(chosen):
        link = arrow(
            f"{source} {target}",
            id=f"l{place}",
            position=place,
            attachments=tuple(draw(st.lists(attachments, max_size=2))),
            lag_days=draw(st.none() | st.integers(0, 400)),
            assumptions=tuple(draw(st.sets(st.sampled_from(["a0", "a1"]), max_size=1))),
            basis=draw(st.sampled_from(LinkBasis)) if target[0] == "G" else LinkBasis.HYPOTHESIS,
        )
        links.append(link)
    elements = [
        box(
            code,
            position=draw(st.integers(0, 2)),
            expected_from=draw(st.none() | st.just(days(-10))),
            report=draw(st.none() | reports[code[0]]) if code[0] in reports else None,
        )
        for code in codes
    ]
    due = st.builds(
        milestone,
        st.sampled_from([code for code in codes if code[0] in "AO"]),
        st.integers(-90, 90),
        promised=st.integers(-90, 90),
        done=st.none() | st.integers(-90, 0),
        code=st.sampled_from(["m1", "m2", "m3"]),
    )
    return plan(
        *links,
        elements=elements,
        goals=draw(st.sets(st.sampled_from(["G1", "G2", "G9"]))),
        assumptions=[Assumption(f"a{n}", "", state, critical=True) for n, state in enumerate(doubts)],
        milestones=draw(st.lists(due, max_size=3, unique_by=lambda one: one.id)),
        indicators=draw(
            st.lists(
                st.builds(
                    indicator,
                    st.sampled_from(["K1", "M1"]),
                    st.tuples(st.integers(-99, 0), st.floats(-9, 99)),
                ),
                max_size=2,
                unique_by=lambda one: one.id,
            )
        ),
    )
