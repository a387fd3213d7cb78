"""A reading is corrected with a reason; what it said before is still there to read."""

import pytest
import sqlalchemy as sa

from tests.web.indicators.conftest import SPRING, SUMMER
from tracker.records.models import Event

GOOD = {"read_on": "30.06.2015", "value": "16", "source": "Kalender", "reason": "En tur manglede"}


@pytest.fixture
def address(indicator, readings):
    return f"/readings/{readings(indicator)[SUMMER].id}/correct"


def test_a_correction_is_shown_with_what_stood_before_and_why(owner, indicator, address, readings):
    page = owner.follow(owner.submit(address, GOOD))
    assert page.heading == "Ture"
    assert "værdi 15 → 16" in page.text
    assert "En tur manglede" in page.text
    assert readings(indicator)[SUMMER].value == 16.0
    history = owner.page(f"/indicators/{indicator}/history").text
    assert "rettede en aflæsning" in history
    assert "Ture, 30.06.2015" in history
    assert "En tur manglede" in history


def test_the_form_holds_what_the_reading_says(owner, address):
    values = owner.page(address).form(address).values()
    assert [values[name] for name in ("read_on", "value", "source")] == [["30.06.2015"], ["15"], ["Kalender"]]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"source": ""}, "source"),
        ({"value": "mange"}, "value"),
        ({"value": ""}, "value"),
        ({"value": "15"}, "value"),
        ({"read_on": "31.12.2014"}, "read_on"),
        ({"read_on": "16.09.2015"}, "read_on"),
        ({"read_on": "31.03.2015"}, "read_on"),
    ],
)
def test_what_is_no_correction_is_refused_at_its_field_and_kept(
    sent, field, owner, indicator, address, readings
):
    page = owner.checked(owner.submit(address, {**GOOD, **sent}), address, 422)
    assert page.main.all(id=f"{field}-error")
    assert page.form(address).values()["reason"] == [{**GOOD, **sent}["reason"].strip()]
    assert {day: row.value for day, row in readings(indicator).items()} == {SPRING: 12.0, SUMMER: 15.0}


def test_a_correction_meanwhile_shows_both_versions_and_can_be_sent_again(
    owner, as_, address, readings, indicator
):
    form = owner.page(address).form(address).values()
    as_("planner").submit(address, {**GOOD, "value": "17"})
    answer = owner.send(form, GOOD, address)
    page = owner.checked(answer, address, 409)
    assert ["Værdi i antal", "16", "17"] in page.rows()
    owner.follow(owner.send(page.form(address).values(), {}, address))
    assert readings(indicator)[SUMMER].value == 16.0


def test_a_double_submit_corrects_once(owner, address, demo_session):
    values = owner.page(address).form(address).values()
    assert [owner.send(values, GOOD, address).status_code for _ in range(2)] == [303, 303]
    demo_session.rollback()
    made = demo_session.scalars(sa.select(Event.id).where(Event.verb == "correct_reading")).all()
    assert len(made) == 1


def test_only_those_who_report_correct(as_, address):
    assert as_("reader").get(address).status_code == 403
    assert as_("planner").get(address).status_code == 200
