"""The ``flask`` commands."""

import ipaddress
import os
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

import config
from tracker.exchange.errors import StrategyFileError
from tracker.exchange.strategy.contents import StrategyFile
from tracker.exchange.strategy.reading import read_strategy
from tracker.extensions import db
from tracker.services.documents.documentation import any_document
from tracker.services.documents.file_sweeping import sweep
from tracker.services.errors import Invalid, NotThere
from tracker.services.loading.demo_accounts import DEMO_ACCOUNTS, demo_hashes, open_demo_accounts
from tracker.services.loading.demo_documents import document_demo, keep_demo_files
from tracker.services.loading.strategy import LoadSummary, load_strategy
from tracker.services.people.administrators import open_administrator
from tracker.services.people.passwords import one_time
from tracker.services.strategies import any_strategy, has_tables
from tracker.services.verb import Writer
from tracker.web import clock, signin
from tracker.web.forms.uploads import file_store

SAMPLE = config.ROOT / "tracker" / "exchange" / "samples" / "tryghed_aalborg.yaml"


def install(app: Flask) -> None:
    """Adds the commands to the application."""
    app.cli.add_command(demo)
    app.cli.add_command(administrator)
    app.cli.add_command(sweep_files)


@click.command()
@click.argument("email")
@click.argument("name")
@click.argument("organisation")
@with_appcontext
def administrator(email: str, name: str, organisation: str) -> None:
    """Let the person with EMAIL in as administrator, and print a one-time password.

    For the first one of an installation, and when all others are locked out. ORGANISATION is the short name
    of the one that the role is held in; in an empty database it is made.
    """
    writer = Writer(session=db.session(), now=clock.now(), today=clock.today())
    password = one_time()
    try:
        _, made = open_administrator(
            writer,
            email=email,
            name=name,
            organisation=organisation,
            password_hash=signin.passwords().hash(password),
        )
    except Invalid as error:
        reason = error.fault.replace("_", " ")
        raise click.ClickException(f"{error.field}: {reason}. Nothing was changed.") from error
    click.echo(f"{email} is {'added' if made else 'there already'}, and an administrator.")
    click.echo(f"One-time password: {password} (the next sign-in asks for an own one)")


@click.command()
@click.option("--once", is_flag=True, help="Load nothing when a strategy is there already.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=SAMPLE)
@with_appcontext
def demo(once: bool, file: Path) -> None:
    """Load a strategy from FILE, or the sample, and open the demo accounts of a demonstration.

    What the database has already is left alone.
    """
    writer = Writer(session=db.session(), now=clock.now(), today=clock.today())
    opens_accounts = current_app.config["TRACKER"].demo
    if opens_accounts and not serves_loopback(os.environ):
        raise click.ClickException(
            "A demonstration's accounts are for this machine only: let the server listen on 127.0.0.1. "
            "Nothing was loaded."
        )
    if not has_tables(writer.session):
        raise click.ClickException(
            "The database has no tables yet. Make them with “flask --app tracker.app db upgrade”, then load."
        )
    if once and any_strategy(writer.session):
        click.echo("A strategy is in the database already: nothing loaded.")
    else:
        _load(writer, file)
        if opens_accounts and file == SAMPLE:
            _document(writer)
    if opens_accounts:
        _open_accounts(writer)


@click.command("sweep-files")
@with_appcontext
def sweep_files() -> None:
    """Remove files that no documentation speaks of, once they are a day old, and name missing ones.

    Made to run every night. It fails where documentation has lost its file.
    """
    swept = sweep(db.session(), file_store(), datetime.now(UTC))
    click.echo(
        f"Files kept: {swept.kept}. Removed, since nothing speaks of them: {swept.removed}. "
        f"Waiting for their form: {swept.waiting}."
    )
    for lost in swept.missing:
        click.echo(f"Missing: documentation no. {lost.document_id}, {lost.stored_as}.", err=True)
    if swept.missing:
        raise click.ClickException(
            f"{len(swept.missing)} of the documentation's files are not in {file_store().folder}. "
            "Put them back from a backup."
        )


def _load(writer: Writer, file: Path) -> None:
    try:
        strategy = read_strategy(file.read_bytes())
        summary = load_strategy(writer, file=strategy)
    except StrategyFileError as error:
        raise click.ClickException(f"{file}, {error}. Nothing was loaded.") from error
    _tell(strategy, summary)


def _tell(strategy: StrategyFile, summary: LoadSummary) -> None:
    def listed(counts: Mapping[str, int]) -> str:
        return ", ".join(f"{noun} {number}" for noun, number in counts.items())

    for note in strategy.notes:
        click.echo(f"Line {note.line}: {note.text}.")
    click.echo(f"“{strategy.title}” loaded: {listed(summary.added) or 'nothing new'}.")
    if summary.found:
        click.echo(f"There already, left alone: {listed(summary.found)}.")
    if strategy.unread:
        click.echo(f"Left unread, since a strategy is made without it: {', '.join(strategy.unread)}.")


def _document(writer: Writer) -> None:
    """Once: a sample that is loaded again has its documentation."""
    if any_document(writer.session):
        return
    files = keep_demo_files(file_store(), current_app.config["TRACKER"].plan_quota)
    try:
        made = document_demo(writer, files=files)
    except BaseException:
        for placed in files.values():
            file_store().remove(placed.file.stored_as)
        raise
    click.echo(f"Documentation added: {made}.")


def _open_accounts(writer: Writer) -> None:
    """A password in TRACKER_DEMO_PASSWORD holds for all of them, now; a made-up one is kept for next time."""
    passwords = signin.passwords()
    given = os.environ.get("TRACKER_DEMO_PASSWORD", "")
    kept = config.INSTANCE / "demo_password"
    password = given or (kept.read_text().strip() if kept.exists() else "") or secrets.token_urlsafe(12)
    hashes = demo_hashes(writer)
    fitting = {email for email, stored in hashes.items() if passwords.fits(stored, password)}
    # without one given, an account that is there keeps the password that it has
    keep = frozenset(fitting if given else hashes)
    if len(keep) < len(DEMO_ACCOUNTS):
        try:
            open_demo_accounts(writer, password_hash=passwords.hash(password), keep=keep)
        except Invalid as error:
            raise click.ClickException(
                f"TRACKER_DEMO_PASSWORD has to have {passwords.shortest} characters or more, not all alike."
            ) from error
        except NotThere:
            click.echo("No demo accounts: they belong to the sample strategy, which is not loaded.")
            return
        if not given:
            _keep(kept, password)
    click.echo(f"Demo accounts: {', '.join(account.email for account in DEMO_ACCOUNTS)}.")
    if given:
        click.echo("Their password is the one in TRACKER_DEMO_PASSWORD.")
    elif fitting == keep:
        click.echo(f"Their password: {password} (kept in {kept}).")
    else:
        click.echo("They keep the passwords they have; TRACKER_DEMO_PASSWORD gives them another.")


def _keep(path: Path, password: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{password}\n")


def serves_loopback(environ: Mapping[str, str]) -> bool:
    """Whether nothing in the environment binds the server elsewhere than to this machine, which is what
    gunicorn.conf.py does by itself."""
    addresses = [environ.get("HOST", ""), environ.get("FLASK_RUN_HOST", "")]
    addresses += re.findall(r"(?:--bind[ =]|-b ?)(\S+)", environ.get("GUNICORN_CMD_ARGS", ""))
    return all(_is_loopback(address) for address in addresses if address)


def _is_loopback(address: str) -> bool:
    if address.startswith("unix:"):
        return True
    # an IPv6 address has colons of its own; with a port it stands in brackets
    host = address if address.count(":") > 1 and "[" not in address else re.sub(r":\d+$", "", address)
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
