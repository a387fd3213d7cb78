"""Settings: what is unsafe is refused with a sentence."""

import re
from datetime import date
from pathlib import Path

import pytest

import config
from tracker.services.people.passwords import STRONG

SECRET = "0123456789abcdef0123456789abcdef"
SAFE = {"TRACKER_SECRET_KEY": SECRET, "TRACKER_DATABASE_URL": "sqlite:///x.sqlite"}


@pytest.mark.parametrize("secret", [None, "", "short", "x" * 31])
@pytest.mark.parametrize("demo", ["0", "1"])
def test_a_start_without_a_long_secret_is_refused(secret: str | None, demo: str) -> None:
    environ = {**SAFE, "TRACKER_DEMO": demo, "TRACKER_SECRET_KEY": secret or ""}
    with pytest.raises(config.UnsafeConfiguration, match=r"TRACKER_SECRET_KEY is missing or shorter than 32"):
        config.load(environ)


def test_the_refusal_does_not_quote_the_secret() -> None:
    with pytest.raises(config.UnsafeConfiguration) as refused:
        config.load({**SAFE, "TRACKER_SECRET_KEY": "geheim"})
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TRACKER_TODAY", "15.09.2015", "TRACKER_TODAY must be a date such as 2015-09-15."),
        ("TRACKER_TODAY", "2015-13-01", "TRACKER_TODAY must be a date such as 2015-09-15."),
        ("TRACKER_TODAY", "tomorrow", "TRACKER_TODAY must be a date such as 2015-09-15."),
        ("TRACKER_DATABASE_URL", "not an address", "TRACKER_DATABASE_URL is not a database address."),
        (
            "TRACKER_DATABASE_URL",
            "mysql://localhost/x",
            "TRACKER_DATABASE_URL must name a SQLite or PostgreSQL database.",
        ),
        ("TRACKER_DEMO", "maybe", "TRACKER_DEMO must be 0 or 1."),
        ("TRACKER_INSECURE_COOKIES", "on", "TRACKER_INSECURE_COOKIES must be 0 or 1."),
        ("TRACKER_TRUSTED_PROXIES", "all", "TRACKER_TRUSTED_PROXIES must be a whole number."),
        ("TRACKER_TRUSTED_PROXIES", "²", "TRACKER_TRUSTED_PROXIES must be a whole number."),
        ("TRACKER_TRUSTED_PROXIES", "-1", "TRACKER_TRUSTED_PROXIES must be a whole number."),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(name: str, value: str, sentence: str) -> None:
    with pytest.raises(config.UnsafeConfiguration, match=re.escape(sentence)):
        config.load({**SAFE, name: value})


def test_what_is_not_said_is_safe() -> None:
    found = config.load(SAFE)
    assert (found.demo, found.today, found.testing, found.developing) == (False, None, False, False)
    assert found.secure_cookies
    assert found.rate_limits_enabled
    assert found.trusted_proxies == 0
    assert found.passwords is STRONG
    assert found.flask()["SESSION_COOKIE_SECURE"] is True
    assert found.flask()["SQLALCHEMY_ENGINE_OPTIONS"]["hide_parameters"] is True


@pytest.mark.parametrize(
    ("settings", "secure"),
    [
        ({}, True),
        ({"TRACKER_DEMO": "0"}, True),
        ({"TRACKER_DEMO": "1"}, False),
        ({"TRACKER_INSECURE_COOKIES": "1"}, False),
        ({"FLASK_RUN_FROM_CLI": "true"}, True),
    ],
)
def test_a_cookie_without_https_needs_a_demonstration_or_an_order(
    settings: dict[str, str], secure: bool
) -> None:
    assert config.load({**SAFE, **settings}).secure_cookies is secure


def test_the_clock_is_fixed_to_a_day() -> None:
    assert config.load({**SAFE, "TRACKER_TODAY": "2015-09-15"}).today == date(2015, 9, 15)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_postgresql_address_gets_the_driver_that_is_installed(scheme: str) -> None:
    found = config.load({**SAFE, "TRACKER_DATABASE_URL": f"{scheme}://me:word@host/db"})
    assert found.database_url == "postgresql+psycopg://me:word@host/db"


def test_without_a_database_an_embedded_one_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(config, "INSTANCE", tmp_path / "instance")
    found = config.load({"TRACKER_SECRET_KEY": SECRET})
    assert found.database_url == f"sqlite:///{tmp_path}/instance/tracker.sqlite"


def test_the_flask_command_is_for_developing() -> None:
    assert config.load({**SAFE, "FLASK_RUN_FROM_CLI": "true"}).developing


def test_forms_are_limited_in_size() -> None:
    found = config.load(SAFE).flask()
    assert found["MAX_CONTENT_LENGTH"] == found["MAX_FORM_MEMORY_SIZE"] == 2 * 1024 * 1024


def test_the_store_of_files_lies_apart_from_what_is_served_and_run(tmp_path: Path) -> None:
    assert config.load(SAFE).files == config.INSTANCE / "files"
    assert config.load({**SAFE, "TRACKER_FILES": str(tmp_path / "files")}).files == tmp_path / "files"
    root = config.ROOT
    (tmp_path / "link").symlink_to(root / "static")
    served = [root / "static", root / "static" / "files", root / "templates" / "x", root / "tracker", root]
    around = [root.parent, Path("/"), config.INSTANCE, root / "x" / ".." / "static", tmp_path / "link" / "x"]
    for folder in [*served, *around]:
        with pytest.raises(config.UnsafeConfiguration, match="a folder of its own"):
            config.load({**SAFE, "TRACKER_FILES": str(folder)})
    with pytest.raises(config.UnsafeConfiguration, match="must be a full path"):
        config.load({**SAFE, "TRACKER_FILES": "files"})


def test_a_plan_has_500_megabytes_for_files_unless_said_otherwise() -> None:
    assert config.load(SAFE).plan_quota == 500 * 1024 * 1024
    assert config.load({**SAFE, "TRACKER_PLAN_QUOTA_MB": "2"}).plan_quota == 2 * 1024 * 1024
    with pytest.raises(config.UnsafeConfiguration, match="TRACKER_PLAN_QUOTA_MB must be a whole number"):
        config.load({**SAFE, "TRACKER_PLAN_QUOTA_MB": "many"})


def test_the_settings_do_not_print_their_secrets() -> None:
    found = config.load({**SAFE, "TRACKER_DATABASE_URL": "postgresql://me:word@host/db"})
    assert SECRET not in repr(found)
    assert "word@" not in repr(found)
