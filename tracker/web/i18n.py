"""Languages, dates and numbers. Danish is the language unless a person chose English."""

from datetime import date, datetime

from flask import Flask, request, session
from flask_babel import format_decimal, get_locale, gettext, ngettext

from tracker.extensions import babel
from tracker.web.clock import zone
from tracker.web.signin import viewer_or_none

LANGUAGES = {"da": "Dansk", "en": "English"}


def language() -> str:
    """ "da" or "en": chosen in this session, else the person's own, else Danish."""
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    person = viewer_or_none()
    if person and person.language in LANGUAGES:
        return person.language
    return "da"


def day(value: date | None) -> str:
    """A date as dd.mm.yyyy in Danish, d month yyyy in English; empty for none."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(zone()).date()
    if str(get_locale()) == "en":
        return f"{value.day} {value:%b %Y}"
    return f"{value:%d.%m.%Y}"


def moment(value: datetime | None) -> str:
    """A moment in the strategy's time zone: the day, then hours and minutes."""
    if value is None:
        return ""
    local = value.astimezone(zone())
    return f"{day(local)} {local:%H.%M}" if str(get_locale()) == "da" else f"{day(local)} {local:%H:%M}"


def number(value: float | int | None) -> str:
    """A number with the language's separators and no needless decimals; empty for none."""
    return "" if value is None else str(format_decimal(value, format="#,##0.######"))


def days(count: int) -> str:
    """``1 day``, ``53 days``."""
    return str(ngettext("%(num)s day", "%(num)s days", count))


def localised(danish: str, english: str | None) -> str:
    """Stored text in the reader's language: the English one where it exists and is asked for."""
    return english if english and str(get_locale()) == "en" else danish


def install(app: Flask) -> None:
    babel.init_app(app, locale_selector=language)
    app.jinja_env.filters.update(day=day, moment=moment, number=number, days=days)
    app.jinja_env.globals.update(
        _=gettext,
        localised=localised,
        languages=LANGUAGES,
        current_language=language,
        request_path=lambda: request.full_path.rstrip("?"),
    )
