"""Histories of plans, elements and milestones: who, when, what from, what to, why."""
