#!/usr/bin/env python3
"""The benchmark: ratios of our pages and diagrams to what they cannot be faster than, measured in one run.

The floor of a page is a bare Flask and SQLAlchemy page with three indexed queries and a table of fifty rows
on the same database. Requests are made in the process, in turn, so that a slow moment of the machine meets
both sides.
"""

import argparse
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402
from flask import Flask, render_template_string, send_file  # noqa: E402
from flask_migrate import upgrade  # noqa: E402
from flask_sqlalchemy import SQLAlchemy  # noqa: E402

import config  # noqa: E402
from tests.many_plans import copy_plans  # noqa: E402
from tracker.app import create_app  # noqa: E402
from tracker.extensions import db  # noqa: E402
from tracker.records.base import Base  # noqa: E402
from tracker.records.engine import engine_options  # noqa: E402
from tracker.web.signin import TOKEN, token_hash  # noqa: E402

TODAY = date(2015, 9, 15)
FLOOR = """<!doctype html><title>floor</title><table>
{% for row in rows %}<tr><td>{{ row.code }}</td><td>{{ row.title }}</td>
<td>{{ row.due }}</td><td>{{ row.baseline_due }}</td></tr>{% endfor %}</table>"""


def settings(folder: Path, plans: int) -> config.Config:
    return config.Config(
        database_url=f"sqlite:///{folder / f'{plans}.sqlite'}",
        secret_key=secrets.token_urlsafe(48),
        today=TODAY,
        demo=True,
        testing=True,
        secure_cookies=False,
        rate_limits_enabled=False,
    )


def fill(app: Flask, plans: int) -> None:
    """The demo strategy, its six plans copied until there are ``plans``; the copies belong to one owner more,
    so that the work list of the demo's own owner stays as it is."""
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        app.test_cli_runner().invoke(args=["demo"])
        with db.engine.begin() as connection:
            connection.execute(
                sa.text("INSERT INTO users (name, language, version) VALUES ('Copies', 'da', 1)")
            )
            other = connection.execute(sa.text("SELECT max(id) FROM users")).scalar_one()
            copy_plans(connection, plans, other)
            connection.execute(sa.text("ANALYZE"))


def floor_app(url: str) -> Flask:
    """The bare page, and a file of the diagram's size."""
    bare = SQLAlchemy()
    app = Flask("floor")
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=engine_options(url))
    bare.init_app(app)
    tables = Base.metadata.tables
    milestones, users, plans = tables["milestones"], tables["users"], tables["plans"]

    @app.get("/")
    def page() -> str:
        bare.session.execute(sa.select(users).where(users.c.id == 1)).all()
        bare.session.execute(sa.select(plans).where(plans.c.id == 1)).all()
        rows: list[Any] = list(
            bare.session.execute(
                sa.select(milestones).where(milestones.c.id > 0).order_by(milestones.c.id).limit(50)
            )
        )
        return render_template_string(FLOOR, rows=(rows * 50)[:50])

    @app.get("/file")
    def file() -> Any:
        return send_file(app.config["FILE"], mimetype="image/svg+xml")

    return app


def sign_in(app: Flask, email: str) -> Any:
    """A client with a session of the person, as the sign-in page would begin it."""
    tables = Base.metadata.tables
    token = secrets.token_urlsafe(16)
    with app.app_context(), db.engine.begin() as connection:
        person = connection.execute(
            sa.select(tables["users"].c.id).where(tables["users"].c.email == email)
        ).scalar_one()
        now = datetime.combine(TODAY, datetime.now(UTC).timetz())
        connection.execute(
            sa.insert(tables["sign_ins"]).values(
                token_hash=token_hash(token), user_id=person, began_at=now, seen_at=now
            )
        )
    client = app.test_client()
    with client.session_transaction() as session:
        session[TOKEN] = token
        session["_user_id"] = str(person)
        session["_fresh"] = True
    return client


def interleaved(rounds: int, **calls: Callable[[], object]) -> dict[str, float]:
    """Median seconds of each call, made in turn; the first round warms up and is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds + 1):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            if number:
                taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def getter(client: Any, path: str) -> Callable[[], object]:
    def get() -> object:
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
        return answer.get_data()

    return get


def report(label: str, ours: float, base: float, goal: float) -> None:
    ratio = ours / base
    verdict = "within" if ratio <= goal else "BEYOND"
    print(f"  {label:<44} {ours * 1000:8.1f} ms   {ratio:5.2f} x   goal {goal:.1f} x   {verdict}")


def measure(folder: Path, plans: int, rounds: int) -> dict[str, float]:
    given = settings(folder, plans)
    app = create_app(given)
    fill(app, plans)
    owner, manager = sign_in(app, "owner@example.org"), sign_in(app, "manager@example.org")
    with app.app_context(), db.engine.connect() as connection:
        plan = connection.execute(sa.text("SELECT id FROM plans WHERE code = 'HP1'")).scalar_one()
    picture = f"/plans/{plan}/diagram.svg"
    file = folder / f"{plans}.svg"
    file.write_bytes(manager.get(picture).get_data())
    bare = floor_app(given.database_url)
    bare.config["FILE"] = str(file)
    plain = bare.test_client()
    pages = {
        "plan page": getter(manager, f"/plans/{plan}"),
        "milestones, overdue": getter(manager, "/milestones?state=overdue"),
        "my work": getter(owner, "/my-work"),
    }
    found = interleaved(
        rounds,
        floor=getter(plain, "/"),
        file=getter(plain, "/file"),
        warm=getter(manager, picture),
        **pages,
    )
    print(f"\n{plans} plans (floor {found['floor'] * 1000:.1f} ms)")
    for name in pages:
        report(name, found[name], found["floor"], 2.0)
    report("warm diagram, to a static file of its size", found["warm"], found["file"], 2.0)
    cold = measure_cold(app, manager, picture, plan, max(5, rounds // 8))
    report("cold diagram, to plain dot -Tsvg", cold["ours"], cold["dot"], 1.3)
    return found


def measure_cold(app: Flask, client: Any, picture: str, plan: int, rounds: int) -> dict[str, float]:
    """The diagram without the cache, against the bare renderer on the same DOT text."""
    from tracker.diagrams.placing.dot import to_dot
    from tracker.records.queries.pathway import load_pathway
    from tracker.web.plans.drawing import draw

    with app.app_context(), app.test_request_context():
        text = to_dot(draw(load_pathway(db.session(), plan, "da"), TODAY))

    def ours() -> object:
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(sa.delete(Base.metadata.tables["drawn_diagrams"]))
        return client.get(picture).get_data()

    def plain() -> object:
        return subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=True).stdout  # noqa: S607

    return interleaved(rounds, ours=ours, dot=plain)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, nargs="+", default=[6, 100, 1000])
    parser.add_argument("--rounds", type=int, default=40)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = {plans: measure(Path(name), plans, chosen.rounds) for plans in chosen.plans}
    least, most = min(found), max(found)
    if least != most:
        print(f"\n{most} plans against {least}")
        for page in ("plan page", "milestones, overdue", "my work", "warm"):
            report(page, found[most][page], found[least][page], 1.5)


if __name__ == "__main__":
    main()
