"""The evidence view: how well each link is supported, and the weakest links of the best chain to a goal."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext, ngettext

from tracker.diagrams.drawing import Arrow, Box, Drawing, LegendMark
from tracker.diagrams.palette import Stress
from tracker.theory.evidence.chains import Chain, best_chain_to
from tracker.theory.evidence.levels import CONTRARY, SUPPORTING
from tracker.theory.kinds import ElementKind, LinkKind
from tracker.theory.pathway import Id, Link, Pathway
from tracker.web.plans.drawing import short_code
from tracker.web.wording import word


@dataclass(frozen=True, slots=True)
class _Best:
    """The best chain to each goal element, None where no chain reaches it, and the codes of the goals whose
    best chain has a link among its weakest."""

    chains: Mapping[Id, Chain | None]
    weakest: Mapping[Id, tuple[str, ...]]
    several: bool


def show_evidence(drawing: Drawing, pathway: Pathway) -> Drawing:
    """Boxes without status; every hypothesis with its level and number of findings."""
    best = _best(pathway)
    carried = {link for chain in best.chains.values() if chain for link in chain.links}
    return replace(
        drawing,
        boxes=tuple(_box(box, best.chains) for box in drawing.boxes),
        arrows=tuple(_arrow(arrow, pathway.link[arrow.id], best, carried) for arrow in drawing.arrows),
        legend=replace(
            drawing.legend,
            title=gettext("Evidence of the links (number of findings)"),
            marks=tuple(_marks(best)),
        ),
    )


def best_chain_words(chain: Chain | None) -> str:
    """What stands in a goal: how strong its best chain is."""
    if chain is None:
        return str(gettext("No chain reaches the goal"))
    if chain.strength is None:
        return str(gettext("Best chain: holds by definition"))
    return str(
        gettext("Best chain: E%(level)s %(word)s", level=int(chain.strength), word=word(chain.strength))
    )


def _best(pathway: Pathway) -> _Best:
    goals = [element for element in pathway.ordered if element.kind is ElementKind.GOAL]
    chains = {goal.id: best_chain_to(pathway, goal.id) for goal in goals}
    weakest: dict[Id, list[str]] = defaultdict(list)
    for goal in goals:
        chain = chains[goal.id]
        for link in chain.weakest_links if chain else ():
            weakest[link].append(short_code(pathway, goal) or goal.title)
    return _Best(chains, {link: tuple(codes) for link, codes in weakest.items()}, len(goals) > 1)


def _box(box: Box, chains: Mapping[Id, Chain | None]) -> Box:
    note = best_chain_words(chains[box.id]) if box.id in chains else ""
    return replace(box, status=None, status_word="", overdue="", risk="", note=note)


def _arrow(arrow: Arrow, link: Link, best: _Best, carried: set[Id]) -> Arrow:
    if link.kind is not LinkKind.CAUSAL:
        return arrow
    goals = best.weakest.get(link.id, ())
    stress = Stress.PLAIN
    if link.id in carried:
        stress = Stress.WEAKEST if goals else Stress.BEST
    tags = (str(gettext("weakest")), *((", ".join(goals),) if best.several else ())) if goals else ()
    return replace(
        arrow,
        stress=stress,
        findings=len(link.attachments),
        tags=tags,
        notes=tuple(_notes(link, goals, link.id in carried)),
    )


def _notes(link: Link, goals: tuple[str, ...], carried: bool) -> Iterator[str]:
    if goals:
        yield str(gettext("Weakest link of the best chain to %(goals)s.", goals=", ".join(goals)))
    elif carried:
        yield str(gettext("Part of a best chain to a goal."))
    if link.attachments:
        yield _counted(link)
    elif not link.by_definition:
        yield str(gettext("No finding is attached."))
    if link.rationale:
        yield link.rationale


def _counted(link: Link) -> str:
    directions = [attached.finding.direction for attached in link.attachments]
    found = len(directions)
    return str(
        ngettext(
            "%(num)s finding: %(supporting)s supporting, %(contrary)s contrary.",
            "%(num)s findings: %(supporting)s supporting, %(contrary)s contrary.",
            found,
            supporting=sum(direction in SUPPORTING for direction in directions),
            contrary=sum(direction in CONTRARY for direction in directions),
        )
    )


def _marks(best: _Best) -> Iterator[tuple[LegendMark, str]]:
    if best.weakest:
        yield Stress.WEAKEST, weakest_words()
    if any(chain is not None for chain in best.chains.values()):
        yield Stress.BEST, best_words()


def weakest_words() -> str:
    """What the strongest band means."""
    return str(gettext("Weakest link of the best chain to a goal"))


def best_words() -> str:
    """What the lighter band means."""
    return str(gettext("Best chain to a goal"))
