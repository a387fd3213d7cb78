"""A picture for any page: no scripts, styles or foreign addresses, and a name for everything."""

import re
from xml.etree import ElementTree

import pytest

from tests.diagrams.drawings import HOSTILE, SMALL, fading, hostile, sample
from tracker.diagrams.diagram import FILE, Options, draw_svg
from tracker.diagrams.output.render import Renderer
from tracker.diagrams.type.wrapping import clean

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "g", "a", "rect", "circle", "polygon", "polyline", "path", "text"}
TEXTUAL = {"class", "role", "aria-labelledby", "aria-label", "aria-hidden", "lang", "id", "href"}
PAINT = {"opacity", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray"}
PLACES = {"viewBox", "transform", "x", "y", "width", "height", "rx", "cx", "cy", "r", "points", "d"}
TYPE = {"font-family", "font-size", "font-weight", "text-anchor"}
DATA = {"width", "height", "element", "link", "from", "to", "kind"}
ATTRIBUTES = TEXTUAL | PAINT | PLACES | TYPE | {f"data-{name}" for name in DATA}


def drawn(options: Options | None = None) -> str:
    return draw_svg(SMALL, Renderer(), options or Options())


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314


@pytest.fixture(scope="module")
def evil() -> ElementTree.Element:
    return tree(draw_svg(hostile(), Renderer()))


def by_id(root: ElementTree.Element, identity: str) -> ElementTree.Element:
    found = root.find(f".//*[@id='{identity}']")
    assert found is not None
    return found


def test_only_known_elements_and_attributes_occur(evil: ElementTree.Element) -> None:
    assert {element.tag.removeprefix(SVG) for element in evil.iter()} <= ELEMENTS
    assert {name for element in evil.iter() for name in element.attrib} <= ATTRIBUTES


def test_addresses_are_paths_of_our_own(evil: ElementTree.Element) -> None:
    addresses = [element.attrib["href"] for element in evil.iter(f"{SVG}a")]
    assert addresses
    assert all(re.fullmatch(r"/elements/\d+\S*", address) for address in addresses)


def test_hostile_texts_are_shown_as_typed(evil: ElementTree.Element) -> None:
    shown = "".join(element.text or "" for element in evil.iter(f"{SVG}text"))
    assert "<b>&evil</b>" in shown
    assert '"quotes" \\N' in shown
    assert "NUL bell" in shown


def test_the_whole_of_a_long_text_is_in_the_name(evil: ElementTree.Element) -> None:
    assert clean(HOSTILE[5]) in by_id(evil, "n5").findtext(f"{SVG}title", "")


def test_the_file_is_utf_8(evil: ElementTree.Element) -> None:
    ElementTree.tostring(evil, encoding="utf-8")
    draw_svg(hostile(), Renderer()).encode("utf-8")


def test_every_element_is_a_link_with_a_name() -> None:
    link = by_id(tree(drawn()), "n1")
    assert link.tag == f"{SVG}a"
    assert link.attrib["href"] == "/elements/1"
    assert link.attrib["data-element"] == "1"
    assert link.attrib["aria-label"] == (
        "Aktivitet. Ny belysning på utrygge strækninger. A1. By- og Landskabsforvaltningen. "
        "Større problemer. Overskredet 137 dage"
    )


def test_an_element_without_a_page_is_named_and_no_link() -> None:
    goal = by_id(tree(drawn()), "n5")
    assert goal.tag == f"{SVG}g"
    assert goal.attrib["role"] == "img"
    assert goal.attrib["aria-label"].startswith("Mål. ")


def test_a_link_tells_the_page_what_it_joins() -> None:
    root = tree(drawn())
    arrow = by_id(root, "l3")
    assert (arrow.attrib["data-from"], arrow.attrib["data-to"]) == ("2", "4")
    assert arrow.findtext(f"{SVG}title") == (
        "Strækninger med ny belysning → Flere er trygge: Virkning. E1, omstridt"
    )
    assert len(root.findall(".//*[@data-link='3']")) == 2


def test_every_element_and_link_is_there() -> None:
    for drawing in sample().values():
        root = tree(draw_svg(drawing, Renderer()))
        assert {element.get("data-element") for element in root.iter()} - {None} == set(drawing.box)
        assert {element.get("data-link") for element in root.iter()} - {None} == {
            arrow.id for arrow in drawing.arrows
        }


def test_ids_are_unique() -> None:
    ids = re.findall(r' id="([^"]*)"', drawn())
    assert len(ids) == len(set(ids))


def test_two_diagrams_on_a_page_keep_their_ids_apart() -> None:
    one, other = drawn(Options(id_prefix="before-")), drawn(Options(id_prefix="after-"))
    assert not set(re.findall(r' id="([^"]*)"', one)) & set(re.findall(r' id="([^"]*)"', other))
    assert 'aria-labelledby="before-diagram-title"' in one


def test_a_part_of_a_page_scales_and_a_file_has_a_size() -> None:
    assert not {"width", "height"} & tree(drawn()).attrib.keys()
    assert {"width", "height"} <= tree(drawn(FILE)).attrib.keys()
    assert drawn(FILE).startswith("<?xml")
    assert drawn().startswith("<svg")


def test_the_picture_has_a_name_and_a_language() -> None:
    root = tree(drawn())
    assert root.findtext(f"{SVG}title") == "Et trygt natteliv"
    assert root.attrib["lang"] == "da"


def test_what_lies_outside_the_focus_fades() -> None:
    root = tree(draw_svg(fading(SMALL), Renderer()))
    assert "opacity" not in by_id(root, "n4").attrib
    assert float(by_id(root, "n1").attrib["opacity"]) < 0.5
    assert "opacity" not in by_id(root, "l3").attrib
    assert float(by_id(root, "l1").attrib["opacity"]) < 0.5
