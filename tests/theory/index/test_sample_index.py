"""The sample strategy's safety index gives the numbers that its file expects."""

from fractions import Fraction

import pytest

from tests.theory import reader
from tests.theory.index.published import sample_index, sample_inventory, sample_values
from tracker.theory.index.faults import faults
from tracker.theory.index.filling import carried_forward, interpolated
from tracker.theory.index.series import YearScore, against_base, over_years

EXPECTED = reader.expected()["index"]
YEARS = over_years(sample_index(), sample_values())
BASED = against_base({year.year: year.points for year in YEARS}, sample_index().base_year)


def test_the_sample_index_is_sound() -> None:
    assert faults(sample_index(), sample_inventory()) == ()


def test_every_year_of_the_sample_is_scored() -> None:
    assert [year.year for year in YEARS] == list(EXPECTED)


@pytest.mark.parametrize("year", YEARS, ids=lambda year: str(year.year))
def test_definitions_come_out_as_expected(year: YearScore) -> None:
    ours = {part.of.id: _rounded(part.points) for part in year.score.members}
    assert ours == EXPECTED[year.year]["dimensions"]


@pytest.mark.parametrize("year", YEARS, ids=lambda year: str(year.year))
def test_the_index_comes_out_as_expected(year: YearScore) -> None:
    rows = EXPECTED[year.year]
    assert _rounded(year.geometric) == rows.get("geometric")
    assert _rounded(year.arithmetic) == rows.get("arithmetic")
    assert year.points == year.geometric
    assert _rounded(BASED[year.year], 1) == rows.get("base2013")


@pytest.mark.parametrize("year", YEARS, ids=lambda year: str(year.year))
def test_flags_come_out_as_expected(year: YearScore) -> None:
    flags = [f"{name}:withheld" for name in year.withheld] + [
        f"{name}:provisional" for name in year.provisional
    ]
    assert flags == EXPECTED[year.year]["flags"]


def test_neighbours_trust_carries_more_than_half_of_its_definition() -> None:
    third = YEARS[1].score.members[2]
    assert (third.is_withheld, third.present, third.missing) == (True, Fraction(2, 5), ("M08",))


@pytest.mark.parametrize(
    ("name", "filling"),
    [("carry_forward_M08_68", carried_forward), ("interpolate_M08_69", interpolated)],
)
def test_filled_in_trust_gives_the_alternatives_that_are_expected(name: str, filling) -> None:
    values = sample_values()
    filled = filling(values, "M08", 2014)
    assert filled == int(name[-2:])
    years = over_years(sample_index(), {**values, 2014: {**values[2014], "M08": filled}})
    assert _rounded(years[1].points) == reader.expected()["index_2014_alternatives"][name]


def _rounded(value: float | None, places: int = 2) -> float | None:
    return None if value is None else round(value, places)
