"""``/plans/<id>/archive`` and ``/plans/<id>/restore``."""

from collections.abc import Callable

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.plans.plan_making import StoredPlan, holdings
from tracker.services.plans.states import archive_plan, restore_plan_from_archive
from tracker.web import clock
from tracker.web.access import DECIDE, requires
from tracker.web.forms.base import ReasonForm, fresh
from tracker.web.forms.saving import Saved, is_sent, page, save
from tracker.web.forms.stale import stale_page
from tracker.web.forms.writing import writer
from tracker.web.i18n import localised
from tracker.web.plan_making.blueprint import blueprint, stored
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
    here = url_for("plans.show", plan_id=plan_id)
    if not is_sent() and (plan.archived_at is None) is (name == "restore"):
        return redirect(here, 303)
    form = ReasonForm(**fresh(version=plan.version))
    return save(
        form,
        lambda: verb(writer(), plan_id=plan_id, version=form.version_seen, reason=form.reason.data or ""),
        Saved(done, here),
        overtaken=lambda: _stale(form, stored(plan_id), f".{name}", mine),
    ) or page(
        f"plan_making/{name}.html",
        form,
        plan=plan_of_address(),
        holds=holdings(db.session(), plan_id, clock.today()),
    )


def _stale(form: ReasonForm, now: StoredPlan, endpoint: str, mine: str) -> ResponseReturnValue:
    """The reason is kept; whoever changed the plan meanwhile did so in the title or the state they see."""
    title = localised(now.title, now.title_en)
    held = gettext("archived") if now.archived_at else word(now.state)
    rows = [(gettext("State"), mine, held), (gettext("Title"), title, title)]
    here = url_for(endpoint, plan_id=now.id)
    return stale_page(f"{now.code} {title}", rows, form, here, now.version, here)
