"""What CONTRIBUTING tells of adding a field is so."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
WALK = TEXT.split("## One more field")[1].split("\n## ")[0]
STEPS = re.findall(r"^\| `([^`]+)` \| (.+) \|$", WALK, re.MULTILINE)
MOST_FILES = 7


def named(text: str) -> list[str]:
    return re.findall(r"`([A-Za-z_]+)`", text)


def holding(word: str, *under: str) -> set[str]:
    """The files that hold a word."""
    files = (file for folder in under for file in (ROOT / folder).rglob("*"))
    return {
        str(file.relative_to(ROOT))
        for file in files
        if file.suffix in (".py", ".html", ".yaml", ".js")
        and re.search(rf"\b{word}\b", file.read_text(encoding="utf-8"))
    }


def test_one_more_field_of_a_plan_touches_seven_files_at_most() -> None:
    assert 0 < len(STEPS) <= MOST_FILES
    for file, _added in STEPS:
        assert (ROOT / file).exists(), file


def test_every_name_of_the_walk_stands_where_it_says() -> None:
    for file, added in STEPS:
        if (ROOT / file).is_file():
            lines = (ROOT / file).read_text(encoding="utf-8")
            for name in named(added):
                assert re.search(rf"\b{name}\b", lines), (file, name)
    for name in set(named(WALK)) - {"spent_dkk"}:
        assert holding(name, "tracker") or list((ROOT / "tracker").rglob(f"{name}.py")), name
    for path in re.findall(r"`([a-z_]+(?:/[a-z_.]+)+)`", WALK):
        assert (ROOT / path).exists(), path


def test_the_budget_of_a_plan_is_named_in_no_other_file_of_the_program() -> None:
    own = {file for file, _ in STEPS}
    assert holding("budget_dkk", "tracker", "templates") - own == {
        "tracker/exchange/samples/tryghed_aalborg.yaml"
    }
