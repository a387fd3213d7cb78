"""The people of the tests: one per role, from the demonstration's accounts."""

from datetime import UTC, date, datetime

from tracker.services.people.passwords import Passwords

TODAY = date(2015, 9, 15)
NOW = datetime(2015, 9, 15, 10, 0, tzinfo=UTC)
"""The demonstration's day, at noon in Aalborg."""

PASSWORD = "en-tryg-adgangskode"

QUICK = Passwords(rounds=1, memory_kib=8, lanes=1)
"""Where hashing is not what is tested."""

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
