"""Quick entry: boxes and links typed as lines of text, read against what the plan already holds.

- A heading (``Aktiviteter:``) names the column of the lines below; a prefix (``A: Ture``) that of one line.
- A line is a box. An indented line is what the less indented line above it leads to: a link runs from that
  one to this one, and its column is the next one unless a prefix says another.
- ``A1 -> Ture -> K2`` links boxes by code or title, whichever way letters are written; ``Tur...`` is the one
  title that begins so. An arrow makes a box only where a prefix says its column.
- Goals are the strategy's: none is made up. ``[NP]`` behind a title names who is responsible.

Any text has a result: what cannot be read is a fault with its line, and the rest is still there.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.theory.kinds import ElementKind, LinkKind
from tracker.theory.pathway import Element, Id, Link, Pathway
from tracker.theory.quick_entry import reading
from tracker.theory.quick_entry.faults import Fault, FaultName, Notice, NoticeName
from tracker.theory.quick_entry.lines import looks_like_arrow, looks_like_bracket
from tracker.theory.quick_entry.links import Web
from tracker.theory.quick_entry.names import Box, GoalName, Names, OrganisationName
from tracker.theory.quick_entry.reading import Row


@dataclass(frozen=True)
class Held:
    """What a text is read against: the plan, the strategy's goals, and who may be responsible."""

    pathway: Pathway
    goals: tuple[GoalName, ...] = ()
    organisations: tuple[OrganisationName, ...] = ()


@dataclass(frozen=True, slots=True)
class NewElement:
    """``id`` is -1, -2, ... in the order of the lines; ``goal`` is the strategy's goal of a goal element."""

    id: int
    kind: ElementKind
    title: str
    line: int
    organisation: Id | None = None
    goal: Id | None = None


@dataclass(frozen=True, slots=True)
class NewLink:
    """``source`` and ``target`` are elements of the plan, or new ones by their negative number."""

    kind: LinkKind
    source: Id
    target: Id
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What a text adds, in the order of its lines. It may be saved when it has no faults; ``notices`` do not
    hinder it."""

    elements: tuple[NewElement, ...] = ()
    links: tuple[NewLink, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Adds nothing, and nothing is wrong with it."""
        return not (self.elements or self.links or self.faults)


def read(
    text: str, held: Held, *, column: ElementKind | None = None, towards: Element | None = None
) -> Entry:
    """What ``text`` adds to the plan, and what in it cannot be understood.

    ``column`` is that of the lines before any heading. Where all lines say what leads ``towards`` one element
    of the plan, their indentation means nothing, and each is linked to it, never by feedback.
    """
    names = Names(held.pathway, held.goals)
    rows, faults = reading.rows_of(text, names, held.organisations, column, flat=towards is not None)
    new = _new_boxes(rows)
    for number, box in enumerate(new, start=1):
        box.number = -number
    elements = tuple(
        NewElement(-number, box.kind, box.title, box.line, box.organisation, box.goal)
        for number, box in enumerate(new, start=1)
    )
    aim = Box(towards.kind, towards.title, towards.id) if towards is not None else None
    links, refused, notices = _links(rows, Web(held.pathway.links), aim)
    found = sorted({*faults, *refused}, key=lambda fault: fault.order)
    told = sorted({*notices, *_slips(new)}, key=lambda notice: notice.order)
    return Entry(elements, links, tuple(found), tuple(told))


def applied(entry: Entry, held: Held) -> Pathway:
    """The plan as it would be; new links have negative numbers as new elements have."""
    plan = held.pathway
    organisations = {known.organisation.id: known.organisation for known in held.organisations}
    last = max((element.position for element in plan.elements), default=-1)
    elements = tuple(
        Element(
            new.id,
            new.kind,
            new.title,
            position=last - new.id,
            organisation=None if new.organisation is None else organisations[new.organisation],
            goal=new.goal,
        )
        for new in entry.elements
    )
    last = max((link.position for link in plan.links), default=-1)
    links = tuple(
        Link(-number, new.kind, new.source, new.target, position=last + number)
        for number, new in enumerate(entry.links, start=1)
    )
    return replace(plan, elements=(*plan.elements, *elements), links=(*plan.links, *links))


def _new_boxes(rows: list[Row]) -> list[Box]:
    """Each once, where it is first made or, a goal of the strategy, first named."""
    found: dict[Box, None] = {}
    for row in rows:
        for spot in row.spots:
            if spot.box is not None and spot.box.number is None and (spot.made or spot.box.goal is not None):
                spot.box.line = spot.box.line or row.line.number
                found.setdefault(spot.box)
    return list(found)


def _slips(new: list[Box]) -> list[Notice]:
    """Titles that hold what was hardly meant as a part of them. The strategy's goals are no slips."""
    typed = [box for box in new if box.goal is None]
    arrows = [box for box in typed if looks_like_arrow(box.title)]
    brackets = [box for box in typed if looks_like_bracket(box.title)]
    return [
        *(Notice(box.line, NoticeName.ARROW_IN_TITLE, box.title) for box in arrows),
        *(Notice(box.line, NoticeName.BRACKET_IN_TITLE, box.title) for box in brackets),
    ]


def _links(
    rows: list[Row], web: Web, aim: Box | None
) -> tuple[tuple[NewLink, ...], list[Fault], list[Notice]]:
    """The links, those that cannot be, and the notices."""
    links: list[NewLink] = []
    faults: list[Fault] = []
    notices: list[Notice] = []
    for row in rows:
        ends = [spot.box for spot in (*row.spots_above, *row.spots)]
        ends += [aim] if aim is not None else []
        for source, target in pairwise(ends):
            if source is None or target is None or source.number is None or target.number is None:
                continue
            kind = web.kind(source, target)
            if kind is LinkKind.FEEDBACK and target is aim:
                kind = FaultName.FORBIDDEN_LINK
            if isinstance(kind, FaultName):
                faults.append(Fault(row.line.number, kind, target.title, (source.kind, target.kind)))
            elif not web.holds(kind, source.number, target.number):
                if web.closes_loop(kind, source.number, target.number):
                    notices.append(Notice(row.line.number, NoticeName.CLOSES_LOOP, target.title))
                web.add(kind, source.number, target.number)
                links.append(NewLink(kind, source.number, target.number, row.line.number))
    return tuple(links), faults, notices
