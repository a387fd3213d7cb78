"""A form about what was closed, decided or archived meanwhile changes nothing and loses nothing typed."""

import pytest
import sqlalchemy as sa

from tests.factories import Maker
from tracker.records.models import CatalogueEntry, Hearing, HearingRecipient, Measurement
from tracker.services.catalogue.entries import archive_catalogue_entry
from tracker.services.hearings.hearings import close_hearing
from tracker.services.measurements.inventory import archive_measurement

TYPED = "Det, jeg nåede at skrive"


@pytest.fixture
def made(make_in_demo: Maker) -> Maker:
    return make_in_demo


def version_of(made: Maker, model) -> int:
    """That of the first row."""
    found: int = made.writer.session.get_one(model, 1).version
    made.writer.session.rollback()
    return found


def closed_hearing(made: Maker, _as) -> None:
    close_hearing(made.writer, hearing_id=1, version=version_of(made, Hearing), summary="Lukket af en anden")


def archived_entry(made: Maker, _as) -> None:
    archive_catalogue_entry(made.writer, entry_id=1, version=version_of(made, CatalogueEntry), reason="Væk")


def archived_measurement(made: Maker, _as) -> None:
    archive_measurement(made.writer, measurement_id=1, version=version_of(made, Measurement), reason="Væk")


def decided_round(_made: Maker, as_) -> None:
    verdicts = {f"decision_{place}": "wait" for place in range(9)}
    verdicts |= {f"reason_{place}": "Senere" for place in range(9)}
    other = as_("planner")
    assert other.submit("/priorities/1/decide", {**verdicts, "reasons": "Andre var før"}).status_code == 303


LATE = {
    "/hearings/1/change": ("secretary", closed_hearing, {"reason": TYPED}),
    "/hearings/1/close": ("secretary", closed_hearing, {"summary": TYPED}),
    "/hearings/recipients/{waiting}/reply": (
        "secretary",
        closed_hearing,
        {"met_on": "01.09.2015", "outcome": "discussed", "decision": TYPED},
    ),
    "/catalogue/1/edit": ("planner", archived_entry, {"note": TYPED}),
    "/catalogue/1/archive": ("planner", archived_entry, {"reason": TYPED}),
    "/catalogue/1/commitments/new": ("planner", archived_entry, {"sentence": TYPED}),
    "/measurements/1/edit": ("planner", archived_measurement, {"question": TYPED}),
    "/measurements/1/breaks/new": ("planner", archived_measurement, {"from_on": "01.01.2014", "note": TYPED}),
    "/priorities/1/decide": ("planner", decided_round, {"reasons": TYPED}),
    "/priorities/1/weights": ("planner", decided_round, {"anchor_impact_0": TYPED}),
}


@pytest.mark.parametrize("address", LATE)
def test_what_was_typed_into_a_form_that_comes_too_late_is_given_back(address, as_, made):
    persona, ended, typed = LATE[address]
    browser = as_(persona)
    query = sa.select(HearingRecipient.id).where(
        HearingRecipient.hearing_id == 1, HearingRecipient.outcome.is_(None)
    )
    waiting = made.writer.session.scalars(query.limit(1)).one()
    made.writer.session.rollback()
    address = address.format(waiting=waiting)
    form = browser.page(address).form(address, *typed).values()
    ended(made, as_)
    made.writer.session.rollback()
    answer = browser.send(form, typed, address)
    assert answer.status_code in (404, 409, 422), answer.status
    page = browser.checked(answer, address, answer.status_code)
    kept = [*(field.get("value") for field in page.root.all("input")), page.text]
    kept += [area.text for area in page.root.all("textarea")]
    assert any(TYPED in (text or "") for text in kept)


@pytest.mark.parametrize("address", [address for address in LATE if "{" not in address])
def test_who_asks_for_such_a_form_afterwards_is_led_away(address, as_, made):
    persona, ended, _typed = LATE[address]
    ended(made, as_)
    made.writer.session.rollback()
    assert as_(persona).get(address).status_code in (303, 404)
