"""The inventory's verbs: what is kept of a measurement, its scores and its verdict, and what is refused."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from tracker.records.models import Event, Measurement, SuitabilityScore
from tracker.records.queries.measurements.measurement import edition_of, scores
from tracker.services.errors import Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.measurements.inventory import (
    add_measurement,
    archive_measurement,
    edit_measurement,
    judge_measurement,
    restore_measurement,
    score_suitability,
)
from tracker.theory.contents.fields import contents_of
from tracker.theory.contents.measurement import MeasurementContents
from tracker.theory.kinds import Frequency, IndicatorDirection, MeasurementKind, Suitability, Verdict


def given(make, **values):
    """What a form of a measurement holds."""
    plain = {
        "code": "M99",
        "title": "Andel trygge",
        "outside_owner": "TrygFonden",
        "definition_id": make.the("definition"),
        "kind": MeasurementKind.SURVEY,
        "unit": "%",
        "direction": IndicatorDirection.HIGHER_BETTER,
        "frequency": Frequency.YEARLY,
    }
    return MeasurementContents(**{**plain, **values})


def row(session, number):
    session.expire_all()
    found = session.get_one(Measurement, number)
    session.rollback()
    return session.get_one(Measurement, found.id)


def refused(verb, *args, **values):
    with pytest.raises(Invalid) as error:
        verb(*args, **values)
    return error.value.field, error.value.fault


def test_a_measurement_is_taken_up_as_a_candidate_with_all_that_is_known(session, writer, make):
    values = given(
        make, question="Hvor tryg er du?", areas="kommune\nzone", first_year=2013, quality="Stikprøve"
    )
    number = add_measurement(writer, strategy_id=make.the("strategy"), contents=values)
    found = row(session, number)
    assert found.verdict is Verdict.CANDIDATE
    assert contents_of(found, MeasurementContents) == values


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"outside_owner": None}, ("organisation_id", "required")),
        ({"outside_owner": " "}, ("organisation_id", "required")),
        ({"title": " "}, ("title", "required")),
        ({"unit": "x" * 61}, ("unit", "too_long")),
        ({"first_year": 1492}, ("first_year", "out_of_range")),
        ({"definition_id": 10**6}, ("definition_id", "not_there")),
        ({"organisation_id": 10**6, "outside_owner": None}, ("organisation_id", "not_there")),
    ],
)
def test_what_a_measurement_cannot_be_is_refused_at_its_field(writer, make, wrong, where):
    strategy = make.the("strategy")
    assert refused(add_measurement, writer, strategy_id=strategy, contents=given(make, **wrong)) == where


def test_a_measurement_has_one_owner(writer, make):
    values = given(make, organisation_id=make.organisation())
    assert refused(add_measurement, writer, strategy_id=make.the("strategy"), contents=values) == (
        "outside_owner",
        "one_owner",
    )


def test_a_definition_of_another_strategy_is_not_there(writer, make):
    values = given(make, definition_id=make.definition(strategy_id=make.strategy()))
    assert refused(add_measurement, writer, strategy_id=make.the("strategy"), contents=values) == (
        "definition_id",
        "not_there",
    )


def test_a_code_is_one_measurement_s(writer, make):
    make.measurement(code="M99")
    with pytest.raises(Duplicate):
        add_measurement(writer, strategy_id=make.the("strategy"), contents=given(make))


def test_a_measurement_is_said_anew_and_may_change_hands(session, writer, make):
    number, organisation = make.measurement(), make.organisation()
    values = given(make, organisation_id=organisation, outside_owner=None, unit="antal")
    edit_measurement(writer, measurement_id=number, version=1, contents=values)
    found = row(session, number)
    assert (found.unit, found.organisation_id, found.outside_owner) == ("antal", organisation, None)
    with pytest.raises(StaleWrite):
        edit_measurement(writer, measurement_id=number, version=1, contents=values)


def test_an_archived_measurement_says_why_and_comes_back_as_it_was(session, writer, make):
    number = make.measurement()
    assert refused(archive_measurement, writer, measurement_id=number, version=1, reason=" ") == (
        "reason",
        "required",
    )
    archive_measurement(writer, measurement_id=number, version=1, reason="Ophørt")
    reason = session.scalars(sa.select(Event.reason).order_by(Event.id.desc()).limit(1)).one()
    assert reason == "Ophørt"
    for verb in (judge_measurement, archive_measurement):
        more = {"verdict": Verdict.INCLUDE} if verb is judge_measurement else {}
        with pytest.raises(NotThere):
            verb(writer, measurement_id=number, version=2, reason="Nej", **more)
    restore_measurement(writer, measurement_id=number)
    assert row(session, number).archived_at is None


def test_a_score_that_stays_keeps_who_gave_it(session, writer, make):
    number, first, second = make.measurement(), make.person(), make.person()
    score = {Suitability.RELEVANCE: 3, Suitability.VALIDITY: 1}
    score_suitability(replace(writer, actor_id=first), measurement_id=number, scores=score)
    score[Suitability.VALIDITY] = 2
    score_suitability(replace(writer, actor_id=second), measurement_id=number, scores=score)
    rows = session.scalars(sa.select(SuitabilityScore))
    assert {one.aspect: (one.score, one.scored_by_id) for one in rows} == {
        Suitability.RELEVANCE: (3, first),
        Suitability.VALIDITY: (2, second),
    }


@pytest.mark.parametrize("score", [-1, 4])
def test_a_score_is_from_0_to_3(writer, make, score):
    scored = {Suitability.ACCESS: score}
    found = refused(score_suitability, writer, measurement_id=make.measurement(), scores=scored)
    assert found == ("access", "out_of_range")


def test_scores_that_somebody_changed_meanwhile_are_not_overwritten(session, writer, make):
    number = make.measurement()
    seen = edition_of(scores(session, number, "da"))
    score_suitability(writer, measurement_id=number, scores={Suitability.ACCESS: 1}, seen=seen)
    with pytest.raises(StaleWrite):
        score_suitability(writer, measurement_id=number, scores={Suitability.ACCESS: 3}, seen=seen)
    now = edition_of(scores(session, number, "da"))
    score_suitability(writer, measurement_id=number, scores={Suitability.ACCESS: 3}, seen=now)
    assert scores(session, number, "da")[Suitability.ACCESS].score == 3


def test_a_verdict_keeps_its_reason_who_and_when(session, writer, make):
    number, person = make.measurement(), make.person()
    acting = replace(writer, actor_id=person)
    judge_measurement(
        acting, measurement_id=number, version=1, verdict=Verdict.EXCLUDE, reason="Kun landstal"
    )
    found = row(session, number)
    assert (found.verdict, found.verdict_reason) == (Verdict.EXCLUDE, "Kun landstal")
    assert (found.verdict_by_id, found.verdict_on) == (person, writer.today)


def test_a_verdict_without_a_reason_is_refused(writer, make):
    found = refused(
        judge_measurement,
        writer,
        measurement_id=make.measurement(),
        version=1,
        verdict=Verdict.INCLUDE,
        reason="",
    )
    assert found == ("reason", "required")
