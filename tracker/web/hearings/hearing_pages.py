"""One hearing: its page, its summary to print, the plan that it is on as it was, and its history."""

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.extensions import db
from tracker.records.queries.hearings.case_documents import heard_on
from tracker.records.queries.history.plan_scopes import of_hearing, of_recipient
from tracker.records.queries.history.values import Named
from tracker.web.access import PARTNER, requires
from tracker.web.hearings.blueprint import blueprint, hearing_of, recipient_of, recorded_for
from tracker.web.hearings.frozen import frozen_plan
from tracker.web.hearings.hearing_rows import hearing_views
from tracker.web.history.history_pages import history_page
from tracker.web.i18n import language

HISTORY = "hearings/history.html"


@blueprint.get("/hearings/<int:hearing_id>")
@requires(PARTNER)
def show(hearing_id: int) -> str:
    return _shown("hearings/show.html", hearing_id)


@blueprint.get("/hearings/<int:hearing_id>/summary")
@requires(PARTNER)
def summary(hearing_id: int) -> str:
    """All decisions to the letter, on paper too."""
    return _shown("hearings/summary.html", hearing_id)


@blueprint.get("/hearings/<int:hearing_id>/plan")
@requires(PARTNER)
def plan(hearing_id: int) -> ResponseReturnValue:
    """The plan as it was when the hearing was opened, however it has changed since."""
    one = hearing_of(hearing_id)
    if one.plan is None:
        abort(404)
    return render_template("hearings/plan.html", hearing=one, frozen=frozen_plan(one, one.plan))


@blueprint.get("/hearings/<int:hearing_id>/history")
@requires(PARTNER)
def hearing_history(hearing_id: int) -> str:
    """Who opened, changed and closed it, and when."""
    one = hearing_of(hearing_id)
    back = url_for(".show", hearing_id=hearing_id)
    own = Named("hearings", hearing_id)
    return history_page(HISTORY, of_hearing(hearing_id), own, hearing=one, recipient=None, back=back)


@blueprint.get("/hearings/recipients/<int:recipient_id>/history")
@requires(PARTNER)
def recipient_history(recipient_id: int) -> str:
    """What a reply said before it was corrected."""
    recipient, one = recipient_of(recipient_id)
    back = url_for(".recipient", recipient_id=recipient_id)
    own = Named("hearing_recipients", recipient_id)
    return history_page(HISTORY, of_recipient(recipient_id), own, hearing=one, recipient=recipient, back=back)


def _shown(template: str, hearing_id: int) -> str:
    [view] = hearing_views([hearing_of(hearing_id)], recorded_for(), with_points=True)
    documents = heard_on(db.session(), hearing_id, language())
    return render_template(template, view=view, documents=documents)
