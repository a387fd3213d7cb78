"""Two walks are compared address by address, and one change is told once."""

from pathlib import Path

from script.crawl_comparing import Pages, compare, differences, pages_in

FILE = "/\n  200 text/html\n  Overview\n  \n  Milestones\n/plans\n  200 text/html\n  Plans\n"
BEFORE = pages_in(FILE)


def told(after: Pages, before: Pages = BEFORE) -> list[str]:
    return list(differences({"owner": (before, after)}))


def test_a_file_holds_its_pages_by_address_empty_lines_too() -> None:
    assert BEFORE == {
        "/": ("200 text/html", "Overview", "", "Milestones"),
        "/plans": ("200 text/html", "Plans"),
    }


def test_what_is_the_same_tells_nothing() -> None:
    assert told(dict(BEFORE)) == []


def test_addresses_that_came_or_went_are_told_by_kind() -> None:
    before: Pages = {f"/plans/{number}": ("200 text/html",) for number in range(1, 6)}
    assert told({}, before) == [
        "went: /plans/<n>: /plans/1 (owner), /plans/2 (owner), /plans/3 (owner) and 2 more"
    ]
    assert told({"/gaps": ("200 text/html",)}, {}) == ["came: /gaps: /gaps (owner)"]


def test_another_status_is_told() -> None:
    assert told({**BEFORE, "/plans": ("404 text/html", "Plans")}) == [
        "changed: /plans (owner)",
        "  - 200 text/html",
        "  + 404 text/html",
    ]


def test_the_same_change_on_many_pages_is_told_once_before_the_others() -> None:
    before: Pages = {name: ("200", "Menu", name, "End") for name in ("/a", "/b", "/c")}
    after: Pages = {name: ("200", "New menu", name, "End") for name in ("/a", "/b", "/c")}
    after["/a"] = ("200", "New menu", "/a", "Stop", "More")
    assert told(after, before) == [
        "changed: /a (owner), /b (owner), /c (owner)",
        "  - Menu",
        "  + New menu",
        "changed: /a (owner)",
        "  - End",
        "  + Stop",
        "  + More",
    ]


def test_folders_are_compared_file_by_file_and_a_missing_one_is_told(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for folder in (before, after):
        folder.mkdir()
        (folder / "owner.txt").write_text(FILE)
    (before / "owner.faults").write_text("404: /gone, linked from /\n")
    (before / "reader.txt").write_text(FILE)
    assert list(compare(before, after)) == ["only before: reader.txt"]
    (after / "reader.txt").write_text(FILE.replace("Plans", "Action plans"))
    assert list(compare(before, after)) == ["changed: /plans (reader)", "  - Plans", "  + Action plans"]
