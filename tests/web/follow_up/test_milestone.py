"""A milestone is done, moved for a reason, or opened again; the first promise never changes."""

from datetime import date

import pytest

from tracker.records.models import Document, Event, Milestone, StatusReport

DONE = {"answer": "done"}
MOVED = {"answer": "moved", "due": "31.10.2015", "reason": "Kursuslederen er syg"}


@pytest.fixture
def address(number):
    return f"/milestones/{number('HP5-m2')}/report"


@pytest.fixture
def milestone(rows, number):
    return lambda code="HP5-m2": rows(Milestone, Milestone.id == number(code))[0]


def test_the_form_says_how_late_the_milestone_is_and_offers_today(owner, address):
    page = owner.page(address)
    assert "Overskredet 107 dage" in page.text
    values = page.form(address).values()
    assert (values["done_on"], values["version"]) == (["15.09.2015"], ["1"])
    assert "answer" not in values


def test_done_says_when_and_that_no_status_follows_from_it(owner, address, milestone, rows):
    reports = len(rows(StatusReport))
    page = owner.follow(owner.submit(address, {**DONE, "done_on": "1/9-2015"}))
    assert "blev nået 01.09.2015, fristen var 31.05.2015. Nået 93 dage for sent." in page.text
    assert "Det ændrer ikke status på Forældretræning i grupper (3-8 år) : Mindre problemer" in page.text
    assert "Længere fremme venter: Forældre der har gennemført træning" in page.text
    assert milestone().done_on == date(2015, 9, 1)
    assert len(rows(StatusReport)) == reports


def test_moved_says_how_far_and_what_that_puts_at_risk(owner, address, milestone, rows):
    reports = len(rows(StatusReport))
    page = owner.follow(owner.submit(address, MOVED))
    assert "er flyttet fra 31.05.2015 til 31.10.2015" in page.text
    assert "153 dage efter den første frist, 31.05.2015. Det truer: Forældre der har gennemført" in page.text
    assert "alle børn og unges trivsel og udvikling sikres . Ingen meldt" in page.text
    assert "Ingen meldt status er ændret." in page.text
    moved = milestone()
    assert (moved.due, moved.baseline_due) == (date(2015, 10, 31), date(2015, 5, 31))
    assert len(rows(StatusReport)) == reports
    assert rows(Event)[-1].reason == "Kursuslederen er syg"


def test_a_question_that_was_not_answered_is_named_without_a_colon(owner, address):
    page = owner.checked(owner.submit(address, {}), address, 422)
    summary = page.main.one(class_="alert-error").text
    assert "Hvad vil du melde? Vælg, om milepælen er nået eller flyttet." in summary


def test_brought_forward_puts_nothing_at_risk(owner, number):
    address = f"/milestones/{number('HP5-m4')}/report"
    page = owner.follow(owner.submit(address, {**MOVED, "due": "2015-09-20"}))
    assert "fra 05.10.2015 til 20.09.2015" in page.text
    assert "truer" not in page.text


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({}, "answer", "Vælg, om milepælen er nået eller flyttet."),
        ({"answer": "abandoned"}, "answer", "Vælg, om milepælen er nået eller flyttet."),
        ({**DONE, "done_on": ""}, "done_on", "Udfyld dette felt."),
        ({**DONE, "done_on": "16.09.2015"}, "done_on", "Den dag er ikke kommet endnu."),
        ({**DONE, "done_on": "31.02.2015"}, "done_on", "er ikke en dato"),
        ({**DONE, "done_on": "i går"}, "done_on", "er ikke en dato"),
        ({**DONE, "done_on": "01.01.0001"}, "done_on", "er ikke en dato"),
        ({**MOVED, "due": ""}, "due", "Udfyld dette felt."),
        ({**MOVED, "due": "31.12.9999"}, "due", "er ikke en dato"),
        ({**MOVED, "due": "31.05.2015"}, "due", "den frist, milepælen har i forvejen"),
        ({**MOVED, "reason": " \n "}, "reason", "Udfyld dette felt."),
        ({**MOVED, "reason": "a\x00b"}, "reason", "kontroltegn"),
        ({**MOVED, "reason": "a" * 20_001}, "reason", "20000"),
    ],
)
def test_what_is_missing_or_impossible_is_refused_at_its_field(
    sent, field, sentence, owner, address, milestone
):
    page = owner.checked(owner.submit(address, sent), address, 422)
    assert page.title.startswith("Fejl: ")
    assert sentence in page.main.one(id=f"{field}-error").text
    kept = page.form(address).values()
    assert all(kept[name] == [value.strip()] for name, value in sent.items() if name in ("due", "done_on"))
    assert milestone().version == 1


def test_the_fields_of_the_other_answer_are_not_looked_at(owner, address, milestone):
    sent = {**DONE, "due": "aldrig", "reason": "\x00"}
    owner.follow(owner.submit(address, sent))
    assert milestone().done_on == date(2015, 9, 15)


def test_a_reason_is_kept_as_it_was_typed(owner, address, rows):
    reason = "<script>alert('x')</script> %(s)s \u202e🙂"
    owner.follow(owner.submit(address, {**MOVED, "reason": reason}))
    assert rows(Event)[-1].reason == reason


def test_proof_is_dated_on_the_day_the_milestone_was_done(owner, address, rows, number):
    proof = {"document_url": "https://example.org/bevis", "document_title": "Kursusbevis"}
    owner.follow(owner.submit(address, {**DONE, "done_on": "01.09.2015", **proof}))
    document = rows(Document)[-1]
    assert (document.title, document.dated_on) == ("Kursusbevis", date(2015, 9, 1))
    assert document.milestone_id == number("HP5-m2")


def test_whoever_was_overtaken_sees_both_versions_and_may_send_theirs_again(owner, as_, address, milestone):
    planner = as_("planner")
    seen = planner.page(address).form(address).values()
    owner.follow(owner.submit(address, MOVED))
    overtaken = planner.send(seen, {**MOVED, "due": "30.11.2015", "reason": "Min grund"}, address)
    page = planner.checked(overtaken, address, 409)
    assert "30.11.2015" in page.text
    assert "31.10.2015" in page.text
    again = page.form(address).values()
    assert (again["reason"], again["due"], again["answer"]) == (["Min grund"], ["30.11.2015"], ["moved"])
    planner.follow(planner.send(again, {}, address))
    assert milestone().due == date(2015, 11, 30)


def test_done_over_a_move_is_told_and_can_be_sent_again(owner, as_, address, milestone):
    planner = as_("planner")
    seen = planner.page(address).form(address).values()
    owner.follow(owner.submit(address, MOVED))
    page = planner.checked(planner.send(seen, {**DONE, "done_on": "10.09.2015"}, address), address, 409)
    assert "ikke ændret" in page.text
    planner.follow(planner.send(page.form(address).values(), {}, address))
    assert milestone().done_on == date(2015, 9, 10)


@pytest.mark.parametrize("version", ["", "0", "nonsense", "99999999999999999999", None])
def test_a_form_without_the_right_version_overwrites_nothing(version, owner, address, milestone):
    assert owner.submit(address, {**DONE, "version": version}).status_code == 409
    assert milestone().done_on is None


def test_a_double_submit_moves_once(owner, address, milestone):
    values = owner.page(address).form(address).values()
    owner.send(values, MOVED, address)
    second = owner.send(values, MOVED, address)
    assert "Det var allerede gemt" in owner.follow(second).text
    assert milestone().version == 2


def test_what_is_done_after_all_not_is_opened_again_for_a_reason(owner, number, milestone, rows):
    address = f"/milestones/{number('HP5-m1')}/report"
    page = owner.page(address)
    assert not page.forms
    reopen = next(link for link in page.links if "/reopen" in link)
    refused = owner.checked(owner.submit(reopen, {"reason": " "}), reopen, 422)
    assert "Udfyld dette felt." in refused.main.one(id="reason-error").text
    page = owner.follow(owner.submit(reopen, {"reason": "Kun den ene er certificeret"}))
    assert "er åben igen. Den var meldt nået 12.02.2015" in page.text
    assert milestone("HP5-m1").done_on is None
    assert rows(Event)[-1].reason == "Kun den ene er certificeret"


def test_an_open_milestone_is_not_opened_again(owner, number):
    reopen = f"/milestones/{number('HP5-m2')}/reopen"
    page = owner.checked(owner.submit(reopen, {"reason": "Fejl"}), reopen, 422)
    assert "Milepælen er ikke meldt nået." in page.text


def test_two_who_open_a_milestone_again_are_told_of_each_other(owner, as_, number):
    reopen = f"/milestones/{number('HP5-m1')}/reopen"
    planner = as_("planner")
    seen = planner.page(reopen).form(reopen).values()
    owner.follow(owner.submit(reopen, {"reason": "Fejl"}))
    planner.checked(planner.send(seen, {"reason": "Også mig"}, reopen), reopen, 409)


def test_a_milestone_that_was_done_meanwhile_is_not_moved(owner, address, milestone):
    owner.follow(owner.submit(address, DONE))
    page = owner.page(f"{address[: -len('report')]}reopen")
    values = page.form(address.replace("report", "reopen")).values()
    response = owner.send({**values, **{name: [text] for name, text in MOVED.items()}}, {}, address)
    refused = owner.checked(response, address, 422)
    assert "Genåbn den først" in refused.text
    assert milestone().due == date(2015, 5, 31)


@pytest.mark.parametrize("part", ["report", "reopen"])
def test_only_owners_and_the_planning_group_answer_for_a_milestone(part, as_, number):
    own, foreign = (f"/milestones/{number(code)}/{part}" for code in ("HP5-m1", "HP1-m1"))
    assert as_("reader").get(own).status_code == 403
    assert as_("stranger").get(own).status_code == 404
    assert as_("owner").get(foreign).status_code == 403
    assert as_("planner").get(foreign).status_code == 200
    assert as_("planner").get(f"/milestones/999999/{part}").status_code == 404
