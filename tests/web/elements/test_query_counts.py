"""What an element's page costs, whatever hangs on it."""

from datetime import date, timedelta

import pytest

from tracker.theory.kinds import ElementKind, LinkKind, ResultStatus

MOST = 13
MOST_OF_A_GOAL = 14
"""A goal also lists the plans that serve it."""


@pytest.mark.parametrize("code", ["HP1-I1", "HP1-A2", "HP1-O2", "HP1-M2", "HP1-G1", "HP1-X1"])
@pytest.mark.parametrize("part", ["", "?panel=1"])
def test_an_element_of_any_kind_takes_few_queries(as_, element, count_queries, code, part):
    reader = as_("reader")
    with count_queries() as statements:
        assert reader.get(f"/elements/{element(code)}{part}").status_code == 200
    assert len(statements) <= (MOST_OF_A_GOAL if code == "HP1-G1" else MOST)


def test_an_element_with_much_on_it_takes_no_more(as_, make_in_demo, count_queries):
    make = make_in_demo
    crowded, bare = make.element(ElementKind.OUTCOME_SHORT), make.element(ElementKind.OUTCOME_SHORT)
    for number in range(15):
        output = make.element(ElementKind.OUTPUT)
        link = make.link(output, crowded, LinkKind.CAUSAL)
        make.assumption(link)
        make.finding(link, code=f"F{number}")
        indicator = make.indicator(element_id=crowded)
        for month in range(6):
            make.reading(indicator, date(2015, 1, 31) + timedelta(days=30 * month), 11 + month)
        make.report(crowded, ResultStatus.NOT_YET)
    manager = as_("manager")
    counts = []
    for number in (bare, crowded):
        with count_queries() as statements:
            assert manager.get(f"/elements/{number}").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= MOST
