"""Adding, pasting, changing, archiving: what is kept, and what it does to the links."""

from datetime import date

import pytest

from tests.personas import EMAILS
from tracker.services.evidence import attach_finding
from tracker.services.people.accounts import grant_role
from tracker.theory.kinds import ElementKind, EvidenceLevel, LinkKind, Role

GOOD = {
    "citation": "Braga AA (2014). Hot spots.",
    "effect": "crime",
    "direction": "positive",
    "design": "register_comparison",
    "studies": "2",
}
BIBTEX = """@article{x, author = {Gill, Charlotte and M{\\"u}ller, J.}, title = {Politi i {N}abolaget},
  journal = {J Exp Crim}, year = 2014, doi = {10.1007/s11292-014-9210-y}}"""


@pytest.fixture
def planner(as_):
    return as_("planner")


def test_without_a_level_the_design_s_is_taken_and_the_register_gives_the_code(planner):
    page = planner.follow(planner.submit("/evidence/new", GOOD))
    assert "E3 Dokumenteret" in page.text
    assert "Som designet lægger op til." in page.text
    assert "EV21" in page.text


def test_a_level_of_one_s_own_is_taken_and_said_to_deviate(planner):
    page = planner.follow(planner.submit("/evidence/new", {**GOOD, "level": "1"}))
    assert "E1 Praksisviden" in page.text
    assert "Afviger fra det, designet lægger op til: E3 Dokumenteret." in page.text


def test_without_a_design_a_level_has_to_be_chosen(planner):
    answer = planner.submit("/evidence/new", {**GOOD, "design": ""})
    page = planner.checked(answer, "/evidence/new", 422)
    assert "Designet lægger ikke op til noget niveau. Vælg et." in " ".join(page.errors)
    assert page.title.startswith("Fejl:")
    assert page.form("/evidence/new").values()["citation"] == [GOOD["citation"]]


def test_the_form_shows_what_each_level_means_and_what_each_design_suggests(planner):
    page = planner.page("/evidence/new")
    assert "Mindst to sådanne undersøgelser eller ét lodtrækningsforsøg." in page.text
    groups = [node.get("label") for node in page.main.all("optgroup")]
    assert "Lodtrækning, Maryland-skalaen 5: lægger op til E3" in groups


def test_an_effect_that_the_register_knows_is_typed_and_shown_in_the_reader_s_words(planner, finding):
    planner.follow(planner.submit("/evidence/new", {**GOOD, "effect": "Frygt for kriminalitet"}))
    assert "Braga AA (2014)" in planner.page("/evidence?effect=fear_of_crime").text
    address = f"/evidence/{finding('EV02')}/edit"
    held = planner.page(address).form(address).values()
    assert held["effect"] == ["frygt for kriminalitet"]


def test_a_code_that_is_taken_is_refused_at_its_field(planner):
    page = planner.checked(planner.submit("/evidence/new", {**GOOD, "code": "EV01"}), "/evidence/new", 422)
    assert "EV01" in " ".join(page.errors)


def test_a_bibtex_entry_fills_the_form_and_nothing_is_stored_yet(planner):
    answer = planner.submit("/evidence/paste", {"reference": BIBTEX})
    page = planner.checked(answer, "/evidence/paste")
    held = page.form("/evidence/new").values()
    assert held["citation"] == ["Gill C, Müller J (2014). Politi i Nabolaget. J Exp Crim."]
    assert held["doi"] == ["10.1007/s11292-014-9210-y"]
    assert "/evidence/6" in page.links or "EV06" in page.text
    assert "Nabolaget" not in planner.page("/evidence").text
    sent = planner.send(held, {"effect": "crime", "direction": "mixed", "design": "rct"}, "/evidence/new")
    assert "Politi i Nabolaget" in planner.follow(sent).text


def test_a_doi_alone_fills_the_doi_and_says_that_nothing_is_fetched(planner):
    page = planner.checked(planner.submit("/evidence/paste", {"reference": "doi:10.1002/cl2.1046"}))
    held = page.form("/evidence/new").values()
    assert (held["doi"], held["citation"]) == (["10.1002/cl2.1046"], [""])
    assert "intet hentes" in page.text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("hvad som helst", "hverken en DOI eller en post"),
        (BIBTEX + BIBTEX, "mere end én post"),
        ("@article{x, title={" + "{" * 3000, "kan ikke læses"),
        ("TY  - JOUR\nER  -", "hverken forfatter, titel eller DOI"),
        ("", "hverken en DOI eller en post"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason_and_kept(planner, text, sentence):
    page = planner.checked(planner.submit("/evidence/paste", {"reference": text}), "/evidence/paste", 422)
    assert sentence in " ".join(page.errors)
    assert page.form("/evidence/paste").values()["reference"] == [text]


def test_an_address_that_could_run_something_is_not_taken_over(planner):
    entry = "@misc{x, title={T}, year={2014}, url={javascript:alert(1)}}"
    page = planner.checked(planner.submit("/evidence/paste", {"reference": entry}))
    assert page.form("/evidence/new").values()["url"] == [""]


def test_changing_a_level_weighs_the_links_anew(planner, finding):
    number = finding("EV02b")
    before = planner.page(f"/evidence/{number}").text
    assert "E1± Praksisviden, omstridt" in before
    planner.follow(planner.submit(f"/evidence/{number}/edit", {"level": "1"}))
    assert "E0≠ Antagelse, modsagt" in planner.page(f"/evidence/{number}").text


def test_who_changes_what_somebody_else_changed_meanwhile_sees_both(as_, planner, finding):
    address = f"/evidence/{finding('EV01')}/edit"
    form = planner.page(address).form(address)
    owner = as_("owner")
    owner.follow(owner.submit(address, {"sentence": "Den andens"}))
    page = planner.checked(planner.send(form.values(), {"sentence": "Min egen"}, address), address, 409)
    assert "Den andens" in page.text
    assert "Min egen" in page.source


def test_what_depends_on_a_finding_is_shown_before_it_is_archived(planner, finding):
    number = finding("EV06")
    page = planner.page(f"/evidence/{number}/archive")
    assert "Nu: E3 Dokumenteret Så: E0? Antagelse" in page.text
    refused = planner.checked(planner.submit(f"/evidence/{number}/archive"), "", 422)
    assert refused.errors


def test_an_archived_finding_counts_nowhere_and_counts_again_when_it_is_restored(planner, finding):
    number = finding("EV06")
    page = planner.follow(planner.submit(f"/evidence/{number}/archive", {"reason": "Trukket tilbage"}))
    assert "E0? Antagelse" in page.text
    assert "tæller ikke, fordi fundet er arkiveret" in page.text
    assert planner.get(f"/evidence/{number}/edit").status_code == 404
    address = f"/evidence/{number}/restore"
    page = planner.follow(planner.submit(f"/evidence/{number}", {}, action=address))
    assert "E3 Dokumenteret" in page.text


def test_an_owner_is_told_that_plans_out_of_sight_may_use_it_as_well_whether_or_not_any_does(as_, finding):
    sentence = "Planer, som du ikke kan se, kan også bruge det"
    for code in ("EV06", "EV15"):
        assert sentence in as_("owner").page(f"/evidence/{finding(code)}/archive").text
        assert sentence not in as_("planner").page(f"/evidence/{finding(code)}/archive").text


@pytest.fixture
def reviewed(make_in_demo, demo_session):
    """A finding due in three days on a plan of a new owner, and one due long ago that nobody uses."""
    make = make_in_demo
    person = make.person(email="ny@example.org")
    grant_role(make.writer, user_id=person, role=Role.OWNER, organisation_id=make.the("organisation"))
    plan = make.plan(owner_ids=[person])
    output = make.element(ElementKind.OUTPUT, plan_id=plan)
    outcome = make.element(ElementKind.OUTCOME_SHORT, plan_id=plan)
    own = make.link(output, outcome, LinkKind.CAUSAL, plan_id=plan)
    used = make.finding(
        code="W1", citation="Brugt (2014). X.", review_by=date(2015, 9, 18), level=EvidenceLevel.E2
    )
    attach_finding(make.writer, link_id=own, finding_id=used)
    make.finding(code="W2", citation="Ubrugt (2014). X.", review_by=date(2015, 8, 1))
    make.finding(code="W3", citation="Langt ude (2014). X.", review_by=date(2016, 8, 1))
    demo_session.rollback()
    return used


def test_a_review_comes_up_in_the_work_of_those_whose_plans_use_the_finding(reviewed, as_):
    page = as_("ny@example.org").page("/my-work")
    assert "Gennemgå evidens 1" in page.text
    assert "Skal gennemses inden 3 dage" in page.text
    assert "Ubrugt" not in page.text
    assert f"/evidence/{reviewed}/edit" in page.links


@pytest.mark.usefixtures("reviewed")
def test_every_due_review_comes_up_in_the_work_of_the_planning_group(as_):
    page = as_("planner").page("/my-work")
    assert "Gennemgå evidens 2" in page.text
    assert page.text.index("Ubrugt") < page.text.index("Brugt (2014)")
    assert "Gennemgang overskredet 45 dage" in page.text
    assert "Langt ude" not in page.text


@pytest.mark.usefixtures("reviewed")
def test_a_review_does_not_come_up_in_the_work_of_others(as_):
    assert "Gennemgå evidens" not in as_(EMAILS["owner"]).page("/my-work").text


def test_a_new_day_takes_a_review_off_the_list(reviewed, planner):
    planner.follow(planner.submit(f"/evidence/{reviewed}/edit", {"review_by": "01.09.2016"}))
    assert "Brugt (2014)" not in planner.page("/my-work").text.replace("Ubrugt (2014)", "")
