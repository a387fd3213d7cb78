"""Drawings for tests: a small plan, the six of the sample strategy, and texts that nobody means well with."""

from dataclasses import replace
from functools import cache

from tests.theory.reader import pathways
from tracker.diagrams.drawing import (
    Arrow,
    Badge,
    Box,
    ChainWords,
    Drawing,
    Heading,
    LegendMark,
    LegendWords,
    SignMark,
    Source,
)
from tracker.diagrams.palette import ALARM, RISK_MARK, Sign, Stress
from tracker.theory.evidence.levels import LinkState, assess
from tracker.theory.kinds import DeliveryStatus, ElementKind, EvidenceLevel, LinkKind, ResultStatus
from tracker.theory.pathway import Element, Link, Pathway
from tracker.theory.risk.downstream import RiskCause

HEADINGS = {
    ElementKind.INPUT: "Ressourcer",
    ElementKind.ACTIVITY: "Aktiviteter",
    ElementKind.OUTPUT: "Ydelser",
    ElementKind.OUTCOME_SHORT: "Virkning på kort sigt",
    ElementKind.OUTCOME_MEDIUM: "Virkning på mellemlangt sigt",
    ElementKind.OUTCOME_LONG: "Virkning på langt sigt",
    ElementKind.GOAL: "Mål",
}
LEGEND = LegendWords(
    "Signaturforklaring",
    tuple((level, f"{level.name} forklaret") for level in EvidenceLevel),
    tuple((state, f"stand {state.value}") for state in LinkState),
    tuple((kind, f"slags {kind.value}") for kind in LinkKind),
)

SMALL = Drawing(
    "Et trygt natteliv",
    "Status 15.09.2015",
    headings=tuple(Heading(kind, word) for kind, word in HEADINGS.items() if kind is not ElementKind.INPUT),
    external_heading="Eksterne faktorer",
    boxes=(
        Box(
            1,
            ElementKind.ACTIVITY,
            "Ny belysning på utrygge strækninger",
            "Aktivitet",
            "A1",
            1,
            "By- og Landskabsforvaltningen",
            DeliveryStatus.MAJOR_ISSUES,
            "Større problemer",
            "Overskredet 137 dage",
            href="/elements/1",
        ),
        Box(2, ElementKind.OUTPUT, "Strækninger med ny belysning", "Ydelse", "O1", 2, href="/elements/2"),
        Box(3, ElementKind.OUTCOME_MEDIUM, "Færre voldsanmeldelser", "Virkning", "M1", 3, href="/elements/3"),
        Box(
            4,
            ElementKind.OUTCOME_LONG,
            "Flere er trygge",
            "Virkning",
            "L1",
            4,
            status=ResultStatus.NOT_YET,
            status_word="For tidligt at forvente",
            risk="I risiko",
            href="/elements/4",
        ),
        Box(5, ElementKind.GOAL, "Borgerne skal opleve en større tryghed.", "Mål", "G1", 5),
        Box(6, ElementKind.EXTERNAL, "Ændrede lukketider", "Ekstern faktor", "X1", 6),
    ),
    arrows=(
        Arrow(1, LinkKind.IMPLEMENTATION, 1, 2, "Gennemførelse", 1),
        Arrow(
            2,
            LinkKind.CAUSAL,
            2,
            3,
            "Virkning",
            2,
            EvidenceLevel.E4,
            LinkState.SUPPORTED,
            "E4 Veldokumenteret",
        ),
        Arrow(3, LinkKind.CAUSAL, 2, 4, "Virkning", 3, EvidenceLevel.E1, LinkState.CONTESTED, "E1, omstridt"),
        Arrow(4, LinkKind.CAUSAL, 3, 4, "Virkning", 4, EvidenceLevel.E0, LinkState.UNTESTED, "E0, uafprøvet"),
        Arrow(5, LinkKind.CAUSAL, 4, 5, "Virkning", 5, None, LinkState.DEFINITION, "per definition"),
        Arrow(6, LinkKind.EXTERNAL, 6, 3, "Ydre påvirkning", 6),
        Arrow(7, LinkKind.FEEDBACK, 4, 1, "Tilbagekobling", 7, notes=("Flere tal ændrer valget af steder",)),
    ),
    chains=(ChainWords((2, 3, 4, 5), (2, 4, 5), "E0 Antagelse"),),
    legend=LEGEND,
)

HOSTILE = (
    '"quotes" \\N \\G \\l back\\',
    '\\" -> evil',
    "<b>&evil</b>",
    "</text><script>alert(1)</script>",
    "<",
    "x" * 5_000,
    "ord " * 1_250,
    "emoji 🎉👩‍👩‍👧 ✓",
    "שלום עולם",
    "مرحبا بالعالم",
    "NUL\x00 bell\x07 \x1b[31m \ud800 \ufffe end",
    "a|b{c}<d> %s {0} ;",
    "line\nbreak\r\nand\ttab\u2028",
    "&lt;&amp;&#60;",
    "",
    "\u202eRLO\u202c",
    "日本語の長いタイトルがここにあります",
    "e\u0301\u0301\u0301" * 200,
)


def hostile() -> Drawing:
    """Every hostile text in every place that a text can stand."""
    kinds = [kind for kind in ElementKind if kind is not ElementKind.EXTERNAL]
    boxes = [
        Box(
            number,
            kinds[number % len(kinds)],
            text,
            text,
            text,
            0,
            text,
            list(DeliveryStatus)[number % 7],
            text,
            text,
            text,
            f"/elements/{number}?{text}",
        )
        for number, text in enumerate(HOSTILE)
    ]
    boxes += [Box(100 + number, ElementKind.EXTERNAL, text) for number, text in enumerate(HOSTILE[:3])]
    last = len(HOSTILE) - 1
    arrows = [
        Arrow(
            number,
            LinkKind.CAUSAL,
            number,
            number + 1,
            text,
            0,
            EvidenceLevel(number % 5),
            list(LinkState)[number % 7],
            text,
            text,
            (text,),
        )
        for number, text in enumerate(HOSTILE[:last])
    ]
    return Drawing(
        HOSTILE[0] + HOSTILE[2] + HOSTILE[10],
        HOSTILE[3],
        headings=tuple(Heading(kind, HOSTILE[number]) for number, kind in enumerate(kinds)),
        external_heading=HOSTILE[1],
        boxes=tuple(boxes),
        arrows=tuple(arrows),
        legend=LegendWords(
            HOSTILE[2],
            tuple((level, HOSTILE[level]) for level in EvidenceLevel),
            tuple((state, HOSTILE[number]) for number, state in enumerate(LinkState)),
            tuple((kind, HOSTILE[number]) for number, kind in enumerate(LinkKind)),
        ),
    )


def at_risk(drawing: Drawing, words: tuple[str, ...] = ("Forsinket", "truet", "I risiko", "HP1")) -> Drawing:
    """The same with every mark that a view of the diagram can add, saying ``words`` in turn."""

    def said(number: int) -> str:
        return words[number % len(words)]

    causes = list(RiskCause)
    sources = tuple(
        Source(Badge(number + 1, causes[number % 2]), said(number), said(number + 1)) for number in range(12)
    )
    boxes = tuple(
        replace(
            box,
            note=said(number),
            stale=said(number + 1),
            risk=said(number + 2),
            tag=said(number + 3),
            hues=tuple(range(number % 5)),
            sources=sources[number % 12 : number % 12 + number % 3],
            badges=tuple(source.badge for source in sources[: number % 13]),
            quiet=number % 4 == 0,
        )
        for number, box in enumerate(drawing.boxes)
    )
    stresses = list(Stress)
    arrows = tuple(
        replace(
            arrow,
            stress=stresses[number % len(stresses)],
            findings=number,
            tags=(said(number), said(number + 1))[: number % 3],
            sources=sources[: number % 4],
        )
        for number, arrow in enumerate(drawing.arrows)
    )
    marks: tuple[LegendMark, ...] = (
        SignMark(Sign.ALARM, ALARM),
        sources[0].badge,
        Stress.BEST,
        Stress.WEAKEST,
        RISK_MARK,
    )
    return replace(
        drawing,
        boxes=boxes,
        arrows=arrows,
        sources_heading=said(0),
        sources=sources,
        legend=replace(drawing.legend, marks=tuple((mark, said(n)) for n, mark in enumerate(marks))),
    )


def fading(drawing: Drawing) -> Drawing:
    """The same with the eye on the long-term outcome."""
    return replace(drawing, focus_boxes=frozenset({4}), focus_arrows=frozenset({3}))


@cache
def sample() -> dict[str, Drawing]:
    """The six plans of the sample strategy by their codes."""
    return {str(plan.id): _drawing(plan) for plan in pathways()}


def _drawing(plan: Pathway) -> Drawing:
    present = {element.kind for element in plan.elements}
    return Drawing(
        plan.title,
        headings=tuple(
            Heading(kind, word)
            for kind, word in HEADINGS.items()
            if kind is not ElementKind.INPUT or kind in present
        ),
        external_heading="Eksterne faktorer",
        boxes=tuple(_box(element) for element in plan.elements),
        arrows=tuple(_arrow(link) for link in plan.links),
        legend=LEGEND,
    )


def _box(element: Element) -> Box:
    report = element.report
    return Box(
        element.id,
        element.kind,
        element.title,
        element.kind.value,
        str(element.id),
        element.position,
        element.organisation.name if element.organisation else "",
        report.status if report else None,
        report.status.value.replace("_", " ") if report else "",
        "Overskredet 137 dage" if report and report.status is DeliveryStatus.MAJOR_ISSUES else "",
        href=f"/elements/{element.id}",
    )


def _arrow(link: Link) -> Arrow:
    found = assess(link)
    return Arrow(
        link.id,
        link.kind,
        link.source,
        link.target,
        link.kind.value,
        link.position,
        found.level if found else None,
        found.state if found else None,
    )
