"""The checks of rows, the same whoever writes them.

``rows`` fills and writes a row and asks it for all its rules; the other modules hold, a subject each, what
rows have to do with others. Making, changing and restoring call ``rows.write``; so does loading, which calls
the verbs. Undoing, going back to a date and accepting a proposal write many rows (``changes.applying``), and
copying a plan does: they ask each row by itself, write all, then ask each among the others.
"""
