"""Small versions of the index, and random ones with values."""

from collections.abc import Mapping

from hypothesis import strategies as st

from tracker.theory.index.design import Group, Measure, Version, safety_index
from tracker.theory.index.goalposts import Goalposts
from tracker.theory.index.scoring import Values

UPWARDS = Goalposts(0, 100)

YEARS = (2013, 2014, 2015)


def measure(name: str, weight: float = 1.0, goalposts: Goalposts = UPWARDS) -> Measure:
    """Points are its own unit, unless other goalposts are given."""
    return Measure(name, weight, goalposts)


def version(**definitions: Mapping[str, float]) -> Version:
    """``version(D1={"a": 0.5, "b": 0.5})``: measurements with their weights by definition."""
    return safety_index(
        tuple(
            Group(name, tuple(measure(one, weight) for one, weight in weights.items()))
            for name, weights in definitions.items()
        ),
        base_year=2013,
    )


weights = st.integers(1, 100).map(lambda hundredths: hundredths / 100)
goalposts = st.sampled_from([UPWARDS, Goalposts(60, 10), Goalposts(-5, 5), Goalposts(30, 100)])


@st.composite
def versions(draw: st.DrawFn) -> Version:
    """One to four definitions of one to four measurements, one of them nested at times."""
    definitions = []
    for place in range(draw(st.integers(1, 4))):
        names = [f"m{place}{number}" for number in range(draw(st.integers(1, 4)))]
        members: tuple[Measure | Group, ...] = tuple(
            Measure(name, draw(weights), draw(goalposts)) for name in names
        )
        if len(members) > 2 and draw(st.booleans()):
            members = (Group(f"g{place}", members[:2], weight=draw(weights)), *members[2:])
        definitions.append(Group(f"D{place}", members, weight=draw(weights)))
    return safety_index(tuple(definitions), base_year=2013)


def filled(draw: st.DrawFn, drawn: Version) -> Values:
    """A value for every measurement, some beyond their goalposts."""
    reads = st.integers(-20, 120)
    return {measure.id: float(draw(reads)) for measure in drawn.measures}


@st.composite
def complete(draw: st.DrawFn) -> tuple[Version, Values]:
    drawn = draw(versions())
    return drawn, filled(draw, drawn)


@st.composite
def with_gaps(draw: st.DrawFn) -> tuple[Version, Values]:
    drawn = draw(versions())
    return drawn, {
        measure: None if draw(st.booleans()) else read for measure, read in filled(draw, drawn).items()
    }
