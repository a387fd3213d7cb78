"""Whose history, above the plans: the events of a measurement, of a version of the index, of an existing
strategy and of a case.

What ties them to plans (commitments on elements, hearings, candidates) has its history with those, for the
readers who see them.
"""

from typing import Any

import sqlalchemy as sa

from tracker.records.models import (
    CaseDocument,
    CatalogueGoal,
    Commitment,
    Event,
    IndexDefinition,
    IndexMeasure,
    IndexYear,
    MeasurementValue,
    Operation,
    SeriesBreak,
    SuitabilityScore,
)

Condition = sa.ColumnElement[bool]


def of_measurement(measurement_id: int) -> Condition:
    """Events of a measurement, its scores, its values and the breaks of its series."""
    return sa.or_(
        _row("measurements", measurement_id),
        _held("suitability_scores", SuitabilityScore, "measurement_id", measurement_id),
        _held("measurement_values", MeasurementValue, "measurement_id", measurement_id),
        _held("series_breaks", SeriesBreak, "measurement_id", measurement_id),
    )


def of_index_version(index_version_id: int) -> Condition:
    """Events of a version, of what it is made of and of the years published with it."""
    return sa.or_(
        _row("index_versions", index_version_id),
        _held("index_definitions", IndexDefinition, "index_version_id", index_version_id),
        _held("index_measures", IndexMeasure, "index_version_id", index_version_id),
        _held("index_years", IndexYear, "index_version_id", index_version_id),
    )


def of_catalogue_entry(entry_id: int) -> Condition:
    """Events of an existing strategy, the goals that it serves and its commitments."""
    return sa.or_(
        _row("catalogue_entries", entry_id),
        _held("catalogue_goals", CatalogueGoal, "catalogue_entry_id", entry_id),
        _held("commitments", Commitment, "catalogue_entry_id", entry_id),
    )


def of_case(case_id: int) -> Condition:
    """Events of a case and its own documents; those of replies stand in the history of the reply."""
    papers = sa.select(CaseDocument.id).where(
        CaseDocument.case_id == case_id, CaseDocument.recipient_id.is_(None)
    )
    return sa.or_(
        _row("cases", case_id), sa.and_(Event.entity == "case_documents", Event.entity_id.in_(papers))
    )


def _row(entity: str, row_id: int) -> Condition:
    return sa.and_(Event.entity == entity, Event.entity_id == row_id)


def _held(entity: str, model: Any, column: str, holder_id: int) -> Condition:
    """Rows that name their holder, also those that are gone: their events still name it."""
    held = sa.select(model.id).where(getattr(model, column) == holder_id)
    gone = sa.and_(Event.operation == Operation.DELETE, Event.before[column].as_integer() == holder_id)
    return sa.and_(Event.entity == entity, sa.or_(Event.entity_id.in_(held), gone))
