"""What holds of every index, whatever its measurements, goalposts, weights and values."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.theory.index.published import value
from tests.theory.index.versions import complete, versions, with_gaps
from tracker.theory.index.contributions import change, contributions
from tracker.theory.index.design import Group, Measure, Member, Version
from tracker.theory.index.goalposts import position
from tracker.theory.index.means import Mean, mean
from tracker.theory.index.scoring import POINTS, Score, Values, score
from tracker.theory.index.sensitivity import spans

HAIR = 1e-9


@given(with_gaps(), st.data(), st.floats(0.001, 50))
def test_a_better_value_never_lowers_the_index(
    drawn: tuple[Version, Values], data: st.DataObject, better: float
) -> None:
    version, values = drawn
    chosen = data.draw(st.sampled_from(version.measures))
    before = values[chosen.id]
    if before is None:
        return
    upwards = 1 if chosen.goalposts.best > chosen.goalposts.worst else -1
    improved = value(version, {**values, chosen.id: before + upwards * better})
    was = value(version, values)
    assert (improved is None) is (was is None)
    assert (improved or 0.0) >= (was or 0.0) - HAIR


@given(with_gaps(), st.integers(0, 10_000).map(Random))
def test_the_order_of_measurements_and_definitions_changes_nothing(
    drawn: tuple[Version, Values], random: Random
) -> None:
    version, values = drawn
    mixed = Version(_shuffled(version.whole, random))
    rows = list(values.items())
    random.shuffle(rows)
    assert value(mixed, dict(rows)) == value(version, values)


@given(
    st.sampled_from(Mean),
    st.lists(st.tuples(st.floats(0.001, 1), st.floats(0.01, 1)), min_size=3, max_size=9),
    st.integers(0, 10_000).map(Random),
)
def test_a_mean_in_another_order_is_the_same_to_the_last_digit(
    kind: Mean, pairs: list[tuple[float, float]], random: Random
) -> None:
    mixed = random.sample(pairs, len(pairs))
    assert mean(kind, *_columns(mixed)) == mean(kind, *_columns(pairs))


@given(with_gaps())
def test_a_missing_value_counts_as_if_its_measurement_was_not_there(drawn: tuple[Version, Values]) -> None:
    version, values = drawn
    whole = score(version, 2015, values)
    if whole.value is None:
        return
    without = Version(_pruned(whole, values))
    assert whole.value == pytest.approx(value(without, values), abs=HAIR)


@given(with_gaps())
def test_a_missing_value_never_draws_a_definition_below_those_that_are_there(
    drawn: tuple[Version, Values],
) -> None:
    version, values = drawn
    for part in score(version, 2015, values).members:
        there = _positions(part, values)
        if part.value is not None:
            assert min(there) - HAIR <= part.value <= max(there) + HAIR


@given(with_gaps())
def test_a_number_rests_on_half_of_the_weight_of_every_definition(drawn: tuple[Version, Values]) -> None:
    version, values = drawn
    whole = score(version, 2015, values)
    assert (whole.value is None) is any(part.is_withheld for part in whole.members)
    for part in whole.members:
        assert part.is_withheld is (part.present < part.of.minimum)  # type: ignore[union-attr]
    assert whole.is_provisional is (whole.value is not None and None in values.values())


@given(complete())
def test_geometric_never_lies_above_arithmetic(drawn: tuple[Version, Values]) -> None:
    version, values = drawn
    beside = replace(version, whole=replace(version.whole, mean=Mean.ARITHMETIC))
    assert (value(version, values) or 0.0) <= (value(beside, values) or 0.0) + HAIR


@given(with_gaps())
def test_contributions_add_up_to_the_index_and_weights_to_one(drawn: tuple[Version, Values]) -> None:
    found = score(drawn[0], 2015, drawn[1])
    parts = contributions(found)
    if found.value is None:
        assert parts == ()
        return
    assert sum(part.points for part in parts) == pytest.approx(found.value * POINTS)
    assert sum(part.weight for part in parts) == pytest.approx(1)


@given(versions(), st.data())
def test_a_change_is_the_sum_of_what_its_measurements_moved(version: Version, data: st.DataObject) -> None:
    years = [
        score(version, year, {m.id: float(data.draw(st.integers(-20, 120))) for m in version.measures})
        for year in (2014, 2015)
    ]
    found = change(*years)
    assert found is not None
    touches_zero = any(part.value == 0 for year in years for part in year.members)
    assert (found.points is None) is touches_zero
    if found.points is not None:
        assert sum(found.points.values()) == pytest.approx(found.total, abs=1e-7)


@given(with_gaps())
def test_the_index_lies_within_the_span_of_its_weights(drawn: tuple[Version, Values]) -> None:
    version, values = drawn
    span = spans(version, {2015: values})[2015]
    points = score(version, 2015, values).points
    assert (span is None) is (points is None)
    if span is not None and points is not None:
        assert 0 <= span.lowest <= points <= span.highest <= POINTS + HAIR


def _shuffled(group: Group, random: Random) -> Group:
    members = [_shuffled(one, random) if isinstance(one, Group) else one for one in group.members]
    random.shuffle(members)
    return replace(group, members=tuple(members))


def _pruned(scored: Score, values: Values) -> Group:
    assert isinstance(scored.of, Group)
    members: list[Member] = []
    for member in scored.members:
        if isinstance(member.of, Group) and not member.is_withheld:
            members.append(_pruned(member, values))
        elif isinstance(member.of, Measure) and values[member.of.id] is not None:
            members.append(member.of)
    return replace(scored.of, members=tuple(members))


def _positions(scored: Score, values: Values) -> list[float]:
    if isinstance(scored.of, Measure):
        read = values[scored.of.id]
        return [] if read is None else [position(scored.of.goalposts, read)]
    return [found for member in scored.members for found in _positions(member, values)]


def _columns(pairs: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [value for value, _ in pairs], [weight for _, weight in pairs]
