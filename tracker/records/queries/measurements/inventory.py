"""The inventory of measurements as a list, and what each definition is measured by."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import (
    Definition,
    Measurement,
    MeasurementValue,
    Organisation,
    SuitabilityScore,
)
from tracker.records.queries.localised import localised_column
from tracker.theory.kinds import Frequency, IndicatorDirection, MeasurementKind, Suitability, Verdict
from tracker.theory.strategy.measurements import Coverage, Judged, Value, coverage, total

Query = sa.Select[Any]

PAGE_SIZE = 50


class Order(StrEnum):
    """``suitability`` puts the highest sum first, and those that are not scored on every aspect last."""

    INVENTORY = "inventory"
    SUITABILITY = "suitability"


@dataclass(frozen=True, slots=True)
class Filters:
    """None and empty texts ask for everything. ``owner`` is the number of an organisation, or the name of
    somebody outside. ``with_values`` False asks for measurements without any value."""

    words: str = ""
    definition: int | None = None
    kind: MeasurementKind | None = None
    verdict: Verdict | None = None
    owner: int | str | None = None
    area: str = ""
    frequency: Frequency | None = None
    with_values: bool | None = None
    archived: bool = False


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """``latest`` is the last value of the series."""

    id: int
    code: str
    title: str
    owner: str
    definition_code: str
    definition: str
    kind: MeasurementKind
    unit: str
    direction: IndicatorDirection
    frequency: Frequency
    first_year: int | None
    areas: str
    verdict: Verdict
    verdict_reason: str
    values: int
    latest: Value | None
    scores: Mapping[Suitability, int]

    @property
    def sum(self) -> int | None:
        """Of the six scores, at most 18; None where an aspect is not scored."""
        return total(self.scores)

    @property
    def lowest(self) -> tuple[Suitability, int] | None:
        """The aspect with the lowest score, the first of several."""
        return min(self.scores.items(), key=lambda pair: pair[1], default=None)


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """A definition with the measurements that its coverage speaks of, by number."""

    id: int
    code: str
    title: str
    found: Coverage
    titles: Mapping[int, str]


def rows(
    session: Session,
    filters: Filters,
    language: str,
    order: Order = Order.INVENTORY,
    *,
    offset: int = 0,
    limit: int = PAGE_SIZE,
) -> list[MeasurementRow]:
    """Measurements under the filters. At most two queries."""
    score = sa.select(sa.func.sum(SuitabilityScore.score)).where(
        SuitabilityScore.measurement_id == Measurement.id
    )
    scored = sa.select(sa.func.count()).where(SuitabilityScore.measurement_id == Measurement.id)
    all_scored = sa.case((scored.scalar_subquery() >= len(Suitability), score.scalar_subquery()), else_=-1)
    inventory = (Definition.position, Definition.id, Measurement.position, Measurement.id)
    by = (all_scored.desc(), *inventory) if order is Order.SUITABILITY else inventory
    query = _filtered(_columns(language), filters).order_by(*by).offset(offset).limit(limit)
    found = session.execute(query).all()
    scores = _scores(session, [row.id for row in found])
    return [_row(row, scores[row.id]) for row in found]


def count(session: Session, filters: Filters) -> int:
    """How many measurements the filters leave. One query."""
    query = _filtered(sa.select(Measurement.id), filters)
    return session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0


def owners(session: Session, language: str) -> tuple[list[tuple[int, str]], list[str]]:
    """Who owns measurements: organisations by number, and the names of others. Two queries."""
    name = localised_column(Organisation, language, "name")
    inside = session.execute(
        sa.select(Organisation.id, name)
        .where(Organisation.id.in_(sa.select(Measurement.organisation_id)))
        .order_by(name)
    )
    outside = session.scalars(
        sa.select(Measurement.outside_owner)
        .where(Measurement.outside_owner.is_not(None))
        .distinct()
        .order_by(Measurement.outside_owner)
    )
    return [(row[0], row[1]) for row in inside], [one for one in outside if one]


def definitions(
    session: Session, language: str, strategy_id: int | None = None
) -> list[tuple[int, str, str]]:
    """Number, code and title of the definitions, of one strategy or all, in order. One query."""
    query = sa.select(Definition.id, Definition.code, localised_column(Definition, language))
    if strategy_id is not None:
        query = query.where(Definition.strategy_id == strategy_id)
    found = session.execute(query.order_by(Definition.strategy_id, Definition.position, Definition.id))
    return [(row[0], row[1], row[2]) for row in found]


def covered(session: Session, language: str, among: list[tuple[int, str, str]]) -> list[CoverageLine]:
    """What the definitions ``among`` are measured by; archived measurements are left out. Two queries."""
    found = session.execute(
        sa.select(
            Measurement.id,
            Measurement.definition_id,
            Measurement.verdict,
            localised_column(Measurement, language).label("title"),
        )
        .where(Measurement.archived_at.is_(None))
        .order_by(Measurement.position, Measurement.id)
    ).all()
    year = sa.extract("year", MeasurementValue.taken_on)
    years: defaultdict[int, set[int]] = defaultdict(set)
    for measurement_id, number in session.execute(
        sa.select(MeasurementValue.measurement_id, year).distinct()
    ):
        years[measurement_id].add(int(number))
    inventory = [
        Judged(row.id, row.definition_id, row.verdict, frozenset(years[row.id]), {}) for row in found
    ]
    titles = {row.id: row.title for row in found}
    covers = coverage([one[0] for one in among], inventory)
    return [CoverageLine(*one, covers[place], titles) for place, one in enumerate(among)]


def _columns(language: str) -> Query:
    latest, values = aliased(MeasurementValue), aliased(MeasurementValue)
    last = (
        sa.select(sa.func.max(MeasurementValue.taken_on))
        .where(MeasurementValue.measurement_id == Measurement.id)
        .scalar_subquery()
    )
    how_many = sa.select(sa.func.count()).where(values.measurement_id == Measurement.id).scalar_subquery()
    columns: tuple[Any, ...] = (
        Measurement,
        Measurement.id.label("id"),
        localised_column(Measurement, language).label("title"),
        sa.func.coalesce(localised_column(Organisation, language, "name"), Measurement.outside_owner).label(
            "owner"
        ),
        Definition.code.label("definition_code"),
        localised_column(Definition, language).label("definition"),
        how_many.label("how_many"),
        latest.taken_on,
        latest.value,
        latest.whole_year,
    )
    return (
        sa.select(*columns)
        .join(Definition, Definition.id == Measurement.definition_id)
        .outerjoin(Organisation, Organisation.id == Measurement.organisation_id)
        .outerjoin(latest, sa.and_(latest.measurement_id == Measurement.id, latest.taken_on == last))
    )


def _row(row: Any, scores: Mapping[Suitability, int]) -> MeasurementRow:
    one: Measurement = row.Measurement
    taken_on: date | None = row.taken_on
    return MeasurementRow(
        id=one.id,
        code=one.code,
        title=row.title,
        owner=row.owner,
        definition_code=row.definition_code,
        definition=row.definition,
        kind=one.kind,
        unit=one.unit,
        direction=one.direction,
        frequency=one.frequency,
        first_year=one.first_year,
        areas=one.areas,
        verdict=one.verdict,
        verdict_reason=one.verdict_reason,
        values=row.how_many,
        latest=None if taken_on is None else Value(taken_on, row.value, row.whole_year),
        scores=scores,
    )


def _scores(session: Session, measurements: list[int]) -> defaultdict[int, dict[Suitability, int]]:
    found: defaultdict[int, dict[Suitability, int]] = defaultdict(dict)
    if measurements:
        order = {aspect: place for place, aspect in enumerate(Suitability)}
        given = session.execute(
            sa.select(SuitabilityScore.measurement_id, SuitabilityScore.aspect, SuitabilityScore.score).where(
                SuitabilityScore.measurement_id.in_(measurements)
            )
        )
        for measurement_id, aspect, score in sorted(given, key=lambda row: order[row[1]]):
            found[measurement_id][aspect] = score
    return found


def _filtered(query: Query, filters: Filters) -> Query:
    archived = Measurement.archived_at
    query = query.where(archived.is_not(None) if filters.archived else archived.is_(None))
    equal: tuple[tuple[Any, Any], ...] = (
        (Measurement.definition_id, filters.definition),
        (Measurement.kind, filters.kind),
        (Measurement.verdict, filters.verdict),
        (Measurement.frequency, filters.frequency),
    )
    for column, wanted in equal:
        if wanted is not None:
            query = query.where(column == wanted)
    if isinstance(filters.owner, int):
        query = query.where(Measurement.organisation_id == filters.owner)
    elif filters.owner:
        query = query.where(Measurement.outside_owner == filters.owner)
    if filters.area:
        query = query.where(_says(filters.area, Measurement.areas))
    for word in filters.words.split():
        texts = (Measurement.title, Measurement.title_en, Measurement.question, Measurement.code)
        query = query.where(_says(word, *texts))
    if filters.with_values is not None:
        any_value = sa.exists().where(MeasurementValue.measurement_id == Measurement.id)
        query = query.where(any_value if filters.with_values else ~any_value)
    return query


def _says(word: str, *columns: Any) -> sa.ColumnElement[bool]:
    """SQLite knows upper and lower case of ASCII only, so that a word is tried in its usual forms."""
    forms = dict.fromkeys((word, word.lower(), word.upper(), word.capitalize()))
    return sa.or_(*(column.icontains(form, autoescape=True) for column in columns for form in forms))
