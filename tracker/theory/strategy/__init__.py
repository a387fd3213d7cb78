"""Rules over all plans of a strategy: map, coverage, catalogue, hearings, measurements."""
