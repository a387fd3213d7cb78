"""The shared catalogue on pages: list, search, filters, downloads, entries, and how they stand to plans."""

from datetime import date, timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
import python_calamine
import sqlalchemy as sa

from tests.conftest import SignInAs
from tests.factories import Maker
from tests.personas import TODAY
from tracker.records.models import CatalogueEntry, Goal, Organisation
from tracker.services.catalogue.entries import archive_catalogue_entry
from tracker.theory.kinds import Relation, Visibility

pytestmark = pytest.mark.both

SAMPLE = {
    "Børne- og Ungepolitikken i Aalborg Kommune 2011-2013",
    "Ungestrategi",
    "Sundhedspolitik",
    "Rusmiddelpolitik",
    "Mål- og resultatplan for Nordjyllands Politi",
    "Lokalpolitistrategi / samarbejdsplan SSP-PSP-KSP",
    "Planstrategi og byudvikling i boligområder",
}


def listed(page) -> set[str]:
    return {row.one("a").text for row in page.root.all("th") if row.get("scope") == "row"}


def one(make: Maker, model, **values) -> int:
    """The number of the row that has these values."""
    session = make.writer.session
    found: int = session.scalars(sa.select(model.id).filter_by(**values)).one()
    session.rollback()
    return found


def furnish(make: Maker) -> Maker:
    """Things of the demonstration that new rows belong to."""
    make.made.update(
        goal=one(make, Goal, code="G1"),
        strategy=1,
        organisation=one(make, Organisation, code="NP"),
    )
    return make


@pytest.fixture
def made(make_in_demo: Maker) -> Maker:
    return furnish(make_in_demo)


def test_the_catalogue_lists_what_there_is_with_its_validity_in_words(as_: SignInAs) -> None:
    page = as_("reader").page("/catalogue")
    assert listed(page) == SAMPLE
    assert "udløbet for 623 dage siden" in page.text
    assert page.text.count("udløber om 107 dage") == 2
    assert "01.01.2011 – 31.12.2013" in page.text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        (
            "q=politikker",
            {"Sundhedspolitik", "Rusmiddelpolitik"} | {t for t in SAMPLE if "Unge" in t and "Børne" in t},
        ),
        ("q=rusmid", {"Rusmiddelpolitik"}),
        ("q=youth", {"Ungestrategi"}),
        ("q=findes+ikke", set()),
        ("q=%22%2A+-", set()),
        ("validity=expired", {"Børne- og Ungepolitikken i Aalborg Kommune 2011-2013"}),
        ("validity=expiring", {"Rusmiddelpolitik", "Mål- og resultatplan for Nordjyllands Politi"}),
        ("validity=current", SAMPLE - {"Børne- og Ungepolitikken i Aalborg Kommune 2011-2013"}),
        ("validity=no_end", set()),
        ("validity=everything", SAMPLE),
        ("q=politik&validity=expired", {"Børne- og Ungepolitikken i Aalborg Kommune 2011-2013"}),
        ("organisation=x&goal=&page=0", SAMPLE),
        ("page=2", set()),
    ],
)
def test_the_list_is_narrowed_down_by_the_address(query: str, titles: set[str], as_: SignInAs) -> None:
    assert listed(as_("reader").page(f"/catalogue?{query}")) == titles


def test_the_list_is_narrowed_down_to_an_owner_and_a_goal(as_: SignInAs, made: Maker) -> None:
    police, goal = one(made, Organisation, code="NP"), one(made, Goal, code="G2")
    page = as_("reader").page(f"/catalogue?organisation={police}&goal={goal}")
    assert listed(page) == {
        "Mål- og resultatplan for Nordjyllands Politi",
        "Lokalpolitistrategi / samarbejdsplan SSP-PSP-KSP",
    }


def test_found_words_are_marked_and_nothing_of_the_text_becomes_markup(as_: SignInAs, made: Maker) -> None:
    made.catalogue_entry(
        title="<b>Natteliv</b>",
        note="x" * 300 + " <i>nattelivet</i> & <script>alert(1)</script> " + "y" * 300,
    )
    answer = as_("reader").get("/catalogue?q=natteliv").get_data(as_text=True)
    assert "&lt;b&gt;<mark>Natteliv</mark>&lt;/b&gt;" in answer
    assert "&lt;i&gt;<mark>nattelivet</mark>&lt;/i&gt; &amp; &lt;script&gt;" in answer
    assert "<script>alert" not in answer


def test_a_search_of_any_length_is_answered_and_stands_in_its_field(as_: SignInAs) -> None:
    for typed in ("politik " * 2_000, "\"'*-():^~" * 1_000, "😀" * 3_000):
        page = as_("reader").page(f"/catalogue?{urlencode({'q': typed})}")
        assert page.root.one("input", id="filter-q").get("value")


def test_pages_follow_each_other_with_the_same_filters(as_: SignInAs, made: Maker) -> None:
    for number in range(30):
        made.catalogue_entry(title=f"Cykelpolitik {number:02d}")
    browser = as_("reader")
    first = browser.page("/catalogue?q=cykelpolitik")
    second = browser.page(next(a["href"] for a in first.root.all("a") if a.get("rel") == "next"))
    assert (len(listed(first)), len(listed(second))) == (25, 5)
    assert not listed(first) & listed(second)


def test_a_goal_that_no_valid_strategy_serves_is_told_with_its_definition(as_: SignInAs, made: Maker) -> None:
    assert "Ingen: alle mål er dækket" in as_("reader").page("/catalogue").text
    session = made.writer.session
    for number, version in session.execute(
        sa.select(CatalogueEntry.id, CatalogueEntry.version).where(CatalogueEntry.code == "S7")
    ).all():
        archive_catalogue_entry(made.writer, entry_id=number, version=version, reason="Ophævet")
    made.catalogue_entry(
        title="Forbi", goal_ids=[one(made, Goal, code="G5")], valid_until=TODAY - timedelta(days=1)
    )
    box = as_("reader").page("/catalogue").root.one("section", **{"aria-labelledby": "without-title"})
    assert "G5" in box.text
    assert "Definition:" in box.text
    assert "G4" not in box.text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_selection_downloads_as_it_is_filtered(kind: str, as_: SignInAs) -> None:
    answer = as_("manager").get(f"/catalogue.{kind}?validity=expired")
    assert f"catalogue-2015-09-15.{kind}" in answer.headers["Content-Disposition"]
    if kind == "csv":
        text = answer.data.decode("utf-8-sig")
    else:
        rows = python_calamine.load_workbook(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
        text = "\n".join(";".join(map(str, row)) for row in rows)
    assert "udløbet for 623 dage siden" in text
    assert "Ungestrategi" not in text


def test_a_download_holds_every_page(as_: SignInAs, made: Maker) -> None:
    for number in range(30):
        made.catalogue_entry(title=f"Cykelpolitik {number:02d}")
    lines = as_("reader").get("/catalogue.csv?q=cykelpolitik").get_data(as_text=True).splitlines()
    assert len(lines) == 31


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
        assert "retsplejelovens  115" in page.text, address
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


def test_an_excerpt_shows_the_words_around_what_was_found(as_: SignInAs, made: Maker) -> None:
    made.catalogue_entry(
        title="Politik", note=f"{'Indledning ' * 40}om trygge legepladser i byen {'Afslutning ' * 40}"
    )
    answer = as_("reader").get("/catalogue?q=legeplads").get_data(as_text=True)
    assert "om trygge <mark>legepladser</mark> i byen" in answer
    assert "… Indledning" in answer
    assert "Afslutning …" in answer
    assert answer.count("Indledning") < 10


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
