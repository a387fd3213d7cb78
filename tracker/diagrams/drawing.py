"""What a change diagram shows, as frozen data. Every word is already in the reader's language."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from tracker.diagrams.palette import LineMark, Sign, Stress
from tracker.theory.evidence.levels import LinkState
from tracker.theory.kinds import (
    DeliveryStatus,
    ElementKind,
    EvidenceLevel,
    LinkKind,
    ResultStatus,
)
from tracker.theory.pathway import Id
from tracker.theory.risk.downstream import RiskCause

_PLAIN_ID = re.compile(r"[A-Za-z0-9_.-]+")
_KIND_ORDER = {kind: order for order, kind in enumerate(ElementKind)}
_LOCAL_ADDRESS = re.compile(r"/(?![/\\])[^\s\x00-\x1f\\]*")


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a column; a heading without boxes leaves an empty column."""

    kind: ElementKind
    word: str


@dataclass(frozen=True, slots=True)
class Badge:
    """The number of a source of risk, in a shape of its own for each cause."""

    number: int
    cause: RiskCause


@dataclass(frozen=True, slots=True)
class Source:
    """A source of risk: ``mark`` is what stands at it ("Forsinket 53 dage"), ``sentence`` says all of it in
    the list under the picture."""

    badge: Badge
    mark: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """An element. ``kind_word`` names its kind to those who don't see columns; ``overdue``, ``stale`` and
    ``risk`` are whole marks ("Overskredet 53 dage"), empty where there is nothing to say; ``note`` is a line
    without a sign. ``sources`` of risk stand in the box, ``badges`` name those that put it at risk. A
    ``quiet`` box recedes; ``tag`` stands above the title, and ``hues`` number the stripes that go with it.
    ``href`` is a path on this site. Raises ValueError for an id with other than letters, digits, ``_``, ``.``
    and ``-``."""

    id: Id
    kind: ElementKind
    title: str
    kind_word: str = ""
    code: str = ""
    position: int = 0
    organisation: str = ""
    status: DeliveryStatus | ResultStatus | None = None
    status_word: str = ""
    overdue: str = ""
    risk: str = ""
    href: str = ""
    note: str = ""
    stale: str = ""
    sources: tuple[Source, ...] = ()
    badges: tuple[Badge, ...] = ()
    quiet: bool = False
    tag: str = ""
    hues: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        _refuse_odd_id(self.id)
        if self.href and not _LOCAL_ADDRESS.fullmatch(self.href):
            object.__setattr__(self, "href", "")


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link. ``state`` is None for the kinds that are no hypotheses; ``evidence_word`` says level and state
    in words ("E1 Praksisviden, omstridt"); ``notes`` are further sentences for the outline (rationale,
    assumptions). ``findings`` are those behind the level; ``tags`` are lines under the level in the label,
    ``sources`` are drawn on the link. Raises ValueError for an odd id, as `Box` does."""

    id: Id
    kind: LinkKind
    source: Id
    target: Id
    kind_word: str = ""
    position: int = 0
    level: EvidenceLevel | None = None
    state: LinkState | None = None
    evidence_word: str = ""
    risk: str = ""
    notes: tuple[str, ...] = ()
    stress: Stress = Stress.PLAIN
    findings: int = 0
    tags: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        _refuse_odd_id(self.id)

    def order(self) -> tuple[int, int, str]:
        return (self.position, *sortable(self.id))


@dataclass(frozen=True, slots=True)
class ChainWords:
    """A chain towards a goal: elements in order, the links between them, its strength in words."""

    elements: tuple[Id, ...]
    links: tuple[Id, ...] = ()
    strength: str = ""


@dataclass(frozen=True, slots=True)
class LegendWords:
    """What the lines and signs mean, each explained only where the drawing uses it; the evidence scale
    is shown whole or not at all. ``marks`` are always shown."""

    title: str = ""
    levels: tuple[tuple[EvidenceLevel, str], ...] = ()
    states: tuple[tuple[LinkState, str], ...] = ()
    kinds: tuple[tuple[LinkKind, str], ...] = ()
    marks: tuple[tuple["LegendMark", str], ...] = ()


@dataclass(frozen=True, slots=True)
class SignMark:
    """A sign as it stands in a box."""

    sign: Sign
    colour: str


@dataclass(frozen=True, slots=True)
class Hue:
    """The stripe of boxes that belong together."""

    number: int


LegendMark: TypeAlias = SignMark | Badge | Stress | LineMark | Hue
"""What a legend may explain beside evidence and kinds of link, shown as the drawing shows it."""


@dataclass(frozen=True)
class Drawing:
    """A whole diagram. ``focus`` holds ids of boxes and, separately, arrows to draw strong while the rest
    fades; None fades nothing. The order of ``boxes`` and ``arrows`` never matters: ``position`` does,
    then ``id``. Arrows whose ends are missing are left out. ``sources`` of risk are listed under the picture,
    below ``sources_heading``."""

    title: str
    subtitle: str = ""
    language: str = "da"
    headings: tuple[Heading, ...] = ()
    external_heading: str = ""
    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    chains: tuple[ChainWords, ...] = ()
    legend: LegendWords = field(default_factory=LegendWords)
    focus_boxes: frozenset[Id] | None = None
    focus_arrows: frozenset[Id] | None = None
    sources_heading: str = ""
    sources: tuple[Source, ...] = ()

    @cached_property
    def box(self) -> dict[Id, Box]:
        """Boxes by id, in drawing order."""
        return {box.id: box for box in sorted(self.boxes, key=_box_order)}

    @cached_property
    def drawn_arrows(self) -> tuple[Arrow, ...]:
        """Arrows between two boxes of the drawing, in drawing order; one from a box to itself is for the
        outline only."""
        whole = (
            arrow
            for arrow in self.arrows
            if arrow.source in self.box and arrow.target in self.box and arrow.source != arrow.target
        )
        return tuple(sorted(whole, key=Arrow.order))

    @cached_property
    def columns(self) -> tuple[Heading, ...]:
        """Headings from left to right, at least one; a column that has boxes and no heading gets an empty
        one."""
        words = {heading.kind: heading.word for heading in self.headings if heading.kind.column is not None}
        kinds = words.keys() | {box.kind for box in self.boxes if box.kind.column is not None}
        present = [kind for kind in ElementKind if kind in kinds] or [ElementKind.ACTIVITY]
        return tuple(Heading(kind, words.get(kind, "")) for kind in present)

    @cached_property
    def place(self) -> dict[Id, int]:
        """Index of the column every box is laid out in. An external factor is laid out underneath the first
        that it influences, or in the middle."""
        index = {heading.kind: place for place, heading in enumerate(self.columns)}
        places = {box.id: index[box.kind] for box in self.box.values() if box.kind in index}
        for box in self.box.values():
            if box.id not in places:
                targets = [
                    index[self.box[arrow.target].kind]
                    for arrow in self.drawn_arrows
                    if arrow.source == box.id and self.box[arrow.target].kind in index
                ]
                places[box.id] = min(targets, default=len(index) // 2)
        return places

    def fades(self, thing: Box | Arrow) -> bool:
        """Whether the focus lies elsewhere."""
        focus = self.focus_boxes if isinstance(thing, Box) else self.focus_arrows
        return focus is not None and thing.id not in focus


def sortable(identity: Id) -> tuple[int, str]:
    """A key that puts numbers before codes and each in its own order."""
    return (0, f"{identity:020d}") if isinstance(identity, int) else (1, identity)


def _box_order(box: Box) -> tuple[int, int, int, str]:
    return (_KIND_ORDER[box.kind], box.position, *sortable(box.id))


def _refuse_odd_id(identity: Id) -> None:
    if not _PLAIN_ID.fullmatch(str(identity)):
        raise ValueError(f"not an id that can be drawn: {identity!r}")
