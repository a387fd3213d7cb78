"""``/hearings/cases``: the cases, and one with its documents and hearings."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.hearings import cases as query
from tracker.records.queries.hearings import hearings as hearing_query
from tracker.records.queries.hearings.case_documents import documents_of_case
from tracker.records.queries.hearings.cases import CaseRow
from tracker.records.queries.history.strategy_scopes import of_case
from tracker.records.queries.history.values import Named
from tracker.records.queries.strategies.goals import all_strategies
from tracker.services.hearings import cases as verbs
from tracker.theory.contents.case import CaseContents
from tracker.web.access import PARTNER, RUN_HEARINGS, requires
from tracker.web.forms.base import PlainForm, ReasonForm
from tracker.web.forms.contents import form_contents, form_values
from tracker.web.forms.saving import (
    Saved,
    both_versions,
    confirm_again,
    is_sent,
    page,
    press,
    save,
    unless_sent,
)
from tracker.web.forms.writing import writer
from tracker.web.hearings.blueprint import blueprint, case_of, recorded_for
from tracker.web.hearings.forms import CaseForm
from tracker.web.hearings.hearing_rows import hearing_views
from tracker.web.history.history_pages import history_page
from tracker.web.i18n import language
from tracker.web.signin import viewer


@blueprint.get("/hearings/cases")
@requires(PARTNER)
def cases() -> str:
    session, archived = db.session(), request.args.get("state") == "archived"
    return render_template(
        "hearings/cases/cases.html",
        cases=query.cases(session, viewer(), language(), archived=archived),
        archived=archived,
        archived_count=query.archived_cases(session),
    )


@blueprint.get("/hearings/cases/<int:case_id>")
@requires(PARTNER)
def case(case_id: int) -> str:
    found = case_of(case_id)
    session, words = db.session(), language()
    rows = hearing_query.hearings(
        session, viewer(), hearing_query.Filters(case=case_id), words, limit=hearing_query.MOST_CHOICES
    )
    return render_template(
        "hearings/cases/case.html",
        case=found,
        documents=documents_of_case(session, case_id, words),
        hearings=hearing_views(rows, recorded_for()),
        plain=PlainForm(formdata=None),
    )


@blueprint.get("/hearings/cases/<int:case_id>/history")
@requires(PARTNER)
def case_history(case_id: int) -> str:
    """Who changed what of a case and its documents."""
    own = Named("cases", case_id)
    return history_page("hearings/cases/case_history.html", of_case(case_id), own, case=case_of(case_id))


@blueprint.route("/hearings/cases/new", methods=["GET", "POST"])
@requires(RUN_HEARINGS)
def new_case() -> ResponseReturnValue:
    """Make a case of the one strategy that is followed."""
    form = CaseForm()
    strategies = all_strategies(db.session(), language())
    if not strategies:
        return render_template("hearings/no_strategy.html")

    def saved(made: int | None) -> Saved:
        address = url_for(".case", case_id=made) if made else url_for(".cases")
        return Saved(gettext("The case is made. Add its documents, or open a hearing."), address)

    return save(
        form,
        lambda: verbs.add_case(
            writer(), strategy_id=strategies[0].id, contents=form_contents(form, CaseContents)
        ),
        saved,
    ) or page("hearings/cases/new_case.html", form)


@blueprint.route("/hearings/cases/<int:case_id>/edit", methods=["GET", "POST"])
@requires(RUN_HEARINGS)
def edit_case(case_id: int) -> ResponseReturnValue:
    """Change a case, and say when what had to come of it was delivered."""
    found = case_of(case_id)
    back = url_for(".case", case_id=case_id)
    if found.archived and not is_sent():
        return redirect(back, 303)
    form = CaseForm(**unless_sent(**_stored(found)))
    return save(
        form,
        lambda: verbs.edit_case(
            writer(), case_id=case_id, version=form.version_seen, contents=form_contents(form, CaseContents)
        ),
        Saved(gettext("The case is saved."), back),
        overtaken=lambda: both_versions(found.title, form, _stored(case_of(case_id)), back),
    ) or page("hearings/cases/edit_case.html", form, case=found)


@blueprint.route("/hearings/cases/<int:case_id>/archive", methods=["GET", "POST"])
@requires(RUN_HEARINGS)
def archive_case(case_id: int) -> ResponseReturnValue:
    """Say why a case without hearings is not wanted any more."""
    found = case_of(case_id)
    back = url_for(".case", case_id=case_id)
    if (found.archived or found.hearings) and not is_sent():
        return redirect(back, 303)
    form = ReasonForm(**unless_sent(version=str(found.version)))
    return save(
        form,
        lambda: verbs.archive_case(
            writer(), case_id=case_id, version=form.version_seen, reason=form.reason.data or ""
        ),
        Saved(gettext("The case is archived, with its documents."), back),
        overtaken=lambda: confirm_again(form, case_of(case_id).version),
    ) or page("hearings/cases/archive_case.html", form, case=found, back=back)


@blueprint.post("/hearings/cases/<int:case_id>/restore")
@requires(RUN_HEARINGS)
def restore_case(case_id: int) -> ResponseReturnValue:
    """Put an archived case back."""
    case_of(case_id)
    saved = Saved(gettext("The case is restored."), url_for(".case", case_id=case_id))
    return press(PlainForm(), lambda: verbs.restore_case(writer(), case_id=case_id), saved)


def _stored(one: CaseRow) -> dict[str, Any]:
    return {**form_values(one), "title": one.title_da}
