"""Every route of the inventory of measurements."""

from tracker.web.measurements import editing, importing, judging, listing, measurement_page, series
from tracker.web.measurements.blueprint import blueprint

__all__ = ["blueprint", "editing", "importing", "judging", "listing", "measurement_page", "series"]
