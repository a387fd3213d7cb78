"""Proposals: what owners would change in an approved plan, and what the planning group says."""
