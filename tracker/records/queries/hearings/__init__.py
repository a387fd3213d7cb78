"""Cases, hearings, replies, and the points of decisions."""
