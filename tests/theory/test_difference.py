"""What differs between two editions of a theory of change."""

from dataclasses import replace
from datetime import date

from tracker.theory.difference import Parts, difference
from tracker.theory.kinds import DeliveryStatus, ElementKind, LinkKind
from tracker.theory.pathway import Assumption, Element, Link, Milestone, Pathway, StatusReport

WALKS = Element(1, ElementKind.ACTIVITY, "Ture")
RAVENS = Element(2, ElementKind.OUTPUT, "Natteravne på gaden")
LINK = Link(5, LinkKind.IMPLEMENTATION, 1, 2, assumptions=(7,))
BEFORE = Pathway(1, "Plan", elements=(WALKS, RAVENS), links=(LINK,), assumptions=(Assumption(7, "De går"),))


def test_the_same_plan_has_no_difference() -> None:
    found = difference(BEFORE, BEFORE)
    assert (found.elements, found.links) == (Parts(), Parts())


def test_what_is_new_is_told_from_what_is_gone() -> None:
    safer = Element(3, ElementKind.OUTCOME_SHORT, "Tryggere gader")
    after = replace(BEFORE, elements=(WALKS, safer), links=())
    found = difference(BEFORE, after)
    assert found.elements == Parts(new=frozenset({3}), gone=frozenset({2}))
    assert found.links == Parts(gone=frozenset({5}))
    back = difference(after, BEFORE)
    assert back.elements == Parts(new=frozenset({2}), gone=frozenset({3}))


def test_a_new_title_is_a_change_and_a_new_place_or_report_is_none() -> None:
    renamed = replace(WALKS, title="Flere ture")
    moved = replace(WALKS, position=4, report=StatusReport(date(2015, 9, 1), DeliveryStatus.ON_TRACK))
    assert difference(BEFORE, replace(BEFORE, elements=(renamed, RAVENS))).elements.changed == {1}
    assert difference(BEFORE, replace(BEFORE, elements=(moved, RAVENS))).elements == Parts()


def test_an_element_is_changed_with_its_milestones() -> None:
    due = date(2015, 12, 31)
    after = replace(BEFORE, milestones=(Milestone(9, 2, "Den første tur", due, due),))
    assert difference(BEFORE, after).elements.changed == {2}


def test_a_link_is_changed_with_its_assumptions() -> None:
    refuted = replace(BEFORE, assumptions=(Assumption(7, "De går ikke"),))
    assert difference(BEFORE, refuted).links.changed == {5}
    assert difference(BEFORE, replace(BEFORE, links=(replace(LINK, assumptions=()),))).links.changed == {5}
