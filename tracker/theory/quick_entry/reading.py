"""Finds out what every name on the lines of a quick entry stands for: a box there is, or a new one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Id
from tracker.theory.quick_entry.faults import Fault, FaultName
from tracker.theory.quick_entry.lines import Line, Mention, read_lines
from tracker.theory.quick_entry.links import next_column
from tracker.theory.quick_entry.names import ELLIPSES, Box, Names, OrganisationName, same

MOST_LINES = 200
"""Lines that are not empty."""

LONGEST_TITLE = 500
"""Characters, as for every title."""

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no text holds."""

RESPONSIBLE = (ElementKind.INPUT, ElementKind.ACTIVITY, ElementKind.OUTPUT)
"""Kinds of boxes that somebody is responsible for."""


@dataclass(eq=False, slots=True)
class Spot:
    """A name on a line. ``made`` where it makes its box; ``faulty`` where it stands for nothing."""

    mention: Mention
    box: Box | None = None
    made: bool = False
    faulty: bool = False

    def is_open(self) -> bool:
        """Nobody has found out what it stands for."""
        return self.box is None and not self.faulty


@dataclass(eq=False, slots=True)
class Row:
    """A line, the column of its heading, and the row that leads to it."""

    line: Line
    column: ElementKind | None
    above: "Row | None"
    spots: list[Spot] = field(default_factory=list)
    leads_on: bool = False

    @property
    def spots_above(self) -> list[Spot]:
        """The one that leads to this line's first."""
        return self.above.spots[-1:] if self.above else []

    @property
    def is_box(self) -> bool:
        """A line without arrows."""
        return len(self.spots) == 1


def rows_of(
    text: str,
    names: Names,
    organisations: Iterable[OrganisationName],
    column: ElementKind | None = None,
    flat: bool = False,
) -> tuple[list[Row], list[Fault]]:
    """The lines but for headings, with all that their names stand for, and what is wrong with them.

    ``column`` is that of the lines before any heading; ``flat`` lines are not indented and all lead on.
    """
    reading = _Reading(names, organisations)
    rows = reading.rows(text, column, flat)
    for row in rows:
        reading.check(row)
    for row in rows:
        reading.declare(row)
    while sum(reading.settle(row) for row in rows):
        pass
    for row in rows:
        reading.give_up(row)
    return rows, reading.faults


class _Reading:
    def __init__(self, names: Names, organisations: Iterable[OrganisationName]) -> None:
        self.names = names
        self.faults: list[Fault] = []
        self.organisations: dict[str, set[Id]] = {}
        for known in organisations:
            for name in known.names:
                self.organisations.setdefault(same(name), set()).add(known.organisation.id)

    def rows(self, text: str, column: ElementKind | None, flat: bool) -> list[Row]:
        """Lines under their headings and under the less indented lines that lead to them."""
        rows: list[Row] = []
        leading: list[Row] = []
        for count, line in enumerate(read_lines(text), start=1):
            if count > MOST_LINES:
                self.faults.append(Fault(line.number, FaultName.TOO_MANY_LINES))
                break
            if line.is_heading:
                column, leading = line.column, []
                if not line.known:
                    self.faults.append(Fault(line.number, FaultName.UNKNOWN_HEADING))
                continue
            while leading and (flat or leading[-1].line.indent >= line.indent):
                leading.pop()
            above = leading[-1] if leading else None
            if above is not None:
                above.leads_on = True
            row = Row(line, column, above, [Spot(mention) for mention in line.mentions], flat)
            leading.append(row)
            rows.append(row)
        return rows

    def check(self, row: Row) -> None:
        """Refuses names that could not be kept."""
        for spot in row.spots:
            text = spot.mention.text
            if not text:
                self._refuse(row, spot, FaultName.TITLE_MISSING if row.is_box else FaultName.MISSING_END)
            elif UNPRINTABLE.search(text):
                self._refuse(row, spot, FaultName.CONTROL_CHARACTERS)
            elif len(text) > LONGEST_TITLE:
                self._refuse(row, spot, FaultName.TITLE_TOO_LONG)

    def declare(self, row: Row) -> None:
        """Makes the boxes that say their column themselves: by a prefix, or as a line under a heading."""
        for spot in row.spots:
            on_its_own = row.is_box and row.above is None
            kind = spot.mention.kind if spot.mention.kind or not on_its_own else row.column
            if kind is None or spot.faulty or self._by_code(row, spot):
                continue
            self._by_title_or_new(row, spot, kind)
            if on_its_own and spot.box is not None and not spot.made and spot.box.goal is None:
                self._only_where_it_leads_on(row, spot)

    def settle(self, row: Row) -> bool:
        """Finds what more names of the line stand for; whether there was any."""
        progress = False
        for place, spot in enumerate(row.spots):
            if not spot.is_open():
                continue
            if not self._by_code(row, spot):
                self._by_title(row, spot, first=place == 0)
            progress |= not spot.is_open()
        return progress

    def give_up(self, row: Row) -> None:
        """Says what stands for nothing, and who is responsible for what was made."""
        for spot in row.spots:
            if spot.is_open():
                told = row.is_box and any(above.faulty for above in row.spots_above)
                name = FaultName.NO_KIND if row.is_box else FaultName.UNKNOWN_REFERENCE
                self._refuse(row, spot, None if told else name)
            elif spot.box is not None and spot.mention.organisation is not None:
                self._responsible(row, spot, spot.box, spot.mention.organisation)

    def _by_code(self, row: Row, spot: Spot) -> bool:
        """Whether the name is a code."""
        found = self.names.coded(spot.mention.text)
        if len(found) > 1:
            self._refuse(row, spot, FaultName.AMBIGUOUS_REFERENCE, *(box.kind for box in found))
        elif found:
            spot.box = found[0]
            if spot.mention.kind not in (None, spot.box.kind):
                self._refuse(row, spot, FaultName.OTHER_KIND, spot.box.kind)
        return bool(found)

    def _by_title_or_new(self, row: Row, spot: Spot, kind: ElementKind) -> None:
        """The box of this kind; a new one where there is none."""
        found = [box for box in self.names.titled(spot.mention.text) if box.kind is kind]
        if len(found) == 1:
            spot.box = found[0]
        elif found:
            self._refuse(row, spot, FaultName.AMBIGUOUS_REFERENCE, *(box.kind for box in found))
        elif kind is ElementKind.GOAL:
            self._refuse(row, spot, FaultName.UNKNOWN_GOAL)
        elif spot.mention.text.endswith(ELLIPSES):
            self._refuse(row, spot, FaultName.UNKNOWN_REFERENCE)
        else:
            spot.box, spot.made = Box(kind, spot.mention.text, line=row.line.number), True
            self.names.add(spot.box)

    def _by_title(self, row: Row, spot: Spot, first: bool) -> None:
        """The box of this title, of the next column before others. An indented line without arrows makes
        it."""
        above = next((above.box for above in row.spots_above), None)
        expected = next_column(above.kind) if first and above is not None else None
        found = self.names.titled(spot.mention.text)
        found = [box for box in found if box.kind is expected] or found
        if len(found) == 1:
            spot.box = found[0]
        elif found:
            self._refuse(row, spot, FaultName.AMBIGUOUS_REFERENCE, *(box.kind for box in found))
        elif row.is_box and expected is not None:
            self._by_title_or_new(row, spot, expected)

    def _only_where_it_leads_on(self, row: Row, spot: Spot) -> None:
        """A box told twice is a slip, but for a line that takes it up to tell what it leads to."""
        if not row.leads_on and spot.box is not None:
            self._refuse(row, spot, FaultName.DUPLICATE_TITLE, spot.box.kind)

    def _responsible(self, row: Row, spot: Spot, box: Box, name: str) -> None:
        found = self.organisations.get(same(name), set())
        if not spot.made or box.kind not in RESPONSIBLE:
            self.faults.append(Fault(row.line.number, FaultName.ORGANISATION_NOT_HERE, name, (box.kind,)))
        elif len(found) != 1:
            self.faults.append(Fault(row.line.number, FaultName.UNKNOWN_ORGANISATION, name))
        else:
            box.organisation = next(iter(found))

    def _refuse(self, row: Row, spot: Spot, name: FaultName | None, *kinds: ElementKind) -> None:
        spot.box, spot.faulty = None, True
        if name is not None:
            self.faults.append(Fault(row.line.number, name, spot.mention.text, kinds))
