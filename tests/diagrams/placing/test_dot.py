"""The text that `dot` lays out: the same for the same plan, and harmless whatever people wrote."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest

from tests.diagrams.drawings import HOSTILE, SMALL, fading, hostile, sample
from tracker.diagrams.drawing import Arrow, Box, Drawing
from tracker.diagrams.output.render import Renderer
from tracker.diagrams.placing.box_layout import card, columns
from tracker.diagrams.placing.dot import to_dot
from tracker.diagrams.placing.placement import read
from tracker.theory.kinds import ElementKind, LinkKind

SVG = "{http://www.w3.org/2000/svg}"
GOLDEN = Path(__file__).with_name("small.dot")


def test_a_small_plan_reads_as_written_down() -> None:
    assert to_dot(SMALL) == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_never_matters(seed: int) -> None:
    for drawing in (SMALL, *sample().values()):
        boxes, arrows = [*drawing.boxes], [*drawing.arrows]
        Random(seed).shuffle(boxes)  # noqa: S311
        Random(seed + 1).shuffle(arrows)  # noqa: S311
        assert to_dot(replace(drawing, boxes=tuple(boxes), arrows=tuple(arrows))) == to_dot(drawing)


def test_numbers_sort_as_numbers() -> None:
    boxes = tuple(Box(number, ElementKind.ACTIVITY, "a") for number in (10, 9, 100))
    text = to_dot(Drawing("", boxes=boxes))
    assert text.index("id=n9") < text.index("id=n10 ") < text.index("id=n100 ")


def test_no_label_is_html() -> None:
    assert not re.search(r"=\s*<", to_dot(hostile()))


def test_hostile_texts_are_laid_out_as_texts() -> None:
    drawing = hostile()
    placement = read(Renderer().render(to_dot(drawing), "json0"), drawing, columns(drawing))
    assert placement.boxes.keys() == drawing.box.keys()


def test_hostile_texts_add_no_nodes_and_no_edges() -> None:
    made = subprocess.run(
        ["dot", "-Tplain"], input=to_dot(hostile()).encode(), capture_output=True, check=True, timeout=20
    )
    names = {line.split()[1] for line in made.stdout.decode().splitlines() if line.startswith("node ")}
    assert names == {f"n{box.id}" for box in hostile().boxes} | {f"c{place}" for place in range(7)}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_is_one_quoted_string(text: str) -> None:
    """`dot` itself shows, letter by letter, what stands on the card."""
    box = Box(1, ElementKind.GOAL, text, code=text)
    drawing = Drawing("", boxes=(box,))
    made = Renderer().render(to_dot(drawing), "svg")
    shown = [element.text for element in ElementTree.fromstring(made).iter(f"{SVG}text")]  # noqa: S314
    wanted = card(box, columns(drawing).widths[0]).plain(box)
    assert [line.replace("\xa0", " ") for line in shown if line] == [" ", *wanted][-len(shown) :]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/a b",
        "/\n//x",
        "x",
    ],
)
def test_only_our_own_addresses_become_links(address: str) -> None:
    drawing = Drawing("", boxes=(Box(1, ElementKind.GOAL, "Mål", href=address),))
    assert "URL" not in to_dot(drawing)


@pytest.mark.parametrize("identity", ["1:2", 'a"b', "", "a b", "ø"])
def test_an_id_that_means_something_to_dot_is_refused(identity: str) -> None:
    with pytest.raises(ValueError, match="not an id"):
        Box(identity, ElementKind.GOAL, "Mål")
    with pytest.raises(ValueError, match="not an id"):
        Arrow(identity, LinkKind.CAUSAL, 1, 2)


def test_what_lies_outside_the_focus_says_so() -> None:
    text = to_dot(fading(SMALL))
    assert 'class="node outcome_long"' in text
    assert 'class="node activity faded"' in text
    assert text.count("faded") == 5 + 6


def test_an_arrow_without_an_end_is_left_out() -> None:
    text = to_dot(replace(SMALL, arrows=(*SMALL.arrows, Arrow(8, LinkKind.CAUSAL, 4, 99))))
    assert text == to_dot(SMALL)


def test_inputs_stand_left_of_activities_only_where_there_are_any() -> None:
    text = to_dot(SMALL)
    assert "Ressourcer" not in text
    more = to_dot(replace(SMALL, boxes=(*SMALL.boxes, Box(7, ElementKind.INPUT, "Mentorbudget"))))
    assert more.index("Mentorbudget") < more.index("Ny belysning")
