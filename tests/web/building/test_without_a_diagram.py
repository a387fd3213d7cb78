"""The workbench where its diagram cannot be drawn."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.conftest import SignInAs


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "panel"])
@pytest.mark.parametrize("address", ["/plans/1/build", "/elements/5/edit", "/links/6/edit"])
def test_where_no_diagram_can_be_drawn_the_outline_stands_beside_the_forms(
    headers: dict[str, str], address: str, app: Flask, as_: SignInAs
) -> None:
    app.config["TRACKER"] = replace(app.config["TRACKER"], dot_path="/no/dot")
    answer = as_("planner").get(address, headers=headers)
    assert answer.status_code == 200
    assert "outline-instead" in answer.get_data(as_text=True)
