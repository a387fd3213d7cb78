"""``flask demo``: loads, says what it did, and opens accounts only where nobody else can reach them."""

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

import config
from tests.conftest import settings
from tests.exchange.strategy.samples import BEGINNING, with_fault
from tests.personas import EMAILS, PASSWORD, QUICK
from tracker.app import create_app
from tracker.cli import serves_loopback
from tracker.extensions import db
from tracker.records.models import Organisation, RoleAssignment, User
from tracker.records.queries.history.log import last_event, state_now
from tracker.services.loading.demo_accounts import DEMO_ACCOUNTS
from tracker.services.people.accounts import change_person
from tracker.services.verb import Writer
from tracker.theory.contents.person import PersonContents
from tracker.theory.kinds import Role

pytestmark = pytest.mark.both

Demo = Callable[..., Result]


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the instance that is the test's own, and nothing about accounts in the environment."""
    folder = tmp_path / "instance"
    monkeypatch.setattr(config, "INSTANCE", folder)
    for name in ("TRACKER_DEMO_PASSWORD", "HOST", "FLASK_RUN_HOST", "GUNICORN_CMD_ARGS"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def demo(app: Flask) -> Demo:
    """The command where the demonstration is loaded and its accounts are open."""
    return lambda *arguments: app.test_cli_runner().invoke(args=["demo", *map(str, arguments)])


@pytest.fixture
def first_demo(empty_app: Flask) -> Demo:
    """The command on an empty database."""
    return lambda *arguments: empty_app.test_cli_runner().invoke(args=["demo", *map(str, arguments)])


def hashes(session: Session) -> dict[str, str | None]:
    """The password hashes that are stored now, by e-mail address."""
    session.rollback()
    rows = session.execute(sa.select(User.email, User.password_hash).where(User.email.is_not(None)))
    return {str(email): stored for email, stored in rows if email != EMAILS["stranger"]}


def test_the_first_start_says_what_it_loaded_and_opens_the_accounts(
    first_demo: Demo, session: Session, instance: Path
) -> None:
    result = first_demo("--once")
    assert result.exit_code == 0
    assert "“Tryghed i Aalborg Kommune” loaded: organisations 20" in result.output
    assert "plans 6" in result.output
    assert "Left unread" in result.output
    assert "vocabularies, expected" in result.output
    kept = instance / "demo_password"
    password = kept.read_text().strip()
    assert f"Their password: {password}" in result.output
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    stored = hashes(session)
    assert len(stored) == len(DEMO_ACCOUNTS)
    assert all(QUICK.fits(found, password) for found in stored.values())
    assert f"Their password: {password}" in first_demo("--once").output


def test_a_second_start_loads_nothing_and_keeps_the_accounts(demo: Demo, demo_session: Session) -> None:
    number, stored = last_event(demo_session), hashes(demo_session)
    result = demo("--once")
    assert result.exit_code == 0
    assert "nothing loaded" in result.output
    assert "keep the passwords they have" in result.output
    assert (last_event(demo_session), hashes(demo_session)) == (number, stored)


def test_another_strategy_is_not_loaded_beside_one_when_once_is_said(demo: Demo, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(BEGINNING.replace("id: tryg-aalborg-demo", "id: another"))
    assert "nothing loaded" in demo("--once", other).output
    assert "“another” loaded: strategies 1" in demo(other).output


def test_a_broken_file_changes_nothing_and_says_line_and_reason(
    first_demo: Demo, session: Session, tmp_path: Path
) -> None:
    data, line = with_fault("goals: [G1, G2]\n", "goals: [G1, G9]\n")
    broken = tmp_path / "broken.yaml"
    broken.write_bytes(data)
    result = first_demo(broken)
    assert result.exit_code == 1
    assert f"line {line}: plan HP1, goals: there is no “G9”" in result.output
    assert "Nothing was loaded" in result.output
    assert (state_now(session), last_event(session)) == ({}, 0)


def test_a_database_without_tables_is_told(tmp_path: Path) -> None:
    app = create_app(settings(f"sqlite:///{tmp_path / 'new.sqlite'}"))
    result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 1
    assert "The database has no tables yet" in result.output
    with app.app_context():
        db.engine.dispose()


def test_a_file_that_is_not_there_is_told(demo: Demo, tmp_path: Path) -> None:
    result = demo(tmp_path / "gone.yaml")
    assert result.exit_code == 2
    assert "does not exist" in result.output


def test_there_is_one_account_per_role(demo_session: Session) -> None:
    rows = demo_session.execute(
        sa.select(User.email, RoleAssignment.role, Organisation.code)
        .join(RoleAssignment, RoleAssignment.user_id == User.id)
        .join(Organisation, Organisation.id == RoleAssignment.organisation_id)
        .where(User.email.is_not(None))
    )
    assert {tuple(row) for row in rows} == {
        ("owner@example.org", Role.OWNER, "SKO"),
        ("planner@example.org", Role.PLANNER, "PG"),
        ("planner@example.org", Role.OWNER, "FB"),
        ("manager@example.org", Role.MANAGER, "AAK"),
        ("manager@example.org", Role.MANAGER, "NP"),
        ("secretary@example.org", Role.SECRETARY, "AAK"),
        ("reader@example.org", Role.READER, "AAK"),
        ("admin@example.org", Role.ADMINISTRATOR, "AAK"),
    }


def test_the_personas_of_the_tests_are_the_demo_accounts() -> None:
    assert {account.email for account in DEMO_ACCOUNTS} == set(EMAILS.values()) - {EMAILS["stranger"]}


def test_a_given_password_opens_the_accounts_and_is_not_printed(
    demo: Demo, demo_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DEMO_PASSWORD", "en helt anden")
    output = demo("--once").output
    assert "en helt anden" not in output
    assert "the one in TRACKER_DEMO_PASSWORD" in output
    assert all(QUICK.fits(stored, "en helt anden") for stored in hashes(demo_session).values())


def test_a_given_password_that_the_accounts_have_changes_nothing(
    demo: Demo, demo_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DEMO_PASSWORD", PASSWORD)
    stored = hashes(demo_session)
    assert demo("--once").exit_code == 0
    assert hashes(demo_session) == stored


def test_a_password_that_is_too_short_is_refused_with_a_sentence(
    demo: Demo, demo_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DEMO_PASSWORD", "kort")
    stored = hashes(demo_session)
    result = demo("--once")
    assert result.exit_code == 1
    assert "TRACKER_DEMO_PASSWORD has to have" in result.output
    assert hashes(demo_session) == stored


def test_a_password_that_opens_no_account_is_not_printed(demo: Demo, instance: Path) -> None:
    instance.mkdir()
    (instance / "demo_password").write_text("not-what-the-accounts-have")
    output = demo("--once").output
    assert "not-what-the-accounts-have" not in output
    assert "keep the passwords they have" in output


def test_without_demonstration_no_accounts_are_opened(empty_url: str, session: Session) -> None:
    app = create_app(replace(settings(empty_url), demo=False))
    result = app.test_cli_runner().invoke(args=["demo"])
    with app.app_context():
        db.engine.dispose()
    assert result.exit_code == 0
    assert "Demo accounts" not in result.output
    assert hashes(session) == {}


def test_a_post_that_somebody_has_taken_stays_theirs(
    demo: Demo, demo_session: Session, demo_writer: Writer
) -> None:
    # an administrator gives the post to a person; the next start must not take it back
    owner = demo_session.scalars(sa.select(User).where(User.email == EMAILS["owner"])).one()
    change_person(
        demo_writer,
        user_id=owner.id,
        version=owner.version,
        contents=PersonContents(
            name=owner.name, email="tovholder@example.com", organisation_id=owner.organisation_id
        ),
    )
    demo("--once")
    assert "tovholder@example.com" in hashes(demo_session)
    assert EMAILS["owner"] not in hashes(demo_session)


@pytest.mark.parametrize(
    "environment",
    [
        {"HOST": "0.0.0.0"},  # noqa: S104
        {"HOST": "192.0.2.7"},
        {"HOST": "tracker.example.org"},
        {"FLASK_RUN_HOST": "::"},
        {"GUNICORN_CMD_ARGS": "--bind 0.0.0.0:8000"},
        {"GUNICORN_CMD_ARGS": "--workers 2 --bind=[::]:8000"},
        {"GUNICORN_CMD_ARGS": "-b :8000"},
    ],
    ids=str,
)
def test_no_account_is_opened_where_others_can_reach_the_server(
    first_demo: Demo, session: Session, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    result = first_demo()
    assert result.exit_code == 1
    assert "listen on 127.0.0.1" in result.output
    assert state_now(session) == {}


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"HOST": "127.0.0.1"},
        {"HOST": "localhost"},
        {"HOST": "::1"},
        {"GUNICORN_CMD_ARGS": "--bind 127.0.0.1:9000"},
        {"GUNICORN_CMD_ARGS": "-b [::1]:9000 --workers 3"},
        {"GUNICORN_CMD_ARGS": "--bind unix:/run/tracker.sock"},
    ],
    ids=str,
)
def test_a_server_that_listens_on_its_own_machine_is_recognised(environment: dict[str, str]) -> None:
    assert serves_loopback(environment)
