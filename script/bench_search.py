#!/usr/bin/env python3
"""The benchmark of the catalogue's search: 5,000 entries against 50, in one run, as a ratio.

Both catalogues are made of the same words, in databases of their own, and asked in turn, so that a slow
moment of the machine meets both. A search is what the page asks for: the entries of its first page and how
many there are. ``script/bench search`` runs it on SQLite and on a private PostgreSQL. The goal: within 3
times.
"""

import argparse
import os
import secrets
import sys
import tempfile
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import psycopg  # noqa: E402
import sqlalchemy as sa  # noqa: E402
from flask import Flask  # noqa: E402
from flask_migrate import upgrade  # noqa: E402

import config  # noqa: E402
from script.bench import TODAY, getter, interleaved, report, sign_in  # noqa: E402
from tracker.app import create_app  # noqa: E402
from tracker.extensions import db  # noqa: E402
from tracker.records.queries.catalogue import entries as catalogue  # noqa: E402
from tracker.records.queries.catalogue.filters import Filters, Selection  # noqa: E402
from tracker.records.search_words import indexed  # noqa: E402

GOAL = 3.0
FEW, MANY = 50, 5_000
PARTS = (
    "børne unge skole fritids natte bolig by trafik sundheds rusmiddel ældre lokal politi social kultur job",
    "politik strategi plan indsats aftale område liv miljø råd klub vej gruppe arbejde center handling",
)
SEARCHES = {
    "a word in three entries": Filters("sjældenhed"),
    "a word in each tenth entry": Filters("tilbagevendende"),
    "two words": Filters("tilbagevendende sjældenhed"),
    "the beginning of a word": Filters("sjæld"),
    "a compound by its end, and a filter": Filters("sjældenhed", goal=1, selection=Selection.CURRENT),
    "nothing found": Filters("findesikke"),
}


def words(random: Random, count: int) -> str:
    heads, tails = (part.split() for part in PARTS)
    return " ".join(
        random.choice(heads) + random.choice(tails) + random.choice(("", "en", "er")) for _ in range(count)
    )


def fill(app: Flask, entries: int) -> None:
    """The demonstration and so many entries with three commitments each."""
    random = Random(entries)  # noqa: S311
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        app.test_cli_runner().invoke(args=["demo"])
        with db.engine.begin() as connection:
            entry_rows, commitment_rows, goal_rows = [], [], []
            for number in range(1_000, 1_000 + entries):
                title = words(random, 4) + (" tilbagevendende" if number % 10 == 0 else "")
                note = words(random, 25) + (" sjældenhed" if number < 1_003 else "")
                sentences = [words(random, 15) for _ in range(3)]
                entry_rows.append(
                    {
                        "id": number,
                        "code": f"B{number}",
                        "title": title,
                        "note": note,
                        "st": indexed(title),
                        "sc": indexed(*sentences),
                        "sn": indexed(note),
                    }
                )
                commitment_rows += [
                    {"entry": number, "sentence": text, "position": place}
                    for place, text in enumerate(sentences)
                ]
                goal_rows.append({"entry": number, "goal": 1 + number % 5})
            connection.execute(
                sa.text(
                    "INSERT INTO catalogue_entries (id, strategy_id, code, title, organisation_id, note,"
                    " searched_title, searched_commitments, searched_note)"
                    " VALUES (:id, 1, :code, :title, 1, :note, :st, :sc, :sn)"
                ),
                entry_rows,
            )
            connection.execute(
                sa.text(
                    "INSERT INTO commitments (catalogue_entry_id, sentence, position)"
                    " VALUES (:entry, :sentence, :position)"
                ),
                commitment_rows,
            )
            connection.execute(
                sa.text("INSERT INTO catalogue_goals (catalogue_entry_id, goal_id) VALUES (:entry, :goal)"),
                goal_rows,
            )
            connection.execute(sa.text("ANALYZE"))


def search(app: Flask, filters: Filters) -> None:
    """What the page asks the database for a search."""
    with app.app_context():
        catalogue.rows(db.session(), filters, TODAY, "da")
        catalogue.count(db.session(), filters, TODAY)


def measure(addresses: dict[int, str], rounds: int) -> bool:
    """Prints the ratios; says whether all of them are within the goal."""
    apps = {}
    for entries, address in addresses.items():
        apps[entries] = create_app(
            config.Config(
                database_url=address,
                secret_key=secrets.token_urlsafe(48),
                today=TODAY,
                demo=True,
                testing=True,
                secure_cookies=False,
                rate_limits_enabled=False,
            )
        )
        fill(apps[entries], entries)
    calls: dict[str, dict[int, Callable[[], Any]]] = {
        name: {entries: partial(search, app, filters) for entries, app in apps.items()}
        for name, filters in SEARCHES.items()
    }
    readers = {entries: sign_in(app, "reader@example.org") for entries, app in apps.items()}
    for name, query in (
        ("the page of a search", "?q=sjældenhed"),
        ("the page of a frequent word", "?q=tilbagevendende"),
        ("the page without a search", ""),
    ):
        calls[name] = {entries: getter(one, f"/catalogue{query}") for entries, one in readers.items()}
    within = True
    for name, of in calls.items():
        found = interleaved(rounds, few=of[FEW], many=of[MANY])
        report(name, found["many"], found["few"], GOAL)
        within = within and found["many"] <= GOAL * found["few"]
    for app in apps.values():
        with app.app_context():
            db.engine.dispose()
    return within


def on_server(server: str, statement: str) -> None:
    url = sa.make_url(server)
    arguments: dict[str, Any] = {
        **url.translate_connect_args(username="user", database="dbname"),
        **url.query,
    }
    with psycopg.connect(autocommit=True, **arguments) as connection:
        connection.execute(statement.encode())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    print(f"SQLite: {MANY} entries against {FEW}")
    with tempfile.TemporaryDirectory() as folder:
        addresses = {size: f"sqlite:///{Path(folder) / f'{size}.sqlite'}" for size in (FEW, MANY)}
        within = measure(addresses, rounds)
    server = os.environ.get("TRACKER_TEST_DATABASE_URL", "")
    if not server:
        return 0 if within else 1
    print(f"PostgreSQL: {MANY} entries against {FEW}")
    names = {size: f"bench_{size}_{uuid.uuid4().hex[:8]}" for size in (FEW, MANY)}
    try:
        for name in names.values():
            on_server(server, f'CREATE DATABASE "{name}"')
        addresses = {
            size: sa.make_url(server).set(database=name).render_as_string(hide_password=False)
            for size, name in names.items()
        }
        within = measure(addresses, rounds) and within
    finally:
        for name in names.values():
            on_server(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
