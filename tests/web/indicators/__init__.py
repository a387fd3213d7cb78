"""The page of an indicator and what is written from it."""
