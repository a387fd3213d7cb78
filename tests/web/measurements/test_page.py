"""The page of a measurement: what is known and what is not, its series, and where it is used."""

from datetime import date

import pytest

from tracker.services.follow_up.indicators import add_indicator
from tracker.services.verb import Writer
from tracker.theory.contents.indicator import IndicatorContents
from tracker.theory.kinds import ElementKind, IndicatorDirection, Visibility


def test_what_nobody_has_recorded_is_said_to_be_missing(as_):
    page = as_("reader").page("/measurements/1")
    assert "Spørgsmålets præcise ordlyd Ikke oplyst" in page.text
    assert "Rigspolitiet" in page.text


def test_the_series_is_told_newest_first_with_breaks_and_gaps(as_, make_in_demo, measurement):
    for year, value in ((2011, 50), (2013, 52), (2014, 53)):
        make_in_demo.value(year, value, illustrative=year == 2014)
    make_in_demo.series_break(date(2014, 1, 1), note="Nyt spørgsmål")
    make_in_demo.writer.session.rollback()
    page = as_("reader").page(f"/measurements/{measurement}")
    told = [" ".join(row) for row in page.rows()]
    assert [line.split()[0] for line in told] == ["2014", "01.01.2014", "2013", "2012", "2011"]
    assert "Illustrativ" in told[0]
    assert "Illustrativ" not in told[2]
    assert told[1].endswith("Brud A : Nyt spørgsmål")
    assert told[3].endswith("Ingen værdi")
    [chart, _phone] = page.main.all(class_="series-chart")
    assert not chart.all("polyline")
    assert len(chart.all(class_="series-break")) == 1
    assert len(chart.all(class_="series-invented")) == 1


def test_a_measurement_without_values_that_goes_into_the_index_is_warned_of(planner, measurement):
    address = f"/measurements/{measurement}/verdict"
    assert "Den har endnu ingen værdi." in planner.page(address).text
    page = planner.follow(planner.submit(address, {"verdict": "include", "reason": "Kommer til foråret"}))
    assert "Den indgår i indekset, men har endnu ingen værdi" in page.text
    assert "Kommer til foråret" in page.text
    assert "15.09.2015, Strategikoordinator" in page.text


def test_scores_are_told_with_who_and_when(planner, measurement):
    address = f"/measurements/{measurement}/scores"
    page = planner.follow(planner.submit(address, {"relevance": "3", "access": "0"}))
    assert "Relevans 3 Selve definitionen 15.09.2015, Strategikoordinator" in page.text
    assert "Adgang 0 Slet ikke" in page.text
    assert "Gyldighed Ikke vurderet" in page.text
    assert "af 18" not in page.text


def test_without_any_score_the_form_says_what_is_missing(planner, measurement):
    address = f"/measurements/{measurement}/scores"
    page = planner.checked(planner.submit(address), address, 422)
    assert "Vælg en vurdering på mindst ét punkt." in page.text


def test_scores_somebody_gave_meanwhile_are_shown_beside_one_s_own(planner, measurement, as_):
    address = f"/measurements/{measurement}/scores"
    page = planner.page(address)
    as_("planner").submit(address, {"relevance": "1"})
    answer = planner.send(page.form(address).values(), {"relevance": "3"}, address)
    both = planner.checked(answer, address, 409)
    assert "3 Selve definitionen" in both.text
    assert "1 Berører definitionen" in both.text
    sent = planner.send(both.form(address).values(), {}, address)
    assert "Relevans 3 Selve definitionen" in planner.follow(sent).text


def test_a_correction_says_that_the_published_year_keeps_the_old_value(planner):
    page = planner.page("/measurements/values/1/correct")
    assert "Det offentliggjorte år beholder den værdi." in page.text
    values = {"value": "12", "source": "Ny rapport", "reason": "Slåfejl"}
    shown = planner.follow(planner.submit("/measurements/values/1/correct", values))
    assert "Rettet" in shown.text
    assert "Slåfejl" in shown.text
    assert "offentliggjort med værdierne for 2013–2015" in shown.text


def test_a_withdrawn_value_is_still_told(planner, make_in_demo, measurement):
    number = make_in_demo.value(2014, 61)
    make_in_demo.writer.session.rollback()
    answer = planner.submit(f"/measurements/values/{number}/withdraw", {"reason": "Forkert opgjort"})
    page = planner.follow(answer)
    assert "1 værdi er trukket tilbage" in page.text
    assert "2014: 61" in page.text
    assert "Forkert opgjort" in page.text
    assert page.rows() == []
    assert measurement


def test_another_value_of_the_same_year_is_refused_at_the_field_and_kept(planner, make_in_demo, measurement):
    make_in_demo.value(2014, 61)
    make_in_demo.writer.session.rollback()
    address = f"/measurements/{measurement}/values/new"
    answer = planner.submit(address, {"taken_on": "2014", "value": "62", "source": "Rapport"})
    page = planner.checked(answer, address, 422)
    assert any("Serien har allerede en værdi" in error for error in page.errors)
    assert page.form(address).values()["taken_on"] == ["2014"]


@pytest.fixture
def linked(make_in_demo, measurement):
    """Indicators of a shared and of a hidden plan, read from the measurement."""
    writer: Writer = make_in_demo.writer
    made = {}
    for name, visibility in (("Delt", Visibility.SHARED), ("Skjult", Visibility.ORGANISATION)):
        plan = make_in_demo.plan(
            title=f"{name} plan", visibility=visibility, lead_organisation_id=make_in_demo.organisation()
        )
        element = make_in_demo.element(ElementKind.OUTCOME_SHORT, plan_id=plan)
        made[name] = add_indicator(
            writer,
            contents=IndicatorContents(
                element_id=element,
                title=f"{name} indikator",
                unit="antal",
                direction=IndicatorDirection.LOWER_BETTER,
                baseline_on=date(2014, 12, 31),
                baseline_value=10,
                target_on=date(2016, 12, 31),
                target_value=5,
                measurement_id=measurement,
            ),
        )
    writer.session.rollback()
    return made


def test_indicators_are_named_only_to_those_who_see_their_plan(as_, linked, measurement):
    seen = as_("reader").page(f"/measurements/{measurement}").text
    assert "Delt indikator" in seen
    assert "Skjult" not in seen
    assert "Skjult indikator" in as_("planner").page(f"/measurements/{measurement}").text
    assert linked


def test_unit_and_direction_that_differ_are_a_warning_on_both_pages(as_, linked, measurement):
    browser = as_("reader")
    warning = "Indikatoren er i »antal«, målingen i »%«. For den ene er højere bedst, for den anden lavere."
    assert warning in browser.page(f"/measurements/{measurement}").text
    page = browser.page(f"/indicators/{linked['Delt']}")
    assert warning in page.text
    assert f"/measurements/{measurement}" in page.links


def test_an_edit_meanwhile_is_shown_beside_one_s_own(planner, as_, measurement):
    address = f"/measurements/{measurement}/edit"
    page = planner.page(address)
    as_("planner").submit(address, {"title": "Deres titel"})
    both = planner.checked(
        planner.send(page.form(address).values(), {"title": "Min titel"}, address), "", 409
    )
    assert "Deres titel" in both.text
    assert "Min titel" in both.form(address).values()["title"]


def test_the_danish_title_is_what_is_changed_in_english_too(planner, measurement):
    planner.submit(f"/measurements/{measurement}/edit", {"title_en": "Trial measurement"})
    with planner.session_transaction() as stored:
        stored["language"] = "en"
    page = planner.page(f"/measurements/{measurement}/edit")
    assert page.form(f"/measurements/{measurement}/edit").values()["title"] == ["Prøvemåling"]
    assert "Trial measurement" in planner.page(f"/measurements/{measurement}").text
