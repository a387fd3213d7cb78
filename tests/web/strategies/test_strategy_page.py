"""The strategy page: how each goal stands, and which goal nobody serves."""

from tracker.theory.kinds import PlanState


def goal_card(page, code):
    return next(card for card in page.main.all("article") if code in card.one("h3").text)


def test_the_only_strategy_is_shown_at_once(as_):
    answer = as_("reader").get("/strategies")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/strategies/1"


def test_definitions_and_goals_stand_in_the_strategy_s_order(as_):
    page = as_("reader").page("/strategies/1")
    sections = page.main.all("section", class_="definition")
    assert [section.one("h2").text for section in sections] == [
        "Den oplevede tryghed",
        "Den faktiske tryghed",
        "Den fællesskabende tryghed",
    ]
    assert [card.one("h3").text[:2] for card in page.main.all("article")] == ["G1", "G2", "G3", "G4", "G5"]


def test_a_goal_shows_the_strength_of_its_best_chain_and_where_it_is(as_):
    card = goal_card(as_("reader").page("/strategies/1"), "G3").text
    assert "E3 Dokumenteret" in card
    assert "HP3" in card


def test_a_goal_shows_how_many_milestones_put_it_at_risk(as_):
    page = as_("reader").page("/strategies/1")
    assert "3 overskredne" in goal_card(page, "G2").text
    assert "Ingen overskredet" in goal_card(page, "G5").text


def test_a_goal_that_the_strategy_finds_imprecise_says_so(as_):
    assert "præciseres" in goal_card(as_("reader").page("/strategies/1"), "G5").text


def test_a_goal_that_no_plan_serves_is_visible(as_, change_plan_state):
    change_plan_state("HP3", PlanState.IDEA)
    card = goal_card(as_("reader").page("/strategies/1"), "G3")
    assert "Ingen handlingsplan arbejder for dette mål" in card.text


def test_a_strategy_that_is_not_there_is_not_found(as_):
    assert as_("reader").get("/strategies/999").status_code == 404


def test_the_page_costs_at_most_eleven_queries(as_, count_queries):
    reader = as_("reader")
    with count_queries() as counted:
        reader.get("/strategies/1")
    assert len(counted) <= 11
