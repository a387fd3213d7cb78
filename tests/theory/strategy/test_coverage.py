"""Which goals the plans cover, by whom, and what is missing."""

from dataclasses import replace

import pytest

from tests.theory.builders import MUNICIPALITY, POLICE, arrow, box, plan
from tests.theory.reader import document
from tests.theory.reader import pathways as sample
from tracker.theory.kinds import LinkKind, OrganisationKind, Party
from tracker.theory.pathway import Id, Link, Organisation
from tracker.theory.strategy.coverage import (
    Body,
    Coverage,
    NotJoint,
    Part,
    Share,
    StaffedPlan,
    Standing,
    StrategyGoal,
    Uncovered,
    cover,
    on_the_way,
    serves,
    ways,
)

SCHOOL = Organisation("SKO", "Skole", Party.MUNICIPALITY)
GOALS = [StrategyGoal("G1", "D1"), StrategyGoal("G2", "D2"), StrategyGoal("G3", "D2")]
BODIES = [
    Body("NP", OrganisationKind.POLICE),
    Body("SKO", OrganisationKind.ADMINISTRATION),
    Body("BOL", OrganisationKind.PARTNER),
    Body("AAK", OrganisationKind.MUNICIPALITY),
    Body("U-SKOLE", OrganisationKind.COMMITTEE),
]
WAY = ("A1 O1", "O1 K1", "K1 G1")


def staffed(
    *way: str,
    code: str = "HP1",
    lead: str = "X",
    partners: tuple[str, ...] = (),
    **responsible: Organisation | None,
) -> StaffedPlan:
    """A plan of these links; ``A1=POLICE`` makes the police responsible for A1. It declares the goals that it
    holds."""
    links = [arrow(ends) for ends in way]
    elements = [box(name, organisation=organisation) for name, organisation in responsible.items()]
    return StaffedPlan(replace(plan(*links, elements=elements), id=code, code=code), lead, partners)


def covered(*plans: StaffedPlan, waiting: tuple[StaffedPlan, ...] = ()) -> Coverage:
    return cover(GOALS, BODIES, plans, waiting)


def parts(found: Coverage, goal: Id, body: Id) -> list[tuple[Id, Part, list[Id]]]:
    shares: tuple[Share, ...] = found.shares.get((goal, body), ())
    return [(share.plan, share.part, [element.id for element in share.elements]) for share in shares]


def test_a_cell_holds_the_activities_and_outputs_on_the_way_to_the_goal() -> None:
    one = staffed(*WAY, "A2 O2", "O2 G2", A1=POLICE, O1=POLICE, A2=SCHOOL, O2=POLICE)
    found = covered(one)
    assert parts(found, "G1", "NP") == [("HP1", Part.RESPONSIBLE, ["A1", "O1"])]
    assert parts(found, "G2", "NP") == [("HP1", Part.RESPONSIBLE, ["O2"])]
    assert parts(found, "G2", "SKO") == [("HP1", Part.RESPONSIBLE, ["A2"])]
    assert parts(found, "G1", "SKO") == []


def test_an_activity_counts_through_the_activities_that_it_leads_to() -> None:
    found = covered(staffed(*WAY, "A2 A1", A2=SCHOOL))
    assert parts(found, "G1", "SKO") == [("HP1", Part.RESPONSIBLE, ["A2"])]


def test_who_leads_has_a_part_also_without_an_activity_and_a_partner_without_one_is_told_apart() -> None:
    found = covered(staffed(*WAY, lead="SKO", partners=("BOL", "NP"), A1=POLICE))
    assert parts(found, "G1", "SKO") == [("HP1", Part.LEADS, [])]
    assert parts(found, "G1", "BOL") == [("HP1", Part.PARTNER, [])]
    assert parts(found, "G1", "NP") == [("HP1", Part.RESPONSIBLE, ["A1"])]


def test_an_activity_off_the_chains_gives_no_part_towards_the_goal() -> None:
    found = covered(staffed(*WAY, "A2 O2", "O2 K2", A2=SCHOOL, O2=SCHOOL))
    assert parts(found, "G1", "SKO") == []
    assert "SKO" not in found.without_part


def test_a_goal_that_is_only_named_is_not_covered() -> None:
    one = staffed("A1 O1", "K1 G1", lead="SKO", A1=POLICE)
    found = covered(one)
    assert found.standings["G1", "HP1"] == Standing(declared=True, primary=False, reached=False)
    assert found.uncovered[0] == Uncovered("G1", ("HP1",), (), ())
    assert found.covering("G1") == ()
    assert parts(found, "G1", "SKO") == []


def test_an_input_or_an_external_factor_covers_nothing() -> None:
    found = covered(staffed("X1 G1"), staffed("K1 G1", code="HP2"))
    assert [one.goal for one in found.uncovered] == ["G1", "G2", "G3"]


def test_a_plan_that_does_not_count_is_named_beside_the_goal_that_it_would_cover() -> None:
    draft = staffed(*WAY, code="HP8")
    idea = staffed("O1 K1", "K2 G1", code="HP9")
    found = covered(staffed("A1 O1", "O1 G2"), waiting=(draft, idea))
    assert found.uncovered == (Uncovered("G1", (), ("HP8",), ("HP9",)), Uncovered("G3", (), (), ()))
    assert ("G1", "HP8") not in found.standings


def test_a_definition_is_empty_when_none_of_its_goals_is_covered() -> None:
    assert covered(staffed("O1 G2")).empty_definitions == ("D1",)
    assert covered(staffed("O1 G1")).empty_definitions == ("D2",)
    assert covered().empty_definitions == ("D1", "D2")


def test_a_goal_stands_as_primary_declared_or_only_reached() -> None:
    one = staffed("O1 G1", "O1 G2", "O1 G3")
    pathway = replace(one.pathway, goals=frozenset({"G1", "G2"}), primary_goal="G1")
    found = covered(StaffedPlan(pathway, "X"))
    assert [found.standings[goal, "HP1"] for goal in ("G1", "G2", "G3")] == [
        Standing(declared=True, primary=True, reached=True),
        Standing(declared=True, primary=False, reached=True),
        Standing(declared=False, primary=False, reached=True),
    ]


def test_police_administrations_and_partners_are_missed_and_committees_are_not() -> None:
    found = covered()
    assert found.without_part == ("NP", "SKO", "BOL")
    assert found.organisations == ("NP", "SKO", "BOL")


def test_an_organisation_that_is_not_expected_is_listed_where_it_holds_a_part() -> None:
    found = covered(staffed(*WAY, A1=MUNICIPALITY, partners=("U-SKOLE",)))
    assert found.organisations == ("NP", "SKO", "BOL", "AAK", "U-SKOLE")


def test_an_organisation_that_is_out_of_use_is_not_missed() -> None:
    gone = Body("OLD", OrganisationKind.PARTNER, in_use=False)
    assert cover(GOALS, [gone], []).without_part == ()
    assert cover(GOALS, [gone], [staffed(*WAY, partners=("OLD",))]).organisations == ("OLD",)


def test_a_partner_that_carries_out_nothing_anywhere_is_only_named() -> None:
    found = covered(staffed(*WAY, partners=("BOL", "NP")), staffed("A1 O1", code="HP2", A1=POLICE))
    assert found.only_named == ("BOL",)


@pytest.mark.parametrize(
    ("responsible", "missing"),
    [
        ((POLICE, MUNICIPALITY, None), None),
        ((POLICE, None, SCHOOL), (Party.MUNICIPALITY,)),
        ((SCHOOL, None, POLICE), (Party.POLICE,)),
        ((None, None, None), (Party.POLICE, Party.MUNICIPALITY)),
    ],
)
def test_a_plan_is_joint_by_activities_of_both_sides(
    responsible: tuple[Organisation | None, ...], missing: tuple[Party, ...] | None
) -> None:
    first, second, output = responsible
    found = covered(staffed(*WAY, "A2 O1", partners=("NP", "AAK"), A1=first, A2=second, O1=output))
    assert found.not_joint == (() if missing is None else (NotJoint("HP1", missing),))


def test_the_same_goal_alone_is_no_overlap_and_the_same_outcome_is() -> None:
    one, other = staffed(*WAY), staffed(*WAY, code="HP2")
    renamed = [replace(e, title="En anden") if e.id == "K1" else e for e in other.pathway.elements]
    apart = StaffedPlan(replace(other.pathway, elements=tuple(renamed)), "X")
    assert covered(one, apart).outcomes.shared == ()
    (shared,) = covered(one, other).outcomes.shared
    assert shared.plans == ("HP1", "HP2")


def test_outcomes_towards_other_goals_are_left_out() -> None:
    one, other = staffed(*WAY), staffed(*WAY, code="HP2")
    assert cover([StrategyGoal("G2", "D2")], BODIES, [one, other]).outcomes.shared == ()


def test_what_lies_on_the_way_ends_before_the_goal_and_leaves_side_tracks_out() -> None:
    one = staffed(*WAY, "I1 A1", "K1 M1", "K2 G1", "O2 K3").pathway
    assert [element.id for element in on_the_way(one, "G1")] == ["A1", "O1", "K1"]
    assert on_the_way(one, "G2") == ()


def test_feedback_carries_nobody_to_a_goal() -> None:
    back = Link("back", LinkKind.FEEDBACK, "O2", "O1")
    one = plan(*(arrow(ends) for ends in WAY), arrow("A2 O2"), back)
    assert [element.id for element in on_the_way(one, "G1")] == ["A1", "O1", "K1"]


def test_a_link_of_a_kind_that_carries_nothing_out_gives_no_part() -> None:
    astray = Link("astray", LinkKind.CAUSAL, "A2", "O1")
    one = plan(*(arrow(ends) for ends in WAY), astray)
    assert [element.id for element in on_the_way(one, "G1")] == ["A1", "O1", "K1"]


def test_the_chains_of_an_organisation_begin_with_its_outputs_or_those_of_its_activities() -> None:
    one = staffed(*WAY, "A2 O2", "O2 K1", "O3 K1").pathway
    through = [one.element["A2"], one.element["O3"]]
    assert [chain.elements[0] for chain in ways(one, "G1", through).chains] == ["O2", "O3"]
    assert len(ways(one, "G1").chains) == 3
    assert ways(one, "G1", []).chains == ()


def test_the_chains_to_a_goal_leave_out_those_to_the_plan_s_other_goals() -> None:
    one = staffed(*WAY, "K1 G2").pathway
    assert [chain.elements for chain in ways(one, "G1").chains] == [("O1", "K1", "G1")]


def test_a_plan_serves_what_it_declares_or_reaches() -> None:
    one = StaffedPlan(replace(plan(arrow("O1 G1")), goals=frozenset({"G2"})), "X")
    assert serves(one, ["G1"])
    assert serves(one, ["G2"])
    assert not serves(one, ["G3"])


def test_loops_in_a_draft_end() -> None:
    found = covered(staffed(*WAY, "K1 K2", "K2 K1", "A1 A2", "A2 A1", A2=SCHOOL))
    assert parts(found, "G1", "SKO") == [("HP1", Part.RESPONSIBLE, ["A2"])]


def of_sample() -> Coverage:
    rows = document()
    staff = {row["id"]: (row["lead"], tuple(row["partners"])) for row in rows["plans"]}
    return cover(
        [StrategyGoal(row["id"], row["definition"]) for row in rows["goals"]],
        [Body(row["id"], OrganisationKind(row["type"])) for row in rows["organisations"]],
        [StaffedPlan(pathway, *staff[pathway.code]) for pathway in sample()],
    )


def test_the_sample_covers_every_goal_jointly_and_gives_everybody_a_part() -> None:
    found = of_sample()
    assert found.uncovered == ()
    assert found.empty_definitions == ()
    assert found.not_joint == ()
    assert found.without_part == ()
    # AEH is a partner of HP6, SAM of HP2 and HP6, and the file gives neither an activity or output
    assert found.only_named == ("AEH", "SAM")
    assert found.organisations == (
        *("AAK", "FB", "SKF", "SKO", "BLF", "AEH", "NP"),
        *("BOL", "NAT", "ERH", "SAM"),
    )


def test_the_cells_of_the_sample_are_those_read_by_hand_from_the_file() -> None:
    """HP3 reaches G2 by O2 → L2 alone, which is the lead's own; HP6 reaches G5 by O3 and O4, which are not
    the lead's, and G1 by O1 and O2, which are."""
    found = of_sample()
    assert parts(found, "G2", "FB") == [
        ("HP3", Part.LEADS, ["HP3-A2", "HP3-O2"]),
        ("HP4", Part.RESPONSIBLE, ["HP4-A4", "HP4-O4"]),
    ]
    assert parts(found, "G2", "ERH") == [
        ("HP1", Part.RESPONSIBLE, ["HP1-O3"]),
        ("HP3", Part.PARTNER, []),
    ]
    assert parts(found, "G5", "BLF") == [("HP6", Part.LEADS, [])]
    assert parts(found, "G5", "NP") == [("HP6", Part.RESPONSIBLE, ["HP6-A2", "HP6-O3"])]
    assert parts(found, "G1", "NP") == [
        ("HP1", Part.LEADS, ["HP1-A3", "HP1-A4", "HP1-O4"]),
        ("HP6", Part.PARTNER, []),
    ]
    assert {goal: found.covering(goal) for goal in ("G1", "G2", "G3", "G4", "G5")} == {
        "G1": ("HP1", "HP6"),
        "G2": ("HP1", "HP2", "HP3", "HP4"),
        "G3": ("HP3",),
        "G4": ("HP4", "HP5"),
        "G5": ("HP6",),
    }


def test_the_sample_shares_no_outcome_and_has_one_overlap_to_look_at() -> None:
    outcomes = of_sample().outcomes
    assert outcomes.shared == ()
    assert [(one.one, one.other) for one in outcomes.overlaps] == [(("HP3", "HP3-L2"), ("HP4", "HP4-M2"))]
