"""The blueprint of the safety index, what its pages share, and the sentences for what is refused."""

from flask import Blueprint, abort, url_for
from flask_babel import lazy_gettext as _

from tracker.extensions import db
from tracker.records.queries.safety_index import versions as query
from tracker.records.queries.safety_index.versions import VersionLine
from tracker.records.queries.strategies.goals import StrategyLine, all_strategies
from tracker.theory.index.faults import DesignFault
from tracker.theory.index.goalposts import GoalpostFault
from tracker.web import wording
from tracker.web.i18n import language
from tracker.web.safety_index import labels

blueprint = Blueprint("safety_index", __name__)
for shown in (
    labels.points_words,
    labels.base_words,
    labels.change_words,
    labels.share_words,
    labels.fault_words,
):
    blueprint.add_app_template_filter(shown)

wording.faults(
    {
        "index_not_draft": _("The version is published and does not change any more. Make a copy of it."),
        "index_not_published": _("The version is not the published one any more."),
        "index_definition_left_out": _(
            "The measurement's definition is not in this version. Give the definition a weight first."
        ),
        "index_definition_in_use": _(
            "Measurements stand in this definition. Take them out before you leave it out."
        ),
        "index_version_made_meanwhile": _("Somebody made a version at the same time. Send it once more."),
        "index_year_without_values": _("There are no values for this year any more."),
        "index_year_unchanged": _("Nothing differs from what is published."),
        "in_the_index_already": _("The measurement is in this version already."),
        "weight_not_positive": labels.FAULT_WORDS[DesignFault.WEIGHT_NOT_POSITIVE],
        GoalpostFault.EQUAL.value: labels.FAULT_WORDS[GoalpostFault.EQUAL],
    }
)


def strategy() -> StrategyLine:
    """The strategy that is followed; 404 where there is none."""
    found = all_strategies(db.session(), language())
    if not found:
        abort(404)
    return found[0]


def found_version(index_version_id: int) -> VersionLine:
    """The version of the address; 404 where it is not there."""
    found = query.version_line(db.session(), index_version_id)
    if found is None:
        abort(404)
    return found


def version_address(index_version_id: int) -> str:
    return url_for("safety_index.version", index_version_id=index_version_id)
