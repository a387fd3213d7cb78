"""Every route of the inventory of measurements."""

from tracker.web.measurements import importing, judging, keeping, listing, series, showing
from tracker.web.measurements.blueprint import blueprint

__all__ = ["blueprint", "importing", "judging", "keeping", "listing", "series", "showing"]
