"""The diagram in words: every element, link and chain as data that a page sets as lists and headings."""

from dataclasses import dataclass

from tracker.diagrams.drawing import Arrow, Box, ChainWords, Drawing, Heading
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Id


@dataclass(frozen=True, slots=True)
class Connection:
    """A link as seen from one of its ends: the link, and the element at the other."""

    arrow: Arrow
    other: Box


@dataclass(frozen=True, slots=True)
class Entry:
    """An element with what leads to it and what it leads to."""

    box: Box
    comes_from: tuple[Connection, ...] = ()
    leads_to: tuple[Connection, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A column of the diagram, or the external factors."""

    heading: Heading
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ChainEntry:
    """A chain with its elements in order; ``links`` are those between them, where they are known."""

    boxes: tuple[Box, ...]
    links: tuple[Arrow, ...]
    strength: str


@dataclass(frozen=True, slots=True)
class Outline:
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    chains: tuple[ChainEntry, ...]
    loose: tuple[Arrow, ...] = ()
    """Links that lack an end in the drawing: they are in no diagram, and lost nowhere."""


def outline(drawing: Drawing) -> Outline:
    """The same as the picture, in reading order: columns from left to right, elements by position, external
    factors last. An empty column is a section without entries."""
    arrows = sorted(drawing.arrows, key=Arrow.order)
    whole = [arrow for arrow in arrows if arrow.source in drawing.box and arrow.target in drawing.box]
    entries = {
        box.id: Entry(
            box,
            tuple(Connection(arrow, drawing.box[arrow.source]) for arrow in whole if arrow.target == box.id),
            tuple(Connection(arrow, drawing.box[arrow.target]) for arrow in whole if arrow.source == box.id),
        )
        for box in drawing.box.values()
    }
    headings = [*drawing.columns]
    if any(box.kind is ElementKind.EXTERNAL for box in drawing.box.values()):
        headings.append(Heading(ElementKind.EXTERNAL, drawing.external_heading))
    sections = tuple(
        Section(heading, tuple(entry for entry in entries.values() if entry.box.kind is heading.kind))
        for heading in headings
    )
    by_id = {arrow.id: arrow for arrow in arrows}
    return Outline(
        drawing.title,
        drawing.subtitle,
        sections,
        tuple(_chain(drawing, by_id, chain) for chain in drawing.chains),
        tuple(arrow for arrow in arrows if arrow not in whole),
    )


def _chain(drawing: Drawing, arrows: dict[Id, Arrow], chain: ChainWords) -> ChainEntry:
    return ChainEntry(
        tuple(drawing.box[element] for element in chain.elements if element in drawing.box),
        tuple(arrows[link] for link in chain.links if link in arrows),
        chain.strength,
    )
