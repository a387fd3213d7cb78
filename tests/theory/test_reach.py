from hypothesis import given

from tests.theory.builders import arrow, box, pathways, plan
from tracker.theory.kinds import LinkKind
from tracker.theory.pathway import Pathway
from tracker.theory.reach import downstream, upstream

SMALL = plan(
    arrow("A2 O1"),
    arrow("A1 O1"),
    arrow("O1 M1"),
    arrow("O1 K1"),
    arrow("K1 M1"),
    arrow("M1 G1"),
    arrow("X1 M1", kind=LinkKind.EXTERNAL),
    arrow("M1 A1", kind=LinkKind.FEEDBACK),
    elements=[box("M1"), box("K1"), box("A1", position=2), box("A2", position=1)],
)


def test_downstream_runs_along_implementation_and_causal_links_by_column() -> None:
    assert [element.id for element in downstream(SMALL, "A1")] == ["O1", "K1", "M1", "G1"]


def test_upstream_runs_back_by_column_and_position() -> None:
    assert [element.id for element in upstream(SMALL, "M1")] == ["A2", "A1", "O1", "K1"]


def test_feedback_and_external_links_lead_nowhere() -> None:
    assert downstream(SMALL, "X1") == ()
    assert upstream(SMALL, "A1") == ()


def test_in_a_ring_an_element_is_not_before_or_after_itself() -> None:
    ring = plan(arrow("K1 K2"), arrow("K2 K1"))
    assert [element.id for element in downstream(ring, "K1")] == ["K2"]
    assert [element.id for element in upstream(ring, "K1")] == ["K2"]


@given(pathways(loops=True))
def test_what_lies_after_an_element_has_it_before(pathway: Pathway) -> None:
    for element in pathway.elements:
        for later in downstream(pathway, element.id):
            assert element in upstream(pathway, later.id)
