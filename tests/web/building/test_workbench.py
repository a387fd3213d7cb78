"""The workbench: a plan is changed beside its diagram, with and without script."""

import pytest
from markupsafe import escape

from tests.browsing import Browser
from tests.conftest import SignInAs
from tests.factories import Maker
from tracker.theory.kinds import ElementKind, LinkKind, PlanState

HTMX = {"HX-Request": "true"}


@pytest.fixture
def planner(as_: SignInAs) -> Browser:
    return as_("planner")


@pytest.fixture
def draft(make_in_demo: Maker) -> dict[str, int]:
    """A draft with one chain: activity, output, outcome, goal."""
    make = make_in_demo
    plan = make.plan(state=PlanState.DRAFT)
    activity, output, outcome = (
        make.element(kind, plan_id=plan)
        for kind in (ElementKind.ACTIVITY, ElementKind.OUTPUT, ElementKind.OUTCOME_SHORT)
    )
    found = {"plan": plan, "activity": activity, "output": output, "outcome": outcome}
    found["link"] = make.link(activity, output, plan_id=plan)
    make.link(output, outcome, LinkKind.CAUSAL, plan_id=plan)
    make.writer.session.close()
    return found


def edition(browser: Browser, plan: int) -> str:
    return browser.page(f"/plans/{plan}/build").main.one("span", id="bench-edition")["data-edition"]


def test_a_new_element_gets_the_next_code_of_its_kind_and_another_can_follow(
    planner: Browser, draft: dict[str, int]
) -> None:
    address = f"/plans/{draft['plan']}/elements/new"
    page = planner.follow(
        planner.submit(
            f"{address}?kind=outcome_short", {"title": "Færre bliver væk fra skole"}, action=address
        )
    )
    assert page.address == f"{address}?kind=outcome_short"
    assert "»Færre bliver væk fra skole« er tilføjet." in page.text
    assert "Færre bliver væk fra skole" in page.main.one("section", id="bench-parts").text


def test_a_goal_in_the_diagram_is_called_what_the_strategy_calls_it(
    planner: Browser, draft: dict[str, int], make_in_demo: Maker
) -> None:
    goal = make_in_demo.the("goal")
    make_in_demo.writer.session.close()
    address = f"/plans/{draft['plan']}/elements/new"
    page = planner.page(f"{address}?kind=goal&goal={goal}")
    called = next(
        one.text for one in page.main.one("select", id="goal_id").all("option") if one["value"] == str(goal)
    )
    title = called.partition(" ")[2]
    saved = planner.submit(f"{address}?kind=goal&goal={goal}", {"title": "Noget andet"}, action=address)
    page = planner.follow(saved)
    assert f"»{called}« er tilføjet." in page.text
    assert "Noget andet" not in page.text
    assert title in page.main.one("section", id="bench-parts").text


def test_a_goal_is_chosen_and_needs_no_title(
    planner: Browser, draft: dict[str, int], make_in_demo: Maker
) -> None:
    goal = make_in_demo.the("goal")
    make_in_demo.writer.session.close()
    address = f"/plans/{draft['plan']}/elements/new"
    answer = planner.submit(f"{address}?kind=goal&goal={goal}", {"title": ""}, action=address)
    assert answer.status_code == 303
    page = planner.checked(
        planner.submit(f"{address}?kind=goal", {"title": "Mål"}, action=address), address, 422
    )
    assert any("goal_id" in link for link in page.links)
    page = planner.checked(
        planner.submit(f"{address}?kind=output", {"title": ""}, action=address), address, 422
    )
    assert any("title" in link for link in page.links)


def test_a_refused_element_keeps_what_was_typed(planner: Browser, draft: dict[str, int]) -> None:
    address = f"/plans/{draft['plan']}/elements/new"
    typed = {"title": "", "starts_on": "31.12.2015", "ends_on": "i morgen"}
    page = planner.checked(planner.submit(address, typed), address, 422)
    assert page.root.one("head").one("title").text.startswith("Fejl: ")
    values = page.form(address).values()
    assert (values["starts_on"], values["ends_on"]) == (["31.12.2015"], ["i morgen"])
    assert any("»i morgen« er ikke en dato" in error for error in page.errors)


def test_days_that_the_kind_has_none_of_are_left_out(planner: Browser, draft: dict[str, int]) -> None:
    address = f"/elements/{draft['activity']}/edit"
    planner.submit(address, {"starts_on": "01.10.2015"})
    page = planner.follow(planner.submit(address, {"kind": "output"}))
    assert page.form(address).values()["starts_on"] == [""]


def test_an_element_with_milestones_stays_something_that_is_delivered(
    planner: Browser, draft: dict[str, int], make_in_demo: Maker
) -> None:
    make_in_demo.milestone(element_id=draft["activity"])
    make_in_demo.writer.session.close()
    address = f"/elements/{draft['activity']}/edit"
    page = planner.checked(planner.submit(address, {"kind": "outcome_long"}), address, 422)
    assert any("Elementet har milepæle" in error for error in page.errors)


def test_of_two_who_save_the_second_sees_both_versions(
    as_: SignInAs, planner: Browser, draft: dict[str, int]
) -> None:
    address = f"/elements/{draft['output']}/edit"
    mine = planner.page(address).form(address).values()
    as_("planner").submit(address, {"title": "Deres titel"})
    page = planner.checked(planner.send(mine, {"title": "Min titel"}, address), address, 409)
    assert ["Titel", "Min titel", "Deres titel"] in page.rows()
    kept = page.form(address).values()
    assert planner.send(kept, {}, address).status_code == 303
    assert "Min titel" in planner.page(address).text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_was_typed_into_something_that_was_archived_meanwhile_is_not_lost(
    headers: dict[str, str], as_: SignInAs, planner: Browser, draft: dict[str, int]
) -> None:
    for one, ending, typed in (
        (f"/links/{draft['link']}", "disconnect", {"rationale": "Fordi de <unge> kommer"}),
        (f"/elements/{draft['output']}", "archive", {"title": "Tre ture om ugen"}),
    ):
        mine = planner.page(f"{one}/edit").form(f"{one}/edit").values()
        as_("planner").submit(f"{one}/{ending}", {"reason": "Slået sammen"})
        answer = planner.post(f"{one}/edit", data={**mine, **typed}, headers=headers)
        assert answer.status_code == 409
        words = answer.get_data(as_text=True)
        assert escape(next(iter(typed.values()))) in words
        assert f'action="{one}/restore"' in words
        assert planner.get(f"{one}/edit").status_code == 404


def test_in_the_panel_both_versions_come_into_the_panel(
    as_: SignInAs, planner: Browser, draft: dict[str, int]
) -> None:
    address = f"/elements/{draft['output']}/edit"
    mine = planner.page(address).form(address).values()
    as_("planner").submit(address, {"title": "Deres titel"})
    answer = planner.post(address, data={**mine, "title": "Min titel"}, headers=HTMX)
    body = answer.get_data(as_text=True)
    assert answer.status_code == 409
    # the script takes an answer with a main part for another page, and would leave what was typed
    assert "<main" not in body
    assert "Min titel" in body
    assert "Deres titel" in body
    assert "det samme" not in body
    assert 'hx-target="#panel-body"' in body


def test_htmx_gets_the_panel_alone_while_nothing_around_it_has_changed(
    planner: Browser, draft: dict[str, int]
) -> None:
    known = edition(planner, draft["plan"])
    address = f"/elements/{draft['output']}/edit"
    same = planner.get(address, headers={**HTMX, "X-Edition": known}).get_data(as_text=True)
    assert "<html" not in same
    assert "bench-diagram" not in same
    planner.submit(address, {"title": "Et nyt navn"})
    other = planner.get(address, headers={**HTMX, "X-Edition": known}).get_data(as_text=True)
    for piece in ("bench-diagram", "bench-problems", "bench-parts", "bench-edition"):
        assert f'id="{piece}"' in other
    assert f'data-edition="{known}"' not in other


def test_a_pair_that_no_link_may_join_is_refused_with_what_the_rules_say(
    planner: Browser, draft: dict[str, int]
) -> None:
    address = f"/plans/{draft['plan']}/links/new"
    page = planner.checked(
        planner.submit(address, {"source_id": str(draft["activity"]), "target_id": str(draft["outcome"])}),
        address,
        422,
    )
    assert any("Der går ingen pil fra aktivitet til virkning på kort sigt." in error for error in page.errors)
    page = planner.checked(
        planner.submit(
            address,
            {"source_id": str(draft["output"]), "target_id": str(draft["outcome"]), "kind": "feedback"},
        ),
        address,
        422,
    )
    assert any("kan der være: årsagspil." in error for error in page.errors)


def test_a_link_takes_the_kind_that_the_rules_have_for_its_ends(
    planner: Browser, draft: dict[str, int], make_in_demo: Maker
) -> None:
    goal = make_in_demo.element(ElementKind.GOAL, plan_id=draft["plan"], goal_id=make_in_demo.the("goal"))
    make_in_demo.writer.session.close()
    address = f"/plans/{draft['plan']}/links/new"
    page = planner.follow(
        planner.submit(
            f"{address}?source={draft['outcome']}&target={goal}", {"rationale": "Fordi"}, action=address
        )
    )
    assert "Pilen er tegnet." in page.text
    page = planner.checked(
        planner.submit(f"{address}?source={draft['outcome']}&target={goal}", {}, action=address), address, 422
    )
    assert any("De to er allerede forbundet" in error for error in page.errors)


def test_a_loop_is_named_by_its_elements(
    planner: Browser, draft: dict[str, int], make_in_demo: Maker
) -> None:
    second = make_in_demo.element(ElementKind.OUTCOME_SHORT, plan_id=draft["plan"], title="Anden virkning")
    make_in_demo.link(draft["outcome"], second, LinkKind.CAUSAL, plan_id=draft["plan"])
    make_in_demo.link(second, draft["outcome"], LinkKind.CAUSAL, plan_id=draft["plan"])
    make_in_demo.writer.session.close()
    found = planner.page(f"/plans/{draft['plan']}/build").main.one("section", id="bench-problems")
    assert "Pilene danner en ring." in found.text
    loop = next(link.text for link in found.all("a") if link.text.count("→") == 2)
    first, middle, last = loop.split(" → ")
    assert first == last != middle


def test_what_hangs_on_an_element_is_said_before_it_is_archived_and_comes_back_with_it(
    planner: Browser, draft: dict[str, int]
) -> None:
    page = planner.page(f"/elements/{draft['output']}/archive")
    assert "2 pile" in page.text
    page = planner.follow(planner.submit(f"/elements/{draft['output']}/archive", {"reason": "Slået sammen"}))
    assert "Taget ud af planen (1)" in page.text
    assert planner.get(f"/elements/{draft['output']}/edit").status_code == 404
    restore = f"/elements/{draft['output']}/restore"
    page = planner.follow(planner.submit(page.address, {}, action=restore))
    assert f"/links/{draft['link']}/edit" in page.links


def test_a_link_that_was_taken_out_can_be_put_back(planner: Browser, draft: dict[str, int]) -> None:
    page = planner.follow(planner.submit(f"/links/{draft['link']}/disconnect", {"reason": "Forkert"}))
    assert f"/links/{draft['link']}/edit" not in page.links
    planner.submit(page.address, {}, action=f"/links/{draft['link']}/restore")
    assert f"/links/{draft['link']}/edit" in planner.page(page.address).links


def test_elements_are_moved_among_those_of_their_kind(
    planner: Browser, draft: dict[str, int], make_in_demo: Maker
) -> None:
    second = make_in_demo.element(ElementKind.ACTIVITY, plan_id=draft["plan"], title="Den anden aktivitet")
    make_in_demo.writer.session.close()
    bench = f"/plans/{draft['plan']}/build"

    def column() -> list[str]:
        parts = planner.page(bench).main.one("section", id="bench-parts")
        return [link["data-element"] for link in parts.all("a") if "data-element" in link.attributes][:2]

    before = column()
    assert before == [str(draft["activity"]), str(second)]
    planner.submit(bench, {}, action=f"/elements/{second}/move")
    assert column() == before[::-1]


def test_owners_and_planners_come_to_the_workbench_and_nobody_else(as_: SignInAs) -> None:
    assert as_("reader").get("/plans/1/build").status_code == 403
    assert as_("manager").get("/elements/1/edit").status_code == 403
    assert "Byg" not in as_("reader").page("/plans/1").text
    assert as_("owner").get("/plans/5/build").status_code == 200


def test_the_stale_page_shows_the_days_that_are_stored(
    as_: SignInAs, planner: Browser, draft: dict[str, int]
) -> None:
    address = f"/elements/{draft['activity']}/edit"
    mine = planner.page(address).form(address).values()
    as_("planner").submit(address, {"starts_on": "01.10.2015"})
    page = planner.checked(planner.send(mine, {"starts_on": "24.12.2015"}, address), address, 409)
    assert ["Starter", "24.12.2015", "01.10.2015"] in page.rows()


def test_what_an_owner_changes_in_an_approved_plan_waits_for_the_planning_group(
    as_: SignInAs, planner: Browser
) -> None:
    owner, address = as_("owner"), "/plans/5/elements/new"
    assert "et forslag, som planlægningsgruppen afgør" in owner.page("/plans/5/build").text
    page = owner.follow(
        owner.submit(f"{address}?kind=output", {"title": "Nyhedsbreve", "why": "Savnet"}, action=address)
    )
    assert "Din ændring er foreslået." in page.text
    assert "Nyhedsbreve" not in page.main.one("section", id="bench-parts").text
    waiting = planner.page("/plans/5/proposals")
    proposal = next(link for link in waiting.links if link.startswith("/proposals/"))
    page = planner.page(proposal)
    assert "Savnet" in page.text
    assert "Nyhedsbreve" in page.text
    decision = {"answer": "", "decision": "accept"}
    page = planner.follow(planner.submit(proposal, decision, action=f"{proposal}/decide"))
    assert "Antaget og skrevet ind i planen: »Nyhedsbreve«" in page.text
    assert "Nyhedsbreve" in planner.page("/plans/5/build").main.one("section", id="bench-parts").text


def test_why_something_should_go_is_asked_once_of_an_owner_and_told_to_those_who_decide(
    as_: SignInAs, planner: Browser
) -> None:
    owner, address = as_("owner"), "/elements/68/archive"
    fields = owner.page(address).form(address).values()
    assert ("why" in fields, "reason" in fields) == (True, False)
    owner.follow(owner.submit(address, {"why": "Ingen melder sig"}))
    [proposal] = [link for link in planner.page("/plans/5/proposals").links if "/proposals/" in link]
    assert "Ingen melder sig" in planner.page(proposal).text
    assert "reason" in planner.page(address).form(address).values()


def test_a_proposal_is_returned_with_an_answer_only(as_: SignInAs, planner: Browser) -> None:
    owner, address = as_("owner"), "/plans/5/elements/new"
    owner.follow(owner.submit(f"{address}?kind=output", {"title": "Nyhedsbreve"}, action=address))
    proposal = next(
        link for link in planner.page("/plans/5/proposals").links if link.startswith("/proposals/")
    )
    values = planner.page(proposal).form(f"{proposal}/decide").values()
    page = planner.checked(
        planner.send(values, {"answer": "", "decision": "return"}, f"{proposal}/decide"), proposal, 422
    )
    assert page.errors
    planner.follow(
        planner.send(values, {"answer": "Hvem læser dem?", "decision": "return"}, f"{proposal}/decide")
    )
    assert "Hvem læser dem?" in owner.page(proposal).text
    assert "Sendt tilbage" in owner.page("/").text


def test_a_change_is_undone_from_the_history_and_the_plan_brought_back(
    planner: Browser, draft: dict[str, int]
) -> None:
    history = f"/plans/{draft['plan']}/history"
    planner.submit(f"/elements/{draft['output']}/edit", {"title": "Forkert titel"})
    undo = next(link for link in planner.page(history).links if "/undo/" in link)
    page = planner.follow(planner.submit(undo, {"reason": "En fejl"}))
    assert "Ændringen er fortrudt." in page.text
    assert "Forkert titel" not in page.main.one("section", id="bench-parts").text
    back = next(link for link in planner.page(history).links if "/restore-to/" in link)
    page = planner.follow(planner.submit(back, {"reason": "Tilbage igen"}))
    assert "Forkert titel" in page.main.one("section", id="bench-parts").text
