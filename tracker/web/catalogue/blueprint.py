"""The catalogue's blueprint, and what its pages share."""

from typing import Any

from flask import Blueprint, abort
from flask_babel import lazy_gettext as _

from tracker.extensions import db
from tracker.records.queries.catalogue import entries as query
from tracker.records.queries.catalogue.entries import CommitmentRow, EntryRow
from tracker.theory.kinds import Relation
from tracker.web import wording
from tracker.web.catalogue import validity_labels
from tracker.web.i18n import language

blueprint = Blueprint("catalogue", __name__)
for helper in (
    validity_labels.stands,
    validity_labels.validity_words,
    validity_labels.validity_period,
    validity_labels.marked,
):
    blueprint.add_app_template_global(helper)


@blueprint.context_processor
def _vocabulary() -> dict[str, Any]:
    return {"Relation": Relation}


wording.faults({"too_many_commitments": _("At most %(most)s commitments at once.")})


def found(entry_id: int) -> EntryRow:
    """The entry of the address, archived or not; 404 where it is not there."""
    row = query.one_entry(db.session(), entry_id, language())
    if row is None:
        abort(404)
    return row


def found_commitment(commitment_id: int) -> tuple[CommitmentRow, EntryRow]:
    """The commitment of the address with its entry; 404 where it is not there."""
    commitment = query.one_commitment(db.session(), commitment_id)
    if commitment is None:
        abort(404)
    return commitment, found(commitment.entry_id)
