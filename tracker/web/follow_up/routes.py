"""The pages of the short forms: a status, a milestone, a reading. My work shows the same forms in place."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.follow_up import reporting as read
from tracker.records.queries.follow_up.consequences import after_answer, after_reading, after_report
from tracker.records.queries.follow_up.reporting import FollowedElement, FollowedIndicator, FollowedMilestone
from tracker.records.queries.indicators.breakdowns import breakdowns
from tracker.services.follow_up.indicators import add_reading
from tracker.services.follow_up.milestones import complete_milestone, move_milestone, reopen_milestone
from tracker.services.follow_up.reports import report_no_change, report_status
from tracker.theory.contents.reading import ReadingContents
from tracker.theory.contents.report import ReportContents
from tracker.theory.follow_up import indicators, milestones
from tracker.theory.pathway import Reading
from tracker.web import clock, wording
from tracker.web.access import REPORT, requires
from tracker.web.addresses import own_page
from tracker.web.follow_up import confirmation
from tracker.web.follow_up.confirmation import Sentence
from tracker.web.follow_up.forms import (
    FollowUpForm,
    MilestoneAnswer,
    MilestoneForm,
    NoChangeForm,
    ReadingForm,
    ReopenForm,
    StatusForm,
    page_to_come_back_to,
)
from tracker.web.follow_up.refusals import SENTENCES
from tracker.web.forms.base import given
from tracker.web.forms.contents import form_contents
from tracker.web.forms.saving import Saved, page, save, unless_sent
from tracker.web.forms.stale import stale_page
from tracker.web.forms.uploads import KEPT, takes_files
from tracker.web.forms.writing import writer
from tracker.web.i18n import day, language

blueprint = Blueprint("follow_up", __name__)
wording.faults(SENTENCES)


@blueprint.route("/elements/<int:element_id>/report", methods=["GET", "POST"])
@requires(REPORT)
@takes_files
def report(element_id: int) -> ResponseReturnValue:
    """Report the status of an element."""
    found = _element(element_id)
    last = found.element.report
    form = StatusForm(found.element.kind, **_filled_in(status=last.status.value if last else None))
    return save(
        form,
        lambda: report_status(
            writer(),
            element_id=element_id,
            status=form.chosen,
            contents=form_contents(form, ReportContents, reported_on=clock.today()),
            proof=form.proof(clock.today()),
        ),
        lambda made: _told(form, made, lambda: _status_saved(found)),
        overtaken=lambda: None,
    ) or _status_page(found, form)


@blueprint.post("/elements/<int:element_id>/no-change")
@requires(REPORT)
def no_change(element_id: int) -> ResponseReturnValue:
    """Say that the latest report still holds."""
    found = _element(element_id)
    form = NoChangeForm()
    answer = save(
        form,
        lambda: report_no_change(writer(), element_id=element_id),
        lambda made: _told(form, made, lambda: _status_saved(found)),
        overtaken=lambda: None,
    )
    if answer:
        return answer
    full = StatusForm(found.element.kind, formdata=None, next=form.next.data)
    if form.refused:
        full.refuse(form.refused)
    return _status_page(found, full)


@blueprint.route("/milestones/<int:milestone_id>/report", methods=["GET", "POST"])
@requires(REPORT)
@takes_files
def milestone(milestone_id: int) -> ResponseReturnValue:
    """Say that a milestone is done, or move it."""
    found = _milestone(milestone_id)
    form = MilestoneForm(**_filled_in(done_on=clock.today(), version=found.version))
    return save(
        form,
        lambda: _answer_for(milestone_id, form),
        lambda made: _told(form, made, lambda: _answer_saved(found, form)),
        overtaken=lambda: _stale_milestone(milestone_id, form),
    ) or _milestone_page(found, form)


def _answer_for(milestone_id: int, form: MilestoneForm) -> int:
    if form.answer.data == MilestoneAnswer.DONE:
        done_on = given(form.done_on.data)
        return complete_milestone(
            writer(),
            milestone_id=milestone_id,
            version=form.version_seen,
            done_on=done_on,
            proof=form.proof(done_on),
        )
    return move_milestone(
        writer(),
        milestone_id=milestone_id,
        version=form.version_seen,
        due=given(form.due.data),
        reason=form.reason.data or "",
        proof=form.proof(clock.today()),
    )


@blueprint.route("/milestones/<int:milestone_id>/reopen", methods=["GET", "POST"])
@requires(REPORT)
def reopen(milestone_id: int) -> ResponseReturnValue:
    """Take back that a milestone was done."""
    found = _milestone(milestone_id)
    form = ReopenForm(**_filled_in(version=found.version))
    return save(
        form,
        lambda: reopen_milestone(
            writer(),
            milestone_id=milestone_id,
            version=form.version_seen,
            reason=form.reason.data or "",
        ),
        lambda made: _told(form, made, lambda: confirmation.milestone_reopened(found)),
        overtaken=lambda: _stale_reopening(milestone_id, form),
    ) or _reopen_page(found, form)


@blueprint.route("/indicators/<int:indicator_id>/readings/new", methods=["GET", "POST"])
@requires(REPORT)
@takes_files
def reading(indicator_id: int) -> ResponseReturnValue:
    """Enter what was read on an indicator; where it is broken down, its parts come next."""
    found = _indicator(indicator_id)
    form = ReadingForm(**_filled_in(read_on=clock.today()))
    form.measured_in(found.indicator.unit)

    def saved(number: int | None) -> Saved:
        told = _told(form, number, lambda: _reading_saved(found, form.contents()))
        if number is None or not breakdowns(db.session(), indicator_id):
            return told
        parts = url_for("indicators.parts", reading_id=number, next=form.next.data or None)
        return replace(told, address=parts)

    return save(
        form,
        lambda: add_reading(
            writer(),
            indicator_id=indicator_id,
            contents=form.contents(),
            proof=form.proof(given(form.read_on.data)),
        ),
        saved,
        overtaken=lambda: None,
    ) or _reading_page(found, form)


def _element(element_id: int) -> FollowedElement:
    """404 also for what nobody reports on: inputs and external factors."""
    found = read.followed_element(db.session(), element_id, language())
    if found is None or not (found.element.kind.is_delivery or found.element.kind.is_result):
        abort(404)
    return found


def _milestone(milestone_id: int) -> FollowedMilestone:
    found = read.followed_milestone(db.session(), milestone_id, language())
    if found is None:
        abort(404)
    return found


def _indicator(indicator_id: int) -> FollowedIndicator:
    found = read.followed_indicator(db.session(), indicator_id, language())
    if found is None:
        abort(404)
    return found


def _filled_in(**values: Any) -> dict[str, Any]:
    """What a fresh form shows. Nothing for one that was sent: what it leaves out was left out."""
    return unless_sent(**values, next=page_to_come_back_to(url_for("my_work.show")))


def _told(form: FollowUpForm, made: int | None, sentences: Callable[[], Sequence[Sentence]]) -> Saved:
    """Back to where the form was asked for. One that was sent twice (``made`` is None) needs no files."""
    address = own_page(form.next.data, url_for("my_work.show"))
    if made is None:
        form.forget_files()
        return Saved("", address)
    (_, first), *further = sentences()
    return Saved(first, address, further)


def _status_saved(before: FollowedElement) -> Sequence[Sentence]:
    return confirmation.status_saved(before, after_report(db.session(), before.place, language()))


def _answer_saved(before: FollowedMilestone, form: MilestoneForm) -> Sequence[Sentence]:
    found, now = after_answer(db.session(), before, language(), clock.today())
    if form.answer.data == MilestoneAnswer.DONE:
        return confirmation.milestone_done(found, now)
    return confirmation.milestone_moved(before, found, now)


def _reading_saved(before: FollowedIndicator, read: ReadingContents) -> Sequence[Sentence]:
    assessed, now = after_reading(db.session(), before, language())
    return confirmation.reading_saved(before, Reading(read.read_on, read.value), assessed, now)


def _status_page(found: FollowedElement, form: StatusForm) -> ResponseReturnValue:
    no_change = NoChangeForm(formdata=None, next=form.next.data) if found.element.report else None
    return _page("report", form, found=found, no_change=no_change)


def _milestone_page(found: FollowedMilestone, form: MilestoneForm) -> ResponseReturnValue:
    return _page("milestone", form, found=found, assessed=milestones.assess(found.milestone, clock.today()))


def _reopen_page(found: FollowedMilestone, form: ReopenForm) -> ResponseReturnValue:
    return _page("reopen", form, found=found, assessed=milestones.assess(found.milestone, clock.today()))


def _reading_page(found: FollowedIndicator, form: ReadingForm) -> ResponseReturnValue:
    return _page("reading", form, found=found, assessed=indicators.assess(found.indicator))


def _page(name: str, form: FollowUpForm, **shown: Any) -> ResponseReturnValue:
    back = own_page(form.next.data, url_for("my_work.show"))
    return page(f"follow_up/{name}.html", form, back=back, **shown)


def _stale_milestone(milestone_id: int, form: MilestoneForm) -> ResponseReturnValue:
    """Both versions: what the person said, and what somebody else has made of the milestone."""
    now = _milestone(milestone_id)
    if form.answer.data == MilestoneAnswer.DONE:
        mine = (day(form.done_on.data), gettext("not changed"))
    else:
        mine = (gettext("not changed"), day(form.due.data))
    files = ", ".join(one.file.file_name for one in form.taken.waiting)
    for name in ("reason", "document_title", "document_url"):
        if not form[name].data or (name == "reason" and form.answer.data == MilestoneAnswer.DONE):
            del form[name]
    rows = [
        (gettext("Done on"), mine[0], day(now.milestone.done_on)),
        (gettext("Due date"), mine[1], day(now.milestone.due)),
        *([(gettext("Files"), files, "")] if files else []),
    ]
    return _stale(now, form, rows, url_for(".milestone", milestone_id=milestone_id))


def _stale_reopening(milestone_id: int, form: ReopenForm) -> ResponseReturnValue:
    now = _milestone(milestone_id)
    rows = [(gettext("Done on"), gettext("not done"), day(now.milestone.done_on))]
    return _stale(now, form, rows, url_for(".reopen", milestone_id=milestone_id))


def _stale(
    now: FollowedMilestone, form: FollowUpForm, rows: list[tuple[str, str, str]], address: str
) -> ResponseReturnValue:
    new_files = [(KEPT, one.token) for one in form.taken.new] if isinstance(form, MilestoneForm) else []
    element = url_for("elements.show", element_id=now.place.element_id)
    return stale_page(now.milestone.title, rows, form, address, now.version, element, new_files)
