"""Answering for what is followed up: a status, a milestone, a reading. One short form each."""
