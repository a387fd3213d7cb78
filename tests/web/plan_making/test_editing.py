"""A plan's form: what it shows, what it saves, and two people at once."""

import pytest

from tracker.records.models import Plan
from tracker.services.people.accounts import deactivate_person
from tracker.services.people.organisations import archive_organisation
from tracker.services.plans.states import move_plan
from tracker.theory.kinds import PlanState

EDIT = "/plans/1/edit"


def test_a_change_is_saved_and_told_in_the_history(planner, stored):
    page = planner.follow(
        planner.submit(EDIT, {"title": "Et trygt natteliv i midtbyen", "budget_dkk": "2.000.000"})
    )
    assert page.address == "/plans/1"
    assert "Ændringerne er gemt." in page.text
    assert (stored(1).title, stored(1).budget_dkk) == ("Et trygt natteliv i midtbyen", 2_000_000)
    history = planner.page("/plans/1/history").text
    assert "Strategikoordinator ændrede handlingsplanen" in history


def test_what_is_not_touched_stays(planner, stored, last_event):
    number = last_event().id
    planner.follow(planner.submit(EDIT))
    assert last_event().id == number
    assert stored(1).version == 1


def test_the_form_says_what_hangs_on_a_goal_and_the_answer_what_left_with_it(planner):
    page = planner.page(EDIT)
    assert "Tages målet af, forsvinder det fra diagrammet sammen med 1 pil." in page.text
    page = planner.follow(planner.submit(EDIT, {"goal_ids": ["1"]}))
    assert "G2 Aalborg Kommune skal samlet set have en nedgang" in page.text
    assert "« er taget af planen. 1 pil forsvandt fra diagrammet sammen med det" in page.text
    page = planner.follow(planner.submit(EDIT, {"goal_ids": ["1", "2"]}))
    assert "er taget af planen" not in page.text


def test_of_two_who_edit_the_second_sees_both_versions_and_may_save_theirs(as_, planner, stored):
    values = planner.page(EDIT).form(EDIT).values()
    as_("planner").submit(EDIT, {"title": "Deres titel", "owner_ids": ["3"]})
    mine = {"title": "Min titel", "target_group": "Alle\nunge"}
    page = planner.checked(planner.send(values, mine, EDIT), EDIT, 409)
    rows = {row[0]: row[1:] for row in page.rows()}
    assert rows["Titel"] == ["Min titel", "Deres titel"]
    assert rows["Tovholdere"] == [
        "Strategikoordinator, Tovholder natteliv (politi)",
        "Tovholder hotspots (politi)",
    ]
    assert rows["Målgruppe"][0].split() == ["Alle", "unge"]
    assert stored(1).title == "Deres titel"
    form = page.form(EDIT)
    assert form.values()["target_group"] == ["Alle\nunge"]
    planner.follow(planner.send(form.values(), {}, EDIT))
    assert (stored(1).title, stored(1).target_group) == ("Min titel", "Alle\nunge")
    values = planner.page(EDIT).form(EDIT).values()
    assert sorted(values["owner_ids"]) == ["1", "2"]
    assert sorted(values["partner_ids"]) == ["18", "19", "4", "6"]


def test_a_form_that_is_sent_twice_changes_the_plan_once(planner, stored):
    values = planner.page(EDIT).form(EDIT).values()
    planner.send(values, {"title": "Ny"}, EDIT)
    page = planner.follow(planner.send(values, {"title": "Ny"}, EDIT))
    assert "intet er gemt to gange" in page.text
    assert stored(1).version == 2


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"title": ""}, "Udfyld dette felt."),
        ({"code": "HP2"}, "»HP2« er allerede i brug."),
        ({"code": "hp2"}, "»HP2« er allerede i brug."),
        ({"code": "HP1-og-mere-til"}, "Højst 12 tegn."),
        ({"goal_ids": ["1", "2", "3"], "primary_goal_id": None}, "det primære"),
        ({"starts_on": "i morgen"}, "er ikke en dato"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(sent, sentence, planner, stored):
    page = planner.checked(planner.submit(EDIT, {"target_group": "Nye unge", **sent}), EDIT, 422)
    assert sentence in " ".join(page.errors)
    assert page.form(EDIT).values()["target_group"] == ["Nye unge"]
    assert stored(1).version == 1


def test_a_plan_keeps_the_long_code_that_a_file_gave_it(planner, made):
    plan = made.plan(code="HP-med-en-lang-kode")
    address = f"/plans/{plan}/edit"
    planner.follow(planner.submit(address, {"title": "Omdøbt"}))
    assert made.writer.session.get_one(Plan, plan, populate_existing=True).title == "Omdøbt"


def test_owners_edit_until_the_plan_is_approved(owner, made):
    plan = made.plan(owner_ids=[6], state=PlanState.IN_HEARING, goal_ids=[])
    owner.page(f"/plans/{plan}/edit")
    assert owner.get("/plans/5/edit").status_code == 403
    assert f"/plans/{plan}/edit" in owner.page(f"/plans/{plan}").links
    assert "/plans/5/edit" not in owner.page("/plans/5").links


def test_nobody_edits_a_rejected_or_an_archived_plan(planner, made):
    plan = made.plan()
    move_plan(made.writer, plan_id=plan, version=1, to=PlanState.REJECTED, reason="Dyr")
    assert planner.get(f"/plans/{plan}/edit").status_code == 403


def test_an_owner_does_not_take_themselves_off(owner, made):
    plan = made.plan(owner_ids=[6])
    address = f"/plans/{plan}/edit"
    page = owner.checked(owner.submit(address, {"owner_ids": ["2"]}), address, 422)
    assert "Planlægningsgruppen kan tage dig af." in page.text


def test_an_archived_partner_and_a_closed_account_stay_in_the_form(planner, made):
    partner, person = made.organisation(name="Nedlagt forening"), made.person(name="Fratrådt")
    plan = made.plan(partner_ids=[partner], owner_ids=[person])
    archive_organisation(made.writer, organisation_id=partner)
    deactivate_person(made.writer, user_id=person)
    address = f"/plans/{plan}/edit"
    planner.follow(planner.submit(address, {"title": "Nyt navn"}))
    values = planner.page(address).form(address).values()
    assert (values["partner_ids"], values["owner_ids"]) == ([str(partner)], [str(person)])
    assert "Nedlagt forening" not in planner.page("/plans/new").text
