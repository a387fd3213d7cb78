"""Two versions on the same years: the values there are now, counted by both."""

from dataclasses import dataclass

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.diagrams.charts.index_chart import TALL, WIDE, IndexChart, Spot, index_chart
from tracker.extensions import db
from tracker.records.queries.safety_index.versions import VersionLine, versions
from tracker.theory.index.comparison import ComparedYear, compare
from tracker.theory.index.scoring import Values
from tracker.theory.pathway import Id
from tracker.web.access import PARTNER, requires
from tracker.web.addresses import number_in
from tracker.web.safety_index.blueprint import blueprint, strategy
from tracker.web.safety_index.reading import Reading, read
from tracker.web.safety_index.series import chart_words


@dataclass(frozen=True, slots=True)
class Comparison:
    """``old`` is None where a draft has nothing to be compared with. Without ``years`` one of the two cannot
    be counted: ``faulty``."""

    old: Reading | None
    new: Reading
    years: tuple[ComparedYear, ...]
    wide: IndexChart | None
    tall: IndexChart | None

    @property
    def faulty(self) -> list[Reading]:
        return [one for one in (self.old, self.new) if one is not None and one.faults]


@blueprint.get("/index/compare")
@requires(PARTNER)
def compared() -> ResponseReturnValue:
    """Two versions, named in the address; else the published one and the one before it."""
    there = versions(db.session(), strategy().id)
    chosen = {one.id: one for one in there}
    old = _chosen(chosen, "old") or (there[1] if len(there) > 1 else None)
    new = _chosen(chosen, "new") or (there[0] if there else None)
    if old is None or new is None:
        return render_template("safety_index/compare.html", versions=there, old=old, new=new, comparison=None)
    comparison = comparison_of(read(old), read(new))
    return render_template(
        "safety_index/compare.html", versions=there, old=old, new=new, comparison=comparison
    )


def comparison_of(old: Reading | None, new: Reading) -> Comparison:
    """Both on every year that either has values for, as they are now; a draft beside itself where nothing
    is published."""
    other = old or new
    values = _merged(other, new)
    usable = not (other.faults or new.faults)
    years = compare(other.design, new.design, values) if usable and values else ()
    lead = {one.year: Spot(one.new.points, bool(one.new.provisional)) for one in years}
    beside = {} if old is None else {one.year: Spot(one.old.points) for one in years}
    words = chart_words()
    return Comparison(
        old,
        new,
        years,
        index_chart(lead, words, WIDE, beside=beside),
        index_chart(lead, words, TALL, beside=beside),
    )


def _merged(one: Reading, other: Reading) -> dict[int, Values]:
    def both(year: int) -> dict[Id, float | None]:
        return {**one.now.get(year, {}), **other.now.get(year, {})}

    return {year: both(year) for year in sorted({*one.now, *other.now})}


def _chosen(there: dict[int, VersionLine], name: str) -> VersionLine | None:
    text = request.args.get(name)
    if not text:
        return None
    number = number_in(text)
    if number not in there:
        abort(404)
    return there[number]
