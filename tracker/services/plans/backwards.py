"""Backwards mapping: what must be in place for one element, written and linked at once."""

from collections.abc import Sequence

from tracker.records.models import Element, Plan
from tracker.records.queries.plans.quick_entry import held
from tracker.services.checks import values
from tracker.services.errors import Invalid
from tracker.services.plans.links import connect
from tracker.services.plans.next_codes import next_link_code
from tracker.services.plans.quick_entry import Entered, Unreadable, make
from tracker.services.verb import Writer, verb
from tracker.theory.backwards import candidates, may_lead_to
from tracker.theory.contents.link import LinkContents
from tracker.theory.kinds import ElementKind, LinkKind
from tracker.theory.quick_entry.entry import read
from tracker.theory.quick_entry.links import link_kind


@verb
def answer_backwards(
    writer: Writer,
    *,
    plan_id: int,
    element_id: int,
    kind: ElementKind,
    text: str,
    picked: Sequence[int] = (),
    language: str,
) -> Entered:
    """Puts what each line of ``text`` names, and the elements ``picked``, before the element.

    A line makes an element of ``kind`` unless a prefix says another column, or takes up one of the plan; its
    titles are looked up in ``language``. Raises Invalid (also where nothing is answered), Unreadable.
    """
    row = values.referred(writer, "element_id", Element, element_id)
    if row.plan_id != plan_id:
        raise Invalid("element_id", "of_another_plan")
    if kind not in may_lead_to(row.kind):
        raise Invalid("kind", "not_before_this")
    known = held(writer.session, plan_id, language)
    aim = known.pathway.element[element_id]
    found = read(text, known, column=kind, towards=aim)
    if found.faults:
        raise Unreadable(found)
    offered = {element.id: element for element in candidates(known.pathway, aim)}
    if any(number not in offered for number in picked):
        raise Invalid("picked", "not_there")
    if not (found.elements or found.links or picked):
        raise Invalid("text", "nothing_new")
    made = make(writer, plan_id, found) if found.elements or found.links else Entered((), ())
    taken_up = {link.source for link in found.links if link.target == element_id}
    links = [
        _link(writer, row, number, link_kind(offered[number].kind, row.kind))
        for number in dict.fromkeys(picked)
        if number not in taken_up
    ]
    return Entered(made.elements, (*made.links, *links))


def _link(writer: Writer, target: Element, source_id: int, kind: LinkKind | None) -> int:
    if kind is None:
        raise Invalid("picked", "not_before_this")
    plan = values.referred(writer, "plan_id", Plan, target.plan_id)
    return connect(
        writer,
        plan_id=target.plan_id,
        code=next_link_code(writer, plan),
        contents=LinkContents(kind=kind, source_id=source_id, target_id=target.id),
    )
