"""Every route of the inventory of measurements."""

from tracker.web.measurements import editing as keeping
from tracker.web.measurements import importing, judging, listing, series
from tracker.web.measurements import measurement_page as showing
from tracker.web.measurements.blueprint import blueprint

__all__ = ["blueprint", "importing", "judging", "keeping", "listing", "series", "showing"]
