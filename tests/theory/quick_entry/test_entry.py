"""The language in which a facilitator types boxes and links while people talk."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import KEPT, REFUSED
from tests.theory.builders import MUNICIPALITY, POLICE
from tracker.theory.contents.fields import TITLE_LENGTH, UNPRINTABLE
from tracker.theory.kinds import ElementKind, LinkKind
from tracker.theory.pathway import Element, Link, Pathway
from tracker.theory.quick_entry import reading
from tracker.theory.quick_entry.entry import Entry, Held, applied, read
from tracker.theory.quick_entry.lines import column_of
from tracker.theory.quick_entry.names import GoalName, OrganisationName
from tracker.theory.structure import ProblemKind, problems

ACTIVITY, OUTPUT, INPUT = ElementKind.ACTIVITY, ElementKind.OUTPUT, ElementKind.INPUT
SHORT, MEDIUM, LONG = ElementKind.OUTCOME_SHORT, ElementKind.OUTCOME_MEDIUM, ElementKind.OUTCOME_LONG
GOAL, EXTERNAL = ElementKind.GOAL, ElementKind.EXTERNAL

NEW = Held(
    Pathway(9, "Ny plan", code="HP9"),
    (GoalName(1, "G1", "Større tryghed", ("Greater safety",)), GoalName(2, "G2", "Mindre kriminalitet")),
    (OrganisationName(POLICE, ("NP", "Nordjyllands Politi")), OrganisationName(MUNICIPALITY, ("SKF",))),
)
BEGUN = Held(
    Pathway(
        1,
        "Et trygt natteliv",
        code="HP1",
        elements=(
            Element(1, ACTIVITY, "Rekruttere natteravne", "HP1-A1", 0),
            Element(2, OUTPUT, "Natteravnsture", "HP1-O1", 1),
            Element(3, SHORT, "Unge kan få hjælp", "HP1-K1", 2),
            Element(4, SHORT, "Unge kender aftalen", "HP1-K2", 3),
            Element(5, GOAL, "Større tryghed", "HP1-G1", 4, goal=1),
        ),
        links=(Link(1, LinkKind.IMPLEMENTATION, 1, 2), Link(2, LinkKind.CAUSAL, 2, 3)),
    ),
    NEW.goals,
    NEW.organisations,
)


def boxes(entry: Entry) -> list[tuple[ElementKind, str]]:
    return [(element.kind, element.title) for element in entry.elements]


def links(entry: Entry, held: Held = NEW) -> list[str]:
    """Each link as "source > target", by title."""
    after = applied(entry, held)
    return [
        f"{after.element[link.source].title} > {after.element[link.target].title}" for link in entry.links
    ]


def faults(text: str, held: Held = NEW) -> list[str]:
    """Each fault as "line name"."""
    return [f"{fault.line} {fault.name.value}" for fault in read(text, held).faults]


def test_headings_put_the_lines_below_them_into_columns() -> None:
    entry = read("Aktiviteter:\nRekruttere\n\nYdelser:\n  Ture\n  Møder\nKort sigt:\nUnge får hjælp", NEW)
    assert boxes(entry) == [
        (ACTIVITY, "Rekruttere"),
        (OUTPUT, "Ture"),
        (OUTPUT, "Møder"),
        (SHORT, "Unge får hjælp"),
    ]
    assert (entry.links, entry.faults) == ((), ())


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Ressourcer", INPUT),
        ("Aktiviteter", ACTIVITY),
        ("Ydelser", OUTPUT),
        ("Kort sigt", SHORT),
        ("Virkninger på kort sigt", SHORT),
        ("Mellemlangt sigt", MEDIUM),
        ("Langt sigt", LONG),
        ("Mål", GOAL),
        ("Ydre faktorer", EXTERNAL),
        ("Inputs", INPUT),
        ("activities", ACTIVITY),
        ("Outputs", OUTPUT),
        ("Short-term outcomes", SHORT),
        ("Medium term", MEDIUM),
        ("LONG TERM", LONG),
        ("Goals", GOAL),
        ("External factors", EXTERNAL),
        ("maal", GOAL),
        ("A", ACTIVITY),
        ("Y", OUTPUT),
        ("K", SHORT),
        ("M", MEDIUM),
        ("L", LONG),
        ("Virkninger", None),
        ("Natteravne", None),
        ("Kort og langt sigt", None),
    ],
)
def test_a_column_is_named_in_danish_and_english(words: str, kind: ElementKind | None) -> None:
    assert column_of(words) is kind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("Aktivteter", ACTIVITY), ("ydelsr", OUTPUT), ("melemlangt sigt", MEDIUM), ("Resourcer", INPUT)],
)
def test_a_slip_of_the_finger_in_a_heading_is_forgiven(heading: str, kind: ElementKind) -> None:
    assert boxes(read(f"{heading}:\nNoget", NEW)) == [(kind, "Noget")]


def test_a_heading_that_nobody_knows_is_named_and_puts_nothing_into_the_column_before() -> None:
    assert faults("Aktiviteter:\nRekruttere\nNatteravne:\nTure") == ["3 unknown_heading", "4 no_kind"]


@pytest.mark.parametrize("heading", ["Pile", "Links", "Forbindelser"])
def test_a_heading_of_arrows_stands_for_no_column(heading: str) -> None:
    entry = read(f"A: Rekruttere\nY: Ture\n{heading}:\nRekruttere -> Ture", NEW)
    assert (entry.faults, links(entry)) == ((), ["Rekruttere > Ture"])
    assert faults(f"A: Rekruttere\n{heading}:\nTure") == ["3 no_kind"]


def test_an_indented_line_is_what_the_line_above_leads_to() -> None:
    entry = read("A: Rekruttere\n\tTure\n\t\tUnge får hjælp\n\tMøder\nA: Belysning\n  Lamper", NEW)
    assert boxes(entry) == [
        (ACTIVITY, "Rekruttere"),
        (OUTPUT, "Ture"),
        (SHORT, "Unge får hjælp"),
        (OUTPUT, "Møder"),
        (ACTIVITY, "Belysning"),
        (OUTPUT, "Lamper"),
    ]
    assert links(entry) == [
        "Rekruttere > Ture",
        "Ture > Unge får hjælp",
        "Rekruttere > Møder",
        "Belysning > Lamper",
    ]
    assert [link.kind for link in entry.links] == [
        LinkKind.IMPLEMENTATION,
        LinkKind.CAUSAL,
        LinkKind.IMPLEMENTATION,
        LinkKind.IMPLEMENTATION,
    ]


def test_a_prefix_says_the_column_where_it_is_not_the_next_one() -> None:
    entry = read("Y: Ture\n  L: Flere er trygge\n    Mål: Større tryghed", NEW)
    assert boxes(entry) == [(OUTPUT, "Ture"), (LONG, "Flere er trygge"), (GOAL, "Større tryghed")]
    assert links(entry) == ["Ture > Flere er trygge", "Flere er trygge > Større tryghed"]


def test_two_lines_may_lead_to_the_same_box() -> None:
    entry = read("A: Rekruttere\n  Ture\nA: Uddanne\n  ture", NEW)
    assert links(entry) == ["Rekruttere > Ture", "Uddanne > Ture"]
    assert len(entry.elements) == 3


def test_bullets_are_left_out() -> None:
    assert boxes(read("Aktiviteter:\n- Rekruttere\n* Uddanne\n• Belyse\n-", NEW)) == [
        (ACTIVITY, "Rekruttere"),
        (ACTIVITY, "Uddanne"),
        (ACTIVITY, "Belyse"),
    ]


def test_an_arrow_links_what_is_there_by_code_or_title() -> None:
    entry = read("hp1-o1 -> UNGE kender  aftalen → G1\no1 => Større tryghed", BEGUN)
    assert boxes(entry) == []
    assert links(entry, BEGUN) == [
        "Natteravnsture > Unge kender aftalen",
        "Unge kender aftalen > Større tryghed",
        "Natteravnsture > Større tryghed",
    ]
    assert entry.faults == ()


def test_a_code_that_two_boxes_answer_to_is_ambiguous() -> None:
    twin = Element(6, OUTPUT, "Vagter", "A1", 5)
    both = replace(BEGUN, pathway=replace(BEGUN.pathway, elements=(*BEGUN.pathway.elements, twin)))
    assert faults("A1 -> K1", both) == ["1 ambiguous_reference"]
    assert faults("HP1-A1 -> O1", both) == []


@pytest.mark.parametrize(("held", "boxes", "links"), [(NEW, [0, 1, 2], [0, 1]), (BEGUN, [5, 6, 7], [1, 2])])
def test_new_boxes_and_links_stand_behind_those_of_the_plan_in_the_order_of_their_lines(
    held: Held, boxes: list[int], links: list[int]
) -> None:
    after = applied(read("A: Nabohjælp\n  Vagter\n    Flere ser dem", held), held)
    assert [one.position for one in after.elements[-3:]] == boxes
    assert [one.position for one in after.links[-2:]] == links


def test_an_arrow_may_name_a_line_further_down() -> None:
    entry = read("A1 -> Vagtplan\nYdelser:\nVagtplan", BEGUN)
    assert links(entry, BEGUN) == ["Rekruttere natteravne > Vagtplan"]
    deep = read("O1 -> Unge går hjem\n  Mål: G1\nA: Ringe\n  Opkald\n    Unge går hjem", BEGUN)
    assert links(deep, BEGUN)[0] == "Natteravnsture > Unge går hjem"
    assert deep.faults == ()


def test_an_arrow_makes_only_what_says_its_column() -> None:
    entry = read("A1 -> Y: Vagtplan -> K: Flere ture", BEGUN)
    assert boxes(entry) == [(OUTPUT, "Vagtplan"), (SHORT, "Flere ture")]
    assert faults("A1 -> Vagtplan", BEGUN) == ["1 unknown_reference"]


def test_dots_stand_for_the_rest_of_a_title() -> None:
    assert links(read("Natterav... -> Unge ken…", BEGUN), BEGUN) == ["Natteravnsture > Unge kender aftalen"]
    assert faults("O1 -> Unge...", BEGUN) == ["1 ambiguous_reference"]
    assert faults("A1 -> Y: Findes ikke...", BEGUN) == ["1 unknown_reference"]


def test_a_box_that_is_there_is_taken_up_to_tell_what_it_leads_to() -> None:
    for first in ("A1", "Rekruttere natteravne", "A: Rekruttere natteravne", "Aktiviteter:\nA1"):
        entry = read(f"{first}\n  Vagtplan", BEGUN)
        assert links(entry, BEGUN) == ["Rekruttere natteravne > Vagtplan"]
        assert entry.faults == ()


def test_a_link_that_is_there_is_not_drawn_twice() -> None:
    assert read("A1 -> O1 -> K1\nA1\n  O1", BEGUN) == Entry()
    assert len(read("O1 -> K2\nO1 -> K2", BEGUN).links) == 1


def test_a_box_told_twice_is_a_slip() -> None:
    assert faults("Aktiviteter:\nRingbind\nRINGBIND") == ["3 duplicate_title"]
    assert faults("A: rekruttere natteravne", BEGUN) == ["1 duplicate_title"]


def test_the_same_title_may_stand_in_two_columns_and_is_then_ambiguous() -> None:
    text = "A: Rekruttere\nY: Ture\nK: Ture"
    assert faults(text) == []
    assert faults(f"{text}\nRekruttere -> Ture") == ["4 ambiguous_reference"]
    assert faults(f"{text}\nRekruttere -> Y: Ture") == []
    assert links(read(f"{text}\nRekruttere\n  Ture", NEW)) == ["Rekruttere > Ture"]


def test_goals_are_those_of_the_strategy() -> None:
    entry = read("L: Flere er trygge\n  Greater SAFETY\nM: Færre anmeldelser -> g2", NEW)
    assert [(element.title, element.goal) for element in entry.elements if element.kind is GOAL] == [
        ("Større tryghed", 1),
        ("Mindre kriminalitet", 2),
    ]
    assert faults("L: Flere er trygge\n  Lykkelige borgere") == ["2 unknown_goal"]
    assert faults("Mål:\nLykkelige borgere") == ["2 unknown_goal"]


def test_a_goal_that_the_plan_has_gets_no_second_box() -> None:
    entry = read("Mål:\nStørre tryghed\nG1\nG2", BEGUN)
    assert boxes(entry) == [(GOAL, "Mindre kriminalitet")]
    assert entry.faults == ()


def test_a_title_may_be_followed_by_who_is_responsible() -> None:
    entry = read("A: Rekruttere [skf]\n  Ture [nordjyllands  politi]", NEW)
    assert [element.organisation for element in entry.elements] == ["AAK", "NP"]
    assert boxes(entry) == [(ACTIVITY, "Rekruttere"), (OUTPUT, "Ture")]
    assert faults("A: Rekruttere [Ukendt]") == ["1 unknown_organisation"]
    assert faults("K: Tryghed [NP]") == ["1 organisation_not_here"]
    assert faults("A1 [NP] -> K1", BEGUN)[0] == "1 organisation_not_here"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Rekruttere", "no_kind"),
        ("X: Lukketider\n  Uro", "no_kind"),
        ("A1 -> K1", "forbidden_link"),
        ("K1 -> K1", "link_to_itself"),
        ("A1 ->", "missing_end"),
        ("-> A1", "missing_end"),
        ("A: [NP]", "title_missing"),
        ("Y: A1", "other_kind"),
        ("A: " + "å" * 501, "title_too_long"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, fault: str) -> None:
    line = 1 + text.count("\n")
    assert faults(f"\n{text}", BEGUN) == [f"{line + 1} {fault}"]


def test_a_loop_is_drawn_and_told_of() -> None:
    entry = read("K1 -> K2\nK2 -> K1", BEGUN)
    assert [(notice.line, notice.name.value) for notice in entry.notices] == [(2, "closes_loop")]
    assert entry.faults == ()
    entry = read("K: a -> K: b -> a", NEW)
    assert [(link.source, link.target) for link in entry.links] == [(-1, -2), (-2, -1)]
    assert [problem.kind for problem in problems(applied(entry, NEW))].count(ProblemKind.CYCLE) == 1


def test_a_text_that_adds_something_or_is_faulty_is_not_empty() -> None:
    assert read("\n  \n", NEW).is_empty is True
    assert read("A: Rekruttere", NEW).is_empty is False
    assert read("A1 -> O1", replace(BEGUN, pathway=replace(BEGUN.pathway, links=()))).is_empty is False
    assert read("Ture", NEW).is_empty is False


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("A: én <- to", "arrow_in_title"),
        ("A: én <-- to", "arrow_in_title"),
        ("A: én ← to", "arrow_in_title"),
        ("A: én –> to", "arrow_in_title"),
        ("A: én <-> K: to", "arrow_in_title"),
        ("A: x [SKF", "bracket_in_title"),
        ("A: x SKF]", "bracket_in_title"),
    ],
)
def test_a_likely_slip_in_a_title_is_told_with_its_line(text: str, notice: str) -> None:
    found = read(f"\n{text}", NEW).notices
    assert [(one.line, one.name.value) for one in found] == [(2, notice)]


@pytest.mark.parametrize(
    "title", ["Unge < 18 år", "Flere end 10 (≥ 18)", "[Kladde] Ture", "18–25-årige", "a - b"]
)
def test_what_only_resembles_a_slip_is_not_told(title: str) -> None:
    assert read(f"A: {title}", NEW).notices == ()


def test_a_link_to_an_earlier_column_is_feedback() -> None:
    assert [link.kind for link in read("K1 -> A1", BEGUN).links] == [LinkKind.FEEDBACK]


def test_a_faulty_line_leaves_the_others_as_they_are_and_is_told_once() -> None:
    entry = read("A: Rekruttere\n  Ture\nUkendt\n  Mere\n    Endnu mere\nA: Belysning", NEW)
    assert [fault.line for fault in entry.faults] == [3]
    assert boxes(entry) == [(ACTIVITY, "Rekruttere"), (OUTPUT, "Ture"), (ACTIVITY, "Belysning")]


def test_two_hundred_lines_are_taken_and_no_more() -> None:
    text = "Aktiviteter:\n\n" + "\n".join(f"Nummer {number}" for number in range(200))
    entry = read(text, NEW)
    assert len(entry.elements) == 199
    assert [(fault.line, fault.name.value) for fault in entry.faults] == [(202, "too_many_lines")]


@pytest.mark.parametrize("title", KEPT.values(), ids=KEPT)
def test_a_title_is_taken_as_it_was_typed(title: str) -> None:
    assert boxes(read(f"A: {title}", NEW)) == [(ACTIVITY, title)]


@pytest.mark.parametrize("title", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_shown_is_refused(title: str) -> None:
    assert faults(f"A: {title}") == ["1 control_characters"]


def test_titles_are_as_long_and_printable_as_everywhere() -> None:
    assert reading.LONGEST_TITLE == TITLE_LENGTH
    assert reading.UNPRINTABLE.pattern == UNPRINTABLE.pattern


WORDS = st.sampled_from(
    (
        *("Aktiviteter:", "Ydelser:", "Mål:", "A: ", "Y:", "K: ", "L:", "X: ", "[NP]", "...", "- ", ":"),
        *("Ture", "Ture ", "Møder", "hp1-a1", "K1", "k2", "O1", "G1", "G2", "Større tryghed"),
        *(" -> ", "→", "\n", "\n", "\n  ", "\n\t\t", " ", "\r", "\x00", "\x85"),
    )
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=40).map("".join))


@settings(max_examples=400, deadline=None)
@given(text=TEXTS, held=st.sampled_from([NEW, BEGUN]))
def test_any_text_gives_what_the_rules_allow_or_says_what_is_wrong(text: str, held: Held) -> None:
    entry = read(text, held)
    after = applied(entry, held)
    assert len(after.element) == len(after.elements)
    wrong = {
        ProblemKind.BACKWARD_LINK,
        ProblemKind.LINK_NOT_ALLOWED,
        ProblemKind.MISPLACED_DEFINITION,
    }
    assert not wrong & {problem.kind for problem in problems(after)}
    has_loop = ProblemKind.CYCLE in {problem.kind for problem in problems(after)}
    assert has_loop <= bool(entry.notices)
    pairs = [(link.kind, link.source, link.target) for link in after.links]
    assert len(pairs) == len(set(pairs))
    for element in entry.elements:
        assert 0 < len(element.title) <= 500
        assert element.title == element.title.strip()
        assert not UNPRINTABLE.search(element.title)
        assert (element.goal is not None) == (element.kind is GOAL)
    numbers = range(1, 1 + len(re.split(r"\r\n|\r|\n", text)))
    assert all(
        part.line in numbers for parts in (entry.elements, entry.links, entry.faults) for part in parts
    )


@given(text=TEXTS)
def test_a_text_without_faults_that_is_read_again_adds_no_box(text: str) -> None:
    """Whoever sends a text twice is told, or adds nothing."""
    entry = read(text, NEW)
    if entry.faults:
        return
    after = Held(applied(entry, NEW), NEW.goals, NEW.organisations)
    again = read(text, after)
    assert again.elements == ()


def test_a_long_text_is_read_in_time() -> None:
    chain = " -> ".join(f"Kasse {number}" for number in range(60))
    text = "\n".join([chain] * 199)
    assert len(read(text, BEGUN).faults) == 60 * 199
