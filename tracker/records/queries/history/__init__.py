"""The event log as histories, as what was, and as what can be undone."""
