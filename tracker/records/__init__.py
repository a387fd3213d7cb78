"""The tables, the queries that read them, and the event log. Knows no Flask."""
