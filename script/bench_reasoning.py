#!/usr/bin/env python3
"""The benchmark of reasoning: every rule over one plan, against a bare networkx descendants call.

Plans are made in columns, from one input that leads to everything to at most five goals, with two links on
from each element and the parts that a plan has: reports, milestones, indicators, findings, an assumption.
Each plan is read anew, so that nothing is kept from the time before. Time of the processor is counted, which
other programs' work does not lengthen. The goals: at most 5 ms at 20 elements, and a growth no faster than
elements and links up to 10,000. Times differ by machine; the ratios tell.
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import networkx as nx  # noqa: E402

from tracker.theory.evidence.chains import best_chains  # noqa: E402
from tracker.theory.evidence.levels import assess as assess_link  # noqa: E402
from tracker.theory.follow_up.grounds import explain  # noqa: E402
from tracker.theory.follow_up.rollup import roll_up_goal  # noqa: E402
from tracker.theory.kinds import (  # noqa: E402
    AssumptionState,
    DeliveryStatus,
    EffectDirection,
    ElementKind,
    EvidenceLevel,
    IndicatorDirection,
    LinkKind,
)
from tracker.theory.pathway import (  # noqa: E402
    Assumption,
    Attachment,
    Element,
    Finding,
    Indicator,
    Link,
    Milestone,
    Pathway,
    Reading,
    StatusReport,
)
from tracker.theory.risk.downstream import worst_risks  # noqa: E402
from tracker.theory.risk.impact import impact  # noqa: E402
from tracker.theory.structure import problems  # noqa: E402

TODAY = date(2015, 9, 15)
GOALS = 5
COLUMNS = [
    (ElementKind.INPUT, 0.0),
    (ElementKind.ACTIVITY, 0.25),
    (ElementKind.OUTPUT, 0.25),
    (ElementKind.OUTCOME_SHORT, 0.20),
    (ElementKind.OUTCOME_MEDIUM, 0.15),
    (ElementKind.OUTCOME_LONG, 0.15),
    (ElementKind.GOAL, 0.0),
]
SIZES = [20, 100, 1_000, 10_000]
MOST_MS, MOST_AT = 5.0, 20


def made(size: int) -> Pathway:
    """A plan of that many elements; the same for the same size."""
    chance = Random(size)  # noqa: S311 - the same plan each time
    elements: list[Element] = []
    columns: list[list[int]] = []
    for kind, share in COLUMNS:
        wanted = max(1, round(size * share))
        if kind is ElementKind.GOAL:
            wanted = max(1, min(GOALS, size - len(elements)))
        columns.append(list(range(len(elements), len(elements) + wanted)))
        elements += [_element(len(elements) + place, kind) for place in range(wanted)]
    links: list[Link] = []
    for nearer, further in pairwise(columns):
        # To neighbours, as in a plan that people have drawn.
        for place, source in enumerate(nearer):
            near = place * len(further) // len(nearer)
            on = further if len(nearer) == 1 else further[near : near + 2]
            links += [
                _link(len(links) + number, elements[source], elements[target], chance)
                for number, target in enumerate(on)
            ]
    late = [element for element in elements if element.kind.is_delivery][:3]
    return Pathway(
        1,
        "",
        frozenset(columns[-1]),
        columns[-1][0],
        elements=tuple(elements),
        links=tuple(links),
        assumptions=(Assumption(1, "", AssumptionState.AT_RISK, critical=True),),
        milestones=tuple(_milestone(element.id, late) for element in elements if element.kind.is_delivery),
        indicators=tuple(_indicator(e.id, chance) for e in elements if e.kind.is_outcome),
    )


def _element(number: int, kind: ElementKind) -> Element:
    return Element(
        number,
        kind,
        str(number),
        position=number,
        expected_from=TODAY - timedelta(days=30) if kind.is_outcome else None,
        goal=number if kind is ElementKind.GOAL else None,
        report=StatusReport(TODAY, DeliveryStatus.ON_TRACK) if kind.is_delivery else None,
    )


def _link(number: int, source: Element, target: Element, chance: Random) -> Link:
    implementation = source.kind in (ElementKind.INPUT, ElementKind.ACTIVITY)
    found = Finding(number, "", EffectDirection.POSITIVE, EvidenceLevel(chance.randrange(5)))
    return Link(
        number,
        LinkKind.IMPLEMENTATION if implementation else LinkKind.CAUSAL,
        source.id,
        target.id,
        position=number,
        lag_days=90,
        attachments=() if implementation else (Attachment(found),),
        assumptions=(1,) if number == 0 else (),
    )


def _milestone(element: object, late: list[Element]) -> Milestone:
    days = -20 if any(element == one.id for one in late) else 60
    due = TODAY + timedelta(days=days)
    return Milestone(element, element, "", due, due)  # type: ignore[arg-type]


def _indicator(element: object, chance: Random) -> Indicator:
    return Indicator(
        element,  # type: ignore[arg-type]
        element,  # type: ignore[arg-type]
        "",
        "%",
        IndicatorDirection.HIGHER_BETTER,
        Reading(date(2014, 12, 31), 0.0),
        Reading(date(2016, 12, 31), 100.0),
        (Reading(date(2015, 6, 30), float(chance.randrange(60))),),
    )


def roll_up(pathway: Pathway) -> None:
    """The counts of each of its goals."""
    for goal in pathway.goals:
        roll_up_goal(goal, [pathway], TODAY)


def reason(pathway: Pathway) -> None:
    """Every answer that the pages of a plan give: structure, evidence, chains, risks, impact, inferences."""
    problems(pathway)
    for link in pathway.links:
        assess_link(link)
    best_chains(pathway)
    worst_risks(pathway, TODAY)
    impact(pathway, pathway.milestones[0], TODAY)
    explain(pathway, TODAY)
    roll_up(pathway)


def least(rounds: int, call: Callable[[], object]) -> float:
    """Seconds of the processor for the quickest of several calls."""
    taken = []
    for _round in range(rounds):
        gc.collect()
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return min(taken)


def _anew(rule: Callable[[Pathway], object], pathway: Pathway) -> object:
    """The rule on a pathway that has worked nothing out yet."""
    return rule(replace(pathway))


def parts(pathway: Pathway, rounds: int) -> dict[str, float]:
    """Seconds of each rule by itself."""
    rules: dict[str, Callable[[Pathway], object]] = {
        "structure": problems,
        "evidence": lambda p: [assess_link(link) for link in p.links],
        "best chains": best_chains,
        "worst risks": lambda p: worst_risks(p, TODAY),
        "impact of one": lambda p: impact(p, p.milestones[0], TODAY),
        "inferences": lambda p: explain(p, TODAY),
        "roll-up": roll_up,
    }
    return {name: least(rounds, partial(_anew, rule, pathway)) for name, rule in rules.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--parts", action="store_true", help="each rule by itself too")
    chosen = parser.parse_args()
    print("elements  links    all rules   networkx descendants   ratio   µs for each element and link")
    each: dict[int, float] = {}
    for size in chosen.sizes:
        pathway = made(size)
        rounds = chosen.rounds if size > 1_000 else chosen.rounds * 10
        ours = least(rounds, partial(_anew, reason, pathway))
        graph = pathway.forward
        bare = least(rounds, partial(nx.descendants, graph, 0))
        parted = len(pathway.elements) + len(pathway.links)
        each[size] = ours / parted
        print(
            f"{len(pathway.elements):8} {len(pathway.links):6} {ours * 1000:9.2f} ms {bare * 1e6:16.1f} µs"
            f" {ours / bare:12.0f} x {each[size] * 1e6:12.1f}"
        )
        if size == MOST_AT:
            verdict = "within" if ours * 1000 <= MOST_MS else "BEYOND"
            print(f"          goal at {size} elements: {MOST_MS:.0f} ms: {verdict}")
        if chosen.parts:
            for name, seconds in parts(pathway, max(3, rounds // 5)).items():
                print(f"          {name:<16} {seconds * 1000:9.2f} ms {seconds / parted * 1e6:9.2f} µs each")
    growth = each[max(each)] / statistics.median(each.values())
    verdict = "within" if growth <= 1.25 else "BEYOND"
    print(f"growth for each element and link, largest to the median of all sizes: {growth:.2f} x, {verdict}")


if __name__ == "__main__":
    main()
