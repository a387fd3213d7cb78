"""A form that is sent twice, by a double click or a reload, writes once and says so."""

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.browsing import Browser
from tests.conftest import SignInAs
from tests.factories import Maker
from tests.web.all_forms import FORMS, UntouchedRows, Visit
from tracker.extensions import db
from tracker.records.models import Event

SAID = "Det var allerede gemt; intet er gemt to gange."

NOTHING_TO_SAY = {
    "account.sign_in": "signs in once more",
    "account.sign_out": "is signed out already",
    "account.choose_language": "chooses the same language",
    "account.change_password": "its token has gone with the session of the old password",
}
"""Forms that write no row of the strategy, and what they do when they are sent again."""

STILL_SILENT: frozenset[str] = frozenset(
    [
        "admin.archive_organisation-0",
        "admin.deactivate_person-0",
        "admin.edit_organisation-0",
        "admin.edit_person-0",
        "admin.grant_role-0",
        "admin.new_organisation-0",
        "admin.new_person-0",
        "admin.reactivate_person-0",
        "admin.restore_organisation-0",
        "admin.revoke_role-0",
        "building.archive_assumption-0",
        "building.archive_element-0",
        "building.archive_indicator-0",
        "building.archive_milestone-0",
        "building.detach_finding-0",
        "building.disconnect-0",
        "building.lay_assumption-0",
        "building.lift_assumption-0",
        "building.move_element-0",
        "building.new_attachment-0",
        "building.restore_assumption-0",
        "building.restore_element-0",
        "building.restore_indicator-0",
        "building.restore_link-0",
        "building.restore_milestone-0",
        "catalogue.archive-0",
        "catalogue.archive_commitment-0",
        "catalogue.edit-0",
        "catalogue.edit_commitment-0",
        "catalogue.edit_tie-0",
        "catalogue.move_commitment-0",
        "catalogue.new_commitment-0",
        "catalogue.new_commitment-1",
        "catalogue.restore-0",
        "catalogue.restore_commitment-0",
        "catalogue.tie-0",
        "catalogue.untie-0",
        "comments.reopen-0",
        "comments.resolve-0",
        "comments.seen-0",
        "comments.withdraw-0",
        "documents.restore-0",
        "documents.withdraw-0",
        "evidence.archive-0",
        "evidence.edit-0",
        "evidence.restore-0",
        "hearings.restore_paper-0",
        "hearings.withdraw_paper-0",
        "indicators.import_pasted-0",
        "measurements.archive-0",
        "measurements.correct-0",
        "measurements.edit-0",
        "measurements.enter-0",
        "measurements.import_pasted-0",
        "measurements.mark_break-0",
        "measurements.remove_break-0",
        "measurements.restore-0",
        "measurements.scores-0",
        "measurements.verdict-0",
        "measurements.withdraw-0",
        "plan_making.archive-0",
        "plan_making.restore-0",
        "proposals.withdraw-0",
        "undoing.restore-0",
        "undoing.undo-0",
    ]
)
"""Forms that still have to be mended."""

NAMED = {f"{endpoint}-{place}": form for endpoint, forms in FORMS.items() for place, form in enumerate(forms)}


@pytest.mark.once
@pytest.mark.parametrize("name", [name for name in NAMED if name.rpartition("-")[0] not in NOTHING_TO_SAY])
def test_a_form_that_is_sent_twice_writes_once_and_says_so(
    name: str, app: Flask, as_: SignInAs, make_in_demo: Maker
) -> None:
    form = NAMED[name]
    browser = as_(form.persona) if form.persona else app.test_client()
    assert isinstance(browser, Browser)
    visited = Visit(form, browser, UntouchedRows(make_in_demo))
    first = visited.send()
    if first.status_code == 303:
        browser.follow(first)
    before = events(app)
    second = visited.send()
    assert events(app) == before
    if first.status_code == 303 and name not in STILL_SILENT:
        assert SAID in browser.follow(second).text


def events(app: Flask) -> int:
    """How many the log holds."""
    with app.app_context():
        found = db.session.scalar(sa.select(sa.func.count(Event.id)))
        db.session.rollback()
    return found or 0
