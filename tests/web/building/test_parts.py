"""What stands on elements and links is built in the panel: milestones, indicators, assumptions, evidence."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.browsing import Browser
from tests.conftest import SignInAs
from tests.factories import Maker
from tests.web.building.part_forms import INDICATOR
from tracker.records.models import Assumption, Element, Indicator, IndicatorReading, LinkFinding, Milestone
from tracker.services.plans.assumptions import archive_assumption
from tracker.services.plans.elements import archive_element
from tracker.theory.kinds import EffectDirection, ElementKind, EvidenceLevel, LinkKind, PlanState


@pytest.fixture
def planner(as_: SignInAs) -> Browser:
    return as_("planner")


@pytest.fixture
def output(make_in_demo: Maker) -> int:
    return make_in_demo.element(ElementKind.OUTPUT, title="Ture")


@pytest.fixture
def outcome(make_in_demo: Maker) -> int:
    return make_in_demo.element(ElementKind.OUTCOME_SHORT, title="Tryghed")


@pytest.fixture
def link(make_in_demo: Maker, output: int, outcome: int) -> int:
    number = make_in_demo.link(output, outcome, LinkKind.CAUSAL)
    make_in_demo.writer.session.rollback()
    return number


@pytest.fixture
def finding(make_in_demo: Maker) -> int:
    number = make_in_demo.finding(
        code="PRØVE",
        citation="Hansen (2014). Natteravne.",
        level=EvidenceLevel.E3,
        direction=EffectDirection.POSITIVE,
    )
    make_in_demo.writer.session.rollback()
    return number


def saved(browser: Browser, path: str, data: dict[str, str], action: str = "") -> str:
    """Sends a form that is taken; the text of the page that it leads to."""
    answer = browser.submit(path, data, action=action)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return browser.page(answer.location).text


def test_an_assumption_says_that_its_link_is_gone_and_keeps_what_was_typed(
    planner: Browser, link: int, demo_session: Session, make_in_demo: Maker
) -> None:
    plan = make_in_demo.the("plan")
    make_in_demo.writer.session.rollback()
    address = f"/plans/{plan}/assumptions/new"
    values = planner.page(f"{address}?link={link}").form(f"{address}?link={link}").values()
    assert planner.submit(f"/links/{link}/disconnect", {"reason": "Slået sammen"}).status_code == 303
    sent = planner.send(values, {"title": "Naboerne vil være med"}, f"{address}?link={link}")
    page = planner.checked(sent, f"{address}?link={link}", 422)
    assert "Pilen er ikke længere i planen" in " ".join(page.errors)
    title = sa.select(Assumption).where(Assumption.title == "Naboerne vil være med")
    assert demo_session.scalars(title).all() == []
    kept = page.form(address).values()
    assert kept["title"] == ["Naboerne vil være med"]
    assert planner.send(kept, {}, address).status_code == 303
    demo_session.rollback()
    assert len(demo_session.scalars(title).all()) == 1


@pytest.mark.parametrize("unknown", ["99999", "abc"])
def test_the_form_for_an_assumption_says_before_that_its_link_is_gone(
    planner: Browser, unknown: str, make_in_demo: Maker
) -> None:
    plan = make_in_demo.plan()
    make_in_demo.writer.session.rollback()
    text = planner.page(f"/plans/{plan}/assumptions/new?link={unknown}").text
    assert "Pilen er ikke længere i planen" in text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_was_typed_on_a_finding_that_was_taken_off_meanwhile_is_not_lost(
    headers: dict[str, str], planner: Browser, link: int, finding: int, demo_session: Session
) -> None:
    new = f"/links/{link}/evidence/new"
    saved(planner, new, {"finding_id": str(finding)})
    use = demo_session.scalars(sa.select(LinkFinding.id).where(LinkFinding.link_id == link)).one()
    demo_session.rollback()
    edit = f"/attachments/{use}/edit"
    mine = planner.page(edit).form(edit).values()
    planner.submit(f"/attachments/{use}/detach", {"reason": "Forkert pil"})
    answer = planner.post(edit, data={**mine, "note": "Samme by & alder"}, headers=headers)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert "Samme by &amp; alder" in text
    assert ("<main" in text) is not bool(headers)
    assert planner.get(edit).status_code == 404


def test_a_milestone_is_promised_once_and_renamed_with_its_promise_kept(
    planner: Browser, output: int, demo_session: Session
) -> None:
    new = f"/elements/{output}/milestones/new"
    text = saved(planner, new, {"title": "Kontrakt skrevet", "due": "31.12.2015"})
    assert "Kontrakt skrevet frist 31.12.2015" in text
    row = demo_session.scalars(sa.select(Milestone).where(Milestone.element_id == output)).one()
    assert (row.due, row.baseline_due) == (date(2015, 12, 31), date(2015, 12, 31))
    edit, number = f"/milestones/{row.id}/edit", row.id
    assert "due" not in planner.page(edit).form(edit).names
    demo_session.rollback()
    forged = {"title": "Aftale skrevet", "due": "1.1.2017", "baseline_due": "1.1.2017"}
    assert planner.send(planner.page(edit).form(edit).values(), forged, edit).status_code == 303
    row = demo_session.get_one(Milestone, number, populate_existing=True)
    assert (row.title, row.due, row.baseline_due) == (
        "Aftale skrevet",
        date(2015, 12, 31),
        date(2015, 12, 31),
    )


def test_only_activities_and_outputs_offer_milestones(planner: Browser, outcome: int, output: int) -> None:
    assert f"/elements/{outcome}/milestones/new" not in planner.page(f"/elements/{outcome}/edit").links
    assert planner.get(f"/elements/{outcome}/milestones/new").status_code == 404
    assert f"/elements/{output}/milestones/new" in planner.page(f"/elements/{output}/edit").links


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"target_value": "5"}, "direction", "Måltallet ligger under udgangspunktet"),
        ({"direction": "lower_better"}, "direction", "Måltallet ligger over udgangspunktet"),
        ({"target_value": "10,5"}, "target_value", "et andet end udgangspunktet"),
        ({"target_on": "31.12.2014"}, "target_on", "efter udgangspunktets"),
        ({"target_value": "ti"}, "target_value", "er ikke et tal"),
        ({"baseline_on": "31.2.2015"}, "baseline_on", "er ikke en dato"),
    ],
)
def test_an_indicator_that_contradicts_itself_is_refused_at_its_field_and_kept(
    typed: dict[str, str], field: str, sentence: str, planner: Browser, outcome: int
) -> None:
    new = f"/elements/{outcome}/indicators/new"
    sent = {**INDICATOR, **typed}
    page = planner.checked(planner.submit(new, sent), new, 422)
    kept = page.form(new).values()
    assert {name: kept[name] for name in sent} == {name: [value] for name, value in sent.items()}
    said = [node.text for node in page.main.all() if node.get("id") == f"{field}-error"]
    assert len(said) == 1, page.errors
    assert sentence in said[0]


def test_a_baseline_is_not_moved_past_a_reading(
    planner: Browser, make_in_demo: Maker, outcome: int, demo_session: Session
) -> None:
    indicator = make_in_demo.indicator(element_id=outcome)
    make_in_demo.reading(indicator, date(2015, 6, 30), 12.0)
    demo_session.rollback()
    edit = f"/indicators/{indicator}/edit"
    page = planner.checked(planner.submit(edit, {"baseline_on": "30.06.2015"}), edit, 422)
    assert any("og en aflæsning fra 30.06.2015" in error for error in page.errors)
    assert page.form(edit).values()["baseline_on"] == ["30.06.2015"]
    saved(planner, edit, {"baseline_on": "29.06.2015"})


def test_an_indicator_is_moved_to_another_element_that_can_be_measured(
    planner: Browser, make_in_demo: Maker, output: int, outcome: int, demo_session: Session
) -> None:
    indicator = make_in_demo.indicator(element_id=outcome, title="Ture om ugen")
    weather = make_in_demo.element(ElementKind.EXTERNAL, plan_id=_plan_of(demo_session, outcome))
    make_in_demo.reading(indicator, date(2015, 6, 30), 12.0)
    demo_session.rollback()
    edit = f"/indicators/{indicator}/edit"
    page = planner.page(edit)
    assert page.form(edit).values()["element_id"] == [str(outcome)]
    offered = {option["value"] for option in page.main.one("select", id="element_id").all("option")}
    assert {str(output), str(outcome)} <= offered
    assert str(weather) not in offered
    refused = planner.checked(planner.submit(edit, {"element_id": str(weather)}), edit, 422)
    assert "ekstern" in refused.errors[0]
    answer = planner.submit(edit, {"element_id": str(output)})
    assert answer.location == f"/elements/{output}/edit"
    assert "Ture om ugen" in planner.page(answer.location).text
    row = demo_session.get_one(Indicator, indicator, populate_existing=True)
    assert (row.element_id, len(readings(demo_session, indicator))) == (output, 1)


def _plan_of(session: Session, element: int) -> int:
    return session.get_one(Element, element).plan_id


def readings(session: Session, indicator: int) -> list[IndicatorReading]:
    query = sa.select(IndicatorReading).where(IndicatorReading.indicator_id == indicator)
    return list(session.scalars(query))


@pytest.fixture(params=["milestone", "indicator"])
def archived(request: pytest.FixtureRequest, planner: Browser, make_in_demo: Maker, output: int) -> str:
    """The address of a milestone or an indicator that was taken out of ``output``."""
    number = getattr(make_in_demo, request.param)(element_id=output, title="Midt på året")
    make_in_demo.writer.session.rollback()
    saved(planner, f"/{request.param}s/{number}/archive", {"reason": "Opgivet"})
    return f"/{request.param}s/{number}"


def test_an_archived_part_is_restored_from_its_element(archived: str, planner: Browser, output: int) -> None:
    element = f"/elements/{output}/edit"
    page = planner.page(element)
    assert f"{archived}/edit" not in page.links
    assert planner.get(f"{archived}/edit").status_code == 404
    saved(planner, element, {}, f"{archived}/restore")
    assert f"{archived}/edit" in planner.page(element).links


def test_a_part_of_an_archived_element_is_not_restored_before_it(
    archived: str, planner: Browser, output: int
) -> None:
    restore = f"{archived}/restore"
    button = planner.page(f"/elements/{output}/edit").form(restore)
    saved(planner, f"/elements/{output}/archive", {"reason": "Opgivet"})
    answer = planner.send(button.values(), {}, restore)
    assert "Det findes ikke længere." in planner.follow(answer).text
    assert planner.get(f"{archived}/edit").status_code == 404


def test_an_assumption_is_made_on_a_link_laid_under_another_and_lifted_off(
    planner: Browser, make_in_demo: Maker, link: int, outcome: int, demo_session: Session
) -> None:
    plan = make_in_demo.the("plan")
    other = make_in_demo.link(make_in_demo.element(ElementKind.OUTPUT), outcome, LinkKind.CAUSAL)
    demo_session.rollback()
    new = f"/plans/{plan}/assumptions/new?link={link}"
    text = saved(planner, new, {"title": "De unge kommer", "state": "at_risk", "critical": "y"})
    assert "De unge kommer Truet Kritisk" in text
    number = demo_session.scalars(sa.select(Assumption.id).where(Assumption.title == "De unge kommer")).one()
    demo_session.rollback()
    assert "De unge kommer" in saved(planner, f"/links/{other}/assumptions", {"assumption_id": str(number)})
    assert "De unge kommer" not in planner.page(f"/links/{other}/assumptions").text
    panel = planner.page(f"/assumptions/{number}/edit")
    assert {f"/links/{link}/edit", f"/links/{other}/edit"} <= set(panel.links)
    text = saved(planner, f"/links/{link}/edit", {}, f"/links/{link}/assumptions/{number}/lift")
    assert "Pilen har ingen antagelse" in text
    assert "De unge kommer" in planner.page(f"/links/{other}/edit").text


@pytest.mark.parametrize("chosen", ["", "999999", "x"])
def test_an_assumption_is_not_laid_under_a_link_without_choosing_one(
    chosen: str, planner: Browser, make_in_demo: Maker, link: int
) -> None:
    make_in_demo.assumption()
    make_in_demo.writer.session.rollback()
    lay = f"/links/{link}/assumptions"
    assert planner.checked(planner.submit(lay, {"assumption_id": chosen}), lay, 422).errors


def test_a_link_that_relies_on_everything_offers_a_new_assumption(planner: Browser, link: int) -> None:
    page = planner.page(f"/links/{link}/assumptions")
    assert "Alle planens antagelser ligger allerede under denne pil" in page.text
    assert any("/assumptions/new" in address for address in page.links)


def test_whoever_lifts_an_assumption_twice_is_led_to_the_link(
    planner: Browser, make_in_demo: Maker, link: int
) -> None:
    assumption = make_in_demo.assumption(link)
    make_in_demo.writer.session.rollback()
    path, lift = f"/links/{link}/edit", f"/links/{link}/assumptions/{assumption}/lift"
    values = planner.page(path).form(lift).values()
    for _time in range(2):
        assert planner.send(values, {}, lift).status_code == 303


def test_evidence_on_a_link_changes_its_level_at_once(
    planner: Browser, link: int, finding: int, demo_session: Session
) -> None:
    edit, new = f"/links/{link}/edit", f"/links/{link}/evidence/new"
    assert "E0" in planner.page(edit).text
    assert "E3 Dokumenteret" in saved(planner, new, {"finding_id": str(finding), "note": "Samme by"})
    attachment = demo_session.scalars(sa.select(LinkFinding.id).where(LinkFinding.link_id == link)).one()
    demo_session.rollback()
    assert str(finding) not in [
        option.get("value") for option in planner.page(new).main.all("option") if option.get("value")
    ]
    assert "E2 Lovende" in saved(planner, f"/attachments/{attachment}/edit", {"directness": "indirect"})
    text = saved(planner, f"/attachments/{attachment}/detach", {"reason": "Handler om noget andet"})
    assert "Ingen forskning er tilknyttet" in text
    assert planner.get(f"/attachments/{attachment}/edit").status_code == 404


@pytest.mark.parametrize("chosen", ["", "99999999", "x"])
def test_a_finding_has_to_be_chosen_and_the_note_is_kept(chosen: str, planner: Browser, link: int) -> None:
    new = f"/links/{link}/evidence/new"
    page = planner.checked(planner.submit(new, {"finding_id": chosen, "note": "Samme by"}), new, 422)
    assert page.form(new).values()["note"] == ["Samme by"]
    assert page.errors


def test_only_a_causal_link_asks_for_evidence(planner: Browser, make_in_demo: Maker, output: int) -> None:
    carried_out = make_in_demo.link(make_in_demo.element(), output)
    make_in_demo.writer.session.rollback()
    assert f"/links/{carried_out}/evidence/new" not in planner.page(f"/links/{carried_out}/edit").links


def test_what_the_plan_lacks_leads_to_the_form_that_mends_it(
    planner: Browser, make_in_demo: Maker, link: int, outcome: int
) -> None:
    plan = make_in_demo.the("plan")
    links = planner.page(f"/plans/{plan}/build").links
    mending = [f"/plans/{plan}/assumptions/new?link={link}", f"/elements/{outcome}/indicators/new"]
    assert set(mending) <= set(links)
    saved(planner, mending[0], {"title": "De unge kommer"})
    saved(planner, mending[1], INDICATOR)
    assert not set(mending) & set(planner.page(f"/plans/{plan}/build").links)


def test_what_is_lacking_altogether_leads_to_where_it_is_put_in(
    planner: Browser, make_in_demo: Maker
) -> None:
    aimless = make_in_demo.plan(goal_ids=[])
    links = planner.page(f"/plans/{aimless}/build").links
    assert f"/plans/{aimless}/edit#goal_ids" in links
    assert f"/plans/{aimless}/elements/new?kind=activity" in links
    plan = make_in_demo.plan(state=PlanState.IN_HEARING)
    [box] = make_in_demo.writer.session.scalars(sa.select(Element).where(Element.plan_id == plan))
    archive_element(make_in_demo.writer, element_id=box.id, version=box.version)
    [mending] = [
        link for link in planner.page(f"/plans/{plan}/build").links if f"kind=goal&goal={box.goal_id}" in link
    ]
    assert f"/plans/{plan}/edit#goal_ids" in planner.page(f"/plans/{plan}/state").links
    planner.follow(planner.submit(mending, {"title": "Tryghed"}, action=mending.split("?")[0]))
    assert mending not in planner.page(f"/plans/{plan}/build").links


def test_a_plans_assumptions_stand_on_one_page_with_their_links(
    planner: Browser, make_in_demo: Maker, link: int, as_: SignInAs
) -> None:
    plan, owner = make_in_demo.the("plan"), make_in_demo.person(name="Vagtleder")
    make_in_demo.assumption(
        link, code="A-1", title="De unge kommer", critical=True, owner_id=owner, review_on=date(2015, 12, 1)
    )
    gone = make_in_demo.assumption(code="A-2", title="Forældet")
    archive_assumption(make_in_demo.writer, assumption_id=gone, version=1)
    page = planner.page(f"/plans/{plan}/assumptions")
    assert page.rows() == [
        ["? Uafprøvet Kritisk", "De unge kommer A-1", "Vagtleder", "01.12.2015", "Ture → fører til Tryghed"]
    ]
    assert [form.action for form in page.forms] == [f"/assumptions/{gone}/restore"]
    looked_at = as_("reader").page(f"/plans/{plan}/assumptions")
    assert looked_at.forms == []
    assert not [address for address in looked_at.links if address.endswith("/edit")]


def test_a_restored_assumption_is_back_under_its_links(
    planner: Browser, make_in_demo: Maker, link: int
) -> None:
    assumption = make_in_demo.assumption(link, title="De unge kommer")
    make_in_demo.writer.session.rollback()
    plan = make_in_demo.the("plan")
    saved(planner, f"/assumptions/{assumption}/archive", {"reason": ""})
    assert "De unge kommer" not in planner.page(f"/links/{link}/edit").text
    saved(planner, f"/plans/{plan}/assumptions", {}, f"/assumptions/{assumption}/restore")
    assert "De unge kommer" in planner.page(f"/links/{link}/edit").text


def test_two_versions_of_an_assumption_stand_side_by_side(
    planner: Browser, make_in_demo: Maker, link: int, demo_session: Session
) -> None:
    assumption = make_in_demo.assumption(link, title="Først")
    make_in_demo.writer.session.rollback()
    edit = f"/assumptions/{assumption}/edit"
    values = planner.page(edit).form(edit).values()
    saved(planner, edit, {"title": "Deres", "state": "holds", "review_on": "1.12.2015"})
    answer = planner.send(values, {"title": "Min", "critical": "y"}, edit)
    page = planner.checked(answer, edit, 409)
    rows = {row[0].removesuffix(" (det samme)"): row[1:] for row in page.rows()}
    assert rows["Hvad skal holde?"] == ["Min", "Deres"]
    assert rows["Tilstand"] == ["Uafprøvet", "Holder"]
    assert rows["Gennemses"] == ["–", "01.12.2015"]
    again = planner.send(page.form(edit).values(), {}, edit)
    assert again.status_code == 303
    row = demo_session.get_one(Assumption, assumption, populate_existing=True)
    assert (row.title, row.critical) == ("Min", True)


@pytest.mark.parametrize(
    ("part", "typed"),
    [("milestone", {"title": "Min"}), ("indicator", {"title": "Min", "unit": "ture"})],
)
def test_a_stale_form_of_a_part_overwrites_nothing(
    part: str, typed: dict[str, str], planner: Browser, make_in_demo: Maker, output: int
) -> None:
    number = getattr(make_in_demo, part)(element_id=output)
    make_in_demo.writer.session.rollback()
    edit = f"/{part}s/{number}/edit"
    values = planner.page(edit).form(edit).values()
    saved(planner, edit, {"title": "Deres"})
    page = planner.checked(planner.send(values, typed, edit), edit, 409)
    assert ["Min", "Deres"] in [row[1:] for row in page.rows()]


@pytest.mark.parametrize(("state", "status"), [(PlanState.DRAFT, 200), (PlanState.COMPLETED, 403)])
def test_the_parts_of_a_draft_are_built_and_those_of_a_finished_plan_only_looked_at(
    state: PlanState, status: int, planner: Browser, make_in_demo: Maker
) -> None:
    plan = make_in_demo.plan(state=state)
    element = make_in_demo.element(ElementKind.OUTPUT, plan_id=plan)
    indicator = make_in_demo.indicator(element_id=element)
    make_in_demo.writer.session.rollback()
    assert planner.get(f"/indicators/{indicator}/edit").status_code == status
    assert planner.get(f"/plans/{plan}/assumptions").status_code == 200


def test_the_forms_speak_english_too(planner: Browser, make_in_demo: Maker, link: int, outcome: int) -> None:
    make_in_demo.indicator(
        element_id=outcome, title_en="Safety", unit="%", baseline_value=1250.5, target_value=2000
    )
    make_in_demo.writer.session.rollback()
    with planner.session_transaction() as stored:
        stored["language"] = "en"
    assert "Safety from 1,250.5 to 2,000 %" in planner.page(f"/elements/{outcome}/edit").text
    assert "Attach evidence" in planner.page(f"/links/{link}/edit").text


def test_an_indicator_is_read_from_a_measurement_and_warned_where_they_differ(
    planner: Browser, outcome: int, demo_session: Session
) -> None:
    sent = {**INDICATOR, "measurement_id": "3"}
    path = f"/elements/{outcome}/indicators/new"
    saved(planner, path, sent)
    query = sa.select(Indicator).where(Indicator.element_id == outcome)
    indicator = demo_session.scalars(query).one()
    assert indicator.measurement_id == 3
    page = planner.page(f"/indicators/{indicator.id}/edit")
    assert "målingen i »pr. 1.000«" in page.text
    assert page.form(f"/indicators/{indicator.id}/edit").values()["measurement_id"] == ["3"]
    saved(planner, f"/indicators/{indicator.id}/edit", {"title": "Anden titel"})
    demo_session.expire_all()
    assert demo_session.scalars(query).one().measurement_id == 3
    for nonsense in ("999999", "²", "x"):
        answer = planner.submit(path, {**INDICATOR, "measurement_id": nonsense})
        assert answer.status_code in (303, 422)
