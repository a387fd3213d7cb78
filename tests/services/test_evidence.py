"""What the register's verbs keep and refuse."""

from typing import Any

import pytest
import sqlalchemy as sa

from tracker.records.models import Event, Finding
from tracker.records.queries.pathway import load_pathway
from tracker.services.errors import Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.evidence import (
    add_finding,
    archive_finding,
    attach_finding,
    edit_finding,
    restore_finding,
)
from tracker.theory.contents.finding import FindingContents
from tracker.theory.evidence.levels import LinkState, assess
from tracker.theory.kinds import EffectDirection, ElementKind, EvidenceLevel, LinkKind

FINDING: dict[str, Any] = {
    "citation": "Braga (2014).",
    "effect": "crime",
    "direction": EffectDirection.POSITIVE,
}


def says(**given: Any) -> FindingContents:
    return FindingContents(**{**FINDING, **given})


def code_of(session, finding_id):
    return session.scalars(sa.select(Finding.code).where(Finding.id == finding_id)).one()


@pytest.fixture
def link(make):
    output, outcome = make.element(ElementKind.OUTPUT), make.element(ElementKind.OUTCOME_SHORT)
    return make.link(output, outcome, LinkKind.CAUSAL)


@pytest.fixture
def standing(session, make, link):
    """Level and state of the link as the rules see it now."""

    def now():
        found = assess(load_pathway(session, make.the("plan"), "da").link[link])
        session.rollback()
        return found and (found.level, found.state)

    return now


def test_the_register_counts_its_codes_on_archived_ones_counted_in(session, writer):
    add_finding(writer, contents=says(code="EV07b", level=EvidenceLevel.E1))
    number = add_finding(writer, contents=says(level=EvidenceLevel.E1))
    assert code_of(session, number) == "EV08"
    archive_finding(writer, finding_id=number, version=1, reason="Trukket tilbage")
    assert code_of(session, add_finding(writer, contents=says(level=EvidenceLevel.E1))) == "EV09"


def test_without_a_level_the_design_s_is_taken(session, writer):
    number = add_finding(writer, contents=says(level=None, design="rct"))
    assert session.get(Finding, number).level is EvidenceLevel.E3
    with pytest.raises(Invalid) as refused:
        add_finding(writer, contents=says(level=None, design="astrologi"))
    assert (refused.value.field, refused.value.fault) == ("level", "no_level_suggested")


def test_changing_what_a_finding_says_changes_every_link_that_uses_it(writer, make, link, standing):
    number = make.finding(link, level=EvidenceLevel.E4, code="X1")
    assert standing() == (4, LinkState.SUPPORTED)
    edit_finding(
        writer,
        finding_id=number,
        version=1,
        contents=says(code="X1", level=EvidenceLevel.E4, direction=EffectDirection.NEGATIVE),
    )
    assert standing() == (0, LinkState.HARMFUL)


def test_an_archived_finding_counts_nowhere_until_it_is_restored(writer, make, link, standing):
    number = make.finding(link, level=EvidenceLevel.E4)
    archive_finding(writer, finding_id=number, version=1, reason="Trukket tilbage")
    assert standing() == (0, LinkState.UNTESTED)
    restore_finding(writer, finding_id=number)
    assert standing() == (4, LinkState.SUPPORTED)


def test_an_archived_finding_is_not_changed_and_not_attached(writer, make, link):
    number = make.finding()
    archive_finding(writer, finding_id=number, version=1, reason="Trukket tilbage")
    with pytest.raises(NotThere):
        edit_finding(writer, finding_id=number, version=2, contents=says(code="X", level=EvidenceLevel.E1))
    with pytest.raises(NotThere):
        archive_finding(writer, finding_id=number, version=2, reason="Igen")
    with pytest.raises(Invalid):
        attach_finding(writer, link_id=link, finding_id=number)


def test_archiving_says_why_and_the_log_keeps_it(session, writer, make):
    number = make.finding()
    with pytest.raises(Invalid) as refused:
        archive_finding(writer, finding_id=number, version=1, reason=" ")
    assert (refused.value.field, refused.value.fault) == ("reason", "required")
    archive_finding(writer, finding_id=number, version=1, reason="Trukket tilbage")
    reasons = session.scalars(sa.select(Event.reason).where(Event.verb == "archive_finding")).all()
    assert reasons == ["Trukket tilbage"]


def test_a_finding_that_somebody_changed_meanwhile_is_not_overwritten(writer, make):
    number = make.finding(code="X1")
    with pytest.raises(StaleWrite):
        edit_finding(writer, finding_id=number, version=9, contents=says(code="X1", level=EvidenceLevel.E1))


def test_a_code_belongs_to_one_finding(writer, make):
    make.finding(code="X1")
    other = make.finding(code="X2")
    with pytest.raises(Duplicate):
        edit_finding(writer, finding_id=other, version=1, contents=says(code="X1", level=EvidenceLevel.E1))


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("doi", "11.1/x", "not_a_doi"),
        ("url", "javascript:alert(1)", "not_a_web_address"),
        ("country", "Danmark", "too_long"),
        ("country", "dk", "not_a_country"),
        ("studies", -1, "out_of_range"),
        ("citation", " ", "required"),
        ("effect", "", "required"),
    ],
)
def test_what_a_finding_holds_has_its_form(writer, make, field, value, fault):
    number = make.finding(code="X1")
    values = {"level": EvidenceLevel.E1, "code": "X1", field: value}
    with pytest.raises(Invalid) as refused:
        edit_finding(writer, finding_id=number, version=1, contents=says(**values))
    assert (refused.value.field, refused.value.fault) == (field, fault)
