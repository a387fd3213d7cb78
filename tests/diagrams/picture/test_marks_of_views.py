"""What a view adds to the diagram: sources of risk, what they reach, the weakest links, and what recedes."""

import re
import subprocess
from dataclasses import replace
from typing import Any

from tests.diagrams.drawings import HOSTILE, SMALL, at_risk, hostile
from tracker.diagrams.diagram import FILE, draw_svg
from tracker.diagrams.drawing import Badge, Box, Drawing, LegendWords, Source
from tracker.diagrams.output.render import Renderer
from tracker.diagrams.palette import KIND_LINES, RISK_MARK, STATUS_MARKS, Stress, line_mark
from tracker.diagrams.placing.box_layout import card
from tracker.diagrams.placing.dot import to_dot
from tracker.theory.evidence.levels import LinkState
from tracker.theory.kinds import DeliveryStatus, ElementKind, EvidenceLevel, LinkKind
from tracker.theory.risk.downstream import RiskCause

LATE = Source(Badge(1, RiskCause.MILESTONE), "167 dage forsinket", "Forsinket milepæl: Udbud")
DOUBTED = Source(Badge(2, RiskCause.ASSUMPTION), "Truet", "Kritisk antagelse (truet): Aftalen følges")


def statement(drawing: Drawing, identity: str) -> str:
    """The line of the DOT text that holds a box or a link."""
    return next(line for line in to_dot(drawing).splitlines() if f"id={identity} " in line + " ")


def shown(*boxes: Box) -> Drawing:
    return replace(SMALL, boxes=(*boxes, *SMALL.boxes[len(boxes) :]))


def linked(**changes: Any) -> Drawing:
    """SMALL with its second arrow, from 2 to 3, changed."""
    arrows = [replace(arrow, **changes) if arrow.id == 2 else arrow for arrow in SMALL.arrows]
    return replace(SMALL, arrows=tuple(arrows))


def test_a_source_of_risk_stands_in_its_box_with_number_and_days() -> None:
    text = statement(shown(replace(SMALL.boxes[0], sources=(LATE,))), "n1")
    assert "[1] 167 dage\\lforsinket" in text or "[1] 167 dage forsinket" in text


def test_an_element_at_risk_names_its_sources() -> None:
    risk = replace(SMALL.boxes[0], risk="Truet: 14.12.2017", badges=(LATE.badge, DOUBTED.badge))
    assert "[1] [2]\\l" in statement(shown(risk), "n1")


def test_a_quiet_box_is_no_less_legible_and_says_so_in_its_class() -> None:
    text = statement(shown(replace(SMALL.boxes[0], quiet=True)), "n1")
    assert 'class="node activity quiet"' in text
    assert "Ny belysning" in text


def test_an_assumption_in_doubt_stands_on_its_link() -> None:
    text = statement(
        linked(level=None, state=None, stress=Stress.RISK, sources=(DOUBTED,), tags=("truet",)), "l2"
    )
    assert 'headlabel="[2]\\ntruet"' in text
    assert 'class="link causal risk"' in text
    assert RISK_MARK.colour in text


def test_a_weakest_link_says_so_under_its_level_and_number_of_findings() -> None:
    text = statement(linked(stress=Stress.WEAKEST, findings=3, tags=("svagest", "G1")), "l2")
    assert 'headlabel="E4 (3)\\nsvagest\\nG1"' in text


def test_a_quiet_link_says_nothing_of_evidence_and_keeps_its_kind() -> None:
    for kind in LinkKind:
        mark = line_mark(kind, EvidenceLevel.E4, LinkState.SUPPORTED, Stress.QUIET)
        assert (mark.dash, mark.open_head) == (KIND_LINES[kind].dash, KIND_LINES[kind].open_head)
        assert mark.width < 1.5


def test_causes_have_shapes_of_their_own() -> None:
    def corner(badge: Badge) -> str:
        drawn = draw_svg(Drawing("", boxes=(Box(1, ElementKind.GOAL, "Mål", badges=(badge,)),)), Renderer())
        found = re.search(r'rx="([\d.]+)" fill="#[0-9a-f]{6}" stroke="#ffffff"', drawn)
        assert found
        return found[1]

    assert corner(LATE.badge) != corner(DOUBTED.badge)


def test_the_list_of_sources_and_the_marks_of_the_legend_stand_on_the_sheet() -> None:
    drawing = replace(
        SMALL,
        sources_heading="Hvor risikoen kommer fra",
        sources=(LATE, DOUBTED),
        legend=LegendWords("Risiko", marks=((LATE.badge, "en kilde"), (RISK_MARK, "fører videre"))),
    )
    drawn = draw_svg(drawing, Renderer(), FILE)
    for words in ("Hvor risikoen kommer fra", LATE.sentence, DOUBTED.sentence, "en kilde", "fører videre"):
        assert words in drawn
    assert "E4 forklaret" not in drawn


def test_an_old_report_is_marked_by_a_sign_of_its_own() -> None:
    lines = card(Box(1, ElementKind.ACTIVITY, "a", stale="Forældet"), 190)
    plain = lines.plain(Box(1, ElementKind.ACTIVITY, "a", stale="Forældet"))
    symbols = {mark.symbol for mark in STATUS_MARKS.values()}
    assert plain[-1].endswith("Forældet")
    assert plain[-1][0] not in symbols
    assert DeliveryStatus.PLANNED in STATUS_MARKS


def test_hostile_marks_add_no_nodes_no_edges_and_no_markup() -> None:
    drawing = at_risk(hostile(), HOSTILE)
    text = to_dot(drawing)
    assert not re.search(r"=\s*<", text)
    made = subprocess.run(
        ["dot", "-Tplain"], input=text.encode(errors="replace"), capture_output=True, check=True, timeout=20
    )
    plain = subprocess.run(
        ["dot", "-Tplain"], input=to_dot(hostile()).encode(), capture_output=True, check=True, timeout=20
    )
    kinds = [[line.split()[0] for line in said.stdout.decode().splitlines()] for said in (made, plain)]
    assert kinds[0].count("node") == kinds[1].count("node")
    assert kinds[0].count("edge") == kinds[1].count("edge")
    drawn = draw_svg(drawing, Renderer())
    assert "<script" not in drawn
    assert "<b>" not in drawn
