"""``/measurements/<id>``: what a measurement is, its series, its scores, and what uses it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.diagrams.charts.series_chart import TALL, WIDE, SeriesChart, series_chart
from tracker.extensions import db
from tracker.records.queries.history.strategy_scopes import of_measurement
from tracker.records.queries.history.values import Named
from tracker.records.queries.measurements import measurement as query
from tracker.records.queries.measurements import uses as measurement_uses
from tracker.records.queries.measurements.measurement import StoredBreak, StoredValue
from tracker.theory.kinds import Suitability
from tracker.theory.strategy.measurements import Value, runs, total
from tracker.web.access import PARTNER, requires
from tracker.web.forms.base import PlainForm
from tracker.web.history.history_pages import history_page
from tracker.web.i18n import language, number
from tracker.web.measurements.blueprint import blueprint, found
from tracker.web.measurements.labels import ANCHORS
from tracker.web.signin import viewer


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table of the series: a value, a break, or years without a value."""

    value: StoredValue | None = None
    mark: StoredBreak | None = None
    letter: str = ""
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """``lines`` begin with the newest. ``wide`` and ``tall`` are one chart for two screens."""

    wide: SeriesChart | None
    tall: SeriesChart | None
    lines: tuple[Line, ...]
    letters: tuple[tuple[str, StoredBreak], ...]

    @property
    def drawn(self) -> list[tuple[str, StoredBreak]]:
        """The breaks that the chart shows, with their letters."""
        shown = {mark.letter for mark in self.wide.breaks} if self.wide else set()
        return [pair for pair in self.letters if pair[0] in shown]


@blueprint.get("/measurements/<int:measurement_id>")
@requires(PARTNER)
def show(measurement_id: int) -> ResponseReturnValue:
    session, words = db.session(), language()
    one = found(measurement_id)
    given = query.scores(session, measurement_id, words)
    values = query.values(session, measurement_id, words)
    return render_template(
        "measurements/show.html",
        measurement=one,
        series=series(values, query.breaks(session, measurement_id)),
        values=values,
        corrections=query.corrections(session, measurement_id, words),
        withdrawn=query.withdrawn(session, measurement_id, words),
        scores=[(aspect, given.get(aspect), ANCHORS[aspect]) for aspect in Suitability],
        sum=total({aspect: score.score for aspect, score in given.items()}),
        in_index=measurement_uses.in_index(session, measurement_id),
        read_from=measurement_uses.read_from(session, viewer(), measurement_id, words),
        plain=PlainForm(formdata=None),
    )


@blueprint.get("/measurements/<int:measurement_id>/history")
@requires(PARTNER)
def history(measurement_id: int) -> ResponseReturnValue:
    """Who changed what of it and why, also values that were corrected and breaks that were taken away."""
    one = found(measurement_id)
    own = Named("measurements", measurement_id)
    return history_page("measurements/history.html", of_measurement(measurement_id), own, measurement=one)


def series(values: Sequence[StoredValue], breaks: Sequence[StoredBreak]) -> Series:
    """The series as chart and table. ``values`` and ``breaks`` are in order of time."""
    letters = tuple(zip(_letters(), breaks, strict=False))
    marks = [(mark.from_on, letter) for letter, mark in letters]
    parted = runs(
        [Value(value.on, value.value, value.whole_year) for value in values],
        [mark.from_on for mark in breaks],
    )
    invented = frozenset(value.on for value in values if value.illustrative)
    wide, tall = (series_chart(parted, invented, marks, number, size) for size in (WIDE, TALL))
    return Series(wide, tall, tuple(_lines(values, letters))[::-1], letters)


def _lines(values: Sequence[StoredValue], letters: Sequence[tuple[str, StoredBreak]]) -> Iterator[Line]:
    """Oldest first."""
    waiting = list(letters)
    for place, value in enumerate(values):
        while waiting and waiting[0][1].from_on <= value.on:
            letter, mark = waiting.pop(0)
            yield Line(mark=mark, letter=letter)
        yield Line(value=value)
        after = values[place + 1].on.year if place + 1 < len(values) else value.on.year
        missing = tuple(range(value.on.year + 1, after))
        if missing:
            yield Line(missing=missing)
    yield from (Line(mark=mark, letter=letter) for letter, mark in waiting)


def _letters() -> Iterator[str]:
    """A, B … Z, then AA, AB …"""
    yield from ascii_uppercase
    yield from (first + second for first in ascii_uppercase for second in ascii_uppercase)
