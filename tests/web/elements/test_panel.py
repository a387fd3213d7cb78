"""What an element's page and panel say, in the demonstration."""

import pytest

from tests.theory.reader import expected, pathways

ELEMENTS = [found for pathway in pathways() for found in pathway.elements if not found.goal]


@pytest.fixture
def text(as_, element):
    """What the planner reads on an element's page."""
    planner = as_("planner")
    return lambda code: planner.page(f"/elements/{element(code)}").text


def test_an_activity_is_shown_with_who_when_and_how_it_goes(text):
    read = text("HP1-A2")
    for words in (
        "Aktivitet · HP1-A2",
        "By- og Landskabsforvaltningen",
        "01.02.2015 – 30.06.2016",
        "Større problemer 21 dage gammel",
        "Meldt 25.08.2015",
        "Udbud forsinket",
    ):
        assert words in read


def test_a_milestone_is_overdue_by_days_and_moved_by_days(text):
    read = text("HP1-A2")
    assert "Overskredet 137 dage Frist 01.05.2015" in read
    assert "Udskudt 30 dage, fra 01.04.2015" in read
    assert "Forsinkelsen på 167 dage truer alt, hvad der kommer efter." in read


def test_the_rules_answers_for_the_whole_demonstration_are_on_its_pages(text):
    """One walk through all elements; ``expected`` is the sample's own list of answers."""
    stale = {row["node"]: row["age_days"] for row in expected()["stale_status"]}
    claimed = set(expected()["claims_without_measurement"])
    unmeasured = set(expected()["outcomes_without_indicator"])
    for found in ELEMENTS:
        read = text(found.code)
        assert (f"{stale.get(found.code)} dage gammel: forældet" in read) is (found.code in stale), found
        assert ("forældet" in read) is (found.code in stale), found
        flag = "Der er meldt et resultat, men ingen aflæsning efter udgangspunktet viser det."
        assert (flag in read) is (found.code in claimed), found
        if found.kind.is_outcome:
            said = "Ingen indikator måler denne virkning" in read
            assert said is (found.code in unmeasured), found


@pytest.mark.parametrize(("language", "word"), [("da", "effekt"), ("en", "effect")])
def test_no_conclusion_about_an_outcome_speaks_of_an_effect(as_, element, language, word):
    planner = as_("planner")
    with planner.session_transaction() as stored:
        stored["language"] = language
    for found in ELEMENTS:
        if found.kind.is_outcome:
            page = planner.page(f"/elements/{element(found.code)}")
            [conclusion] = page.main.all("section", class_="inference")
            assert word not in conclusion.text.lower(), found


def test_a_plausible_contribution_is_said_not_to_be_proven(text):
    read = text("HP1-K1")
    assert "Plausibelt bidrag" in read
    assert "det er ikke bevist, at planen er årsag til ændringen" in read


def test_before_its_date_an_outcome_is_too_early_to_tell(text):
    assert "For tidligt at sige Virkningen forventes fra 31.12.2015." in text("HP1-M2")


def test_an_output_that_is_not_delivered_carries_nothing_further(text):
    assert "Ydelsen er ikke leveret." in text("HP1-O2")


def test_why_an_output_counts_as_delivered_or_not_names_its_report_its_reading_and_what_is_late(as_, element):
    section = as_("reader").page(f"/elements/{element('HP1-O2')}").main.one("section", class_="inference")
    [why] = section.all("details", class_="why")
    for words in ("Større problemer meldt 25.08.2015", "Strækninger belyst (akk.)", "30.06.2015: 0"):
        assert words in why.text
    assert "Ny belysning på utrygge strækninger" in why.text
    assert "Udbud af belysning offentliggjort Overskredet 137 dage" in why.text
    assert len(why.all("a")) >= 3


def test_an_indicator_is_given_as_shares_of_the_way_and_as_a_table(as_, element):
    page = as_("reader").page(f"/elements/{element('HP1-K1')}")
    assert "47 % af vejen, forventet 33 %" in page.text
    assert "Følger den forventede linje" in page.text
    dates_and_values = [row[:2] for row in page.rows()]
    assert dates_and_values == [["31.12.2016", "75"], ["30.06.2015", "66"], ["30.09.2014", "58"]]


def test_a_chart_says_in_words_what_it_draws(as_, element):
    page = as_("reader").page(f"/elements/{element('HP1-K1')}")
    chart = page.main.one("svg", role="img")
    assert chart.one("title").text == "Unge der kender natteravnene (%)"
    assert "Den seneste aflæsning er 66 den 30.06.2015." in chart.one("desc").text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("HP1-O2", "E1± Praksisviden, omstridt"),
        ("HP1-O1", "E0≠ Antagelse, modsagt"),
        ("HP1-L1", "Gælder pr. definition"),
        ("HP3-O3", "E1≈ Praksisviden, blandede fund"),
    ],
)
def test_a_link_has_its_level_and_what_is_disputed_about_it(text, code, words):
    assert words in text(code)


def test_a_finding_is_cited_with_its_direction_design_and_address(as_, element):
    page = as_("reader").page(f"/elements/{element('HP1-O2')}")
    assert "Welsh BC, Farrington DP (2008)" in page.text
    assert "metaanalyse, 13 studier. doi:10.4073/csr.2008.13" in page.text
    assert "https://doi.org/10.4073/csr.2008.13" in page.links


def test_indirect_evidence_says_what_it_counts_as(text):
    assert "indirekte: tæller som E1" in text("HP1-K2")


def test_a_critical_assumption_is_marked_with_its_state(text):
    assert "Truet Kritisk Aftalen følges også sent på natten" in text("HP1-K2")


def test_an_assumption_leads_to_its_row_among_those_of_the_plan(as_, element):
    reader = as_("reader")
    page = reader.page(f"/elements/{element('HP1-O3')}")
    [way] = [one for one in page.main.all("a") if "/assumptions#assumption-" in one["href"]]
    address, _, row = way["href"].partition("#")
    assert way.text in reader.page(address).main.one("tr", id=row).text


def test_what_is_before_and_after_stands_by_columns(as_, element):
    page = as_("reader").page(f"/elements/{element('HP1-M2')}")
    columns = [node.text for node in page.main.all("p", class_="stream-kind")]
    assert columns == [
        "Ressource",
        "Aktivitet",
        "Ydelse",
        "Virkning på kort sigt",
        "Virkning på langt sigt",
        "Mål",
    ]


def test_the_weakest_link_of_a_chain_is_named(text):
    read = text("HP1-M2")
    weakest = "Færre voldsanmeldelser i nattelivszonen → til Flere borgere er trygge aften og nat"
    assert f"Svageste led: {weakest} ." in read
    assert "Evidens for det kan løfte årsagskæden til E4." in read


def test_an_external_factor_names_what_it_is_a_rival_explanation_for(as_, element):
    page = as_("reader").page(f"/elements/{element('HP1-X1')}")
    assert "En anden mulig forklaring på Færre voldsanmeldelser i nattelivszonen" in page.text
    assert f"/elements/{element('HP1-M2')}" in page.links
    assert "Årsagskæder til målene" not in page.text


def test_an_outcome_names_the_explanations_to_rule_out(text):
    assert "Andre forklaringer, der skal udelukkes: Ændrede lukketider i restaurationsplanen" in text(
        "HP1-M2"
    )


def test_a_goal_names_its_definition_and_every_plan_that_serves_it(text):
    read = text("HP1-G1")
    assert "Den oplevede tryghed" in read
    assert "HP1 Et trygt natteliv Nordjyllands Politi · I gang · primært mål" in read
    assert "HP6 Tryghedsvandringer" in read


def test_a_goal_that_the_strategy_finds_vague_says_so(text):
    assert "Strategien siger selv, at målet med fordel kan præciseres." in text("HP6-G5")
    assert "præciseres" not in text("HP1-G1")


def test_the_panel_is_the_page_without_its_frame(as_, element):
    reader = as_("reader")
    address = f"/elements/{element('HP1-M2')}"
    panel = reader.get(f"{address}?panel=1").get_data(as_text=True)
    assert panel.lstrip().startswith("<article")
    assert "<html" not in panel
    assert "<h1" not in panel
    assert f'href="{address}"' in panel
    assert reader.page(address).heading == "Færre voldsanmeldelser i nattelivszonen"


def test_in_english_titles_and_words_are_english(as_, element):
    reader = as_("reader")
    with reader.session_transaction() as stored:
        stored["language"] = "en"
    read = reader.page(f"/elements/{element('HP1-A2')}").text
    assert "New lighting on unsafe stretches" in read
    assert "Overdue by 137 days" in read
    assert "21 days old" in read
