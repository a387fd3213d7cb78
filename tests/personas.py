"""The people of the tests: one per role, from the demonstration's accounts."""

from datetime import UTC, date, datetime

TODAY = date(2015, 9, 15)
NOW = datetime(2015, 9, 15, 10, 0, tzinfo=UTC)
"""The demonstration's day, at noon in Aalborg."""

PASSWORD = "en-tryg-adgangskode"

EMAILS = {
    "owner": "owner@example.org",
    "planner": "planner@example.org",
    "manager": "manager@example.org",
    "secretary": "secretary@example.org",
    "reader": "reader@example.org",
    "admin": "admin@example.org",
    "stranger": "stranger@example.org",
}
"""``owner`` owns the plan HP5 and no other; ``stranger`` has an account and no role."""
