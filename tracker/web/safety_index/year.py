"""One year: what each measurement gives, what is missing, what moved, and the plans that are linked to it."""

from dataclasses import dataclass

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from tracker.extensions import db
from tracker.records.queries.safety_index.versions import DefinitionLine, MeasureLine, published_version
from tracker.records.queries.safety_index.years import LinkedOutcome, editions, linked_outcomes
from tracker.theory.index.contributions import Change, change, contributions
from tracker.theory.index.filling import Filled, alternatives
from tracker.theory.index.scoring import Score
from tracker.theory.index.series import YearScore, against_base
from tracker.web.access import PARTNER, requires
from tracker.web.i18n import language
from tracker.web.safety_index.blueprint import blueprint, strategy
from tracker.web.safety_index.labels import FILLING_MEANINGS, FILLINGS, flags
from tracker.web.safety_index.reading import Reading, read
from tracker.web.signin import viewer


@dataclass(frozen=True, slots=True)
class Given:
    """A measurement in a year. ``position`` is 0–1, ``weight`` its share of the whole index; both None where
    it has no value, and ``points`` too where the index is withheld."""

    measure: MeasureLine
    value: float | None
    position: float | None
    weight: float | None
    points: float | None
    moved: float | None
    linked: list[LinkedOutcome]


@dataclass(frozen=True, slots=True)
class GivenByDefinition:
    """A definition with its measurements; ``points`` are its own, ``gives`` what it gives to the index."""

    definition: DefinitionLine
    score: Score
    measures: tuple[Given, ...]

    @property
    def gives(self) -> float | None:
        given = [one.points for one in self.measures if one.points is not None]
        return sum(given) if given else None


@blueprint.get("/index/years/<int:year>")
@requires(PARTNER)
def year(year: int) -> ResponseReturnValue:
    """A published year of the published version."""
    version = published_version(db.session(), strategy().id)
    if version is None:
        abort(404)
    reading = read(version)
    kept = next((one for one in reading.years if one.year == year), None)
    if kept is None:
        abort(404)
    scored = reading.scored[year]
    before = _before(reading, year)
    moved = None if before is None else change(before.score, scored.score)
    base = against_base({one.year: one.points for one in reading.years}, reading.version.base_year)
    return render_template(
        "safety_index/year.html",
        reading=reading,
        kept=kept,
        editions=editions(db.session(), version.id, year),
        flags=list(flags(scored, reading.titles)),
        base=base[year],
        groups=_groups(reading, scored, moved),
        before=before,
        between=[] if before is None else [one for one in reading.kept if before.year < one < year],
        moved=moved,
        guesses=_guesses(reading, year, scored),
        filling_words=FILLINGS,
        filling_meanings=FILLING_MEANINGS,
        difference=next((one for one in reading.differences if one.year == year), None),
        neighbours=_neighbours(reading, year),
    )


def _before(reading: Reading, year: int) -> YearScore | None:
    """The nearest earlier year that has a number."""
    earlier = [one for one in reading.scored.values() if one.year < year and one.points is not None]
    return max(earlier, key=lambda one: one.year, default=None)


def _neighbours(reading: Reading, year: int) -> tuple[int | None, int | None]:
    earlier, later = (one for one in reading.kept if one < year), (one for one in reading.kept if one > year)
    return max(earlier, default=None), min(later, default=None)


def _guesses(reading: Reading, year: int, scored: YearScore) -> tuple[Filled, ...]:
    """Beside a withheld year only."""
    return () if scored.points is not None else alternatives(reading.design, reading.kept, year)


def _groups(reading: Reading, scored: YearScore, moved: Change | None) -> list[GivenByDefinition]:
    given = {one.measurement: one for one in contributions(scored.score)}
    split = moved.points if moved is not None and moved.points is not None else {}
    linked = linked_outcomes(db.session(), viewer(), reading.of_measurement, language())
    values = reading.kept[scored.year]
    definitions = {one.id: one for one in reading.definitions}
    found = []
    for part in scored.score.members:
        rows = []
        for member in part.members:
            number = member.of.id
            own = given.get(number)
            rows.append(
                Given(
                    measure=reading.of_measurement[number],
                    value=values.get(number),
                    position=member.value,
                    weight=None if own is None else own.weight,
                    points=None if own is None else own.points,
                    moved=split.get(number),
                    linked=linked.get(number, []),
                )
            )
        found.append(GivenByDefinition(definitions[int(part.of.id)], part, tuple(rows)))
    return found
