"""Which day it is, is decided where the strategy is followed."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.conftest import settings, signed_in
from tests.personas import EMAILS
from tracker.app import create_app
from tracker.extensions import db
from tracker.records.models import Strategy
from tracker.services.verb import Writer, verb
from tracker.web import clock

LATE_IN_COPENHAGEN = "2015-09-15T23:30:00+02:00"


@verb
def stands_in(writer: Writer, zone: str) -> None:
    writer.session.scalars(sa.select(Strategy)).one().timezone = zone


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Europe/Copenhagen", "2015-09-15"), ("America/Nuuk", "2015-09-15"), ("Europe/Helsinki", "2015-09-16")],
)
def test_today_is_the_day_in_the_strategys_zone(zone: str, day: str, demo_url: str, demo_writer) -> None:
    stands_in(demo_writer, zone)
    demo_writer.session.close()
    with time_machine.travel(LATE_IN_COPENHAGEN, tick=False):
        app = create_app(replace(settings(demo_url), today=None))
        app.test_client_class = Browser
        with signed_in(app, EMAILS["reader"]) as browser:
            browser.get("/")
            assert clock.today().isoformat() == day
        with app.app_context():
            db.engine.dispose()


@pytest.mark.parametrize("hour", [0, 9, 21, 22, 23])
def test_a_clock_that_stands_on_a_day_never_leaves_it(hour: int, app) -> None:
    with time_machine.travel(f"2026-11-24T{hour:02d}:30:00+00:00", tick=False), app.test_request_context():
        assert clock.now().astimezone(clock.zone()).date() == clock.fixed_day()
