"""Every page stands under an entry of the main menu."""

import pytest


@pytest.mark.parametrize(
    ("address", "entry"),
    [
        ("/", "Overblik"),
        ("/my-work", "Mit arbejde"),
        ("/strategies/1/inferences", "Strategi"),
        ("/strategies/1/map", "Strategi"),
        ("/weak-links", "Strategi"),
        ("/assumptions", "Strategi"),
        ("/gaps", "Strategi"),
        ("/gaps/cells?goal=1&plan=1", "Strategi"),
        ("/plans/1/chains", "Handlingsplaner"),
        ("/assumptions/1/edit", "Handlingsplaner"),
        ("/elements/5", "Handlingsplaner"),
        ("/indicators/1", "Handlingsplaner"),
        ("/readings/1/correct", "Handlingsplaner"),
        ("/links/1/edit", "Handlingsplaner"),
        ("/milestones/2/impact", "Milepæle"),
        ("/evidence/6", "Evidens"),
        ("/hearings/1", "Strategi"),
    ],
)
def test_a_page_stands_under_one_entry_of_the_menu(address, entry, as_):
    menu = as_("planner").page(address).root.one("nav", class_="site-nav")
    assert [link.text for link in menu.all("a") if link.get("aria-current")] == [entry]


def test_a_secretary_has_an_entry_of_their_own_for_hearings(as_):
    menu = as_("secretary").page("/hearings/cases/1").root.one("nav", class_="site-nav")
    assert [link.text for link in menu.all("a") if link.get("aria-current")] == ["Høringer"]
    assert "Høringer" not in [
        link.text for link in as_("reader").page("/").root.one("nav", class_="site-nav").all("a")
    ]
