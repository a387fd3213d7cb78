"""Published indices as versions of ours, and the sample strategy's index."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.theory import reader
from tracker.theory.index.design import Group, Measure, Missing, Version, safety_index
from tracker.theory.index.goalposts import Goalposts, Scale
from tracker.theory.index.means import Mean
from tracker.theory.index.scoring import Values, score
from tracker.theory.kinds import IndicatorDirection
from tracker.theory.pathway import Id

REFERENCES = Path(__file__).parents[1] / "references"
YEAR = 2015
"""Tables without a year are scored as of this one."""

Row = Mapping[str, Any]

HDI = Version(
    Group(
        "hdi",
        (
            Measure("le", 1, Goalposts(20, 85)),
            Group(
                "education",
                (Measure("eys", 1, Goalposts(0, 18)), Measure("mys", 1, Goalposts(0, 15))),
                missing=Missing.WITHHOLD,
            ),
            Measure("gni", 1, Goalposts(100, 75_000, Scale.LOG)),
        ),
        Mean.GEOMETRIC,
        missing=Missing.WITHHOLD,
    )
)


class Country(NamedTuple):
    name: str
    published: float
    values: Values


@cache
def tables() -> Row:
    loaded: Row = yaml.safe_load((REFERENCES / "index_oracles.yaml").read_text(encoding="utf-8"))
    return loaded


def hdi_countries() -> Iterator[Country]:
    """The ranked countries; the groups of countries below them have no rank."""
    lines = (REFERENCES / tables()["hdi_2015"]["full_table"]).read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        if row["HDI Rank"]:
            yield Country(
                row["Country"],
                float(row["Human Development Index (HDI)"]),
                {
                    "le": float(row["Life Expectancy at Birth"]),
                    "eys": float(row["Expected Years of Education"]),
                    "mys": float(row["Mean Years of Education"]),
                    "gni": float(row["Gross National Income (GNI) per Capita"].replace(",", "")),
                },
            )


def tai(weighting: str) -> Version:
    table = tables()["technology_achievement_index"]
    weights = table["weights"][weighting]
    return Version(
        Group(
            "tai",
            tuple(
                Measure(name, weight, Goalposts(*table["goalposts"][name]))
                for name, weight in zip(table["columns"], weights, strict=True)
            ),
        )
    )


def tai_values(row: Row) -> Values:
    return dict(zip(tables()["technology_achievement_index"]["columns"], row["raw"], strict=True))


def sample_index() -> Version:
    """The safety index of the sample strategy."""
    rows = reader.document()["index"]
    return safety_index(
        tuple(
            Group(
                definition,
                tuple(
                    Measure(row["measurement"], row["weight"], Goalposts(row["worst"], row["best"]))
                    for row in rows["indicators"]
                    if row["dimension"] == definition
                ),
                weight=weight,
            )
            for definition, weight in rows["weights"].items()
        ),
        rows["base_year"],
    )


def sample_values() -> dict[int, Values]:
    return dict(reader.document()["index"]["values"])


def sample_inventory() -> dict[Id, IndicatorDirection]:
    return {row["id"]: IndicatorDirection(row["direction"]) for row in reader.document()["measurements"]}


def value(version: Version, values: Values) -> float | None:
    """The whole index, 0–1."""
    return score(version, YEAR, values).value
