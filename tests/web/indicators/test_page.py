"""The page of an indicator: how it stands at each reading, and why."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.web.indicators.conftest import SUMMER
from tracker.records.models import Indicator, IndicatorReading

MOST = 14


def test_the_page_says_how_the_indicator_stands_and_why(owner, indicator):
    page = owner.page(f"/indicators/{indicator}")
    assert page.heading == "Ture"
    assert "50 % af vejen, forventet 25 %" in page.text
    assert "Af vejen: (15 − 10) ÷ (20 − 10) = 50 %." in page.text
    assert "den dag var 181 af de 731 dage fra udgangspunkt til måltal gået = 24,8 %" in page.text
    assert "på den forventede linje" in page.text


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (20.0, "måltallet er nået"),
        (9.0, "(9 − 10) ÷ (20 − 10) = -10 %"),
        (9.0, "ingen fremgang"),
        (11.9, "højst 10 procentpoint efter det forventede: 19 % er mindst 14,8 %"),
        (11.4, "mere end 10 procentpoint efter det forventede: 14 % er mindre end 14,8 %"),
    ],
)
def test_each_state_has_its_arithmetic_in_words(value, sentence, owner, make, demo_session):
    own = make.indicator()
    make.reading(own, SUMMER, value)
    demo_session.rollback()
    assert sentence in owner.page(f"/indicators/{own}").text


def test_negative_numbers_stand_in_brackets(owner, make, demo_session):
    own = make.indicator(baseline_value=-10.0, target_value=10.0)
    make.reading(own, SUMMER, -5.0)
    demo_session.rollback()
    assert "((-5) − (-10)) ÷ (10 − (-10)) = 25 %" in owner.page(f"/indicators/{own}").text


def test_without_a_reading_nobody_knows_and_the_page_says_what_to_do(owner, make, demo_session):
    own = make.indicator()
    demo_session.rollback()
    page = owner.page(f"/indicators/{own}")
    assert "Ikke målt" in page.text
    assert "Der er ingen aflæsning efter udgangspunktet den 31.12.2014" in page.text
    assert "Indtast den første, eller indsæt en kolonne" in page.text


def test_each_reading_stands_with_its_progress_its_state_and_its_source(owner, indicator):
    rows = owner.page(f"/indicators/{indicator}").rows()
    assert [row[0] for row in rows] == ["31.12.2016", "30.06.2015", "31.03.2015", "31.12.2014"]
    summer, spring = rows[1], rows[2]
    assert summer[1:4] == ["15", "12,48", "50 % forventet 25 %"]
    assert "Følger den forventede linje" in spring[4]
    assert spring[3].startswith("20 %")
    assert "Kalender" in spring[5]


def test_the_chart_is_told_in_words_too(owner, indicator):
    page = owner.page(f"/indicators/{indicator}")
    charts = page.main.all("svg", class_="indicator-chart")
    assert len(charts) == 2
    assert "Fra 10 den 31.12.2014 til målet 20 den 31.12.2016" in charts[0].text


def test_the_panel_of_the_element_and_the_workbench_lead_to_the_page(owner, indicator, make):
    found = f"/indicators/{indicator}"
    element = make.writer.session.connection().exec_driver_sql(
        f"SELECT element_id FROM indicators WHERE id = {indicator}"  # noqa: S608
    )
    number = element.scalar_one()
    make.writer.session.rollback()
    assert found in owner.page(f"/elements/{number}").links
    assert found in owner.page(f"/indicators/{indicator}/edit").links


def test_each_reading_leads_to_its_documentation_and_back(owner, indicator, readings):
    page = owner.page(f"/indicators/{indicator}")
    for reading in readings(indicator).values():
        [way] = [link for link in page.links if f"/readings/{reading.id}/documents/new" in link]
        assert f"/indicators/{indicator}" in owner.page(way).links


def test_readers_look_and_are_offered_no_forms(as_, indicator):
    page = as_("reader").page(f"/indicators/{indicator}")
    assert page.heading == "Ture"
    assert not [link for link in page.links if "/readings/" in link or "/import" in link]


def test_an_archived_indicator_is_not_there(owner, as_, indicator):
    planner = as_("planner")
    planner.follow(planner.submit(f"/indicators/{indicator}/archive"))
    for address in ("", "/import", "/breakdowns"):
        assert owner.get(f"/indicators/{indicator}{address}").status_code == 404
    assert owner.get(f"/indicators/{indicator}/history").status_code == 200


def test_the_page_costs_the_same_whatever_hangs_on_it(owner, make, demo_session, count_queries):
    bare, crowded = make.indicator(), make.indicator()
    for number in range(12):
        make.broken_down(crowded, date(2015, 1, 31) + timedelta(days=15 * number), 10.0 + number)
    demo_session.rollback()
    counts = []
    for own in (bare, crowded):
        owner.get(f"/indicators/{own}")
        with count_queries() as statements:
            assert owner.get(f"/indicators/{own}").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= MOST, counts


def test_every_indicator_of_the_demonstration_says_why_it_stands_so_and_names_its_reading(as_, demo_session):
    reader = as_("reader")
    found = demo_session.execute(
        sa.select(Indicator.id, sa.func.max(IndicatorReading.id))
        .outerjoin(IndicatorReading, IndicatorReading.indicator_id == Indicator.id)
        .group_by(Indicator.id)
    ).all()
    demo_session.rollback()
    assert len(found) > 30
    for number, reading in found:
        page = reader.page(f"/indicators/{number}")
        why = page.main.one("details", class_="why")
        grounds = [node["href"] for node in why.all("a")]
        assert any(link.startswith("/elements/") for link in grounds), number
        assert (f"#reading-{reading}" in grounds) is (reading is not None), number
