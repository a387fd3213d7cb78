"""The one clock. ``TRACKER_TODAY`` fixes its day; else it is the day in the strategy's time zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app, g

DEFAULT_ZONE = "Europe/Copenhagen"


def zone() -> ZoneInfo:
    """The strategy's time zone, which comes with the signed-in person; before that, where a strategy is
    followed unless it says otherwise."""
    return ZoneInfo(g.get("strategy_zone") or DEFAULT_ZONE)


def fixed_day() -> date | None:
    """The day that the clock is fixed to, or None when it runs."""
    day: date | None = current_app.config["TRACKER"].today
    return day


def now() -> datetime:
    """This moment in UTC; on a fixed day, the present time of that day where the strategy is followed."""
    moment = datetime.now(UTC)
    day = fixed_day()
    if day is None:
        return moment
    local = moment.astimezone(zone())
    return datetime.combine(day, local.time(), zone()).astimezone(UTC)


def today() -> date:
    """Today's date in the strategy's time zone: what overdue and stale are counted from."""
    return fixed_day() or now().astimezone(zone()).date()
