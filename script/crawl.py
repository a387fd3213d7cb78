"""Walk through every page as each role and write down what it says; or compare two such walks.

  script/crawl FOLDER                   one file a role in FOLDER: each address with its status and text
  script/crawl FOLDER --only planner    one of them: see WALKS
  script/crawl compare BEFORE AFTER     what came, went and changed between two folders; fails if anything did

A walk begins at the front page of the demonstration, freshly loaded with the clock standing at NOW, and
follows links, forms that ask (with what stands in them), drawings and what scripts ask for. Two walks of one
commit write the same bytes; walk before and after a change that must not show. Links that lead nowhere or
are refused, errors, and fragments without a target are told at the end and kept in ``NAME.faults``.

Addresses of one kind (the same but for numbers and the values of the query) are fetched up to a cap: 12 of a
plain path, 6 with a query, 2 of what a script asks for into a panel, 1 of PNG and of PDF (MOST...). A hash of
the address decides which, so that one link more hardly moves the choice. How many are left out stands at the
end of each file. All walks take about five minutes of one core.
"""

import argparse
import contextlib
import hashlib
import io
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import time_machine  # noqa: E402
from flask.testing import FlaskClient  # noqa: E402
from flask_migrate import upgrade  # noqa: E402

from script.crawl_comparing import compare  # noqa: E402
from script.crawl_reading import Link, Reading, kind_of, link_to, masked, read  # noqa: E402
from tracker.app import create_app  # noqa: E402
from tracker.extensions import db  # noqa: E402

NOW = datetime(2015, 9, 15, 10, 0, tzinfo=UTC)
"""The tests' moment."""

PASSWORD = "en-tryg-adgangskode"  # noqa: S105 - of accounts that live as long as the walk

ROLES = ("owner", "planner", "manager", "secretary", "reader", "admin")
WALKS = {**{role: (role, "da") for role in ROLES}, "nobody": ("", "da"), "planner.en": ("planner", "en")}
"""Who walks, and in which language, by the name of the file."""

PATIENCE = 30
"""So many times as long as usual may `dot` take and be waited for: a busy machine must not show."""

MOST, MOST_ASKED, MOST_IN_PANEL, MOST_DRAWN = 12, 6, 2, 1


@dataclass(frozen=True, slots=True)
class Answer:
    """``led_to`` is where a redirect leads."""

    status: int
    mimetype: str
    led_to: str
    reading: Reading

    def leads_to(self) -> list[Link]:
        """The links of the page, or where the redirect leads."""
        target = link_to(self.led_to) if self.led_to else None
        return self.reading.links if target is None else [*self.reading.links, target]

    def told(self) -> list[str]:
        """Status, type and target in the first line, what it says in those below."""
        first = f"{self.status} {self.mimetype}" + (f" → {masked(self.led_to)}" if self.led_to else "")
        return [first, *self.reading.lines]


@dataclass(slots=True)
class Walk:
    """What one person found; ``linked`` tells the pages that lead to an address."""

    answers: dict[Link, Answer] = field(default_factory=dict)
    linked: dict[Link, list[str]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)


@contextlib.contextmanager
def demonstration(folder: Path) -> Iterator[FlaskClient]:
    """Somebody who is not signed in, at a demonstration of its own in ``folder``."""
    for name in list(os.environ):
        if name.startswith("TRACKER_") or name in ("HOST", "FLASK_RUN_HOST", "GUNICORN_CMD_ARGS"):
            del os.environ[name]
    os.environ.update(
        TRACKER_DATABASE_URL=f"sqlite:///{folder / 'crawl.sqlite'}",
        TRACKER_FILES=str(folder / "files"),
        TRACKER_SECRET_KEY="a key for one walk through the pages",  # noqa: S106
        TRACKER_DEMO="1",
        TRACKER_DEMO_PASSWORD=PASSWORD,
        TRACKER_TODAY=f"{NOW:%Y-%m-%d}",
    )
    app = create_app()
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    loaded = app.test_cli_runner().invoke(args=["demo"])
    if loaded.exit_code:
        raise SystemExit(f"The demonstration was not loaded: {loaded.output}{loaded.exception or ''}")
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


def sign_in(client: FlaskClient, role: str, language: str) -> None:
    """Through the forms that people use."""
    if role:
        _send(client, "/sign-in", "/sign-in", email=f"{role}@example.org", password=PASSWORD)
    if language != "da":
        _send(client, "/account", "/language", language=language)


def _send(client: FlaskClient, address: str, action: str, **typed: str) -> None:
    with contextlib.redirect_stderr(io.StringIO()):
        page = read(address, "text/html", client.get(address).get_data())
        form = next(form for form in page.forms if form.method == "POST" and form.action == action)
        answer = client.post(action, data={**dict(form.values), **typed})
    if answer.status_code != 303:
        raise SystemExit(f"The form of {action} was answered with {answer.status}.")


def walk(client: FlaskClient) -> Walk:
    """Fetches what can be reached, level by level, up to the caps."""
    done, taken = Walk(), Counter[str]()
    level = [Link("/")]
    while level:
        chosen = []
        for link in sorted(level, key=_stable):
            kind = _kind(link)
            if taken[kind] < _cap(link):
                taken[kind] += 1
                chosen.append(link)
            else:
                done.left_out[kind] += 1
        level = [link for one in chosen for link in _visit(client, one, done)]
    return done


def _stable(link: Link) -> bytes:
    return hashlib.sha256(name_of(link).encode()).digest()


def name_of(link: Link) -> str:
    """The address as the files name it."""
    return masked(link.address) + (" in the panel" if link.in_panel else "")


def _kind(link: Link) -> str:
    return kind_of(link.address) + (" in the panel" if link.in_panel else "")


def _cap(link: Link) -> int:
    path, _, query = link.address.partition("?")
    if link.in_panel:
        return MOST_IN_PANEL
    if path.endswith((".png", ".pdf")):
        return MOST_DRAWN
    return MOST_ASKED if query else MOST


def _visit(client: FlaskClient, link: Link, done: Walk) -> Iterator[Link]:
    """Fetches one address, and gives those that it is the first to lead to."""
    answer = done.answers[link] = _fetch(client, link, done.errors)
    for found in answer.leads_to():
        plain = replace(found, fragment="")
        if plain not in done.linked:
            yield plain
        for one in dict.fromkeys((plain, found)):
            done.linked.setdefault(one, []).append(name_of(link))


def _fetch(client: FlaskClient, link: Link, errors: list[str]) -> Answer:
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        response = client.get(link.address, headers={"HX-Request": "true"} if link.in_panel else {})
        body = response.get_data()
    if response.status_code >= 500:
        errors.append(said.getvalue())
    mimetype = response.mimetype or ""
    reading = read(link.address, mimetype, body)
    return Answer(response.status_code, mimetype, response.headers.get("Location", ""), reading)


def lines_of(done: Walk) -> Iterator[str]:
    """The file of a walk: addresses in order, what each says indented below, and what was left out."""
    told: dict[str, list[Answer]] = {}
    for link, answer in done.answers.items():
        told.setdefault(name_of(link), []).append(answer)
    for name in sorted(told):
        for number, answer in enumerate(told[name], 1):
            yield name if number == 1 else f"{name} ~{number}"
            yield from (f"  {line}" for line in answer.told())
    for kind, number in sorted(done.left_out.items()):
        yield f"{kind} … {number} more of this kind"


def faults_of(done: Walk) -> Iterator[str]:
    """Links to what is refused, missing or broken, and to fragments that are not on their page."""
    for link, pages in done.linked.items():
        plain = replace(link, fragment="")
        answer = done.answers.get(plain)
        if answer is None:
            continue
        said = ""
        # 422 answers a form that asks before anything is filled in
        if answer.status >= 400 and answer.status != 422 and not link.fragment:
            said = str(answer.status)
        elif answer.status == 200 and link.fragment not in ("", *answer.reading.ids):
            said = f"no #{masked(link.fragment)}"
        if said:
            more = f" and {len(set(pages)) - 1} more" if len(set(pages)) > 1 else ""
            yield f"{said}: {name_of(plain)}, linked from {min(pages)}{more}"


def record(folder: Path, name: str) -> None:
    """Walks as ``name`` (WALKS), writes what was found and tells how it went."""
    began, worked = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as scratch, demonstration(Path(scratch)) as client:
        sign_in(client, *WALKS[name])
        done = walk(client)
    faults = sorted(faults_of(done))
    _write(folder / f"{name}.txt", lines_of(done))
    _write(folder / f"{name}.faults", faults)
    took = f"{time.perf_counter() - began:.0f} s ({time.process_time() - worked:.0f} s of processor time)"
    print(f"{name}: {len(done.answers)} addresses in {took}, {sum(done.left_out.values())} left out.")
    print(*(f"  {fault}\n" for fault in faults), *done.errors, sep="", end="", flush=True)


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines))


def patient_clock() -> Callable[[], float]:
    """`time.monotonic`, by which the program gives up on `dot`, but slower."""
    real = time.monotonic

    def patient() -> float:
        return real() / PATIENCE

    return patient


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["compare"]:
        parser = argparse.ArgumentParser(prog="script/crawl compare")
        parser.add_argument("before", type=Path)
        parser.add_argument("after", type=Path)
        given = parser.parse_args(arguments[1:])
        told = list(compare(given.before, given.after))
        print("\n".join(told) or "The same addresses with the same status and the same text.")
        return 1 if told else 0
    parser = argparse.ArgumentParser(
        prog="script/crawl", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", choices=WALKS, default=list(WALKS))
    given = parser.parse_args(arguments)
    with time_machine.travel(NOW, tick=False), mock.patch("time.monotonic", patient_clock()):
        given.folder.mkdir(parents=True, exist_ok=True)
        for name in given.only:
            record(given.folder, name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
