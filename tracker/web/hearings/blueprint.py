"""The blueprint of hearings, what its pages share, and the sentences for what is refused."""

from typing import TypeVar

from flask import Blueprint, abort
from flask_babel import lazy_gettext as _

from tracker.extensions import db
from tracker.records.queries.hearings import cases, hearings, reply_points
from tracker.records.queries.hearings.cases import CaseRow
from tracker.records.queries.hearings.hearings import HearingRow, RecipientRow
from tracker.records.queries.hearings.reply_points import PointRow
from tracker.records.queries.visibility import organisations_below
from tracker.theory.kinds import Role
from tracker.web import wording
from tracker.web.hearings import recipient_status
from tracker.web.i18n import language
from tracker.web.signin import viewer

Found = TypeVar("Found")

blueprint = Blueprint("hearings", __name__)
for helper in (recipient_status.recipient_mark, recipient_status.counts_words):
    blueprint.add_app_template_global(helper)

wording.faults(
    {
        "deadline_before_opening": _("The deadline comes before the hearing is opened."),
        "frozen_today": _("A plan is heard on as it is now, so the hearing is opened today."),
        "nobody_is_heard": _("Choose at least one that is heard."),
        "of_another_case": _("It belongs to another case."),
        "not_heard_in_state": _("A plan in this state is not heard on."),
        "plan_is_not_shared": _(
            "Not every partner sees the plan, so the committees could not read it. "
            "Share it before it is heard."
        ),
        "recipient_has_replied": _(
            "%(name)s has replied already, or has attachments, and stays among those who are heard."
        ),
        "hearing_is_closed": _("The hearing is closed. Open it again first."),
        "hearing_is_open": _("The hearing is open already."),
        "case_has_hearings": _("There are hearings in the case, so it stays."),
        "hearing_not_changed": _("Nothing is changed. Change the deadline or who is heard, or cancel."),
        "has_replied": _("The reply is recorded already. Correct it instead."),
        "has_not_replied": _("There is no reply yet."),
        "met_before_opening": _("The meeting comes before the hearing was opened on %(opened)s."),
        "nothing_named": _("Give a title, an address or a file."),
        "over_case_quota": _(
            "“%(name)s” takes %(size)s, and %(left)s is left of the %(quota)s that the case's files may take "
            "in all. Give an address instead, or ask an administrator for more room."
        ),
    }
)


def case_of(case_id: int) -> CaseRow:
    """The case of the address; 404 where it is not there."""
    return _there(cases.case(db.session(), viewer(), case_id, language()))


def hearing_of(hearing_id: int) -> HearingRow:
    """The hearing of the address; 404 where it is not there or not theirs to see."""
    return _there(hearings.hearing(db.session(), viewer(), hearing_id, language()))


def recipient_of(recipient_id: int) -> tuple[RecipientRow, HearingRow]:
    """The recipient of the address, with the hearing; 404 where it is not there or not theirs to see."""
    return _there(hearings.recipient(db.session(), viewer(), recipient_id, language()))


def point_of(point_id: int) -> PointRow:
    """The point of the address; 404 where it is not there or not theirs to see."""
    return _there(reply_points.point(db.session(), viewer(), point_id, language()))


def recorded_for() -> frozenset[int]:
    """The organisations whose replies the viewer records: their own and those below. At most one query."""
    own = viewer().organisations_as(Role.SECRETARY)
    return organisations_below(db.session(), own) if own else frozenset()


def _there(found: Found | None) -> Found:
    if found is None:
        abort(404)
    return found
