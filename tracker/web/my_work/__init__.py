"""My work: what an owner is asked for today, each with its short form in place."""
