"""``/plans/<id>/archive`` and ``/plans/<id>/restore``."""

from collections.abc import Callable

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.plans.plan_making import StoredPlan, holdings
from tracker.services.errors import AlreadyDone, Invalid, StaleWrite
from tracker.services.plans.states import archive_plan, restore_plan_from_archive
from tracker.web import clock
from tracker.web.access import DECIDE, requires
from tracker.web.forms.base import fresh
from tracker.web.forms.stale import stale_page
from tracker.web.forms.writing import writer
from tracker.web.i18n import localised
from tracker.web.plan_making.blueprint import blueprint, saved_before, stored, to_plan
from tracker.web.plan_making.forms import ReasonForm
from tracker.web.plans.plan_header import plan_of_address
from tracker.web.wording import word


@blueprint.route("/plans/<int:plan_id>/archive", methods=["GET", "POST"])
@requires(DECIDE)
def archive(plan_id: int) -> ResponseReturnValue:
    """Take a plan out of lists and follow-up."""
    return _put("archive", plan_id, archive_plan, gettext("archived"), gettext("The plan is archived."))


@blueprint.route("/plans/<int:plan_id>/restore", methods=["GET", "POST"])
@requires(DECIDE)
def restore(plan_id: int) -> ResponseReturnValue:
    """Put an archived plan back."""
    done = gettext("The plan is restored.")
    return _put("restore", plan_id, restore_plan_from_archive, gettext("restored"), done)


def _put(name: str, plan_id: int, verb: Callable[..., int], mine: str, done: str) -> ResponseReturnValue:
    """Asks why and calls the verb; ``name`` is that of endpoint and template, ``mine`` says what the person
    wanted the plan to be."""
    plan = stored(plan_id)
    if (plan.archived_at is None) is (name == "restore"):
        return to_plan(plan_id)
    form = ReasonForm(**fresh(version=plan.version))
    if form.validate_on_submit():
        try:
            verb(
                writer(),
                plan_id=plan_id,
                version=form.expected_version or 0,
                reason=form.reason.data or "",
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            return _stale(form, stored(plan_id), f".{name}", mine)
        except AlreadyDone:
            return saved_before(plan_id)
        else:
            return to_plan(plan_id, done)
    return _page(name, plan_id, form)


def _page(name: str, plan_id: int, form: ReasonForm) -> ResponseReturnValue:
    body = render_template(
        f"plan_making/{name}.html",
        form=form,
        plan=plan_of_address(),
        holds=holdings(db.session(), plan_id, clock.today()),
    )
    return body, 422 if form.errors or form.form_errors else 200


def _stale(form: ReasonForm, now: StoredPlan, endpoint: str, mine: str) -> ResponseReturnValue:
    """The reason is kept; whoever changed the plan meanwhile did so in the title or the state they see."""
    title = localised(now.title, now.title_en)
    held = gettext("archived") if now.archived_at else word(now.state)
    rows = [(gettext("State"), mine, held), (gettext("Title"), title, title)]
    here = url_for(endpoint, plan_id=now.id)
    return stale_page(f"{now.code} {title}", rows, form, here, now.version, here)
