"""A plan is made from nothing or as a copy: what is missing is said, what was typed is kept."""

from datetime import date

import pytest

from tests import databases
from tests.conftest import signed_in
from tests.factories import Maker
from tests.hostile import KEPT, LONG, REFUSED
from tests.personas import NOW, TODAY
from tests.web.plan_making.conftest import OWNER
from tracker.services.verb import Writer
from tracker.theory.kinds import PlanState, Role, Visibility

NEW = "/plans/new"
PLAN = {"title": "Trygge stationer", "lead_organisation_id": "3"}


def test_the_list_offers_a_new_plan_to_those_who_may_make_one(as_):
    for persona in ("planner", "owner"):
        assert NEW in as_(persona).page("/plans").links
    for persona in ("manager", "secretary", "reader", "admin"):
        assert NEW not in as_(persona).page("/plans").links


def test_three_things_are_enough_and_the_code_follows_the_others(planner, stored):
    assert planner.page(NEW).form(NEW).values()["code"] == ["HP7"]
    page = planner.follow(planner.submit(NEW, PLAN))
    plan = stored()
    assert page.address == f"/plans/{plan.id}/build"
    assert "Handlingsplanen er lavet. Den er en idé" in page.text
    assert (plan.code, plan.title, plan.state, plan.visibility) == (
        "HP7",
        "Trygge stationer",
        PlanState.IDEA,
        Visibility.SHARED,
    )


def test_everything_may_be_filled_in_at_once(planner, stored, last_event):
    given = {
        **PLAN,
        "title_en": "Safe stations",
        "code": "ST1",
        "goal_ids": ["1", "4"],
        "primary_goal_id": "4",
        "owner_ids": ["2", "5"],
        "partner_ids": ["8", "17"],
        "visibility": "organisation",
        "starts_on": "1/1-2016",
        "ends_on": "31.12.2017",
        "budget_dkk": "1.500.000 kr.",
        "target_group": "Rejsende",
        "already_in_place": "Belysning",
    }
    planner.follow(planner.submit(NEW, given))
    plan = stored()
    assert (plan.title_en, plan.code, plan.budget_dkk, plan.starts_on) == (
        "Safe stations",
        "ST1",
        1_500_000,
        date(2016, 1, 1),
    )
    page = planner.page(f"/plans/{plan.id}/edit")
    values = page.form(f"/plans/{plan.id}/edit").values()
    shown = {name: values[name] for name in ("goal_ids", "primary_goal_id", "owner_ids", "partner_ids")}
    assert {name: sorted(found) for name, found in shown.items()} == {
        "goal_ids": ["1", "4"],
        "primary_goal_id": ["4"],
        "owner_ids": ["2", "5"],
        "partner_ids": ["17", "8"],
    }
    assert last_event().actor_id == 1


def test_a_goal_that_is_alone_is_the_primary_one(planner, stored):
    planner.follow(planner.submit(NEW, {**PLAN, "goal_ids": ["2"]}))
    page = planner.page(f"/plans/{stored().id}")
    assert "Aalborg Kommune skal samlet set have en nedgang" in page.text
    assert "Planen har intet mål" not in page.text


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"title": "  "}, "title", "Udfyld dette felt."),
        ({"title": LONG}, "title", "500"),
        ({"code": ""}, "code", "Udfyld dette felt."),
        ({"code": "k" * 13}, "code", "12 tegn"),
        ({"code": "hp1"}, "code", "»HP1« er allerede i brug."),
        ({"code": "HP1"}, "code", "»HP1« er allerede i brug."),
        ({"lead_organisation_id": ""}, "lead_organisation_id", "Vælg den organisation, der har ansvaret"),
        ({"lead_organisation_id": "404"}, "lead_organisation_id", "står ikke længere i listen"),
        ({"lead_organisation_id": "x"}, "lead_organisation_id", "ikke længere"),
        ({"goal_ids": ["1", "2"]}, "goal_ids", "Angiv, hvilket af målene der er det primære."),
        ({"goal_ids": ["1", "2"], "primary_goal_id": "3"}, "goal_ids", "det primære"),
        ({"goal_ids": ["404"]}, "goal_ids", "står ikke længere i listen"),
        ({"owner_ids": ["x"]}, "owner_ids", "Vælg fra listen."),
        ({"owner_ids": ["9"]}, "owner_ids", "står ikke længere i listen"),
        ({"partner_ids": [str(2**40)]}, "partner_ids", "Vælg fra listen."),
        ({"visibility": "everybody"}, "visibility", "Vælg"),
        ({"ends_on": "31.02.2016"}, "ends_on", "er ikke en dato"),
        ({"starts_on": "1.2.2016", "ends_on": "31.1.2016"}, "ends_on", "før"),
        ({"budget_dkk": "mange penge"}, "budget_dkk", "»mange penge« er ikke et helt antal kroner"),
        ({"budget_dkk": "1,5"}, "budget_dkk", "helt antal kroner"),
        ({"budget_dkk": "9" * 16}, "budget_dkk", "Angiv et tal fra 0"),
        ({"target_group": "a\x00b"}, "target_group", "kontroltegn"),
    ],
)
def test_what_is_missing_or_impossible_is_said_at_its_field(sent, field, sentence, planner, stored):
    before = stored().id
    page = planner.checked(planner.submit(NEW, {**PLAN, "target_group": "Rejsende", **sent}), NEW, 422)
    assert page.title.startswith("Fejl: ")
    messages = [node for node in page.main.all(class_="form-error-message") if node["id"] == f"{field}-error"]
    assert [sentence in node.text for node in messages] == [True]
    assert any(link == f"#{field}" or link == f"#{field}-0" for link in page.links)
    kept = page.form(NEW).values()
    for name, value in {**PLAN, "target_group": "Rejsende", **sent}.items():
        if isinstance(value, str) and name not in ("title", "lead_organisation_id", "visibility"):
            assert kept[name] == [value.strip() if name == "target_group" else value]
    assert stored().id == before


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_hostile_texts_are_kept_as_typed(text, planner, stored):
    planner.follow(planner.submit(NEW, {**PLAN, "title": text, "target_group": text}))
    assert (stored().title, stored().target_group) == (text, text)
    planner.page(f"/plans/{stored().id}/copy")
    planner.page(f"/plans/{stored().id}/archive")
    planner.page(f"/plans/{stored().id}/state")


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_control_characters_are_refused(text, planner):
    page = planner.checked(planner.submit(NEW, {**PLAN, "title": text}), NEW, 422)
    assert "kontroltegn" in " ".join(page.errors)


def test_a_form_that_is_sent_twice_makes_one_plan(planner, stored):
    values = planner.page(NEW).form(NEW).values()
    planner.send(values, PLAN, NEW)
    first = stored().id
    page = planner.follow(planner.send(values, PLAN, NEW))
    assert "intet er gemt to gange" in page.text
    assert page.address == f"/plans/{first}"
    assert stored().id == first


def test_an_owner_stands_among_the_owners_of_their_plan(owner, stored):
    assert owner.page(NEW).form(NEW).values()["owner_ids"] == [str(OWNER)]
    page = owner.checked(owner.submit(NEW, {**PLAN, "owner_ids": ["2"]}), NEW, 422)
    assert "Du skal selv stå blandt tovholderne" in page.text
    owner.follow(owner.submit(NEW, {**PLAN, "visibility": "organisation", "lead_organisation_id": "8"}))
    owner.page(f"/plans/{stored().id}/edit")


def test_without_a_strategy_the_page_says_so(empty_app, empty_url):
    with databases.opened(empty_url) as session:
        person = Maker(Writer(session, NOW, TODAY)).person(Role.PLANNER, email="alone@example.org")
    assert person
    browser = signed_in(empty_app, "alone@example.org")
    for address in (NEW, "/plans/new/copy"):
        assert "Der er endnu ingen strategi." in browser.page(address).text


def test_a_strategy_that_is_not_there_is_not_found(planner):
    for query in ("404", "x", "", "٣"):
        assert planner.get(f"{NEW}?strategy={query}").status_code == 404


def test_only_plans_that_one_sees_are_offered_to_copy(planner, owner, made):
    plan = made.plan(visibility=Visibility.ORGANISATION, lead_organisation_id=8, title="Fortrolig")
    assert f"/plans/{plan}/copy" in planner.page("/plans/new/copy").links
    page = owner.page("/plans/new/copy")
    assert "/plans/5/copy" in page.links
    assert "Fortrolig" not in page.text
    assert owner.get(f"/plans/{plan}/copy").status_code == 404


def test_a_copy_says_what_comes_along_and_becomes_the_copiers(owner, stored):
    address = "/plans/5/copy"
    page = owner.page(address)
    assert "15 elementer, 14 pile" in page.text
    assert "14 statusmeldinger, 3 aflæsninger" in page.text
    assert "3 frister er passeret." in page.text
    values = page.form(address).values()
    assert (values["code"], values["title"]) == (["HP7"], ["Forældreinddragelse og information (kopi)"])
    page = owner.follow(owner.submit(address, {"title": "Forældre i nord"}))
    plan = stored()
    assert page.address == f"/plans/{plan.id}"
    assert (plan.code, plan.state) == ("HP7", PlanState.IDEA)
    assert "Tovholder forældreinddragelse" in page.text
    owner.page(f"/plans/{plan.id}/edit")


def test_a_copy_says_before_how_many_milestones_will_be_overdue_in_it(planner):
    # two of the three are done in HP4, and not in its copy
    assert "3 frister er passeret. Milepælene er overskredet i kopien" in planner.page("/plans/4/copy").text
    page = planner.follow(planner.submit("/plans/4/copy", {"title": "SSP i nord"}))
    assert "3 milepæle overskredet" in page.text


def test_a_refused_copy_keeps_what_was_typed(planner, stored):
    before = stored().id
    page = planner.checked(
        planner.submit("/plans/5/copy", {"title": "Forældre i nord", "code": "HP2"}), "/plans/5/copy", 422
    )
    assert "»HP2« er allerede i brug." in page.text
    assert page.form("/plans/5/copy").values()["title"] == ["Forældre i nord"]
    assert stored().id == before


def test_a_plan_may_begin_with_a_template_towards_its_goal(planner, stored):
    choices = [node["value"] for node in planner.page(NEW).root.all("input", name="template")]
    page = planner.follow(planner.submit(NEW, {**PLAN, "goal_ids": ["2"], "template": choices[1]}))
    parts = page.main.one("section", id="bench-parts").text
    assert "→" in parts
    assert "G2" in planner.page(f"/plans/{stored().id}").text
    assert "Fejl: planen kan ikke godkendes" not in page.text


def test_a_template_that_nobody_offers_is_refused(planner):
    page = planner.checked(planner.submit(NEW, {**PLAN, "template": "ukendt"}), NEW, 422)
    assert page.form(NEW).values()["title"] == [PLAN["title"]]
