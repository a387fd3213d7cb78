"""Settings read from the environment, typed, and refused when unsafe."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tracker.records.engine import engine_options
from tracker.services.documents.file_store import MEGABYTE
from tracker.services.people.passwords import STRONG, Passwords

ROOT = Path(__file__).parent
INSTANCE = ROOT / "instance"
PLAN_QUOTA_MB = 500


class UnsafeConfiguration(RuntimeError):
    """A setting is missing or wrong; the sentence says which and what to do."""


@dataclass(frozen=True, slots=True)
class Config:
    """``today`` fixes the clock (None: the strategy's own day). ``demo`` marks a demonstration:
    a banner on every page and demo accounts, on a loopback address only. ``dot_path`` is Graphviz's
    ``dot``: a path, or a name looked up on PATH. ``files`` is the folder of the store of files,
    ``plan_quota`` how many bytes the files of one plan may take in all."""

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    today: date | None
    demo: bool
    testing: bool = False
    secure_cookies: bool = True
    trusted_proxies: int = 0
    rate_limit_storage: str = "memory://"
    rate_limits_enabled: bool = True
    passwords: Passwords = STRONG
    developing: bool = False
    dot_path: str = "dot"
    files: Path = INSTANCE / "files"
    plan_quota: int = PLAN_QUOTA_MB * MEGABYTE

    def flask(self) -> dict[str, Any]:
        """The same settings under the names that Flask and its extensions read."""
        return {
            "SECRET_KEY": self.secret_key,
            "TESTING": self.testing,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": {
                **engine_options(self.database_url),
                # An error that is printed anywhere must not quote what people wrote.
                "hide_parameters": not (self.testing or self.developing),
            },
            "SESSION_COOKIE_NAME": "tracker",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": self.secure_cookies,
            "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
            "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
            "MAX_FORM_PARTS": 2_000,
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_CSRF_SSL_STRICT": False,
            "BABEL_DEFAULT_LOCALE": "da",
            "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
            "RATELIMIT_ENABLED": self.rate_limits_enabled,
            "RATELIMIT_STORAGE_URI": self.rate_limit_storage,
            "RATELIMIT_HEADERS_ENABLED": True,
            "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        }


def load(environ: Mapping[str, str]) -> Config:
    """Reads the settings. Raises UnsafeConfiguration with a sentence for the operator."""
    demo = _flag(environ, "TRACKER_DEMO")
    secret = environ.get("TRACKER_SECRET_KEY", "")
    if len(secret) < 32:
        raise UnsafeConfiguration(
            "TRACKER_SECRET_KEY is missing or shorter than 32 characters. Make one with "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(48))'` and keep it secret."
        )
    return Config(
        database_url=_database_url(environ),
        secret_key=secret,
        today=_day(environ, "TRACKER_TODAY"),
        demo=demo,
        secure_cookies=not _flag(environ, "TRACKER_INSECURE_COOKIES") and not demo,
        trusted_proxies=_count(environ, "TRACKER_TRUSTED_PROXIES"),
        rate_limit_storage=environ.get("TRACKER_RATE_LIMIT_STORAGE", "") or "memory://",
        developing=environ.get("FLASK_RUN_FROM_CLI") == "true",
        dot_path=environ.get("TRACKER_DOT", "").strip() or "dot",
        files=_files(environ),
        plan_quota=_count(environ, "TRACKER_PLAN_QUOTA_MB", PLAN_QUOTA_MB) * MEGABYTE,
    )


def _files(environ: Mapping[str, str]) -> Path:
    """Nothing that is served or run may lie in the store's folder, nor the store among it."""
    given = environ.get("TRACKER_FILES", "").strip()
    if not given:
        return INSTANCE / "files"
    folder = Path(given)
    if not folder.is_absolute():
        raise UnsafeConfiguration("TRACKER_FILES must be a full path, such as /var/lib/tracker/files.")
    folder = folder.resolve()
    root, instance = ROOT.resolve(), INSTANCE.resolve()
    own = folder.is_relative_to(root) and not folder.is_relative_to(instance)
    if own or root.is_relative_to(folder) or folder == instance:
        raise UnsafeConfiguration(
            "TRACKER_FILES must be a folder of its own, not among the program's files: what is in static/ "
            "and templates/ is served and run."
        )
    return folder


def _database_url(environ: Mapping[str, str]) -> str:
    given = environ.get("TRACKER_DATABASE_URL", "")
    if not given:
        INSTANCE.mkdir(exist_ok=True)
        return f"sqlite:///{INSTANCE / 'tracker.sqlite'}"
    if given.startswith(("postgres://", "postgresql://")):
        given = "postgresql+psycopg://" + given.partition("://")[2]
    try:
        backend = sa.make_url(given).get_backend_name()
    except sa.exc.ArgumentError as error:
        raise UnsafeConfiguration("TRACKER_DATABASE_URL is not a database address.") from error
    if backend not in ("sqlite", "postgresql"):
        raise UnsafeConfiguration("TRACKER_DATABASE_URL must name a SQLite or PostgreSQL database.")
    return given


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "").strip().lower()
    if value not in ("", "0", "1", "no", "yes", "false", "true"):
        raise UnsafeConfiguration(f"{name} must be 0 or 1.")
    return value in ("1", "yes", "true")


def _day(environ: Mapping[str, str], name: str) -> date | None:
    value = environ.get(name, "").strip()
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UnsafeConfiguration(f"{name} must be a date such as 2015-09-15.") from error


def _count(environ: Mapping[str, str], name: str, otherwise: int = 0) -> int:
    value = environ.get(name, "").strip() or str(otherwise)
    if not (value.isascii() and value.isdigit()):
        raise UnsafeConfiguration(f"{name} must be a whole number.")
    return int(value)
