"""What tests ask for by name.

``app`` has the demonstration loaded and its clock at ``TODAY``; ``empty_app`` has tables only. ``client``
is somebody who is not signed in, ``as_("planner")`` a signed-in browser (``tests.browsing``). CSRF stays on.
Below the web, ``session``, ``writer`` and ``make`` work on an empty database, ``demo_session``,
``demo_writer`` and ``make_in_demo`` on that of ``app``.
"""

import gc
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from typing import TypeAlias

import flask_migrate
import hypothesis
import pytest
import sqlalchemy as sa
from flask import Flask
from flask import session as browser_session
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

import config
from tests import databases
from tests.browsing import Browser
from tests.factories import Maker
from tests.personas import EMAILS, NOW, PASSWORD, QUICK, TODAY
from tracker.app import create_app
from tracker.cli import SAMPLE
from tracker.exchange.strategy.reading import read_strategy
from tracker.extensions import db
from tracker.records.models import SignIn, User
from tracker.services.loading.demo_accounts import open_demo_accounts
from tracker.services.loading.strategy import load_strategy
from tracker.services.people.accounts import add_person
from tracker.services.verb import Writer
from tracker.theory.contents.person import PersonContents
from tracker.web import clock, signin

# How long an example takes says something of the machine and nothing of the program.
ANY_MACHINE = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("few", ANY_MACHINE, max_examples=30)
hypothesis.settings.register_profile("many", ANY_MACHINE, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("TRACKER_TEST_EXAMPLES", "few"))

SignInAs: TypeAlias = Callable[[str], Browser]
CountQueries: TypeAlias = Callable[[], AbstractContextManager[list[str]]]


HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL stays what the database decides; a page looks the same on either."""
    if not databases.ON_POSTGRESQL:
        return
    kept = [item for item in items if _asks_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _asks_the_database(item: pytest.Item) -> bool:
    """Verbs and queries do, and what is marked so; what uses no database, or says nothing of it, does not."""
    uses_one = {"_demo_template", "_empty_template"}.intersection(getattr(item, "fixturenames", ()))
    if not uses_one or item.get_closest_marker("once"):
        return False
    room = item.path.relative_to(HERE).parts[0]
    return room in ("services", "records") or item.get_closest_marker("both") is not None


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end: the collector need not look through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def settings(url: str) -> config.Config:
    """The settings of the tests, on the database at ``url``."""
    return config.Config(
        database_url=url,
        secret_key="a key for the tests, and nothing else",
        today=TODAY,
        demo=True,
        testing=True,
        secure_cookies=False,
        rate_limits_enabled=False,
        passwords=QUICK,
        files=Path(_scratch.name) / "files",
    )


# Every test has a program of its own; compiling its templates anew would take longer than most tests.
_scratch = tempfile.TemporaryDirectory(prefix="tracker-tests-")


def application(url: str) -> Flask:
    """The program on the database at ``url``."""
    app = create_app(settings(url))
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(_scratch.name)
    app.test_client_class = Browser
    return app


def _migrate(url: str) -> None:
    app = application(url)
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


def _load_demo(url: str) -> None:
    _migrate(url)
    with databases.opened(url) as session:
        writer = Writer(session, NOW, TODAY)
        load_strategy(writer, file=read_strategy(SAMPLE.read_bytes()))
        open_demo_accounts(writer, password_hash=QUICK.hash(PASSWORD), keep=frozenset())
        add_person(writer, contents=PersonContents(name="Uden rolle", email=EMAILS["stranger"]))


@pytest.fixture(scope="session")
def _empty_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[databases.Template]:
    template = databases.Template(tmp_path_factory.mktemp("template"), "empty", _migrate)
    yield template
    template.drop()


@pytest.fixture(scope="session")
def _demo_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[databases.Template]:
    template = databases.Template(tmp_path_factory.mktemp("template"), "demo", _load_demo)
    yield template
    template.drop()


@pytest.fixture
def empty_url(_empty_template: databases.Template) -> Iterator[str]:
    """The address of a migrated database without rows."""
    with _empty_template.copy() as url:
        yield url


@pytest.fixture
def demo_url(_demo_template: databases.Template) -> Iterator[str]:
    """The address of a database with the demonstration."""
    with _demo_template.copy() as url:
        yield url


@cache
def _ready(url: str) -> Flask:
    return application(url)


@contextmanager
def _running(app: Flask) -> Iterator[Flask]:
    """The settings are as before afterwards, and nothing holds the database open."""
    before = dict(app.config)
    yield app
    app.config.clear()
    app.config.update(before)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(demo_url: str) -> Iterator[Flask]:
    """The program with the demonstration loaded; other tests use it before and after."""
    with _running(_ready(demo_url)) as app:
        yield app


@pytest.fixture
def empty_app(empty_url: str) -> Iterator[Flask]:
    """The program with nothing but its tables; other tests use it before and after."""
    with _running(_ready(empty_url)) as app:
        yield app


@pytest.fixture
def own_app(empty_url: str) -> Iterator[Flask]:
    """The program with nothing but its tables, for a test that adds to the program itself."""
    with _running(application(empty_url)) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> Browser:
    """Somebody who is not signed in."""
    browser = app.test_client()
    assert isinstance(browser, Browser)
    return browser


@pytest.fixture
def as_(app: Flask) -> SignInAs:
    """Signs in: ``as_("owner")`` gives the browser of that persona (``tests.personas``)."""
    return lambda persona: signed_in(app, EMAILS.get(persona, persona))


def signed_in(app: Flask, email: str) -> Browser:
    """A new browser in which the person with this address is signed in."""
    token = secrets.token_urlsafe(32)
    with app.test_request_context():
        user_id = db.session.scalars(sa.select(User.id).where(User.email == email)).one()
        # the program's clock stands on a day and runs through its hours
        now = clock.now()
        row = SignIn(token_hash=signin.token_hash(token), user_id=user_id, began_at=now, seen_at=now)
        db.session.add(row)
        db.session.commit()
        signin.remember(token)
        cookie = dict(browser_session)
    browser = app.test_client()
    assert isinstance(browser, Browser)
    with browser.session_transaction() as stored:
        stored.update(cookie)
    return browser


@contextmanager
def counting_queries(app: Flask) -> Iterator[list[str]]:
    """Collects the SQL that ``app`` sends meanwhile."""
    with app.app_context():
        engine = db.engine
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def count_queries(app: Flask) -> CountQueries:
    """``with count_queries() as statements:`` collects the SQL that the program sends meanwhile."""
    return lambda: counting_queries(app)


@pytest.fixture
def session(empty_url: str) -> Iterator[Session]:
    """A session on an empty database, without Flask."""
    with databases.opened(empty_url) as opened:
        yield opened


@pytest.fixture
def writer(session: Session) -> Writer:
    """The program itself, writing to the empty database on ``TODAY``."""
    return Writer(session, NOW, TODAY)


@pytest.fixture
def make(writer: Writer) -> Maker:
    """Makes rows in the empty database (``tests.factories``)."""
    return Maker(writer)


@pytest.fixture
def demo_session(demo_url: str) -> Iterator[Session]:
    """A session on the database of ``app``, without Flask."""
    with databases.opened(demo_url) as opened:
        yield opened


@pytest.fixture
def demo_writer(demo_session: Session) -> Writer:
    """The program itself, writing to the database of ``app`` on ``TODAY``."""
    return Writer(demo_session, NOW, TODAY)


@pytest.fixture
def make_in_demo(demo_writer: Writer) -> Maker:
    """Makes rows beside the demonstration's."""
    return Maker(demo_writer)
