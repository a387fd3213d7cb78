"""Says how many small changes of the rules' code the tests notice, and shows those that they do not.

The sample is the same in every run, and stays the same where code only moves. A change that survives is
either one that changes no rule, or a rule without a test.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pytest  # noqa: E402

from script.mutation import judging  # noqa: E402
from script.mutation.mutating import Mutant, Source, mutants  # noqa: E402
from script.mutation.processes import BROKEN, run  # noqa: E402


@dataclass(frozen=True)
class Target:
    """Files or folders of the program, the tests that judge their mutants, and the mutants asked about."""

    name: str
    sources: tuple[str, ...]
    judges: tuple[str, ...]
    sample: int


# the tests of the last are looked at first: they take longest
TARGETS = (
    Target("theory", ("tracker/theory",), ("tests/theory",), 150),
    Target(
        "access",
        ("tracker/web/access.py", "tracker/web/enforcement.py"),
        ("tests/web/test_access_matrix.py", "tests/web/test_access_rules.py"),
        30,
    ),
    Target("verb", ("tracker/services/verb.py",), ("tests/services", "tests/records/test_event_log.py"), 20),
    Target(
        "checks",
        ("tracker/services/checks",),
        ("tests/services",),
        45,
    ),
)

KILLED, SURVIVED, TIMED_OUT = "killed", "survived", "timed out"
HEADINGS = ("target", "mutants", "sampled", KILLED, SURVIVED, TIMED_OUT, "score")


def read(target: Target) -> list[Source]:
    """The target's files. Raises FileNotFoundError for one that is not there."""
    for name in (*target.sources, *target.judges):
        if not (ROOT / name).exists():
            raise FileNotFoundError(f"{target.name}: {name} is not there.")
    paths = [path for name in target.sources for path in _files(ROOT / name)]
    return [Source(path, path.read_text("utf-8")) for path in paths]


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def row(name: str, found: int, outcomes: Sequence[str]) -> tuple[str, ...]:
    """A row of the table. The score is the share noticed; what runs into its limit is noticed."""
    count = Counter(outcomes)
    noticed = count[KILLED] + count[TIMED_OUT]
    score = f"{100 * noticed / len(outcomes):.1f} %" if outcomes else "-"
    counts = (found, len(outcomes), count[KILLED], count[SURVIVED], count[TIMED_OUT])
    return (name, *(str(number) for number in counts), score)


def outcome(code: int | None) -> str:
    """What an exit code of pytest says of a mutant. Raises RuntimeError where no test could run."""
    if code in (pytest.ExitCode.NO_TESTS_COLLECTED, BROKEN):
        raise RuntimeError(f"The chosen tests could not run ({code}).")
    return TIMED_OUT if code is None else KILLED if code else SURVIVED


def judge(
    sample: Sequence[tuple[Target, Mutant]], reached: judging.Reached, scratch: Path
) -> dict[Mutant, str]:
    """What became of each mutant. One that no test reaches has survived."""
    outcomes = {mutant: SURVIVED for _, mutant in sample}
    asked = []
    for target, mutant in sample:
        if tests := judging.judges_of(mutant, reached, target.judges):
            asked.append((mutant, judging.judging(mutant, tests, reached, scratch)))
    for place, code in run([job for _, job in asked], scratch):
        outcomes[asked[place][0]] = outcome(code)
    return outcomes


def report(found: dict[Target, list[Mutant]], outcomes: dict[Mutant, str]) -> None:
    """Prints the table, then each survivor with its place and its change."""
    rows: list[tuple[str, ...]] = [HEADINGS]
    for target, all_of_it in found.items():
        rows.append(row(target.name, len(all_of_it), [outcomes[m] for m in all_of_it if m in outcomes]))
    for cells in rows:
        print(f"{cells[0]:<8}", *(f"{cell:>9}" for cell in cells[1:]))
    for mutant in sorted(outcomes, key=lambda mutant: (mutant.source.path, mutant.line)):
        if outcomes[mutant] == SURVIVED:
            print(f"\n{mutant.source.path.relative_to(ROOT)}:{mutant.line}", *mutant.diff(), sep="\n")


def main(names: Sequence[str]) -> int:
    """Judges the named targets, or all."""
    if unknown := set(names) - {target.name for target in TARGETS}:
        print(f"No target: {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    began = time.monotonic()
    targets = [target for target in TARGETS if not names or target.name in names]
    sources = {target: read(target) for target in targets}
    found = {target: mutants(files) for target, files in sources.items()}
    judges = list(dict.fromkeys(path for target in reversed(targets) for path in target.judges))
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        scratch = Path(folder)
        print(f"Looking at what the tests of {', '.join(judges)} reach.", flush=True)
        reached = judging.look(judges, [file for files in sources.values() for file in files], scratch)
        sample = [(target, mutant) for target in targets for mutant in found[target][: target.sample]]
        print(f"Judging {len(sample)} mutants after {time.monotonic() - began:.0f} s.", flush=True)
        outcomes = judge(sample, reached, scratch)
    report(found, outcomes)
    print(f"\n{time.monotonic() - began:.0f} seconds.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
