"""The diagram in words holds all that the picture holds."""

from dataclasses import replace

from tests.diagrams.drawings import SMALL, hostile, sample
from tracker.diagrams.drawing import Arrow, Drawing
from tracker.diagrams.outline import Entry, Outline, outline
from tracker.theory.kinds import ElementKind, LinkKind


def entries(words: Outline) -> list[Entry]:
    return [entry for section in words.sections for entry in section.entries]


def test_every_element_stands_once_in_its_column() -> None:
    for drawing in (SMALL, hostile(), *sample().values()):
        words = outline(drawing)
        assert sorted(str(entry.box.id) for entry in entries(words)) == sorted(map(str, drawing.box))
        assert all(
            entry.box.kind is section.heading.kind for section in words.sections for entry in section.entries
        )


def test_every_link_is_told_from_both_its_ends() -> None:
    for drawing in (SMALL, hostile(), *sample().values()):
        everyone = entries(outline(drawing))
        for arrow in drawing.arrows:
            assert [e.box.id for e in everyone if arrow in [c.arrow for c in e.leads_to]] == [arrow.source]
            assert [e.box.id for e in everyone if arrow in [c.arrow for c in e.comes_from]] == [arrow.target]


def test_the_other_end_of_a_link_is_named() -> None:
    activity = entries(outline(SMALL))[0]
    assert [connection.other.title for connection in activity.leads_to] == ["Strækninger med ny belysning"]
    assert [connection.arrow.kind for connection in activity.comes_from] == [LinkKind.FEEDBACK]


def test_columns_come_in_order_with_external_factors_last() -> None:
    headings = [section.heading for section in outline(SMALL).sections]
    assert [heading.kind for heading in headings][-2:] == [ElementKind.GOAL, ElementKind.EXTERNAL]
    assert headings[-1].word == "Eksterne faktorer"


def test_an_empty_column_is_told() -> None:
    short = next(s for s in outline(SMALL).sections if s.heading.kind is ElementKind.OUTCOME_SHORT)
    assert short.entries == ()


def test_texts_are_whole() -> None:
    longest = max(hostile().boxes, key=lambda box: len(box.title))
    assert any(entry.box.title == longest.title for entry in entries(outline(hostile())))


def test_every_chain_is_told_with_its_elements_links_and_strength() -> None:
    (chain,) = outline(SMALL).chains
    assert [box.id for box in chain.boxes] == [2, 3, 4, 5]
    assert [arrow.id for arrow in chain.links] == [2, 4, 5]
    assert chain.strength == "E0 Antagelse"


def test_a_link_to_nowhere_and_one_to_itself_are_not_lost() -> None:
    nowhere, itself = Arrow(8, LinkKind.CAUSAL, 4, 99), Arrow(9, LinkKind.CAUSAL, 4, 4)
    words = outline(replace(SMALL, arrows=(*SMALL.arrows, nowhere, itself)))
    assert words.loose == (nowhere,)
    long_term = next(entry for entry in entries(words) if entry.box.id == 4)
    assert itself in [connection.arrow for connection in long_term.leads_to]


def test_the_order_of_rows_never_matters() -> None:
    turned = replace(SMALL, boxes=SMALL.boxes[::-1], arrows=SMALL.arrows[::-1])
    assert outline(turned) == outline(SMALL)


def test_an_empty_plan_has_an_outline() -> None:
    assert entries(outline(Drawing("Tom plan"))) == []
