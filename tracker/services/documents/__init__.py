"""Documentation and papers of cases, with the store of their files."""
