"""Rooms stay small: what is too large is found and named."""

import pytest

from script import sizes


def test_the_house_has_no_crowded_room_no_long_file_and_no_long_function() -> None:
    assert list(sizes.problems()) == []


@pytest.mark.parametrize(("files", "found"), [(sizes.MOST_FILES, 0), (sizes.MOST_FILES + 1, 1)])
def test_a_folder_with_one_file_too_many_is_crowded(files: int, found: int) -> None:
    names = [f"tracker/web/room/file_{number}.py" for number in range(files)]
    assert len(list(sizes.crowded(names))) == found


def test_files_of_folders_below_count_for_those_folders() -> None:
    names = [f"tracker/web/{room}/file_{number}.py" for room in "ab" for number in range(20)]
    assert list(sizes.crowded(names)) == []


@pytest.mark.parametrize(("lines", "found"), [(sizes.MOST_LINES, 0), (sizes.MOST_LINES + 1, 1)])
def test_a_file_of_the_program_with_one_line_too_many_is_long(lines: int, found: int) -> None:
    assert len(list(sizes.too_long("tracker/theory/rule.py", "x = 1\n" * lines))) == found


def test_tests_may_be_longer_than_the_program() -> None:
    assert list(sizes.too_long("tests/theory/test_rule.py", "x = 1\n" * 1000)) == []


@pytest.mark.parametrize(("lines", "found"), [(sizes.LONGEST_FUNCTION, 0), (sizes.LONGEST_FUNCTION + 1, 1)])
def test_a_function_with_one_line_too_many_is_long(lines: int, found: int) -> None:
    source = "def rule():\n" + "    x = 1\n" * (lines - 1)
    assert len(list(sizes.long_functions("tracker/theory/rule.py", source))) == found
