"""Mutants are changes that a rule could notice, alike in every run, judged by the tests that reach them."""

import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from script import mutants as script
from script.mutation import processes
from script.mutation.judging import Reached, judges_of
from script.mutation.mutating import Mutant, Source, mutants
from script.mutation.processes import BROKEN, Job, run
from script.mutation.reaching import Watch

CODE = '''
def late(days: int | None, allowed: int = 0) -> bool | None:
    """Whether 3 > 2."""
    if days is None:
        return None
    return days > allowed
'''


def of(code: str, name: str = "code.py") -> list[Mutant]:
    return mutants([Source(script.ROOT / name, code)])


def changes(code: str) -> set[str]:
    return {mutant.diff()[-1].strip("+ ") for mutant in of(code)}


def test_comparisons_and_numbers_and_conditions_are_changed() -> None:
    assert changes(CODE) == {
        "if not days is None:",
        "if days is not None:",
        "return days >= allowed",
        "return days <= allowed",
        "def late(days: int | None, allowed: int = 1) -> bool | None:",
        "def late(days: int | None, allowed: int = -1) -> bool | None:",
    }


@pytest.mark.parametrize(
    "code",
    [
        "days: int | None",
        "Day: TypeAlias = int | str",
        "Row = TypeVar('Row', bound=int | str)",
        "@dataclass(frozen=True)\nclass Day: pass",
        "pairs = zip(ones, others, strict=True)",
        "first = query.limit(1)",
        "fault = 'not > 0'",
    ],
)
def test_what_no_rule_can_notice_is_left_alone(code: str) -> None:
    assert changes(code) == set()


def test_code_that_moves_to_another_file_keeps_the_places_of_its_mutants() -> None:
    moved = "import this\n\n\n" + CODE
    before = [(mutant.rank, mutant.diff()) for mutant in of(CODE)]
    assert [(mutant.rank, mutant.diff()) for mutant in of(moved, "elsewhere.py")] == before


def test_the_order_of_mutants_is_not_that_of_their_lines() -> None:
    lines = [mutant.line for mutant in of("\n".join(f"x{number} = True" for number in range(9)))]
    assert lines != sorted(lines)


def reached(by_line: dict[int, list[str]]) -> Reached:
    tests = {test for found in by_line.values() for test in found if test}
    return Reached({str(script.ROOT / "code.py"): by_line}, dict.fromkeys(tests, 0.1))


def judges(operator: str, by_line: dict[int, list[str]], *paths: str) -> list[str]:
    mutant = next(mutant for mutant in of(CODE) if mutant.operator == operator)
    return judges_of(mutant, reached(by_line), paths or ("tests",))


def test_a_mutant_is_judged_by_the_tests_that_reach_its_line() -> None:
    by_line = {4: ["tests/a::none", "tests/a::some"], 6: ["tests/a::some"]}
    assert judges("ReplaceComparisonOperator_Gt_GtE", by_line) == ["tests/a::some"]


def test_only_the_tests_of_its_target_judge_a_mutant() -> None:
    assert judges("ReplaceComparisonOperator_Gt_GtE", {6: ["tests/a::b", "tests/c::d"]}, "tests/c") == [
        "tests/c::d"
    ]


def test_what_is_carried_out_at_import_is_judged_by_the_tests_of_its_function() -> None:
    assert judges("NumberReplacer", {2: [""], 4: ["tests/a::none"]}) == ["tests/a::none"]


def test_a_constant_is_judged_by_the_tests_that_reach_its_use_or_name_it() -> None:
    source = Source(
        script.ROOT / "code.py", "LONGEST = 5\ndef fits(text):\n    return len(text) < LONGEST\n\nx = f()"
    )
    mutant = next(one for one in mutants([source]) if one.line == 1)
    names_it = "tests/theory/quick_entry/test_entry.py::test_titles_are_as_long_and_printable_as_everywhere"
    found = reached({1: [""], 3: ["tests/a::fits"], 5: ["", "tests/a::other"], 9: [names_it]})
    assert judges_of(mutant, found, ["tests"]) == ["tests/a::fits"]
    mutant = next(iter(mutants([Source(source.path, source.text.replace("LONGEST", "TITLE_LENGTH"))])))
    assert judges_of(mutant, found, ["tests"]) == ["tests/a::fits", names_it]


def test_a_mutant_that_no_test_reaches_has_no_judges() -> None:
    assert judges("ReplaceComparisonOperator_Gt_GtE", {4: ["tests/a::none"]}) == []


def test_the_tests_that_reach_the_rarest_lines_are_asked_where_not_all_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("script.mutation.judging.JUDGES", 1)
    by_line = {4: ["tests/a::b", "tests/a::none", "tests/a::some"], 5: ["tests/a::none"]}
    assert judges("ReplaceComparisonOperator_Is_IsNot", by_line) == ["tests/a::none"]


MARKED = """
def sign(number):
    if number < 0:
        return "below"
    elif number == 0:
        raise ZeroDivisionError
    match number:
        case 1:
            return "one"
    return "above"
"""


def test_marks_tell_which_lines_a_test_carries_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.meta_path", sys.meta_path.copy())
    path = script.ROOT / "tracker" / "marked.py"
    watch = Watch([Source(path, MARKED)])
    marked = importlib.import_module("tracker.marked")
    monkeypatch.delitem(sys.modules, "tracker.marked")
    for number in (-1, 1, 2):
        watch.begin()
        marked.sign(number)
        watch.end(f"tests::{number}")
    assert watch.by_line()[str(path)] == {
        2: [""],
        3: ["tests::-1", "tests::1", "tests::2"],
        4: ["tests::-1"],
        5: ["tests::1", "tests::2"],
        7: ["tests::1", "tests::2"],
        9: ["tests::1"],
        10: ["tests::2"],
    }


def test_what_runs_into_its_limit_is_noticed() -> None:
    assert script.row("rules", 10, ["killed", "timed out", "survived", "killed"]) == (
        "rules",
        "10",
        "4",
        "2",
        "1",
        "1",
        "75.0 %",
    )


def test_a_run_without_its_tests_is_an_error() -> None:
    assert [script.outcome(code) for code in (0, 1, 2, None)] == ["survived", "killed", "killed", "timed out"]
    for nothing_ran in (5, BROKEN):
        with pytest.raises(RuntimeError):
            script.outcome(nothing_ran)


def test_a_target_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError, match=r"rules: tracker/nowhere\.py is not there"):
        script.read(script.Target("rules", ("tracker/nowhere.py",), ("tests",), 1))


def test_every_target_is_there() -> None:
    assert all(script.read(target) for target in script.TARGETS)


def forever(_folder: Path) -> int:
    while True:
        pass


def asleep(_folder: Path) -> int:
    time.sleep(600)
    return 0


@pytest.mark.parametrize(("work", "code"), [(lambda _folder: 3, 3), (forever, None), (asleep, None)])
def test_a_process_that_never_ends_is_ended(
    work: Callable[[Path], int], code: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 5)
    assert list(run([Job(work, 0)], tmp_path)) == [(0, code)]
