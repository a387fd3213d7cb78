"""A pasted column: what the preview shows is what is saved, and nothing else is."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.web.indicators.conftest import SPRING, SUMMER
from tracker.records.models import Event

COLUMN = "Dato\tVærdi\n31.01.2015\t11\n1. kvartal 2015\t12\n30.06.2015\t15,5\n31.07.2015\tmange"
JANUARY = date(2015, 1, 31)


@pytest.fixture
def address(indicator):
    return f"/indicators/{indicator}/import"


@pytest.fixture
def previewed(owner, address):
    """``previewed(text)``: the page with its preview."""

    def looked(text, **sent):
        return owner.checked(owner.submit(address, {"pasted": text, "answer": "preview", **sent}), address)

    return looked


@pytest.fixture
def save(owner, address):
    """``save(page)``: sends the form of a preview with answers."""

    def saved(page, **sent):
        values = page.form(address).values()
        return owner.send(values, {"answer": "save", "source": "Regneark", **sent}, address)

    return saved


def values(found):
    return {day: row.value for day, row in found.items()}


def test_the_preview_says_of_each_line_what_is_done_and_saves_nothing(previewed, readings, indicator):
    page = previewed(COLUMN)
    assert [row[0].removeprefix("Linje ") for row in page.rows()] == ["1", "2", "3", "4", "5"]
    words = [row[-1] for row in page.rows()]
    assert [sentence.split(" ", 1)[1] for sentence in words] == [
        "Overskrift: springes over",
        "Ny",
        "Findes allerede: springes over",
        "En anden værdi end nu: 15",
        "Det, der står efter datoen, er ikke et tal.",
    ]
    assert "31.03.2015 (sidste dag i »1. kvartal 2015«)" in page.text
    assert values(readings(indicator)) == {SPRING: 12.0, SUMMER: 15.0}


def test_what_was_previewed_is_saved_in_one_change(previewed, save, owner, readings, indicator, demo_session):
    page = owner.follow(save(previewed(COLUMN), leave_out="y"))
    assert "1 aflæsning er ny." in page.text
    found = readings(indicator)
    assert values(found) == {JANUARY: 11.0, SPRING: 12.0, SUMMER: 15.0}
    assert found[JANUARY].source == "Regneark"
    assert len(demo_session.scalars(sa.select(Event.id).where(Event.verb == "import_readings")).all()) == 1


def test_corrections_are_made_where_the_person_says_so_and_why(
    previewed, save, owner, address, readings, indicator
):
    page = previewed(COLUMN)
    refused = owner.checked(save(page, leave_out="y", replace="y"), address, 422)
    assert refused.main.all(id="reason-error")
    owner.follow(save(page, leave_out="y", replace="y", reason="Ny opgørelse"))
    assert values(readings(indicator)) == {JANUARY: 11.0, SPRING: 12.0, SUMMER: 15.5}
    assert "Ny opgørelse" in owner.page(f"/indicators/{indicator}").text


def test_a_line_that_cannot_be_read_keeps_all_out_until_it_is_said_to_be_left_out(
    previewed, save, owner, address, readings, indicator
):
    page = owner.checked(save(previewed(COLUMN)), address, 422)
    assert page.main.all(id="leave_out-error")
    assert page.form(address).values()["pasted"] == [COLUMN]
    assert values(readings(indicator)) == {SPRING: 12.0, SUMMER: 15.0}


def test_a_source_is_asked_for(previewed, save, owner, address):
    page = owner.checked(save(previewed("31.01.2015\t11"), source=" "), address, 422)
    assert page.main.all(id="source-error")


def test_lines_that_were_changed_after_the_preview_are_shown_anew_first(
    previewed, save, owner, address, readings, indicator
):
    answer = save(previewed("31.01.2015\t11"), pasted="31.01.2015\t99")
    page = owner.checked(answer, address, 422)
    assert "99" in page.rows()[0][3]
    assert JANUARY not in readings(indicator)
    owner.follow(save(page))
    assert readings(indicator)[JANUARY].value == 99.0


def test_readings_that_somebody_entered_meanwhile_are_shown_anew_first(
    previewed, save, owner, address, make, readings, indicator
):
    page = previewed("31.01.2015\t11")
    make.reading(indicator, JANUARY, 44.0)
    answer = owner.checked(save(page), address, 422)
    assert "En anden værdi end nu: 44" in answer.text
    assert readings(indicator)[JANUARY].value == 44.0


def test_nothing_is_saved_without_a_preview(owner, address, readings, indicator):
    sent = {"pasted": "31.01.2015\t11", "source": "Regneark", "answer": "save"}
    owner.checked(owner.submit(address, sent), address, 422)
    assert JANUARY not in readings(indicator)


def test_how_the_numbers_are_written_resolves_what_is_not_sure(previewed):
    assert "Tallet kan betyde to ting" in previewed("31.01.2015\t1.234").text
    assert previewed("31.01.2015\t1.234", marks="comma").rows()[0][3] == "1.234"
    assert previewed("31.01.2015\t1.234", marks="point").rows()[0][3] == "1,234"


@pytest.mark.parametrize(
    ("pasted", "sentence"),
    [
        ("\n".join(["30.06.2015\t15"] * 20_000), "tegn; højst 200.000 kan indsættes ad gangen"),
        ("\n".join(["2015\t15"] * 1_001), "Det er 1.001 linjer; højst 1.000 kan indsættes ad gangen"),
        ("31.01.2015\t1\x001", "kontroltegn"),
        ("", "Indsæt datoer og værdier her."),
        (" \n\t\n", "Indsæt datoer og værdier her."),
    ],
)
def test_what_cannot_be_looked_through_is_refused_and_says_why(pasted, sentence, owner, address):
    page = owner.checked(owner.submit(address, {"pasted": pasted, "answer": "preview"}), address, 422)
    assert sentence in page.main.one(id="pasted-error").text


def test_hostile_lines_are_shown_as_they_are_and_never_run(previewed):
    page = previewed("<script>alert(1)</script>1\n\u202e31.01.2015\t5")
    assert "<script>alert(1)</script>1" in page.text
    assert all("✕" in row[-1] for row in page.rows())


def test_a_thousand_lines_are_brought_in(owner, make, readings, demo_session):
    own = make.indicator(baseline_on=date(2010, 1, 1))
    demo_session.rollback()
    first = date(2012, 1, 1)
    lines = "\n".join(f"{first + timedelta(days=day):%d.%m.%Y}\t{day}" for day in range(1_000))
    address = f"/indicators/{own}/import"
    page = owner.checked(owner.submit(address, {"pasted": lines, "answer": "preview"}), address)
    owner.follow(owner.send(page.form(address).values(), {"answer": "save", "source": "Regneark"}, address))
    assert len(readings(own)) == 1_000


def test_only_those_who_report_bring_readings_in(as_, address):
    assert as_("reader").get(address).status_code == 403
    assert as_("planner").get(address).status_code == 200
