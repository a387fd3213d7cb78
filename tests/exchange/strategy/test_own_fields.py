"""A strategy file has a noun's own fields under their names, as its contents type them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import pytest

from tracker.exchange.errors import StrategyFileError
from tracker.exchange.strategy import yaml_lines
from tracker.exchange.strategy.fields import Fields
from tracker.exchange.strategy.own_fields import own_keys, own_values
from tracker.theory.contents.fields import Line, LongText, Reference, Whole


@dataclass(frozen=True, kw_only=True)
class Costly:
    title: Line
    lead_id: Annotated[int, Reference("organisations", needed=True)]
    goal_ids: Sequence[int] = ()
    starts_on: date | None = None
    spent_dkk: Annotated[int | None, Whole(0, 10**15)] = None
    spent_on: LongText = ""
    settled_on: date | None = None
    audited: bool = False


def read(text: str) -> dict[str, object]:
    document, _notes = yaml_lines.read(text)
    keys = own_keys(Costly, ["starts_on"])
    return own_values(Fields(document, "plan", " ".join(keys)), Costly, ["starts_on"])


def test_a_field_has_a_key_of_its_own_name_and_a_text_says_its_language() -> None:
    assert own_keys(Costly, ["starts_on"]) == ("spent_dkk", "spent_on_da", "settled_on", "audited")


def test_a_field_is_read_as_its_contents_type_it() -> None:
    text = "spent_dkk: 1200\nspent_on_da: Vagter\nsettled_on: 2015-12-31\naudited: true\n"
    assert read(text) == {
        "spent_dkk": 1200,
        "spent_on": "Vagter",
        "settled_on": date(2015, 12, 31),
        "audited": True,
    }


def test_what_the_file_leaves_out_keeps_its_default() -> None:
    assert read("spent_dkk: 0\n") == {"spent_dkk": 0}


@pytest.mark.parametrize("text", ["spent_dkk: mange\n", "settled_on: i maj\n", "spend_dkk: 12\n"])
def test_what_is_of_another_type_or_name_is_refused(text: str) -> None:
    with pytest.raises(StrategyFileError):
        read(text)
