"""The page of what a milestone puts at risk, and the question what if."""

import sqlalchemy as sa

from tests.theory.reader import expected
from tracker.extensions import db
from tracker.records.models import Event, Milestone

NUMBERS = {code: place for place, code in enumerate(expected()["milestones"], start=1)}

MEDIUM = "Virkning på mellemlangt sigt"


def address(code, query=""):
    return f"/milestones/{NUMBERS[code]}/impact{query}"


def sections(page):
    return {one.get("aria-labelledby"): one for one in page.main.all("section")}


def cells(section):
    return [
        [cell.text for cell in row.all() if cell.tag in ("td", "th")]
        for row in section.one("tbody").all("tr")
    ]


def test_the_milestone_is_shown_with_its_promise_and_its_delay(as_):
    page = as_("reader").page(address("HP1-m2"))
    facts = {one.one("dt").text: one.one("dd").text for one in page.main.one("dl").all("div")}
    assert facts["Første frist"] == "01.04.2015"
    assert facts["Frist"].startswith("01.05.2015")
    assert facts["Efter første frist"] == "167 dage"
    assert facts["Truer"] == "2 mål og 4 andre elementer"


def test_every_element_and_goal_at_risk_is_named_with_its_day_and_the_day_it_moves_to(as_):
    found = sections(as_("reader").page(address("HP1-m2")))
    goals, elements = cells(found["goals"]), cells(found["elements"])
    assert [row[1:] for row in goals] == [
        ["31.12.2015 tidsafstand ikke oplyst", "15.06.2016"],
        ["30.06.2017 tidsafstand ikke oplyst", "14.12.2017"],
    ]
    assert [(row[0].split(" Hvorfor?")[0], *row[-2:]) for row in elements] == [
        ("Ydelse Strækninger med ny belysning", "01.04.2015 tidsafstand ikke oplyst", "15.09.2015"),
        (f"{MEDIUM} Gæster og forældre oplever større tryghed i nattelivet", "30.06.2016", "14.12.2016"),
        (f"{MEDIUM} Færre voldsanmeldelser i nattelivszonen", "31.12.2015", "15.06.2016"),
        ("Virkning på langt sigt Flere borgere er trygge aften og nat", "30.06.2017", "14.12.2017"),
    ]


def test_why_names_the_chain_from_the_milestone_s_element_and_leads_to_each_of_its_elements(as_):
    found = sections(as_("reader").page(address("HP1-m2")))
    last = found["elements"].all("details", class_="why")[-1]
    assert last.one("summary").text.startswith("Hvorfor?")
    assert [step.one("a").text for step in last.one("ol").all("li")] == [
        "Ny belysning på utrygge strækninger",
        "Strækninger med ny belysning",
        "Gæster og forældre oplever større tryghed i nattelivet",
        "Flere borgere er trygge aften og nat",
    ]
    assert "efter elementets egen dato" in last.text
    assert "Forsinkelsen på 167 dage rykker det til 14.12.2017" in last.text


def test_a_lag_that_is_not_stated_is_said_to_count_as_nothing(as_):
    text = as_("reader").page(address("HP1-m2")).text
    assert "En forsinkelse uden oplyst tidsafstand regnes som 0" in text


def test_the_indicators_of_what_is_at_risk_say_what_it_means_for_their_targets(as_):
    found = sections(as_("reader").page(address("HP1-m2", "?due=01.12.2015")))
    named = [row.all("a")[0] for row in found["indicators"].one("tbody").all("tr")]
    assert all(one["href"].startswith("/indicators/") for one in named)
    said = {row[0].split(" Virkning")[0]: row[2:] for row in cells(found["indicators"])}
    assert said["Andel trygge aften og nat"] == [
        "Der er 17 dage fra den forventede dag til måltallets dato.",
        "Forsinkelsen overhaler måltallet, hvis dato ligger 60 dage før den forventede dag.",
    ]


def test_what_if_shows_the_moved_day_beside_the_present_one_and_saves_nothing(app, as_):
    def stored():
        with app.app_context():
            session = db.session()
            row = session.get_one(Milestone, NUMBERS["HP1-m2"])
            return row.due, row.version, session.scalar(sa.select(sa.func.count()).select_from(Event))

    before = stored()
    page = as_("planner").page(address("HP1-m2", "?due=01.12.2015"))
    assert "Hvis den flyttes til 01.12.2015, er den 244 dage efter den første frist." in page.text
    assert "Intet er gemt." in page.text
    elements = cells(sections(page)["elements"])
    assert [row[-2:] for row in elements][-1] == ["14.12.2017", "01.03.2018"]
    assert stored() == before


def test_what_if_of_a_milestone_that_keeps_its_promise_shows_what_would_be_at_risk(as_):
    reader = as_("reader")
    assert "den truer intet" in reader.page(address("HP1-m5")).text
    page = reader.page(address("HP1-m5", "?due=15.01.2016"))
    assert "31 dage efter den første frist" in page.text
    rows = cells(sections(page)["elements"])
    assert rows
    assert {row[-2] for row in rows} == {"ikke truet"}


def test_moving_back_to_a_first_promise_that_has_passed_is_said_to_stay_overdue(as_):
    page = as_("reader").page(address("HP1-m2", "?due=1/4-2015"))
    assert "ville straks være overskredet" in page.text
    assert "167 dage efter den første frist" in page.text


def test_a_day_that_is_none_is_refused_at_the_field_and_kept(as_):
    answer = as_("reader").get(address("HP1-m2", "?due=i+morgen"))
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert "<title>Fejl:" in text.replace("\n", "")
    assert 'value="i morgen"' in text
    assert "»i morgen« er ikke en dato" in text


def test_an_empty_question_is_refused_too(as_):
    assert as_("reader").get(address("HP1-m2", "?due=")).status_code == 422


def test_only_who_may_report_is_led_on_to_the_form_that_really_moves_it(as_):
    form = f"/milestones/{NUMBERS['HP5-m2']}/report"
    for persona, may in (("owner", True), ("planner", True), ("reader", False), ("manager", False)):
        links = as_(persona).page(address("HP5-m2")).links
        assert any(link.startswith(form) for link in links) is may, persona


def test_a_milestone_that_is_done_late_shows_its_impact_and_asks_nothing(as_):
    page = as_("planner").page(address("HP3-m1", "?due=01.01.2016"))
    assert "15 dage" in page.text
    assert "Hvad hvis" not in page.text
    assert sections(page)["elements"]


def test_a_foreign_milestone_and_one_that_is_not_there_answer_alike(as_):
    assert as_("reader").get("/milestones/99999/impact").status_code == 404


def test_an_element_at_risk_names_the_milestone_and_leads_to_its_impact(as_, demo_session):
    outcome = demo_session.execute(sa.text("SELECT id FROM elements WHERE code = 'HP1-M1'")).scalar_one()
    page = as_("reader").page(f"/elements/{outcome}")
    assert (
        "Truet: milepælen »Udbud af belysning offentliggjort« er 167 dage efter den første frist" in page.text
    )
    assert address("HP1-m2") in page.links


def test_the_managers_overview_leads_from_each_overdue_milestone_to_its_impact(as_):
    page = as_("manager").page("/")
    late = page.main.one("section", **{"aria-labelledby": "late"})
    first = late.all("a", class_="stake-line")[0]
    assert first["href"] == address("HP6-m2")
    assert "truer G1 og 5 elementer" in first.text
