"""A hearing is opened, changed while it is open, closed with a summary, and opened again."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.hearings.case_documents import documents_of_case
from tracker.records.queries.hearings.hearings import HearingRow, recipients
from tracker.records.queries.people import administration
from tracker.records.queries.strategies.goals import plan_lines
from tracker.services.hearings import hearings as verbs
from tracker.services.hearings.hearings import HEARD_IN
from tracker.theory.contents.hearing import HearingContents
from tracker.theory.kinds import OrganisationKind
from tracker.web import clock
from tracker.web.access import RUN_HEARINGS, requires
from tracker.web.forms.base import ReasonForm
from tracker.web.forms.contents import form_contents
from tracker.web.forms.saving import Saved, both_versions, confirm_again, is_sent, page, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.hearings.blueprint import blueprint, case_of, hearing_of
from tracker.web.hearings.forms import ChangeForm, CloseForm, OpenForm
from tracker.web.hearings.hearing_rows import hearing_views
from tracker.web.hearings.summary import proposed_summary
from tracker.web.i18n import language
from tracker.web.signin import viewer


@blueprint.route("/hearings/cases/<int:case_id>/open", methods=["GET", "POST"])
@requires(RUN_HEARINGS)
def open_hearing(case_id: int) -> ResponseReturnValue:
    """Send a hearing out on documents of the case, or on a plan."""
    case, session, words = case_of(case_id), db.session(), language()
    if case.archived and not is_sent():
        return redirect(url_for(".case", case_id=case_id), 303)
    organisations = administration.organisations(session)
    documents = documents_of_case(session, case_id, words)
    lines = plan_lines(session, viewer(), words, case.strategy_id)
    offered = [(one.id, f"{one.code} {one.title}") for one in lines if one.state in HEARD_IN]
    sender = next((one.id for one in organisations if one.kind is OrganisationKind.EXECUTIVE), None)
    form = OpenForm(
        **unless_sent(
            title=case.title_da, title_en=case.title_en, opened_on=clock.today(), decided_by_id=sender
        )
    )
    form.offer(organisations, documents, offered)

    def saved(made: int | None) -> Saved:
        address = url_for(".show", hearing_id=made) if made else url_for(".case", case_id=case_id)
        return Saved(gettext("The hearing is opened."), address)

    return save(
        form,
        lambda: verbs.open_hearing(
            writer(),
            case_id=case_id,
            contents=form_contents(form, HearingContents, recipient_ids=form.heard),
            reason=gettext("Hearing: %(title)s", title=form.title.data),
        ),
        saved,
    ) or page("hearings/open.html", form, case=case)


@blueprint.route("/hearings/<int:hearing_id>/change", methods=["GET", "POST"])
@requires(RUN_HEARINGS)
def change(hearing_id: int) -> ResponseReturnValue:
    """Another deadline, or others who are heard, for a reason."""
    one = hearing_of(hearing_id)
    back = url_for(".show", hearing_id=hearing_id)
    if not one.is_open and not is_sent():
        return redirect(back, 303)
    held = _stored(one)
    form = ChangeForm(**unless_sent(**held))
    form.offer_recipients(administration.organisations(db.session()), held["recipient_ids"])
    return save(
        form,
        lambda: verbs.change_hearing(
            writer(),
            hearing_id=hearing_id,
            version=form.version_seen,
            deadline=form.deadline.data or one.deadline,
            recipient_ids=form.heard,
            reason=form.reason.data or "",
        ),
        Saved(gettext("The hearing is changed."), back),
        overtaken=lambda: both_versions(one.title, form, _stored(hearing_of(hearing_id)), back),
    ) or page("hearings/change.html", form, hearing=one)


@blueprint.route("/hearings/<int:hearing_id>/close", methods=["GET", "POST"])
@requires(RUN_HEARINGS)
def close(hearing_id: int) -> ResponseReturnValue:
    """End a hearing; a summary is proposed from the replies."""
    one = hearing_of(hearing_id)
    back = url_for(".show", hearing_id=hearing_id)
    if not one.is_open and not is_sent():
        return redirect(back, 303)
    [view] = hearing_views([one])
    proposed = one.summary or proposed_summary(view)
    form = CloseForm(**unless_sent(summary=proposed, version=str(one.version)))
    return save(
        form,
        lambda: verbs.close_hearing(
            writer(), hearing_id=hearing_id, version=form.version_seen, summary=form.summary.data or ""
        ),
        Saved(gettext("The hearing is closed."), url_for(".summary", hearing_id=hearing_id)),
        overtaken=lambda: both_versions(one.title, form, hearing_of(hearing_id), back),
    ) or page("hearings/close.html", form, view=view)


@blueprint.route("/hearings/<int:hearing_id>/reopen", methods=["GET", "POST"])
@requires(RUN_HEARINGS)
def reopen(hearing_id: int) -> ResponseReturnValue:
    """Open a closed hearing again, for a reason."""
    one = hearing_of(hearing_id)
    back = url_for(".show", hearing_id=hearing_id)
    if one.is_open and not is_sent():
        return redirect(back, 303)
    form = ReasonForm(**unless_sent(version=str(one.version)))
    return save(
        form,
        lambda: verbs.reopen_hearing(
            writer(), hearing_id=hearing_id, version=form.version_seen, reason=form.reason.data or ""
        ),
        Saved(gettext("The hearing is open again."), back),
        overtaken=lambda: confirm_again(form, hearing_of(hearing_id).version),
    ) or page("hearings/reopen.html", form, hearing=one)


def _stored(one: HearingRow) -> dict[str, Any]:
    """What may be changed of a hearing, as the form holds it."""
    heard = [row.organisation_id for row in recipients(db.session(), [one.id], language()).get(one.id, ())]
    return {"deadline": one.deadline, "recipient_ids": heard, "other_ids": heard, "version": str(one.version)}
