"""The discussion of an element and of a link, as people write in it."""

from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from tracker.records.models import Comment, Element, Mention, Plan
from tracker.services.verb import fetch, verb
from tracker.theory.contents.comment import COMMENT_LENGTH
from tracker.theory.kinds import ElementKind, Role, Visibility

ODD = "<script>alert(1)</script> \"citat\" & 'x' {{ 7*7 }} %(s)s \u202eomvendt 🙂"


@verb
def archive(writer, *, model, row_id):
    fetch(writer, model, row_id).archived_at = writer.now


@pytest.fixture
def page_of(activity):
    return f"/elements/{activity.id}/comments"


def rows(session, model):
    session.rollback()
    return session.scalars(sa.select(model).order_by(model.id)).all()


def threads(page):
    return page.main.all("li", class_="thread")


def press(browser, page, action, label):
    """Sends the form of one button whose label begins so."""
    for form in page.forms:
        if form.action.endswith(action) and form.node.one("button").text.startswith(label):
            return browser.follow(browser.send(form.values(), {}, form.action))
    raise AssertionError(f"no button {label} to {action}")


def test_a_comment_is_written_and_stands_with_who_and_when(as_, page_of, demo_session, activity):
    owner = as_("owner")
    page = owner.follow(owner.submit(page_of, {"body": "Hvem sørger for\nstrøm?"}))
    assert "Kommentaren er gemt." in page.text
    [thread] = threads(page)
    assert "Tovholder forældreinddragelse" in thread.text
    assert "Hvem sørger for strøm?" in thread.text
    [row] = rows(demo_session, Comment)
    assert (row.element_id, row.body) == (activity.id, "Hvem sørger for\nstrøm?")
    assert page.address.endswith(f"#c{row.id}")


def test_a_link_has_its_own_discussion(as_, link, page_of, demo_session):
    manager = as_("manager")
    page = manager.follow(manager.submit(f"/links/{link}/comments", {"body": "Hvad bygger pilen på?"}))
    assert "Ny belysning på utrygge strækninger → til Strækninger med ny belysning" in page.heading
    assert [row.link_id for row in rows(demo_session, Comment)] == [link]
    beside = manager.page(page_of).main.one("aside")
    assert "Til Strækninger med ny belysning 1 åben" in beside.text
    assert threads(manager.page(page_of)) == []


def test_an_answer_is_written_below_what_it_answers(as_, page_of, comment, demo_session):
    first, other = comment(body="Er det realistisk?"), comment(body="Noget helt andet")
    manager = as_("manager")
    page = manager.page(page_of)
    answer = next(a for a in page.links if f"answer={first}" in a)
    response = manager.submit(answer.partition("#")[0], {"body": "Ja, det er det"}, action=page_of)
    page = manager.follow(response)
    of_first = next(thread for thread in threads(page) if "Er det realistisk?" in thread.text)
    assert "Ja, det er det" in of_first.one("ol", class_="answers").text
    assert [row.answers_id for row in rows(demo_session, Comment)] == [None, None, first]
    assert other not in [row.answers_id for row in rows(demo_session, Comment)]


def test_people_are_chosen_from_those_who_may_see_the_plan(as_, page_of, demo_session, person):
    planner = as_("planner")
    page = planner.page(page_of)
    offered = page.main.one("ul", class_="people")
    assert [label.text for label in offered.all("label")] == [
        "Administrator (demo) Aalborg Kommune",
        "Leder (demo) Aalborg Kommune",
        "Læser (demo) Aalborg Kommune",
        "Tovholder forældreinddragelse Skoleforvaltningen",
        "Udvalgssekretær Aalborg Kommune",
    ]
    chosen = [str(person("reader")), str(person("manager"))]
    page = planner.follow(planner.submit(page_of, {"body": "Se her", "mentioned": chosen}))
    assert "Leder (demo) og Læser (demo) finder den under »Mit arbejde«." in page.text
    assert "Nævnt: Leder (demo) , Læser (demo)" in threads(page)[0].text
    assert {str(row.user_id) for row in rows(demo_session, Mention)} == set(chosen)


def test_who_is_named_in_the_text_is_told_too(as_, page_of):
    planner = as_("planner")
    page = planner.follow(planner.submit(page_of, {"body": "Hvad siger du, @Leder (demo)?"}))
    assert "Leder (demo) finder den under »Mit arbejde«." in page.text


def test_what_is_refused_keeps_all_that_was_typed_and_chosen(as_, page_of, person, demo_session):
    planner = as_("planner")
    reader = str(person("reader"))
    for body, sentence in (("", "Skriv noget først."), ("x" * (COMMENT_LENGTH + 1), "Højst 5000 tegn.")):
        response = planner.submit(page_of, {"body": body, "mentioned": [reader]})
        page = planner.checked(response, page_of, 422)
        assert page.title.startswith("Fejl: ")
        assert any(sentence in error for error in page.errors)
        assert page.form(page_of, "body").values()["mentioned"] == [reader]
        assert page.form(page_of, "body").values()["body"] == [body]
        assert "open" in page.main.one("details", class_="mention-people").attributes
    assert rows(demo_session, Comment) == []


@pytest.mark.parametrize("number", ["hidden", "999999", "-1", "x", "9" * 40])
def test_whoever_may_not_see_the_plan_cannot_be_told_from_nobody(
    number, as_, page_of, make_in_demo, demo_session
):
    # somebody without a role sees no plan
    hidden = make_in_demo.person(name="Hemmelig Person", email="hemmelig@example.org")
    demo_session.rollback()
    planner = as_("planner")
    assert "Hemmelig Person" not in planner.page(page_of).text
    given = str(hidden) if number == "hidden" else number
    page = planner.checked(planner.submit(page_of, {"body": "Se", "mentioned": [given]}), page_of, 422)
    assert "Kun personer, der kan se planen, kan nævnes. Vælg fra listen." in " ".join(page.errors)
    assert "Hemmelig" not in page.source
    assert rows(demo_session, Comment) == []


def test_namesakes_have_to_be_chosen_from_the_list(as_, page_of, make_in_demo, demo_session):
    for number in (1, 2):
        make_in_demo.person(Role.MANAGER, name="Anne Holm", email=f"anne{number}@example.org")
    demo_session.rollback()
    planner = as_("planner")
    page = planner.checked(planner.submit(page_of, {"body": "@Anne Holm?"}), page_of, 422)
    assert "Flere personer hedder »Anne Holm«." in " ".join(page.errors)


def test_a_form_sent_twice_makes_one_comment(as_, page_of, demo_session):
    planner = as_("planner")
    form = planner.page(page_of).form(page_of, "body")
    for _ in range(2):
        planner.send(form.values(), {"body": "Kun én gang"}, page_of)
    assert len(rows(demo_session, Comment)) == 1


def test_a_thread_is_closed_and_opened_again(as_, page_of, comment):
    comment(body="Er det realistisk?")
    secretary = as_("secretary")
    page = press(secretary, secretary.page(page_of), "/resolve", "Afslut kommentaren")
    assert "Kommentaren er afsluttet." in page.text
    closed = page.main.one("details", class_="resolved")
    assert "Afsluttet af Udvalgssekretær" in closed.text
    assert "Intet venter på svar." in page.text
    page = press(secretary, page, "/reopen", "Åbn igen")
    assert "Kommentaren er åben igen." in page.text
    assert "thread--resolved" not in threads(page)[0].get("class")


def test_of_two_who_close_a_thread_the_second_is_told(as_, page_of, comment):
    comment()
    first, second = as_("planner"), as_("owner")
    page = second.page(page_of)
    press(first, first.page(page_of), "/resolve", "Afslut")
    assert "Kommentaren er allerede afsluttet." in press(second, page, "/resolve", "Afslut").text


def test_an_answer_to_a_thread_that_was_closed_meanwhile_keeps_its_text(as_, page_of, comment):
    first = comment()
    owner, planner = as_("owner"), as_("planner")
    page = owner.page(f"{page_of}?answer={first}")
    press(planner, planner.page(page_of), "/resolve", "Afslut")
    form = page.form(page_of, "body")
    refused = owner.checked(owner.send(form.values(), {"body": "Lang tekst"}, page_of), page_of, 422)
    assert "Kommentaren er afsluttet i mellemtiden." in refused.text
    kept = refused.form(page_of, "body")
    assert kept.values()["body"] == ["Lang tekst"]
    saved = owner.follow(owner.send(kept.values(), {}, page_of))
    assert "Lang tekst" in saved.main.one("section", aria_labelledby="open").text


def test_one_withdraws_one_s_own_comment_and_the_history_keeps_it(as_, page_of, comment, activity):
    comment(by="owner", body="Det var dumt sagt")
    comment(by="planner", body="En andens")
    owner = as_("owner")
    page = owner.page(page_of)
    assert len([form for form in page.forms if form.action.endswith("/withdraw")]) == 1
    page = press(owner, page, "/withdraw", "Træk kommentaren tilbage")
    assert "Kommentaren er trukket tilbage. Teksten står stadig i historikken." in page.text
    assert "Det var dumt sagt" not in page.text
    history = owner.page(f"/elements/{activity.id}/history?kind=discussion")
    assert "trak en kommentar tilbage" in history.text
    assert "Det var dumt sagt" in history.text


def test_nobody_withdraws_the_comment_of_another(as_, page_of, comment, demo_session):
    number = comment(by="owner")
    planner = as_("planner")
    values = planner.page(page_of).form(page_of, "body").values()
    page = planner.follow(planner.send(values, {}, f"/comments/{number}/withdraw"))
    assert "Kun den, der har skrevet en kommentar, kan trække den tilbage." in page.text
    assert rows(demo_session, Comment)[0].body


def test_whoever_may_only_look_reads_and_marks_as_seen(as_, page_of, comment):
    comment(body="Se her", mentioned=["reader"])
    reader = as_("reader")
    page = reader.page(page_of)
    assert "Se her" in page.text
    assert [urlsplit(form.action).path.rpartition("/")[2] for form in page.forms] == ["seen"]
    page = press(reader, page, "/seen", "Markér som set")
    assert "Læser (demo) (har set den)" in threads(page)[0].text
    assert page.forms == []


def test_what_was_said_of_something_archived_can_be_read_and_not_added_to(
    as_, page_of, comment, demo_writer, activity, demo_session
):
    comment(body="Kan vi undvære den?")
    planner = as_("planner")
    form = planner.page(page_of).form(page_of, "body")
    archive(demo_writer, model=Element, row_id=activity.id)
    demo_session.rollback()
    page = planner.page(page_of)
    assert "Den er arkiveret." in page.text
    assert "Kan vi undvære den?" in page.text
    assert not [found for found in page.forms if "body" in found.names]
    response = planner.send(form.values(), {"body": "For sent"}, page_of)
    refused = planner.checked(response, page_of, 422)
    assert "Din kommentar blev ikke gemt." in refused.text
    assert "For sent" in refused.text
    assert len(rows(demo_session, Comment)) == 1


def test_nobody_writes_in_an_archived_plan(as_, page_of, comment, demo_writer, activity, demo_session):
    comment()
    planner = as_("planner")
    form = planner.page(page_of).form(page_of, "body")
    archive(demo_writer, model=Plan, row_id=activity.plan_id)
    demo_session.rollback()
    assert planner.page(page_of).forms == []
    assert planner.send(form.values(), {"body": "For sent"}, page_of).status_code == 403


def test_comments_of_a_plan_out_of_sight_answer_like_what_is_not_there(as_, make_in_demo, demo_session):
    make = make_in_demo
    plan = make.plan(visibility=Visibility.ORGANISATION)
    one, other = make.element(plan_id=plan), make.element(ElementKind.OUTPUT, plan_id=plan)
    link = make.link(one, other, plan_id=plan)
    make.comment(element_id=one)
    demo_session.rollback()
    manager = as_("manager")
    for address in (f"/elements/{one}/comments", f"/links/{link}/comments", f"/plans/{plan}/comments"):
        assert manager.get(address).status_code == 404
    for address in ("/elements/99999/comments", "/links/99999/comments", "/links/9999999999/comments"):
        assert manager.get(address).status_code == 404


def test_odd_texts_and_names_are_shown_as_typed(as_, page_of, demo_session, make_in_demo):
    make_in_demo.person(Role.OWNER, name="Åse <b>Ø</b> O'Neill", email="aase@example.org")
    demo_session.rollback()
    owner = as_("aase@example.org")
    page = owner.follow(owner.submit(page_of, {"body": ODD}))
    assert " ".join(ODD.split()) in page.text
    assert "Åse <b>Ø</b> O'Neill" in page.text
    assert page.main.all("b") == []


@pytest.mark.parametrize("answer", ["999999", "x", "-1", "9" * 40, "0"])
def test_an_answer_to_nothing_is_a_new_comment(answer, as_, page_of):
    page = as_("planner").page(f"{page_of}?answer={answer}")
    assert "Ny kommentar" in page.text
    assert page.form(page_of, "body").values()["answers_id"] == [""]


def test_the_page_costs_the_same_queries_with_many_comments_as_with_few(as_, page_of, comment, count_queries):
    planner = as_("planner")
    comment(mentioned=["reader"])
    counts = []
    for _ in range(2):
        with count_queries() as statements:
            planner.page(page_of)
        counts.append(len(statements))
        for _ in range(12):
            comment(answers_id=comment(mentioned=["reader", "manager"]), mentioned=["owner"])
    assert counts[0] == counts[1] <= 9


def test_the_page_is_there_in_english(as_, page_of, comment):
    comment(mentioned=["reader"])
    owner = as_("owner")
    with owner.session_transaction() as session:
        session["language"] = "en"
    page = owner.page(page_of)
    assert "Open comments 1" in page.text
    assert "Mentioned:" in page.text
