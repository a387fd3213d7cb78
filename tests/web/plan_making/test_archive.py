"""An archived plan leaves the lists, stays readable and comes back."""

import pytest

from tracker.services.plans.states import archive_plan
from tracker.theory.kinds import PlanState


@pytest.fixture
def archived(made):
    plan = made.plan(title="Gammel plan", owner_ids=[6])
    archive_plan(made.writer, plan_id=plan, version=1, reason="Dublet af HP2")
    return plan


def test_the_page_shows_what_depends_on_the_plan(planner):
    page = planner.page("/plans/5/archive")
    for words in (
        "Åbne milepæle 2 heraf 1 overskredet.",
        "Tovholder forældreinddragelse",
        "Statusmeldinger 14",
    ):
        assert words in page.text


def test_an_archived_plan_leaves_the_list_and_is_found_by_a_filter(planner, as_, stored):
    page = planner.follow(planner.submit("/plans/5/archive", {"reason": "Slået sammen med HP3"}))
    assert "Planen er arkiveret." in page.text
    assert stored(5).archived_at is not None
    reader = as_("reader")
    assert "HP5" not in reader.page("/plans").text
    page = reader.page("/plans?archived=1")
    [row] = page.rows()
    assert "HP5 Forældreinddragelse" in row[0]
    assert "Arkiveret" in row[1]
    assert "følges ikke op" in row[4]
    history = reader.page("/plans/5/history?kind=plan").text
    assert "Strategikoordinator arkiverede handlingsplanen" in history
    assert "Slået sammen med HP3" in history


def test_an_archived_plan_can_be_read_but_not_changed(planner, owner, archived):
    for browser in (planner, owner):
        for view in ("", "/outline", "/history"):
            page = browser.page(f"/plans/{archived}{view}")
            assert "Gammel plan" in page.text
        for change in ("edit", "state"):
            assert browser.get(f"/plans/{archived}/{change}").status_code == 403
    page = planner.page(f"/plans/{archived}")
    assert "Planen er arkiveret: den kan læses" in page.text
    assert f"/plans/{archived}/restore" in page.links
    assert f"/plans/{archived}/archive" not in page.links
    assert f"/plans/{archived}/edit" not in page.links


def test_a_plan_is_restored_with_a_reason(planner, archived, stored):
    address = f"/plans/{archived}/restore"
    page = planner.checked(planner.submit(address, {"reason": " "}), address, 422)
    assert "Udfyld dette felt." in page.text
    page = planner.follow(planner.submit(address, {"reason": "Den var ingen dublet"}))
    assert "Planen er gendannet." in page.text
    assert (stored(archived).archived_at, stored(archived).state) == (None, PlanState.IDEA)
    assert "gendannede handlingsplanen fra arkivet" in planner.page(f"/plans/{archived}/history").text


def test_a_plan_is_not_archived_without_a_reason(planner, stored):
    page = planner.checked(planner.submit("/plans/5/archive", {"reason": ""}), "/plans/5/archive", 422)
    assert page.title.startswith("Fejl: ")
    assert stored(5).archived_at is None


def test_whoever_was_overtaken_sees_what_changed_and_keeps_the_reason(planner, as_, stored):
    values = planner.page("/plans/5/archive").form("/plans/5/archive").values()
    as_("planner").submit("/plans/5/state", {"to": "paused", "reason": "Ferie"})
    answer = planner.send(values, {"reason": "Ingen brug for den"}, "/plans/5/archive")
    page = planner.checked(answer, "/plans/5/archive", 409)
    assert page.rows()[0] == ["Tilstand", "arkiveret", "Sat i bero"]
    form = page.form("/plans/5/archive")
    planner.follow(planner.send(form.values(), {}, "/plans/5/archive"))
    assert stored(5).archived_at is not None


def test_what_is_done_already_leads_to_the_plan(planner, archived):
    assert planner.get(f"/plans/{archived}/archive").status_code == 303
    assert planner.get("/plans/5/restore").status_code == 303


def test_only_the_planning_group_archives(owner):
    assert owner.get("/plans/5/archive").status_code == 403
    assert "/plans/5/archive" not in owner.page("/plans/5").links
    assert "/plans/5/copy" in owner.page("/plans/5").links


def test_a_reader_is_offered_nothing(as_):
    for address in as_("reader").page("/plans/5").links:
        assert address.rpartition("/")[2] not in ("edit", "state", "copy", "archive", "restore")
