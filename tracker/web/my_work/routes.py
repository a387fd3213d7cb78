"""``/my-work``: the one page that an owner needs between two meetings."""

from datetime import timedelta

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.extensions import db
from tracker.records.queries.evidence.findings import reviews
from tracker.records.queries.follow_up.my_work import own_work
from tracker.records.queries.people.mentions import waiting
from tracker.records.queries.plans.assumptions import RegisteredAssumption, due_reviews, may_change
from tracker.records.queries.plans.proposals import ProposalRow, own_proposals
from tracker.theory.follow_up.agenda import agenda
from tracker.theory.follow_up.reviews import Review, assess_review
from tracker.theory.kinds import Role
from tracker.web import clock
from tracker.web.access import PARTNER, requires
from tracker.web.i18n import language
from tracker.web.my_work.cards import MOST_CARDS, MOST_PLANS, cards, next_promise, plan_lines
from tracker.web.signin import viewer

blueprint = Blueprint("my_work", __name__)

DECIDED_LATELY = timedelta(days=14)


@blueprint.get("/my-work")
@requires(PARTNER)
def show() -> ResponseReturnValue:
    """What needs an answer, and all that the person may report on; comments in which they are mentioned and
    assumptions that they look after too, whatever their role, and evidence to be reviewed. ``?plan=``
    narrows it to one plan."""
    today = clock.today()
    work = own_work(db.session(), viewer(), language())
    mentions = waiting(db.session(), viewer().id, language()) if viewer().mentions else []
    proposed, assumptions = _proposals(), _assumptions()
    chosen = next((plan for plan in work.plans if str(plan.id) == request.args.get("plan")), None)
    findings = reviews(db.session(), viewer(), today, language(), chosen.id if chosen else None)
    if not work.plans:
        return render_template(
            "my_work/none.html",
            mentions=mentions,
            proposals=proposed,
            assumptions=assumptions,
            findings=findings,
            most=MOST_CARDS,
            back=url_for(".show"),
        )
    plans = (chosen,) if chosen else work.plans
    if chosen:
        mentions = [one for one in mentions if one.subject.plan_id == chosen.id]
        proposed = [one for one in proposed if one.plan_id == chosen.id]
        assumptions = [one for one in assumptions if one[0].plan_id == chosen.id]
    asked = agenda([(plan.state, plan.pathway) for plan in plans], today)
    back = url_for(".show", plan=chosen.id if chosen else None)
    return render_template(
        "my_work/show.html",
        plans=work.plans,
        chosen=chosen,
        asked=asked,
        mentions=mentions,
        proposals=proposed,
        assumptions=assumptions,
        findings=findings,
        most=MOST_CARDS,
        cards=cards(asked, work, today, back),
        promise=next_promise(plans, today),
        lines=plan_lines(plans, work, today),
        unlisted=max(0, len(plans) - MOST_PLANS),
        back=back,
    )


def _proposals() -> list[ProposalRow]:
    """The person's own, waiting or decided lately."""
    person = viewer()
    if not person.has(Role.OWNER, Role.PLANNER):
        return []
    return own_proposals(db.session(), person, language(), clock.now() - DECIDED_LATELY)


def _assumptions() -> list[tuple[RegisteredAssumption, Review, bool]]:
    """Assumptions to look at again, each with when, and whether the person may change it."""
    person, today = viewer(), clock.today()
    return [
        (one, assess_review(one.review_on, today), may_change(person, one))
        for one in due_reviews(db.session(), person, today, language())
    ]
