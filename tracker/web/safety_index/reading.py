"""A version of the index as its pages read it: what it is made of, its published years, the values now."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tracker.extensions import db
from tracker.records.queries.safety_index import design as query
from tracker.records.queries.safety_index import versions as version_query
from tracker.records.queries.safety_index.versions import DefinitionLine, MeasureLine, VersionLine
from tracker.records.queries.safety_index.years import PublishedYear, published_years
from tracker.theory.index import faults as rules
from tracker.theory.index.design import Version
from tracker.theory.index.faults import Fault
from tracker.theory.index.published_years import Difference, differences
from tracker.theory.index.scoring import Values
from tracker.theory.index.series import YearScore, over_years
from tracker.theory.kinds import IndicatorDirection
from tracker.theory.pathway import Id
from tracker.web.i18n import language


@dataclass(frozen=True)
class Reading:
    """``definitions`` are those that the version weighs; ``now`` are the values of its measurements as they
    are in the inventory today."""

    version: VersionLine
    definitions: list[DefinitionLine]
    measures: list[MeasureLine]
    design: Version
    years: list[PublishedYear]
    now: Mapping[int, Values]

    @cached_property
    def titles(self) -> dict[Id, str]:
        """Titles of the definitions."""
        return {one.id: one.title for one in self.definitions}

    @cached_property
    def of_measurement(self) -> dict[Id, MeasureLine]:
        return {one.measurement_id: one for one in self.measures}

    @cached_property
    def kept(self) -> dict[int, Values]:
        """The values that the years were published with."""
        return {one.year: one.values for one in self.years}

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the version, or else with the values that there are now. Only a draft is held
        against the inventory."""
        inventory: dict[Id, IndicatorDirection] = {
            one.measurement_id: one.direction for one in self.measures if not one.archived
        }
        found = rules.faults(self.design, inventory if self.version.is_draft else None)
        if found:
            return found
        return tuple(
            fault
            for year in sorted(self.now)
            for fault in rules.value_faults(self.design, year, self.now[year])
        )

    @cached_property
    def scored(self) -> dict[int, YearScore]:
        """The published years opened up, from the values that they were published with."""
        return {} if not self.kept else {one.year: one for one in over_years(self.design, self.kept)}

    @cached_property
    def counted_now(self) -> dict[int, YearScore]:
        """Every year from the values there are now; none where something is wrong."""
        if self.faults:
            return {}
        return {one.year: one for one in over_years(self.design, self.now)}

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Years whose values are not those that they were published with, or that are new."""
        return differences(self.design, self.kept, self.now)


def read(version: VersionLine) -> Reading:
    """Seven queries, whatever the version holds."""
    session, tongue = db.session(), language()
    measures = version_query.measure_lines(session, version.id, tongue)
    definitions = version_query.definition_lines(session, version, tongue)
    return Reading(
        version=version,
        definitions=[one for one in definitions if one.weight is not None],
        measures=measures,
        design=query.design(session, version.id),
        years=published_years(session, version.id),
        now=query.values_by_year(session, [one.measurement_id for one in measures]),
    )
