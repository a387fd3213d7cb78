"""The workbench: a plan is built beside its diagram, one form at a time."""
