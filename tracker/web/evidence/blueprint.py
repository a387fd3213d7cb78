"""The register's blueprint, what its pages share, and the sentences for what is refused."""

from typing import Any

from flask import Blueprint, abort
from flask_babel import lazy_gettext as _

from tracker.exchange.references.reference import LONGEST, ReferenceFault
from tracker.extensions import db
from tracker.records.queries.evidence import findings as query
from tracker.records.queries.evidence.findings import StoredFinding
from tracker.theory.evidence.designs import suggest
from tracker.theory.evidence.reckoning import reckon
from tracker.web import wording
from tracker.web.evidence import labels
from tracker.web.evidence.reckoning import sides, steps

blueprint = Blueprint("evidence", __name__)
for helper in (labels.design_word, suggest, reckon, sides, steps):
    blueprint.add_app_template_global(helper)
for shown in (labels.effect_words, labels.short_citation):
    blueprint.add_app_template_filter(shown)


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return {"suggestion_grounds": labels.GROUNDS, "level_definitions": labels.DEFINITIONS}


wording.faults(
    {
        "no_level_suggested": _("The design suggests no level. Choose one."),
        ReferenceFault.NOT_RECOGNISED.value: _(
            "This is neither a DOI nor an entry in BibTeX or RIS. Copy a whole entry, from its first line on."
        ),
        ReferenceFault.NOT_READABLE.value: _(
            "The entry cannot be read: it is not complete, or holds something that is no text."
        ),
        ReferenceFault.SEVERAL.value: _("There is more than one entry. Paste one at a time."),
        ReferenceFault.EMPTY.value: _("The entry has neither author, title nor DOI."),
        ReferenceFault.TOO_LONG.value: _("The text is longer than %(most)s characters. Paste one entry."),
    }
)

DETAILS = {"most": LONGEST}
"""What the sentences on pasted texts are filled with."""


def found(finding_id: int, *, archived: bool | None = None) -> StoredFinding:
    """The finding of the address; 404 where it is not there, or is not ``archived`` as asked."""
    one = query.stored_finding(db.session(), finding_id)
    if one is None or (archived is not None and one.archived is not archived):
        abort(404)
    return one
