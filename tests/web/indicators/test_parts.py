"""Readings in parts: chosen on the indicator, given with the reading, checked against the whole."""

import pytest
import sqlalchemy as sa

from tests.web.indicators.conftest import SUMMER
from tracker.records.models import ReadingPart

MIDTBY = {"area_0_label": "Midtbyen", "area_0_value": "9"}
ALL = {**MIDTBY, "area_1_label": "Aalborg Øst", "area_1_value": "6"}


@pytest.fixture
def broken_down(owner, indicator):
    """The indicator, broken down by area into parts that add up."""
    address = f"/indicators/{indicator}/breakdowns"
    owner.follow(owner.submit(address, {"area": "sum"}))
    return indicator


@pytest.fixture
def address(broken_down, readings):
    return f"/readings/{readings(broken_down)[SUMMER].id}/parts"


@pytest.fixture
def parts(demo_session):
    def stored():
        demo_session.rollback()
        demo_session.expire_all()
        return [
            (row.label, row.value)
            for row in demo_session.scalars(sa.select(ReadingPart).order_by(ReadingPart.position))
        ]

    return stored


def test_parts_stand_by_their_dimension_over_time_with_their_sum(owner, address, parts):
    page = owner.follow(owner.submit(address, ALL))
    assert parts() == [("Midtbyen", 9.0), ("Aalborg Øst", 6.0)]
    assert "Efter område" in page.text
    assert ["30.06.2015", "9", "6", "15", "15"] in page.rows()


def test_parts_that_do_not_make_the_whole_are_refused_with_their_sum_and_kept(owner, address, parts):
    page = owner.checked(owner.submit(address, MIDTBY), address, 422)
    sentence = "Aflæsningen er 15, men delene giver tilsammen 9: en forskel på 6."
    assert sentence in page.main.one(id="area-error").text
    assert page.form(address).values()["area_0_label"] == ["Midtbyen"]
    assert parts() == []


def test_a_reading_that_is_corrected_shows_that_its_parts_no_longer_make_it(owner, address, broken_down):
    owner.follow(owner.submit(address, ALL))
    correct = address.replace("/parts", "/correct")
    page = owner.follow(owner.submit(correct, {"value": "17", "reason": "To ture manglede"}))
    assert "delene efter område giver tilsammen 15, men aflæsningen er 17: en forskel på 2." in page.text
    assert address in owner.page(f"/indicators/{broken_down}").links


def test_parts_that_were_read_are_changed_with_a_reason(owner, address, parts):
    owner.follow(owner.submit(address, ALL))
    changed = {"area_0_value": "8", "area_1_value": "7"}
    page = owner.checked(owner.submit(address, changed), address, 422)
    assert page.main.all(id="reason-error")
    owner.follow(owner.submit(address, {**changed, "reason": "Grænsen er flyttet"}))
    assert parts() == [("Midtbyen", 8.0), ("Aalborg Øst", 7.0)]


def test_a_part_that_was_removed_is_still_named_in_the_histories(owner, address, broken_down, parts):
    owner.follow(owner.submit(address, ALL))
    gone = {"area_0_value": "15", "area_1_value": "", "reason": "Øst hører med til midten"}
    owner.follow(owner.submit(address, gone))
    assert parts() == [("Midtbyen", 15.0)]
    page = owner.page(f"/indicators/{broken_down}/history")
    assert "Del af en aflæsning fjernet: Aalborg Øst" in page.text
    element = next(link for link in page.links if link.startswith("/elements/"))
    assert "Del af en aflæsning fjernet: Aalborg Øst" in owner.page(f"{element}/history").text


def test_a_value_says_what_it_is_of(owner, address):
    page = owner.checked(owner.submit(address, {"area_0_value": "15"}), address, 422)
    assert "Skriv, hvad værdien gælder for." in page.main.one(id="area_0_label-error").text


def test_more_rows_keep_what_was_typed_and_save_nothing(owner, address, parts):
    page = owner.checked(owner.submit(address, {**MIDTBY, "more": "area"}), address)
    form = page.form(address)
    assert form.values()["area_0_value"] == ["9"]
    assert "area_5_label" in form.names
    assert parts() == []


def test_the_next_reading_offers_the_labels_of_the_last_one(owner, address, make, broken_down):
    owner.follow(owner.submit(address, ALL))
    later = make.reading(broken_down, SUMMER.replace(month=8), 20.0)
    page = owner.page(f"/readings/{later}/parts")
    values = page.form(f"/readings/{later}/parts").values()
    assert [values[f"area_{place}_label"] for place in (0, 1)] == [["Midtbyen"], ["Aalborg Øst"]]
    assert values["area_0_value"] == [""]


def test_a_new_reading_leads_on_to_its_parts_and_then_back(owner, broken_down):
    new = f"/indicators/{broken_down}/readings/new"
    sent = {"read_on": "01.09.2015", "value": "18", "source": "Kalender", "next": "/my-work"}
    page = owner.follow(owner.submit(new, sent))
    assert "Aflæsningen fra 01.09.2015 er 18" in page.text
    [form] = [one for one in page.forms if one.action.endswith("/parts")]
    answer = owner.send(form.values(), {"area_0_label": "Hele byen", "area_0_value": "18"}, form.action)
    assert answer.headers["Location"] == "/my-work"


def test_parts_of_shares_cannot_be_said_to_add_up(owner, make, demo_session):
    share = make.indicator(unit="%")
    demo_session.rollback()
    address = f"/indicators/{share}/breakdowns"
    page = owner.checked(owner.submit(address, {"sex": "sum"}), address, 422)
    assert "Andele og rater kan ikke lægges sammen" in page.main.one(id="sex-error").text
    owner.follow(owner.submit(address, {"sex": "parts"}))


def test_what_readings_are_broken_down_by_cannot_be_dropped(owner, address, broken_down):
    owner.follow(owner.submit(address, ALL))
    choose = f"/indicators/{broken_down}/breakdowns"
    page = owner.checked(owner.submit(choose, {"area": "no"}), choose, 422)
    assert "så mange aflæsninger er opdelt sådan: 1" in page.main.one(id="area-error").text


def test_choices_and_parts_that_somebody_changed_meanwhile_show_both_versions(
    owner, as_, address, broken_down
):
    choose = f"/indicators/{broken_down}/breakdowns"
    mine, my_parts = owner.page(choose).form(choose).values(), owner.page(address).form(address).values()
    as_("planner").submit(choose, {"age": "parts"})
    page = owner.checked(owner.send(mine, {"sex": "parts"}, choose), choose, 409)
    assert ["Efter alder", "Nej", "Ja, men delene behøver ikke give aflæsningen tilsammen"] in page.rows()
    as_("planner").submit(address, ALL)
    page = owner.checked(owner.send(my_parts, {**MIDTBY, "area_0_value": "15"}, address), address, 409)
    assert ["Midtbyen", "15", "9"] in page.rows()
    assert ["Aalborg Øst", "–", "6"] in page.rows()


def test_a_reading_of_an_indicator_that_is_not_broken_down_has_no_parts(owner, indicator, readings):
    assert owner.get(f"/readings/{readings(indicator)[SUMMER].id}/parts").status_code == 404


def test_owners_break_an_active_plan_s_indicator_down_themselves(owner, broken_down):
    assert "Efter område" in owner.page(f"/indicators/{broken_down}").text
    assert "foreslået" not in owner.page(f"/indicators/{broken_down}").text
