"""How an element hangs together with its plan."""

from itertools import pairwise

from tests.theory.builders import arrow, box
from tracker.records.queries.plans.element_trail import Ground
from tracker.theory.kinds import AssumptionState, LinkKind
from tracker.theory.pathway import Assumption, Link, Pathway
from tracker.web.elements.connections import CHAINS_SHOWN, Connections, connections

NO_GROUND = Ground({}, {})


def plan(*links: Link, assumptions: tuple[Assumption, ...] = ()) -> Pathway:
    codes = dict.fromkeys(str(end) for link in links for end in (link.source, link.target))
    return Pathway(1, "Plan", elements=tuple(map(box, codes)), links=links, assumptions=assumptions)


def of(pathway: Pathway, code: str) -> Connections:
    return connections(pathway, pathway.element[code], NO_GROUND)


def ways(found: Connections) -> list[list[str]]:
    """The chains as lists of codes, goal by goal."""
    return [[str(one.id) for one in chain.elements] for goal in found.chains for chain in goal.chains]


TWO_WAYS = plan(
    arrow("A1 O1"),
    arrow("A2 O2"),
    arrow("O1 K1", 3),
    arrow("O2 K2", 1),
    arrow("K1 G1", 3),
    arrow("K2 G1", 2),
)


def test_an_outcome_is_on_the_chains_that_pass_it_and_on_no_other() -> None:
    assert ways(of(TWO_WAYS, "K2")) == [["O2", "K2", "G1"]]


def test_an_activity_is_on_the_chains_of_the_outputs_that_it_leads_to() -> None:
    assert ways(of(TWO_WAYS, "A1")) == [["O1", "K1", "G1"]]


def test_a_goal_is_on_every_chain_to_it_the_strongest_first() -> None:
    assert ways(of(TWO_WAYS, "G1")) == [["O1", "K1", "G1"], ["O2", "K2", "G1"]]


def test_each_chain_names_its_weakest_link_and_what_would_lift_it() -> None:
    [goal] = of(TWO_WAYS, "K2").chains
    [chain] = goal.chains
    assert [(source.id, target.id) for source, target in chain.weakest] == [("O2", "K2")]
    assert chain.lift is not None
    assert chain.lift.reaches == 2


def test_an_element_that_reaches_no_goal_is_on_no_chain() -> None:
    assert of(plan(arrow("A1 O1"), arrow("O1 K1"), arrow("O2 G1")), "K1").chains == ()


def test_of_many_chains_some_are_shown_and_all_are_counted() -> None:
    many = [arrow(f"O1 K{number}") for number in range(CHAINS_SHOWN + 5)]
    many += [arrow(f"K{number} G1") for number in range(CHAINS_SHOWN + 5)]
    [goal] = of(plan(*many), "O1").chains
    assert (len(goal.chains), goal.count, goal.all_known) == (CHAINS_SHOWN, CHAINS_SHOWN + 5, True)


def test_more_chains_than_are_searched_are_said_to_be_more() -> None:
    layers = [[f"K{place}{letter}" for letter in "abcdefg"] for place in range(3)]
    ends = [["O1"], *layers, ["G1"]]
    steps = pairwise(ends)
    links = [arrow(f"{one} {other}") for here, there in steps for one in here for other in there]
    [goal] = of(plan(*links), "O1").chains
    assert not goal.all_known


def test_an_external_factor_is_a_rival_explanation_and_on_no_chain() -> None:
    pathway = plan(arrow("O1 K1"), arrow("K1 G1"), arrow("X1 K1", kind=LinkKind.EXTERNAL))
    factor, outcome = of(pathway, "X1"), of(pathway, "K1")
    assert [view.other.id for view in factor.rival_for] == ["K1"]
    assert [view.other.id for view in outcome.rivals] == ["X1"]
    assert factor.chains == ()
    assert [view.other.id for view in outcome.causal_in] == ["O1"]


def test_feedback_is_neither_before_nor_after() -> None:
    pathway = plan(arrow("O1 K1"), arrow("K1 A1", kind=LinkKind.FEEDBACK))
    found = of(pathway, "K1")
    assert [view.other.id for view in found.feedback_out] == ["A1"]
    assert found.downstream == ()
    assert [view.other.id for view in of(pathway, "A1").feedback_in] == ["K1"]


def test_an_assumption_stands_once_with_both_ends_and_the_critical_first() -> None:
    pathway = plan(
        arrow("O1 K1", assumptions=("a1", "a2")),
        arrow("K1 G1", assumptions=("a2",)),
        assumptions=(Assumption("a1", "Let"), Assumption("a2", "Svær", AssumptionState.AT_RISK, True)),
    )
    found = of(pathway, "K1").assumptions
    assert [view.assumption.id for view in found] == ["a2", "a1"]
    assert [one.id for one in found[0].sources] == ["O1"]
    assert [one.id for one in found[0].targets] == ["G1"]
    assert found[1].targets == ()


def test_before_and_after_come_in_columns_from_left_to_right() -> None:
    pathway = plan(arrow("I1 A1"), arrow("A1 O1"), arrow("A2 O1"), arrow("O1 K1"), arrow("K1 G1"))
    columns = [
        (column.kind.value, [one.id for one in column.elements]) for column in of(pathway, "O1").upstream
    ]
    assert columns == [("input", ["I1"]), ("activity", ["A1", "A2"])]
    assert [column.kind.value for column in of(pathway, "O1").downstream] == ["outcome_short", "goal"]


def test_a_loop_in_a_draft_ends() -> None:
    found = of(plan(arrow("O1 K1"), arrow("K1 K2"), arrow("K2 K1"), arrow("K2 G1")), "K1")
    assert ways(found) == [["O1", "K1", "K2", "G1"]]
