"""What a plan's page says of existing strategies."""

from collections.abc import Iterable

from tracker.extensions import db
from tracker.records.queries.catalogue.commitment_ties import TiedCommitment, conflicts_of_plan
from tracker.theory.kinds import Relation
from tracker.web.catalogue.validity_labels import stands
from tracker.web.i18n import language


def binding_conflicts(plan_id: int) -> list[TiedCommitment]:
    """The commitments that conflict with the plan and are valid today: what has expired binds nobody. One
    query."""
    return binding(conflicts_of_plan(db.session(), plan_id, language()))


def binding(ties: Iterable[TiedCommitment]) -> list[TiedCommitment]:
    """Those of ``ties`` that are conflicts and valid today."""
    return [one for one in ties if one.relation is Relation.CONFLICTS and stands(one).validity.binds]
