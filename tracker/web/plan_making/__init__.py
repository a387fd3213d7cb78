"""``/plans/new`` and what changes a plan as a whole: its form, its state, copies, the archive."""
