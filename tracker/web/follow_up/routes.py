"""The pages of the short forms: a status, a milestone, a reading. My work shows the same forms in place."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.follow_up import reporting as read
from tracker.records.queries.follow_up.reporting import (
    FollowedElement,
    FollowedIndicator,
    FollowedMilestone,
    Place,
)
from tracker.records.queries.indicators.breakdowns import breakdowns
from tracker.records.queries.pathway import load_pathway
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, StaleWrite
from tracker.services.follow_up.indicators import add_reading
from tracker.services.follow_up.milestones import complete_milestone, move_milestone, reopen_milestone
from tracker.services.follow_up.reports import report_no_change, report_status
from tracker.theory.follow_up import indicators, milestones
from tracker.theory.pathway import Pathway, Reading
from tracker.web import clock, wording
from tracker.web.access import REPORT, requires
from tracker.web.addresses import own_page
from tracker.web.follow_up import confirmation
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
    if not form.validate_on_submit():
        return _status_page(found, form)
    try:
        report_status(
            writer(),
            element_id=element_id,
            reported_on=clock.today(),
            status=form.chosen,
            happened=form.happened.data or "",
            next_step=form.next_step.data or "",
            proof=form.proof(clock.today()),
        )
    except AlreadyDone:
        form.forget_files()
        return _done_before(form)
    except Invalid as error:
        form.refuse(error)
        return _status_page(found, form)
    _confirm_status(found)
    return _back(form)


@blueprint.post("/elements/<int:element_id>/no-change")
@requires(REPORT)
def no_change(element_id: int) -> ResponseReturnValue:
    """Say that the latest report still holds."""
    found = _element(element_id)
    form = NoChangeForm()
    try:
        report_no_change(writer(), element_id=element_id)
    except AlreadyDone:
        return _done_before(form)
    except Invalid as error:
        full = StatusForm(found.element.kind, formdata=None, next=form.next.data)
        full.refuse(error)
        return _status_page(found, full)
    _confirm_status(found)
    return _back(form)


@blueprint.route("/milestones/<int:milestone_id>/report", methods=["GET", "POST"])
@requires(REPORT)
@takes_files
def milestone(milestone_id: int) -> ResponseReturnValue:
    """Say that a milestone is done, or move it."""
    found = _milestone(milestone_id)
    form = MilestoneForm(**_filled_in(done_on=clock.today(), version=str(found.version)))
    if not form.validate_on_submit():
        return _milestone_page(found, form)
    version = form.expected_version or 0
    try:
        if form.answer.data == MilestoneAnswer.DONE:
            complete_milestone(
                writer(),
                milestone_id=milestone_id,
                version=version,
                done_on=given(form.done_on.data),
                proof=form.proof(given(form.done_on.data)),
            )
        else:
            move_milestone(
                writer(),
                milestone_id=milestone_id,
                version=version,
                due=given(form.due.data),
                reason=form.reason.data or "",
                proof=form.proof(clock.today()),
            )
    except AlreadyDone:
        form.forget_files()
        return _done_before(form)
    except StaleWrite:
        return _stale_milestone(milestone_id, form)
    except Invalid as error:
        form.refuse(error)
        return _milestone_page(found, form)
    pathway = _pathway(found.place)
    if form.answer.data == MilestoneAnswer.DONE:
        confirmation.milestone_done(pathway, found, clock.today())
    else:
        confirmation.milestone_moved(pathway, found, clock.today())
    return _back(form)


@blueprint.route("/milestones/<int:milestone_id>/reopen", methods=["GET", "POST"])
@requires(REPORT)
def reopen(milestone_id: int) -> ResponseReturnValue:
    """Take back that a milestone was done."""
    found = _milestone(milestone_id)
    form = ReopenForm(**_filled_in(version=str(found.version)))
    if not form.validate_on_submit():
        return _reopen_page(found, form)
    try:
        reopen_milestone(
            writer(),
            milestone_id=milestone_id,
            version=form.expected_version or 0,
            reason=form.reason.data or "",
        )
    except AlreadyDone:
        return _done_before(form)
    except StaleWrite:
        return _stale_reopening(milestone_id, form)
    except Invalid as error:
        form.refuse(error)
        return _reopen_page(found, form)
    confirmation.milestone_reopened(found)
    return _back(form)


@blueprint.route("/indicators/<int:indicator_id>/readings/new", methods=["GET", "POST"])
@requires(REPORT)
@takes_files
def reading(indicator_id: int) -> ResponseReturnValue:
    """Enter what was read on an indicator; where it is broken down, its parts come next."""
    found = _indicator(indicator_id)
    form = ReadingForm(**_filled_in(read_on=clock.today()))
    form.measured_in(found.indicator.unit)
    if not form.validate_on_submit():
        return _reading_page(found, form)
    try:
        number = add_reading(
            writer(),
            indicator_id=indicator_id,
            read_on=given(form.read_on.data),
            value=given(form.value.data),
            source=form.source.data or "",
            proof=form.proof(given(form.read_on.data)),
        )
    except AlreadyDone:
        form.forget_files()
        return _done_before(form)
    except (Invalid, Duplicate) as error:
        form.refuse(error)
        return _reading_page(found, form)
    confirmation.reading_saved(
        _pathway(found.place),
        found.indicator,
        indicators.latest_reading(found.indicator),
        Reading(given(form.read_on.data), given(form.value.data)),
    )
    if breakdowns(db.session(), indicator_id):
        return redirect(url_for("indicators.parts", reading_id=number, next=form.next.data or None), 303)
    return _back(form)


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


def _pathway(place: Place) -> Pathway:
    return load_pathway(db.session(), place.plan_id, language())


def _filled_in(**values: Any) -> dict[str, Any]:
    """What a fresh form shows. Nothing for one that was sent: what it leaves out was left out."""
    before = page_to_come_back_to(url_for("my_work.show"))
    return {} if request.method == "POST" else {**values, "next": before}


def _back(form: FollowUpForm) -> ResponseReturnValue:
    return redirect(own_page(form.next.data, url_for("my_work.show")), 303)


def _done_before(form: FollowUpForm) -> ResponseReturnValue:
    flash(gettext("This was saved already; nothing was saved twice."), "success")
    return _back(form)


def _confirm_status(before: FollowedElement) -> None:
    pathway = _pathway(before.place)
    element = pathway.element.get(before.element.id)
    if element is not None and element.report is not None:
        confirmation.status_saved(pathway, before, element.report)


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
    """200 for a fresh form, 422 for one that was refused."""
    back = own_page(form.next.data, url_for("my_work.show"))
    page = render_template(f"follow_up/{name}.html", form=form, back=back, **shown)
    return page, 422 if form.errors or form.form_errors else 200


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
    page = url_for("elements.show", element_id=now.place.element_id)
    return stale_page(now.milestone.title, rows, form, address, now.version, page, new_files)
