"""Cases, the hearings held in them, replies to the letter, and what was done about their points."""
