"""Quick entry: all that lines of text add to a plan, written in one go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tracker.records.models import Goal, Plan
from tracker.records.queries.plans.quick_entry import held
from tracker.services.checks import values
from tracker.services.errors import Invalid, ServiceError
from tracker.services.kept_diagrams import hash_of
from tracker.services.plans.elements import add_element
from tracker.services.plans.links import connect
from tracker.services.plans.next_codes import element_codes, link_codes, next_element_code
from tracker.services.verb import Writer, verb
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.link import LinkContents
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Id
from tracker.theory.quick_entry.entry import Entry, NewElement, read


@dataclass(frozen=True, slots=True)
class Entered:
    """Numbers of the new rows, in the order of the lines."""

    elements: tuple[int, ...]
    links: tuple[int, ...]


@dataclass
class Unreadable(ServiceError):
    """The lines have faults, against the plan as it is now."""

    entry: Entry


@dataclass
class ReadsDifferently(ServiceError):
    """Since the lines were looked at the plan has changed, and they mean something else now."""

    entry: Entry


@verb
def enter_lines(
    writer: Writer, *, plan_id: int, text: str, language: str, seen: str | None = None
) -> Entered:
    """Makes every element and link of ``text`` (``tracker.theory.quick_entry.entry``), or nothing.

    Titles of the plan are looked up in ``language``. ``seen`` is the ``meaning`` of the lines that somebody
    looked at last. Raises Invalid where nothing is new, Unreadable, ReadsDifferently.
    """
    values.referred(writer, "plan_id", Plan, plan_id)
    found = read(text, held(writer.session, plan_id, language))
    if found.faults:
        raise Unreadable(found)
    if seen and _same_lines(seen, text) and seen != meaning(text, found):
        raise ReadsDifferently(found)
    return make(writer, plan_id, found)


def meaning(text: str, found: Entry) -> str:
    """A mark of the lines and of what they mean; equal for the same lines that mean the same."""
    return f"{hash_of(text)[:32]}.{hash_of(found)[:32]}"


def _same_lines(seen: str, text: str) -> bool:
    return seen.partition(".")[0] == meaning(text, Entry()).partition(".")[0]


def make(writer: Writer, plan_id: int, found: Entry, english: Sequence[str] = ()) -> Entered:
    """Makes the elements and links; part of a verb. ``english`` are the elements' titles in English, where
    they are known. Raises Invalid where there is nothing to make.
    """
    if not found.elements and not found.links:
        raise Invalid("text", "nothing_new")
    plan = values.referred(writer, "plan_id", Plan, plan_id)
    codes: dict[ElementKind, Iterator[str]] = {}
    rows: dict[Id, int] = {}
    for new, title_en in zip_longest(found.elements, english[: len(found.elements)]):
        rows[new.id] = _make_element(writer, plan, new, title_en, codes)
    arrows = link_codes(writer, plan)
    links = [
        connect(
            writer,
            plan_id=plan_id,
            code=next(arrows),
            contents=LinkContents(
                kind=link.kind, source_id=_row(rows, link.source), target_id=_row(rows, link.target)
            ),
        )
        for link in found.links
    ]
    return Entered(tuple(rows.values()), tuple(links))


def _make_element(
    writer: Writer,
    plan: Plan,
    new: NewElement,
    title_en: str | None,
    codes: dict[ElementKind, Iterator[str]],
) -> int:
    if new.goal is not None:
        goal = values.referred(writer, "goal_id", Goal, int(new.goal))
        return add_element(
            writer,
            plan_id=plan.id,
            code=next_element_code(writer, plan, new.kind, goal),
            contents=ElementContents(
                kind=new.kind, title=goal.title, title_en=goal.title_en, goal_id=goal.id
            ),
        )
    if new.kind not in codes:
        codes[new.kind] = element_codes(writer, plan, new.kind)
    return add_element(
        writer,
        plan_id=plan.id,
        code=next(codes[new.kind]),
        contents=ElementContents(
            kind=new.kind,
            title=new.title,
            title_en=title_en,
            organisation_id=None if new.organisation is None else int(new.organisation),
        ),
    )


def _row(rows: dict[Id, int], number: Id) -> int:
    return rows.get(number) or int(number)
