"""The engine gives what the publishers of well-known indices printed."""

from dataclasses import replace
from math import log10

import pytest

from tests.theory.index.published import HDI, Row, hdi_countries, tables, tai, tai_values, value
from tracker.theory.index.design import Measure, Version
from tracker.theory.index.goalposts import Goalposts, Scale, position
from tracker.theory.index.means import Mean, mean

TAI = tables()["technology_achievement_index"]["rows"]
SCHOOLING = tables()["schooling_normalised"]
RATIOS = tables()["ratio_to_best"]


def test_every_country_of_the_human_development_report_comes_out_within_the_tolerance() -> None:
    found = [(value(HDI, country.values) or 0.0, country.published) for country in hdi_countries()]
    within = [abs(ours - theirs) <= tables()["hdi_2015"]["tolerance"] for ours, theirs in found]
    exact = [round(ours, 3) == theirs for ours, theirs in found]
    assert (sum(within), len(within)) == (188, 188)
    assert sum(exact) == tables()["hdi_2015"]["exact_at_3_decimals"]


@pytest.mark.parametrize("row", tables()["hdi_2015"]["rows"], ids=lambda row: row["country"])
def test_a_country_comes_out_to_four_decimals(row: Row) -> None:
    ours = value(HDI, {name: row[name] for name in ("le", "eys", "mys", "gni")})
    assert ours == pytest.approx(row["our"], abs=0.00005)


@pytest.mark.parametrize(
    ("country", "measurement"),
    [("Australia", "eys"), ("Denmark", "eys"), ("Singapore", "gni"), ("Qatar", "gni"), ("Kuwait", "gni")],
)
def test_a_value_beyond_the_best_goalpost_counts_as_the_best(country: str, measurement: str) -> None:
    values = next(found.values for found in hdi_countries() if found.name == country)
    measure = next(found for found in HDI.measures if found.id == measurement)
    assert (values[measurement] or 0.0) > measure.goalposts.best
    assert value(HDI, values) == value(HDI, {**values, measurement: measure.goalposts.best})


@pytest.mark.parametrize("weighting", ["EW", "BAP"])
def test_technology_achievement_ranks_come_out_under_both_weightings(weighting: str) -> None:
    scores = {row["country"]: value(tai(weighting), tai_values(row)) or 0.0 for row in TAI}
    ranked = sorted(scores, key=lambda country: -scores[country])
    published = {row["country"]: row[f"published_rank_{weighting}"] for row in TAI}
    assert len(ranked) == 23
    assert {country: place for place, country in enumerate(ranked, 1)} == published


@pytest.mark.parametrize("weighting", ["EW", "BAP"])
@pytest.mark.parametrize("row", TAI, ids=lambda row: row["country"])
def test_technology_achievement_comes_out_to_four_decimals(row: Row, weighting: str) -> None:
    assert value(tai(weighting), tai_values(row)) == pytest.approx(row[f"our_{weighting}"], abs=0.00005)


@pytest.mark.parametrize(
    "row", [row for row in TAI if row["published_TAI_2dec"]], ids=lambda row: row["country"]
)
def test_technology_achievement_comes_out_within_a_hundredth_of_what_was_printed(row: Row) -> None:
    printed = row["published_TAI_2dec"]
    assert value(tai("EW"), tai_values(row)) == pytest.approx(printed, abs=0.01)


@pytest.mark.parametrize("row", TAI, ids=lambda row: row["country"])
def test_a_logarithm_taken_by_the_goalposts_is_one_taken_before(row: Row) -> None:
    taken_before = ("telephones_log10", "electricity_log10")

    def unlogged(measure: Measure) -> Measure:
        if measure.id not in taken_before:
            return measure
        ends = measure.goalposts
        return replace(measure, goalposts=Goalposts(10**ends.worst, 10**ends.best, Scale.LOG))

    version = tai("EW")
    raw = Version(replace(version.whole, members=tuple(map(unlogged, version.measures))))
    values = {
        name: 10 ** (read or 0.0) if name in taken_before else read for name, read in tai_values(row).items()
    }
    assert value(raw, values) == pytest.approx(value(version, tai_values(row)), abs=1e-12)


@pytest.mark.parametrize("row", SCHOOLING["rows"], ids=lambda row: row["country"])
def test_schooling_is_normalised_as_in_the_handbook(row: Row) -> None:
    years = [other["x"] for other in SCHOOLING["rows"]]
    ours = position(Goalposts(min(years), max(years)), row["x"])
    assert ours == pytest.approx(row["minmax"], abs=SCHOOLING["tolerance"])


@pytest.mark.parametrize("kind", Mean)
def test_means_compensate_as_in_the_handbook(kind: Mean) -> None:
    for row in tables()["compensation"][kind]:
        found = mean(kind, row["x"], [1] * 4)
        assert found == pytest.approx(row["exact"], abs=0.00005)
        assert 0 <= found - row.get("published", found) + 1e-9 < 0.01


@pytest.mark.parametrize("scale", ["celsius", "fahrenheit"])
@pytest.mark.parametrize("city", ["A", "B"])
@pytest.mark.parametrize("year", [2003, 2004])
def test_ratios_to_the_best_come_out_as_printed(scale: str, city: str, year: int) -> None:
    assert _distance_to_leader(scale, city, year) == pytest.approx(RATIOS[scale][city][year], abs=0.0006)


def test_the_scale_decides_which_way_a_ratio_moves() -> None:
    moves = {
        scale: [_distance_to_leader(scale, "A", year) for year in (2003, 2004)]
        for scale in ("celsius", "fahrenheit")
    }
    assert moves["celsius"] == pytest.approx(RATIOS["exact_A"]["C"], abs=0.000006)
    assert moves["fahrenheit"] == pytest.approx(RATIOS["exact_A"]["F"], abs=0.000006)
    assert moves["celsius"][0] < moves["celsius"][1]
    assert moves["fahrenheit"][0] > moves["fahrenheit"][1]


@pytest.mark.parametrize("celsius", [-5.0, 20.0, 35.9, 60.0])
def test_between_goalposts_the_scale_makes_no_difference(celsius: float) -> None:
    there = position(Goalposts(_fahrenheit(0), _fahrenheit(40)), _fahrenheit(celsius))
    assert there == pytest.approx(position(Goalposts(0, 40), celsius))


def test_places_of_the_logarithm_do_not_depend_on_its_base() -> None:
    assert position(Goalposts(1, 1000, Scale.LOG), 10) == pytest.approx(log10(10) / log10(1000))


def _distance_to_leader(scale: str, city: str, year: int) -> float:
    rows = {name: RATIOS["raw_celsius_humidity"][name][year] for name in ("A", "B")}
    if scale == "fahrenheit":
        rows = {name: [_fahrenheit(degrees), damp] for name, (degrees, damp) in rows.items()}
    best = [max(column) for column in zip(*rows.values(), strict=True)]
    shares = [own / top for own, top in zip(rows[city], best, strict=True)]
    return mean(Mean.ARITHMETIC, shares, [1, 1])


def _fahrenheit(celsius: float) -> float:
    return celsius * 9 / 5 + 32
