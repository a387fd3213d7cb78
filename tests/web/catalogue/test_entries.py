"""One existing strategy: its page, its forms, and how it stands to plans."""

from datetime import date, timedelta

from tests.conftest import SignInAs
from tests.factories import Maker
from tests.personas import TODAY
from tests.web.catalogue.rows import listed
from tracker.theory.kinds import Relation, Visibility


def test_only_the_planning_group_is_offered_what_it_may_do(as_: SignInAs, made: Maker) -> None:
    tie = made.tie()
    entry = made.the("catalogue_entry")
    assert tie
    for persona in ("owner", "manager", "secretary", "reader", "admin"):
        for address in ("/catalogue", f"/catalogue/{entry}"):
            page = as_(persona).page(address)
            links = {a["href"] for a in page.root.all("a") if (a.get("href") or "").startswith("/catalogue")}
            assert not {
                one for one in links if any(word in one for word in ("new", "edit", "archive", "tie"))
            }
            assert not [form for form in page.root.one("main").all("form") if form.get("method") == "post"]


def test_a_conflict_stands_first_on_the_entry_and_on_the_element_and_is_told_on_the_plan(
    as_: SignInAs, made: Maker
) -> None:
    plan = made.the("plan")
    element = made.the("element")
    supported = made.commitment(sentence="Byen skal have flere mødesteder")
    opposed = made.commitment(sentence="Ingen natteravne i parkerne")
    made.tie(Relation.SUPPORTS, commitment_id=supported, element_id=element)
    made.tie(Relation.CONFLICTS, commitment_id=opposed, element_id=element, note="Begge om parken")
    reader = as_("reader")
    entry = reader.page(f"/catalogue/{made.the('catalogue_entry')}").text
    assert "1 konflikt med en handlingsplan" in entry
    assert entry.index("Ingen natteravne") < entry.index("Byen skal have")
    there = reader.page(f"/elements/{element}").text
    assert there.index("Strider imod") < there.index("Understøtter")
    assert "Begge om parken" in there
    for address in (f"/plans/{plan}", f"/plans/{plan}/outline"):
        page = reader.page(address)
        assert "1 konflikt med en eksisterende strategi" in page.text
        assert "Ingen natteravne i parkerne" in page.text
    assert "1 konflikt" in reader.page("/catalogue").text
    assert "Konflikter med eksisterende strategier" not in reader.page("/plans/1").text


def test_an_expired_strategy_conflicts_with_no_plan_but_still_stands_on_the_element(
    as_: SignInAs, made: Maker
) -> None:
    made.made["catalogue_entry"] = made.catalogue_entry(
        title="Gammel politik", valid_until=TODAY - timedelta(days=10)
    )
    made.tie()
    reader = as_("reader")
    assert "konflikt med en eksisterende" not in reader.page(f"/plans/{made.the('plan')}").text
    there = reader.page(f"/elements/{made.the('element')}").text
    assert "Gammel politik" in there
    assert "udløbet for 10 dage siden" in there


def test_who_does_not_see_a_plan_learns_of_no_tie_to_it(as_: SignInAs, made: Maker) -> None:
    hidden = made.plan(
        title="Hemmelig plan",
        visibility=Visibility.ORGANISATION,
        lead_organisation_id=made.organisation(name="De andre"),
    )
    tie = made.tie(element_id=made.element(plan_id=hidden, title="Skjult handling"))
    entry = made.the("catalogue_entry")
    for persona in ("owner", "manager", "reader"):
        for address in ("/catalogue", f"/catalogue/{entry}", "/catalogue.csv"):
            text = as_(persona).get(address).get_data(as_text=True)
            assert "Hemmelig" not in text
            assert "Skjult" not in text
            assert "konflikt med" not in text
    planner = as_("planner")
    assert "Skjult handling" in planner.page(f"/catalogue/{entry}").text
    assert "Skjult handling" in planner.page(f"/catalogue/ties/{tie}/remove").text


def test_the_planner_chooses_a_plan_first_and_then_one_of_its_elements(as_: SignInAs, made: Maker) -> None:
    commitment, element = made.commitment(), made.the("element")
    other = made.element(plan_id=made.plan())
    planner = as_("planner")
    choose = planner.page(f"/catalogue/commitments/{commitment}/tie")
    assert str(made.the("plan")) in {
        option["value"] for option in choose.root.one("select", id="plan").all("option")
    }
    page = planner.page(f"/catalogue/commitments/{commitment}/tie?plan={made.the('plan')}")
    offered = {option["value"] for option in page.root.one("select", id="element_id").all("option")}
    assert str(element) in offered
    assert str(other) not in offered
    action = f"/catalogue/commitments/{commitment}/tie?plan={made.the('plan')}"
    form = page.form(action)
    refused = planner.send(form.values(), {"element_id": str(other), "relation": "conflicts"}, action)
    assert refused.status_code == 422
    assert planner.send(form.values(), {"element_id": str(element)}, action).status_code == 422
    done = planner.send(form.values(), {"element_id": str(element), "relation": "conflicts"}, action)
    assert done.status_code == 303
    again = planner.page(action).form(action).values()
    twice = planner.send(again, {"element_id": str(element), "relation": "supports"}, action)
    assert "allerede knyttet" in planner.checked(twice, action, 422).text


def test_who_saves_over_a_change_gets_both_versions(as_: SignInAs, made: Maker) -> None:
    entry = made.catalogue_entry(title="Før", goal_ids=[made.the("goal")])
    planner = as_("planner")
    address = f"/catalogue/{entry}/edit"
    first, second = (planner.page(address).form(address).values() for _ in range(2))
    assert planner.send(first, {"title": "Deres", "goal_ids": []}, address).status_code == 303
    answer = planner.send(second, {"title": "Min"}, address)
    assert answer.status_code == 409
    text = planner.checked(answer, address, 409).text
    assert "Min" in text
    assert "Deres" in text


def test_the_rule_on_persons_stands_on_each_form(as_: SignInAs, made: Maker) -> None:
    commitment = made.commitment()
    planner = as_("planner")
    for address in (
        "/catalogue/new",
        "/catalogue/1/edit",
        "/catalogue/1",
        "/catalogue/1/commitments/new",
        f"/catalogue/commitments/{commitment}/edit",
        f"/catalogue/commitments/{commitment}/tie?plan=1",
    ):
        page = planner.page(address)
        assert "retsplejelovens § 115" in page.text, address
        for field in page.root.one("main").all("textarea"):
            hint = page.root.one("span", id=f"{field['id']}-hint").text
            assert "identificerbare personer" in hint, (address, field["id"])


def test_an_archived_strategy_says_why_and_takes_no_changes(as_: SignInAs, made: Maker) -> None:
    entry = made.catalogue_entry(title="Forbi")
    planner = as_("planner")
    address = f"/catalogue/{entry}/archive"
    assert (
        planner.send(
            planner.page(address).form(address).values(), {"reason": "Erstattet af ny"}, address
        ).status_code
        == 303
    )
    page = planner.page(f"/catalogue/{entry}")
    assert "Erstattet af ny" in page.text
    assert planner.get(f"/catalogue/{entry}/edit").status_code == 303
    assert "Forbi" not in listed(planner.page("/catalogue"))
    assert "Forbi" in listed(planner.page("/catalogue?validity=archived"))


def test_the_day_is_that_of_the_clock(as_: SignInAs, made: Maker) -> None:
    made.catalogue_entry(title="Sidste dag", valid_until=TODAY, valid_from=date(2015, 1, 1))
    made.catalogue_entry(title="I morgen", valid_from=TODAY + timedelta(days=1))
    page = as_("reader").page("/catalogue?validity=current")
    assert "Sidste dag" in listed(page)
    assert "udløber i dag" in page.text
    assert "I morgen" in listed(as_("reader").page("/catalogue?validity=not_yet"))
    assert "gælder om 1 dag" in as_("reader").page("/catalogue?validity=not_yet").text


def test_a_tie_stands_in_the_history_of_its_plan(as_: SignInAs, made: Maker) -> None:
    element = made.element(title="Natteravne i parken")
    made.tie(commitment_id=made.commitment(sentence="Ingen i parken efter midnat"), element_id=element)
    page = as_("reader").page(f"/plans/{made.the('plan')}/history?kind=catalogue")
    assert "Forpligtelse på et element tilføjet" in page.text
    assert "Natteravne i parken" in page.text
    assert "Ingen i parken efter midnat" in page.text


def test_a_tie_is_changed_and_who_comes_late_sees_both_versions(as_: SignInAs, made: Maker) -> None:
    tie = made.tie(Relation.CONFLICTS)
    here = f"/catalogue/ties/{tie}/edit"
    planner = as_("planner")
    page = planner.follow(planner.submit(here, {"relation": "supports", "note": "Afklaret på mødet"}))
    assert "Afklaret på mødet" in page.text
    late = planner.submit(here, {"relation": "overlaps", "note": "Mit eget", "version": "1"})
    shown = planner.checked(late, here, 409).text
    assert "Afklaret på mødet" in shown
    assert "Mit eget" in shown
