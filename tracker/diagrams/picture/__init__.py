"""Second stage: what was placed as shapes on a sheet."""
