"""What the page of an indicator shows: stored rows and the rules on them, put together for the template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from tracker.diagrams.charts.indicator_chart import TALL, WIDE, Chart, Words, chart
from tracker.records.queries.indicators.breakdowns import StoredBreakdown, StoredPart
from tracker.records.queries.indicators.readings import Correction, ReadIndicator, StoredReading
from tracker.records.queries.plans.element_trail import DocumentLink
from tracker.theory.follow_up import indicators
from tracker.theory.follow_up.breakdowns import (
    Fault,
    Part,
    PartsFault,
    exact_sum,
    faults,
    is_ratio,
    same_label,
)
from tracker.theory.follow_up.indicators import IndicatorAssessment
from tracker.theory.kinds import Dimension
from tracker.theory.pathway import Id, Indicator, Reading
from tracker.web.i18n import day, number


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """``expected`` is the height of the expected line on the reading's day."""

    stored: StoredReading
    assessment: IndicatorAssessment
    expected: float
    documents: tuple[DocumentLink, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class PartsRow:
    """One reading's values, a label each, None where there is none. ``sum`` is set where parts add up."""

    stored: StoredReading
    values: tuple[float | None, ...]
    sum: float | None
    differs: Fault | None


@dataclass(frozen=True, slots=True)
class PartsTable:
    """A breakdown over time, the newest reading first. ``is_sum`` where its parts are to make the whole."""

    breakdown: StoredBreakdown
    is_sum: bool
    labels: tuple[str, ...]
    rows: tuple[PartsRow, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """``wide`` and ``tall`` are one chart for two screens, None where nothing can be drawn. ``rows`` begin
    with the newest reading. ``due`` where a new reading is called for."""

    indicator: Indicator
    assessment: IndicatorAssessment
    latest: StoredReading | None
    wide: Chart | None
    tall: Chart | None
    rows: tuple[ReadingRow, ...]
    tables: tuple[PartsTable, ...]
    due: bool

    @property
    def differences(self) -> Iterator[tuple[Dimension, PartsRow]]:
        """The readings whose parts do not make the whole."""
        for table in self.tables:
            yield from ((table.breakdown.dimension, row) for row in table.rows if row.differs)


def sheet(
    found: ReadIndicator,
    breakdowns: Sequence[StoredBreakdown],
    parts: Mapping[int, Sequence[StoredPart]],
    corrections: Mapping[int, tuple[Correction, ...]],
    documents: Mapping[tuple[Id, date], tuple[DocumentLink, ...]],
    today: date,
) -> Sheet:
    """The page's content. ``parts`` and ``corrections`` are by the number of their reading."""
    indicator = found.followed.indicator
    words = Words(number, day, gettext("today"))
    assessment = indicators.assess(indicator)
    newest_first = tuple(reversed(found.readings))
    latest = next((one for one in newest_first if _is(one, assessment.latest)), None)
    rows = tuple(
        ReadingRow(
            one,
            indicators.assess_reading(indicator, Reading(one.read_on, one.value)),
            round(indicators.expected_value(indicator, one.read_on), 2),
            documents.get((indicator.id, one.read_on), ()),
            corrections.get(one.id, ()),
        )
        for one in newest_first
    )
    return Sheet(
        indicator,
        assessment,
        latest,
        chart(indicator, today, words, WIDE),
        chart(indicator, today, words, TALL),
        rows,
        tuple(_table(one, indicator.unit, newest_first, parts) for one in breakdowns),
        indicators.reading_due(indicator, today),
    )


def _is(stored: StoredReading, reading: Reading | None) -> bool:
    return reading is not None and stored.read_on == reading.on


def _table(
    breakdown: StoredBreakdown,
    unit: str,
    readings: Sequence[StoredReading],
    parts: Mapping[int, Sequence[StoredPart]],
) -> PartsTable:
    own = {
        one.id: [part for part in parts.get(one.id, ()) if part.breakdown_id == breakdown.id]
        for one in readings
    }
    labels: list[str] = []
    for reading in readings:
        labels += [part.label for part in own[reading.id] if not _among(labels, part.label)]
    is_sum = breakdown.adds_up and not is_ratio(unit)
    rows = tuple(_parts_row(one, own[one.id], labels, unit, is_sum) for one in readings if own[one.id])
    return PartsTable(breakdown, is_sum, tuple(labels), rows)


def _parts_row(
    stored: StoredReading, parts: Sequence[StoredPart], labels: Sequence[str], unit: str, is_sum: bool
) -> PartsRow:
    values = tuple(
        next((part.value for part in parts if same_label(part.label, label)), None) for label in labels
    )
    given = [Part(part.label, part.value) for part in parts]
    wrong = faults(unit, stored.value, given, adds_up=is_sum)
    differs = next((fault for fault in wrong if fault.kind is PartsFault.SUM_DIFFERS), None)
    total = float(exact_sum(part.value for part in parts)) if is_sum else None
    return PartsRow(stored, values, total, differs)


def _among(labels: Sequence[str], label: str) -> bool:
    return any(same_label(one, label) for one in labels)
