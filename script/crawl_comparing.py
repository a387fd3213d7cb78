"""What differs between two walks: addresses that came, went or answer otherwise, and changed lines.

The same change on many pages is told once, with how many and the first of them.
"""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from script.crawl_reading import kind_of

NAMED = 3
"""So many of the pages of one change are named."""

LONGEST = 40
"""So many lines of one change are shown."""

Pages = dict[str, tuple[str, ...]]
Change = tuple[tuple[str, ...], tuple[str, ...]]


def pages_in(text: str) -> Pages:
    """The pages of a walk's file by address: the line with the status, then what the page says."""
    pages: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith("  "):
            lines.append(line[2:])
        elif line:
            lines = pages[line] = []
    return {address: tuple(said) for address, said in pages.items()}


def compare(before: Path, after: Path) -> Iterator[str]:
    """Lines that tell every difference between the files of two folders; none where there is none."""
    names = [{path.name for path in folder.glob("*.txt")} for folder in (before, after)]
    for name in sorted(names[0] ^ names[1]):
        yield f"only {'before' if name in names[0] else 'after'}: {name}"
    walks = {
        name.removesuffix(".txt"): (
            pages_in((before / name).read_text()),
            pages_in((after / name).read_text()),
        )
        for name in sorted(names[0] & names[1])
    }
    yield from differences(walks)


def differences(walks: dict[str, tuple[Pages, Pages]]) -> Iterator[str]:
    """The same for walks that are read already, each before and after."""
    moved: dict[str, list[str]] = {}
    changed: dict[Change, list[str]] = {}
    for walk, (before, after) in walks.items():
        for address in sorted(before.keys() | after.keys()):
            place = f"{address} ({walk})"
            if address not in after:
                moved.setdefault(f"went: {kind_of(address)}", []).append(place)
            elif address not in before:
                moved.setdefault(f"came: {kind_of(address)}", []).append(place)
            else:
                for change in changes(before[address], after[address]):
                    changed.setdefault(change, []).append(place)
    for what, places in sorted(moved.items()):
        yield f"{what}: {_named(places)}"
    for (old, new), places in sorted(changed.items(), key=lambda one: (-len(one[1]), one)):
        yield f"changed: {_named(places)}"
        yield from _shown("-", old)
        yield from _shown("+", new)


def changes(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Change]:
    """The lines that gave way and those that stand in their place, change by change. The first line, the
    status, is a change of its own."""
    if before == after:
        return
    if before[:1] != after[:1]:
        yield before[:1], after[:1]
    old, new = before[1:], after[1:]
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield old[i:j], new[k:m]


def _named(places: list[str]) -> str:
    more = f" and {len(places) - NAMED} more" if len(places) > NAMED else ""
    return ", ".join(places[:NAMED]) + more


def _shown(sign: str, lines: Iterable[str]) -> Iterator[str]:
    shown = list(lines)
    yield from (f"  {sign} {line}" for line in shown[:LONGEST])
    if len(shown) > LONGEST:
        yield f"  {sign} … {len(shown) - LONGEST} more lines"
