"""Reads the sample strategy into pathways, with the codes of the file as ids."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import tracker
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

SAMPLE = Path(tracker.__file__).parent / "exchange" / "samples" / "tryghed_aalborg.yaml"
PARTIES = {"police": Party.POLICE, "municipality": Party.MUNICIPALITY}

Row = Mapping[str, Any]


@cache
def document() -> Row:
    # written in C it takes a tenth of the time
    loaded: Row = yaml.load(SAMPLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def expected() -> Row:
    rows: Row = document()["expected"]
    return rows


@cache
def pathways() -> tuple[Pathway, ...]:
    """The six plans, in the order of the file."""
    organisations = _organisations()
    library = {row["id"]: row for row in document()["evidence"]}
    return tuple(_pathway(plan, organisations, library) for plan in document()["plans"])


def pathway(code: str) -> Pathway:
    return next(found for found in pathways() if found.code == code)


def _organisations() -> dict[str, Organisation]:
    rows = {row["id"]: row for row in document()["organisations"]}

    def party(row: Row) -> Party:
        return party(rows[row["parent"]]) if "parent" in row else PARTIES.get(row["type"], Party.PARTNER)

    return {code: Organisation(code, row["da"], party(row)) for code, row in rows.items()}


def _pathway(plan: Row, organisations: Mapping[str, Organisation], library: Mapping[str, Row]) -> Pathway:
    boxes = [_element(row, place, organisations) for place, row in enumerate(plan["nodes"])]
    goals = [Element(code, ElementKind.GOAL, code, code, len(boxes), goal=code) for code in plan["goals"]]
    return Pathway(
        id=plan["id"],
        title=plan["da"],
        code=plan["id"],
        goals=frozenset(plan["goals"]),
        primary_goal=plan["primary_goal"],
        elements=(*boxes, *goals),
        links=tuple(_link(row, place, library) for place, row in enumerate(plan["links"])),
        assumptions=tuple(
            Assumption(row["id"], row["da"], AssumptionState(row["status"]), row["critical"])
            for row in plan["assumptions"]
        ),
        milestones=tuple(_milestone(row) for row in plan["milestones"]),
        indicators=tuple(_indicator(row) for row in plan["indicators"]),
    )


def _element(row: Row, place: int, organisations: Mapping[str, Organisation]) -> Element:
    report = None
    if "status" in row:
        status, on, happened = row["status"]
        report = StatusReport(on, DeliveryStatus(status), happened)
    elif "result" in row:
        status, on, happened = row["result"]
        report = StatusReport(on, ResultStatus(status), happened)
    return Element(
        id=row["id"],
        kind=ElementKind(row["type"]),
        title=row["da"],
        code=row["id"],
        position=place,
        organisation=organisations[row["org"]] if "org" in row else None,
        starts_on=row.get("start"),
        ends_on=row.get("end"),
        expected_from=row.get("expected_from"),
        report=report,
    )


def _link(row: Row, place: int, library: Mapping[str, Row]) -> Link:
    return Link(
        id=row["id"],
        kind=LinkKind(row["kind"]),
        source=row["from"],
        target=row["to"],
        code=row["id"],
        position=place,
        basis=LinkBasis(row.get("basis", "hypothesis")),
        attachments=tuple(_attachment(use, library) for use in row.get("e", ())),
        assumptions=tuple(row.get("a", ())),
    )


def _attachment(use: str | Row, library: Mapping[str, Row]) -> Attachment:
    """A use of a finding takes the finding's own directness where it states none."""
    code = use if isinstance(use, str) else use["id"]
    row = library[code]
    stated = row["directness"] if isinstance(use, str) else use["directness"]
    finding = Finding(code, row["cite"], EffectDirection(row["direction"]), EvidenceLevel[row["level"]])
    return Attachment(finding, Directness(stated))


def _milestone(row: Row) -> Milestone:
    return Milestone(
        id=row["id"],
        element=row["node"],
        title=row["da"],
        due=row["due"],
        baseline_due=row.get("baseline_due", row["due"]),
        done_on=row["done"],
        code=row["id"],
    )


def _indicator(row: Row) -> Indicator:
    return Indicator(
        id=row["id"],
        element=row["node"],
        title=row["da"],
        unit=row["unit"],
        direction=IndicatorDirection(row["direction"]),
        baseline=Reading(*row["baseline"]),
        target=Reading(*row["target"]),
        readings=tuple(Reading(on, value) for on, value in row["series"]),
        code=row["id"],
    )
