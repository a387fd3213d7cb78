"""The way in: pictures in three formats, and what is too large for one."""

from pathlib import Path

import pytest

from tests.diagrams.drawings import HOSTILE, SMALL, at_risk, fading, hostile
from tracker.diagrams.diagram import (
    MOST_ARROWS,
    MOST_BOXES,
    draw_file,
    draw_svg,
)
from tracker.diagrams.drawing import Arrow, Box, Drawing
from tracker.diagrams.errors import DotFailed, TooLarge
from tracker.diagrams.output.render import Renderer
from tracker.diagrams.output.xdot import to_painted_dot
from tracker.diagrams.picture.scene import Scene, Text
from tracker.diagrams.placing.dot import to_dot
from tracker.diagrams.type.metrics import Weight
from tracker.theory.kinds import ElementKind, LinkKind

RENDERER = Renderer()


@pytest.mark.parametrize(
    "drawing", [SMALL, hostile(), fading(SMALL), Drawing(""), at_risk(hostile(), HOSTILE)], ids=[*"abcde"]
)
def test_a_diagram_comes_as_png_and_pdf(drawing: Drawing) -> None:
    assert draw_file(drawing, RENDERER, "png").startswith(b"\x89PNG")
    assert draw_file(drawing, RENDERER, "pdf").startswith(b"%PDF")


def test_a_png_is_twice_as_fine_as_the_screen() -> None:
    png = draw_file(SMALL, RENDERER, "png")
    across = int.from_bytes(png[16:20], "big")
    assert 2 * 1226 <= across <= 2 * 1300


def test_a_very_tall_diagram_is_still_a_picture() -> None:
    boxes = tuple(Box(number, ElementKind.ACTIVITY, "lang titel " * 30) for number in range(MOST_BOXES))
    png = draw_file(Drawing("", boxes=boxes), RENDERER, "png")
    assert int.from_bytes(png[20:24], "big") <= 16_100


@pytest.mark.parametrize("text", ['a\\"; b', "a\\", '"', "\\\\", "%s", "æ🎉", "}\n{", '\\" -> evil; "'])
def test_painted_text_stays_one_string(text: str) -> None:
    sheet = Scene(0, 0, 100, 50, "", "da", (Text(10, 20, text, 12, Weight.REGULAR, "#000000"),))
    painted = RENDERER.render(to_painted_dot(sheet, 72), "svg", placed=True)
    assert b"evil</title>" not in painted
    assert painted.count(b"<text ") == 1


def test_too_many_boxes_are_not_tried() -> None:
    boxes = tuple(Box(number, ElementKind.ACTIVITY, "a") for number in range(MOST_BOXES + 1))
    with pytest.raises(TooLarge) as refusal:
        draw_svg(Drawing("", boxes=boxes), Renderer("/nowhere/dot"))
    assert (refusal.value.boxes, refusal.value.arrows) == (MOST_BOXES + 1, 0)


def test_too_many_arrows_are_not_tried() -> None:
    arrows = tuple(Arrow(number, LinkKind.CAUSAL, 1, 2) for number in range(MOST_ARROWS + 1))
    with pytest.raises(TooLarge):
        draw_svg(Drawing("", arrows=arrows), Renderer("/nowhere/dot"))


def test_the_largest_diagram_is_drawn() -> None:
    kinds = list(ElementKind)
    boxes = tuple(Box(number, kinds[number % 8], f"Element {number}") for number in range(MOST_BOXES))
    arrows = tuple(
        Arrow(number, list(LinkKind)[number % 4], number % MOST_BOXES, (number * 7 + 3) % MOST_BOXES)
        for number in range(MOST_ARROWS)
    )
    assert draw_svg(Drawing("", boxes=boxes, arrows=arrows), RENDERER).startswith("<svg")


def test_an_answer_about_another_drawing_is_refused(tmp_path: Path) -> None:
    answer = RENDERER.render(to_dot(Drawing("", boxes=SMALL.boxes[:1])), "json0")
    (tmp_path / "answer").write_bytes(answer)
    program = tmp_path / "dot"
    program.write_text(f"#!/bin/sh\ncat {tmp_path}/answer\n")
    program.chmod(0o755)
    with pytest.raises(DotFailed, match="something else"):
        draw_svg(SMALL, Renderer(str(program)))
