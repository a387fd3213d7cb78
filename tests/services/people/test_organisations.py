"""Organisations: a tree without circles, in which what is in use stays."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tracker.records.models import Organisation
from tracker.services.errors import Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.people.accounts import deactivate_person
from tracker.services.people.organisations import (
    archive_organisation,
    change_organisation,
    restore_organisation,
)
from tracker.theory.contents.organisation import OrganisationContents
from tracker.theory.kinds import OrganisationKind, Role


def moved(make: Maker, organisation: int, under: int | None) -> int:
    return change_organisation(
        make.writer,
        organisation_id=organisation,
        version=None,
        contents=OrganisationContents(
            code=f"C{organisation}", name="Navn", kind=OrganisationKind.PARTNER, parent_id=under
        ),
    )


def archived(session: Session, organisation: int) -> bool:
    row = session.get(Organisation, organisation, populate_existing=True)
    assert row is not None
    return row.archived_at is not None


def test_an_organisation_stands_neither_below_itself_nor_below_its_parts(make: Maker) -> None:
    top = make.organisation()
    middle = make.organisation(parent_id=top)
    bottom = make.organisation(parent_id=middle)
    for below in (top, middle, bottom):
        with pytest.raises(Invalid, match="organisation_below_itself"):
            moved(make, top, below)
    assert moved(make, bottom, top) == bottom
    assert moved(make, middle, bottom) == middle


def test_an_organisation_stands_below_one_that_is_there(make: Maker) -> None:
    gone = make.organisation()
    archive_organisation(make.writer, organisation_id=gone)
    for parent in (gone, 999):
        with pytest.raises(Invalid, match="not_there"):
            make.organisation(parent_id=parent)
        with pytest.raises(Invalid, match="not_there"):
            moved(make, make.organisation(), parent)


def test_a_code_is_used_once(make: Maker) -> None:
    make.organisation(code="SAME")
    with pytest.raises(Duplicate):
        make.organisation(code="SAME")
    other = make.organisation()
    with pytest.raises(Duplicate) as taken:
        change_organisation(
            make.writer,
            organisation_id=other,
            version=None,
            contents=OrganisationContents(code="SAME", name="Navn", kind=OrganisationKind.PARTNER),
        )
    assert taken.value.field == "code"


def test_a_stale_change_is_refused(make: Maker) -> None:
    organisation = make.organisation()
    moved(make, organisation, None)
    with pytest.raises(StaleWrite):
        change_organisation(
            make.writer,
            organisation_id=organisation,
            version=1,
            contents=OrganisationContents(code="X", name="X", kind=OrganisationKind.PARTNER),
        )


def test_what_stands_below_keeps_an_organisation(make: Maker, session: Session) -> None:
    top = make.organisation()
    part = make.organisation(parent_id=top)
    with pytest.raises(Invalid, match="organisation_has_parts"):
        archive_organisation(make.writer, organisation_id=top)
    archive_organisation(make.writer, organisation_id=part)
    archive_organisation(make.writer, organisation_id=top)
    assert archived(session, top)
    with pytest.raises(Invalid, match="parent_is_archived"):
        restore_organisation(make.writer, organisation_id=part)
    restore_organisation(make.writer, organisation_id=top)
    restore_organisation(make.writer, organisation_id=part)
    assert not archived(session, part)


def test_a_plan_keeps_the_organisation_that_leads_it(make: Maker) -> None:
    lead = make.organisation()
    make.plan(lead_organisation_id=lead)
    with pytest.raises(Invalid, match="organisation_leads_plans"):
        archive_organisation(make.writer, organisation_id=lead)


def test_a_role_keeps_the_organisation_while_its_holder_is_active(make: Maker, session: Session) -> None:
    place = make.organisation()
    person = make.person(Role.READER, organisation_id=place)
    with pytest.raises(Invalid, match="organisation_has_roles"):
        archive_organisation(make.writer, organisation_id=place)
    deactivate_person(make.writer, user_id=person)
    archive_organisation(make.writer, organisation_id=place)
    assert archived(session, place)


def test_what_is_archived_or_was_never_there_cannot_be_changed(make: Maker) -> None:
    gone = make.organisation()
    archive_organisation(make.writer, organisation_id=gone)
    for number in (gone, 999):
        with pytest.raises(NotThere):
            moved(make, number, None)
        with pytest.raises(NotThere):
            archive_organisation(make.writer, organisation_id=number)
    with pytest.raises(NotThere):
        restore_organisation(make.writer, organisation_id=999)


def test_a_reason_with_control_characters_is_refused(make: Maker, session: Session) -> None:
    organisation = make.organisation()
    with pytest.raises(Invalid, match="control_characters"):
        archive_organisation(make.writer, organisation_id=organisation, reason="nul\x00")
    assert not archived(session, organisation)
    assert session.scalar(sa.select(sa.func.count(Organisation.id))) == 1
