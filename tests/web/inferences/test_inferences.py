"""What may be inferred, with its grounds: in the list of a strategy, in the panel and in the outline."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.theory.reader import document, expected, pathways
from tracker.records.models import Element, Indicator
from tracker.theory.follow_up.grounds import explain
from tracker.theory.follow_up.inference import Conclusion
from tracker.theory.kinds import DeliveryStatus, ElementKind, LinkKind, PlanState
from tracker.web.forms.base import given
from tracker.web.i18n import number

AS_OF = document()["meta"]["as_of"]
FOUND = {str(code): found for plan in pathways() for code, found in explain(plan, AS_OF).items()}
PLANS = {plan.code: place for place, plan in enumerate(pathways(), start=1)}
WORDS = {
    Conclusion.TOO_EARLY: "For tidligt at sige",
    Conclusion.NOT_KNOWN: "Ukendt",
    Conclusion.PLAUSIBLE_CONTRIBUTION: "Plausibelt bidrag",
}


@pytest.fixture
def numbers(demo_session):
    """The demonstration's elements: number by code."""
    return dict(demo_session.execute(sa.select(Element.code, Element.id)).all())


def grounds(node):
    """Every text that stands behind »Hvorfor?«."""
    [why] = node.all("details", class_="why")
    assert why.one("summary").text.startswith("Hvorfor?")
    return why


def names_its_grounds(code, why, app):
    """What is missing behind the question, of what the conclusion rests on."""
    found, text, links = FOUND[code], why.text, [node.get("href") for node in why.all("a")]
    wanted = [delivery.element.title for delivery in found.deliveries]
    wanted += [late.milestone.title for late in found.milestones]
    wanted += [one.title for one in found.unread]
    with app.test_request_context():
        for one in found.readings:
            own, latest = one.indicator, given(one.latest)
            wanted += [own.title, f"{latest.on:%d.%m.%Y}", number(latest.value)]
            wanted += [number(own.baseline.value), number(own.target.value)]
    for link in found.links:
        wanted += [link.source.title, link.target.title]
        wanted += [use.finding.citation for use in link.findings]
        level = given(link.assessment).level
        wanted += [] if level is None else [level.name]
    if found.outcome.expected_from:
        wanted.append(f"{found.outcome.expected_from:%d.%m.%Y}")
    if not found.readings and not found.unread:
        wanted.append("ingen måler virkningen")
    assert len(links) >= len(found.deliveries) + len(found.links), code
    return [words for words in wanted if " ".join(words.split()) not in text]


def test_every_conclusion_of_the_list_names_its_grounds(app, as_, numbers):
    page = as_("reader").page("/strategies/1/inferences")
    entries = {entry.one("h3").one("a")["href"]: entry for entry in page.main.all("li") if entry.all("h3")}
    assert len(entries) == len(FOUND)
    for code, found in FOUND.items():
        entry = entries[f"/elements/{numbers[code]}"]
        assert WORDS[found.conclusion] in entry.text, code
        assert not names_its_grounds(code, grounds(entry), app), code


def test_an_indicator_named_as_a_ground_leads_to_its_page(as_, demo_session):
    by_code = dict(demo_session.execute(sa.select(Indicator.code, Indicator.id)).all())
    page = as_("reader").page("/strategies/1/inferences")
    leads = {
        (one["href"], one.text) for why in page.main.all("details", class_="why") for one in why.all("a")
    }
    for found in FOUND.values():
        for own in (*(one.indicator for one in found.readings), *found.unread):
            assert (f"/indicators/{by_code[own.code]}", " ".join(own.title.split())) in leads


def test_every_conclusion_of_the_panels_names_its_grounds(app, as_, numbers):
    reader = as_("reader")
    for code, found in FOUND.items():
        section = reader.page(f"/elements/{numbers[code]}").main.one("section", class_="inference")
        assert WORDS[found.conclusion] in section.text, code
        assert not names_its_grounds(code, grounds(section), app), code


def test_every_conclusion_of_the_outlines_names_its_grounds(app, as_, numbers):
    reader = as_("reader")
    outlines = {plan: reader.page(f"/plans/{number}/outline") for plan, number in PLANS.items()}
    for code, found in FOUND.items():
        entry = outlines[code[:3]].main.one(class_="outline-element", id=f"n{numbers[code]}")
        assert WORDS[found.conclusion] in entry.text, code
        assert not names_its_grounds(code, grounds(entry), app), code


def test_the_counts_are_those_of_the_rules_and_nothing_is_averaged(as_):
    page = as_("reader").page("/strategies/1/inferences")
    counts = {node.text.partition(" ")[2]: int(node.one("strong").text) for node in choices(page)}
    assert counts["Alle virkninger"] == len(FOUND)
    for conclusion, words in WORDS.items():
        assert counts[words] == sum(found.conclusion is conclusion for found in FOUND.values())
    assert counts["Påstand uden aflæsning"] == len(expected()["claims_without_measurement"])
    assert len(counts) == len(Conclusion) + 2
    assert sum(counts.values()) == 2 * len(FOUND) + counts["Påstand uden aflæsning"]


def choices(page):
    return page.main.one("nav", class_="conclusion-counts").all("a")


def listed(page):
    return [entry.one("h3").one("a").text for entry in page.main.all("li") if entry.all("h3")]


def test_each_count_leads_to_as_many_outcomes(as_):
    reader = as_("reader")
    for choice in choices(reader.page("/strategies/1/inferences")):
        assert len(listed(reader.page(choice["href"]))) == int(choice.one("strong").text)


def test_a_claim_without_a_reading_is_marked_and_names_the_report(as_):
    page = as_("reader").page("/strategies/1/inferences?conclusion=claim")
    [title] = listed(page)
    assert title == next(one.outcome.title for one in FOUND.values() if one.claim)
    assert "Der er meldt et resultat, men ingen aflæsning efter udgangspunktet viser det." in page.text


def test_the_list_is_narrowed_down_by_plan_and_goal(as_):
    reader = as_("reader")
    of_plan = listed(reader.page("/strategies/1/inferences?plan=4"))
    assert of_plan == [one.outcome.title for code, one in FOUND.items() if code.startswith("HP4")]
    to_goal = reader.page("/strategies/1/inferences?goal=3&conclusion=too_early")
    assert [node.text[:3] for node in to_goal.main.all("h2")] == ["HP3"]
    assert "Ryd filtre" in to_goal.text


def test_only_plans_that_count_are_listed(as_, change_plan_state):
    change_plan_state("HP3", PlanState.DRAFT)
    page = as_("reader").page("/strategies/1/inferences")
    assert "HP3" not in [node.text[:3] for node in page.main.all("h2")]
    assert listed(page)


def test_a_plan_that_is_not_seen_is_neither_counted_nor_named(as_, hide_plan):
    hide_plan("HP4")
    seen = as_("reader").page("/strategies/1/inferences")
    hidden = [one.outcome.title for code, one in FOUND.items() if code.startswith("HP4")]
    assert int(choices(seen)[0].one("strong").text) == len(FOUND) - len(hidden)
    assert not set(hidden) & set(listed(seen))
    assert listed(as_("reader").page("/strategies/1/inferences?plan=4")) == []
    assert len(listed(as_("planner").page("/strategies/1/inferences"))) == len(FOUND)


@pytest.mark.parametrize("query", ["conclusion=nonsense", "plan=x&goal=-1&page=0", "page=99999999"])
def test_an_address_with_nonsense_in_it_shows_a_list_all_the_same(as_, query):
    as_("reader").page(f"/strategies/1/inferences?{query}")


def test_a_strategy_that_is_not_there_is_not_found(as_):
    assert as_("reader").get("/strategies/999/inferences").status_code == 404


def test_conclusions_that_the_demonstration_has_none_of_name_their_grounds(as_, make_in_demo):
    make_in_demo.made.update(strategy=1, organisation=1, goal=1)
    plan = make_in_demo.plan(goal_ids=[1])
    activity = make_in_demo.element(plan_id=plan, title="Sen aktivitet")
    make_in_demo.milestone(element_id=activity, title="Sen milepæl", due=date(2015, 9, 1))
    cases = {
        "Stil spørgsmål til teorien": (DeliveryStatus.COMPLETED, 10, ["leveret som planlagt"]),
        "Stil spørgsmål til leverancen": (DeliveryStatus.ON_TRACK, 10, ["Sen aktivitet", "Sen milepæl"]),
        "Har flyttet sig, men ikke gennem": (DeliveryStatus.PLANNED, 15, ["ikke leveret"]),
        "Har flyttet sig, uden": (DeliveryStatus.COMPLETED, 15, ["Der er ikke knyttet forskning til"]),
    }
    for words, (status, value, _) in cases.items():
        output = make_in_demo.element(ElementKind.OUTPUT, plan_id=plan, title=f"Ydelse {words}")
        outcome = make_in_demo.element(
            ElementKind.OUTCOME_SHORT, plan_id=plan, title=words, expected_from=date(2015, 9, 1)
        )
        if status is DeliveryStatus.ON_TRACK:
            make_in_demo.link(activity, output, plan_id=plan)
        make_in_demo.link(output, outcome, LinkKind.CAUSAL, plan_id=plan)
        make_in_demo.report(output, status)
        indicator = make_in_demo.indicator(element_id=outcome, title=f"Måler {words}")
        make_in_demo.reading(indicator, date(2015, 8, 1), value)
    page = as_("planner").page(f"/plans/{plan}/outline")
    entries = {entry.one("h3").one("a").text: entry for entry in page.main.all(class_="outline-element")}
    for words, (_, value, named) in cases.items():
        entry = entries[words]
        assert entry.one(class_="conclusion").text.startswith(words)
        assert "effekt" not in entry.one(class_="outline-inference").text.lower()
        text = grounds(entry).text
        named = [*named, f"Måler {words}", f"aflæst 01.08.2015: {value}", "Udgangspunkt 31.12.2014: 10"]
        assert not [one for one in (*named, f"Ydelse {words}") if one not in text], text


@pytest.mark.parametrize(("language", "word"), [("da", "effekt"), ("en", "effect")])
def test_no_conclusion_speaks_of_an_effect(as_, language, word):
    """Publications are cited as they are called; what is concluded from them is not called so."""
    reader = as_("reader")
    with reader.session_transaction() as stored:
        stored["language"] = language
    pages = [reader.page("/strategies/1/inferences")]
    pages += [reader.page(f"/strategies/1/inferences?conclusion={one.value}") for one in Conclusion]
    for page in pages:
        text = page.text.lower()
        for cited in page.main.all("ul", class_="grounds-publications"):
            text = text.replace(cited.text.lower(), "")
        assert word not in text


def test_the_strategy_leads_to_the_list(as_):
    assert "/strategies/1/inferences" in as_("reader").page("/strategies/1").links
