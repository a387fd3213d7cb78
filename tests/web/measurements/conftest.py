"""Measurements beside the demonstration's, and the browser of the planning group."""

import pytest


@pytest.fixture
def planner(as_):
    return as_("planner")


@pytest.fixture
def measurement(make_in_demo):
    """A measurement in per cent without values, in a definition of its own."""
    make_in_demo.made["strategy"] = 1
    make_in_demo.made["definition"] = make_in_demo.definition(code="D9")
    make_in_demo.made["goal"] = make_in_demo.goal(code="G99")
    number = make_in_demo.measurement(code="PRØVE", title="Prøvemåling")
    make_in_demo.made["measurement"] = number
    make_in_demo.writer.session.rollback()
    return number
