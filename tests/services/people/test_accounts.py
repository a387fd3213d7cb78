"""People, roles and sessions, below the pages."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker, filled
from tests.personas import QUICK
from tracker.records.models import Event, RoleAssignment, SignIn, User
from tracker.services.errors import Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.people import accounts as people
from tracker.services.people import sign_ins
from tracker.services.verb import Writer
from tracker.theory.contents.person import PersonContents
from tracker.theory.kinds import Role

PASSWORD = "en lang adgangskode"


def person(writer: Writer, **given: object) -> int:
    values = {"name": "Anne", "email": "anne@example.org", "password": PASSWORD, "passwords": QUICK, **given}
    return people.add_person(writer, **filled(PersonContents, values))


def password_hash(session: Session, user_id: int) -> str:
    found = session.get(User, user_id, populate_existing=True)
    assert found is not None
    return found.password_hash or ""


def sessions_of(session: Session, user_id: int) -> list[str]:
    query = sa.select(SignIn.token_hash).where(SignIn.user_id == user_id).order_by(SignIn.token_hash)
    return list(session.scalars(query))


def signed_in(writer: Writer, user_id: int, token: str) -> None:
    verified = password_hash(writer.session, user_id)
    sign_ins.begin(writer, user_id=user_id, token_hash=token, verified_hash=verified)


def test_an_address_is_kept_in_small_letters_and_used_once(writer: Writer, session: Session) -> None:
    first = person(writer, email=" Anne@Example.ORG ")
    kept = session.get(User, first)
    assert kept is not None
    assert kept.email == "anne@example.org"
    with pytest.raises(Duplicate) as taken:
        person(writer, email="ANNE@example.org")
    assert (taken.value.field, taken.value.value) == ("email", "anne@example.org")


def test_many_people_may_have_no_address(writer: Writer) -> None:
    assert person(writer, email=None) != person(writer, email="  ")


@pytest.mark.parametrize(
    ("given", "field", "fault"),
    [
        ({"name": " "}, "name", "required"),
        ({"name": "x" * 501}, "name", "too_long"),
        ({"email": "nobody"}, "email", "not_an_email"),
        ({"password": "short"}, "password", "password_too_short"),
        ({"organisation_id": 99}, "organisation_id", "not_there"),
        ({"language": "fr"}, "language", "not_there"),
        ({"code": ""}, "code", "required"),
    ],
)
def test_a_person_that_makes_no_sense_is_refused(
    given: dict[str, object], field: str, fault: str, writer: Writer, session: Session
) -> None:
    with pytest.raises(Invalid) as refused:
        person(writer, **given)
    assert (refused.value.field, refused.value.fault) == (field, fault)
    assert session.scalar(sa.select(sa.func.count(User.id))) == 0


def test_a_stale_change_of_a_person_is_refused(writer: Writer) -> None:
    number = person(writer)
    people.change_person(writer, user_id=number, version=1, contents=PersonContents(name="Berit"))
    with pytest.raises(StaleWrite) as stale:
        people.change_person(writer, user_id=number, version=1, contents=PersonContents(name="Carla"))
    assert stale.value.current["name"] == "Berit"
    assert stale.value.current["version"] == 2


def test_a_change_to_a_taken_address_is_refused(writer: Writer) -> None:
    person(writer)
    other = person(writer, email="berit@example.org")
    with pytest.raises(Duplicate):
        people.change_person(
            writer,
            user_id=other,
            version=None,
            contents=PersonContents(name="Berit", email="Anne@example.org"),
        )


def test_a_role_is_granted_once_and_its_end_is_an_event(make: Maker, session: Session) -> None:
    number, organisation = person(make.writer), make.the("organisation")
    role = people.grant_role(make.writer, user_id=number, role=Role.READER, organisation_id=organisation)
    with pytest.raises(Duplicate):
        people.grant_role(make.writer, user_id=number, role=Role.READER, organisation_id=organisation)
    people.revoke_role(make.writer, role_id=role, reason="ny stilling")
    assert session.scalars(sa.select(RoleAssignment)).all() == []
    event = session.scalars(sa.select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert (event.verb, event.entity, event.reason) == ("revoke_role", "role_assignments", "ny stilling")
    with pytest.raises(NotThere):
        people.revoke_role(make.writer, role_id=role)


def test_the_last_administrator_can_lose_neither_role_nor_account(make: Maker) -> None:
    organisation = make.the("organisation")
    first, second = person(make.writer), person(make.writer, email="b@example.org")
    roles = [
        people.grant_role(make.writer, user_id=number, role=Role.ADMINISTRATOR, organisation_id=organisation)
        for number in (first, second)
    ]
    people.deactivate_person(make.writer, user_id=second)
    # a closed account lets nobody in, so it does not count
    with pytest.raises(Invalid, match="last_administrator"):
        people.revoke_role(make.writer, role_id=roles[0])
    with pytest.raises(Invalid, match="last_administrator"):
        people.deactivate_person(make.writer, user_id=first)
    people.reactivate_person(make.writer, user_id=second)
    people.revoke_role(make.writer, role_id=roles[0])


def test_one_person_with_two_administrator_roles_may_give_one_back(make: Maker) -> None:
    number = person(make.writer)
    roles = [
        people.grant_role(
            make.writer, user_id=number, role=Role.ADMINISTRATOR, organisation_id=make.organisation()
        )
        for _time in range(2)
    ]
    people.revoke_role(make.writer, role_id=roles[0])
    with pytest.raises(Invalid, match="last_administrator"):
        people.revoke_role(make.writer, role_id=roles[1])


def test_nobody_closes_their_own_account(writer: Writer) -> None:
    number = person(writer)
    with pytest.raises(Invalid, match="own_account"):
        people.deactivate_person(replace(writer, actor_id=number), user_id=number)


def test_a_session_begins_with_the_password_that_was_verified(writer: Writer, session: Session) -> None:
    number = person(writer)
    verified = password_hash(session, number)
    people.set_password(writer, user_id=number, password="en anden, sat imens", passwords=QUICK)
    with pytest.raises(NotThere):
        sign_ins.begin(writer, user_id=number, token_hash="t", verified_hash=verified)


def test_no_session_begins_for_a_closed_account(writer: Writer) -> None:
    number = person(writer)
    people.deactivate_person(writer, user_id=number)
    with pytest.raises(NotThere):
        signed_in(writer, number, "t")


@pytest.mark.parametrize("ending", ["deactivate", "set_password", "change_own_password", "end_all"])
def test_all_sessions_of_a_person_end_and_nobody_elses(ending: str, writer: Writer, session: Session) -> None:
    anne, berit = person(writer), person(writer, email="berit@example.org")
    for token in ("a1", "a2"):
        signed_in(writer, anne, token)
    signed_in(writer, berit, "b1")
    if ending == "deactivate":
        people.deactivate_person(writer, user_id=anne)
    elif ending == "set_password":
        people.set_password(writer, user_id=anne, password="en helt anden", passwords=QUICK)
    elif ending == "change_own_password":
        people.change_own_password(
            writer,
            user_id=anne,
            current_hash=password_hash(session, anne),
            current_password=PASSWORD,
            password="en helt anden",
            passwords=QUICK,
        )
    else:
        assert sign_ins.end_all(writer, user_id=anne) == 2
    assert sessions_of(session, anne) == []
    assert sessions_of(session, berit) == ["b1"]


def test_the_next_sign_in_clears_away_sessions_that_ran_out(writer: Writer, session: Session) -> None:
    anne, berit = person(writer), person(writer, email="berit@example.org")
    signed_in(writer, anne, "old")
    later = replace(writer, now=writer.now + timedelta(hours=12))
    signed_in(later, berit, "new")
    assert sessions_of(session, anne) == []
    assert sessions_of(session, berit) == ["new"]


def test_a_one_time_password_is_marked_and_an_own_one_is_not(writer: Writer, session: Session) -> None:
    anne = person(writer)
    people.set_password(writer, user_id=anne, password="givet i telefonen", passwords=QUICK)
    kept = session.get(User, anne)
    assert kept is not None
    assert (kept.password_is_one_time, kept.password_set_at) == (True, writer.now)
    people.change_own_password(
        writer,
        user_id=anne,
        current_hash=kept.password_hash,
        current_password="givet i telefonen",
        password="min helt egen",
        passwords=QUICK,
    )
    assert not kept.password_is_one_time


def test_a_password_that_was_changed_meanwhile_is_not_overwritten(writer: Writer, session: Session) -> None:
    anne = person(writer)
    before = password_hash(session, anne)
    people.set_password(writer, user_id=anne, password="sat af en anden", passwords=QUICK)
    with pytest.raises(Invalid, match="wrong_password"):
        people.change_own_password(
            writer,
            user_id=anne,
            current_hash=before,
            current_password=PASSWORD,
            password="min helt egen",
            passwords=QUICK,
        )
    assert QUICK.fits(password_hash(session, anne), "sat af en anden")


def test_the_log_never_holds_a_password_or_its_hash(writer: Writer, session: Session) -> None:
    anne = person(writer)
    people.set_password(writer, user_id=anne, password="givet i telefonen", passwords=QUICK)
    for event in session.scalars(sa.select(Event)):
        for values in (event.before, event.after):
            assert "argon2" not in str(values)
            assert "telefonen" not in str(values)
