"""The two diagrams of a proposal, where one of them fails."""

import pytest

from tests.decided import decided
from tracker.diagrams.errors import DotTimeout
from tracker.web.plans import cached_page

__all__ = ["decided"]


@pytest.mark.parametrize("failing", [1, 2])
def test_where_one_of_the_two_diagrams_cannot_be_drawn_the_other_is_shown(failing, as_, decided, monkeypatch):
    draw, asked = cached_page.draw_sheet, []

    def drawn(*given):
        asked.append(given)
        if len(asked) == failing:
            raise DotTimeout
        return draw(*given)

    monkeypatch.setattr(cached_page, "draw_sheet", drawn)
    page = as_("planner").page(f"/proposals/{decided.waiting}")
    assert len(page.main.all(class_="compared")) == 1
    assert bool(page.main.all(class_="outline-instead")) == (failing == 2)
