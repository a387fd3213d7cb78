"""Indicators agree with their direction; readings come after the baseline, one a day."""

from datetime import date, timedelta
from math import inf, nan

import pytest
import sqlalchemy as sa

from tests.factories import filled
from tests.personas import TODAY
from tracker.records.models import Document, IndicatorReading
from tracker.services.documents.documentation import Documentation, add_document
from tracker.services.errors import Duplicate, Invalid, NotThere
from tracker.services.follow_up.indicators import add_reading
from tracker.theory.contents.reading import ReadingContents
from tracker.theory.kinds import ElementKind, IndicatorDirection

BASELINE = date(2014, 12, 31)


@pytest.fixture
def indicator(make):
    return make.indicator(baseline_on=BASELINE)


@pytest.fixture
def read(writer, indicator):
    def entered(read_on=TODAY, value=12.0, **given):
        contents = {"read_on": read_on, "value": value, **given}
        return add_reading(writer, indicator_id=indicator, **filled(ReadingContents, contents))

    return entered


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"target_value": 5.0}, "direction: lower_has_to_be_better"),
        ({"direction": IndicatorDirection.LOWER_BETTER}, "direction: higher_has_to_be_better"),
        ({"target_value": 10.0}, "target_value: target_equals_baseline"),
        ({"target_on": BASELINE}, "target_on: target_not_after_baseline"),
        ({"target_on": date(1999, 1, 1)}, "target_on: target_not_after_baseline"),
        ({"baseline_value": nan}, "baseline_value: not_a_number"),
        ({"target_value": inf}, "target_value: not_a_number"),
        ({"target_value": 1e300}, "target_value: number_too_large"),
        ({"unit": " "}, "unit: required"),
        ({"unit": "x" * 61}, "unit: too_long"),
    ],
)
def test_an_indicator_that_contradicts_itself_is_refused(given, fault, make):
    with pytest.raises(Invalid, match=fault):
        make.indicator(**given)


def test_an_external_factor_has_no_indicator(make):
    with pytest.raises(Invalid, match="not_on_external_factors"):
        make.indicator(element_id=make.element(ElementKind.EXTERNAL))


@pytest.mark.parametrize("day", [BASELINE, BASELINE - timedelta(days=1), date(1, 1, 1)])
def test_a_reading_comes_after_the_baseline(day, read):
    with pytest.raises(Invalid, match="reading_not_after_baseline"):
        read(day)


def test_a_reading_is_taken_today_at_the_latest(read, session):
    with pytest.raises(Invalid, match="in_the_future"):
        read(TODAY + timedelta(days=1))
    with pytest.raises(Invalid, match="in_the_future"):
        read(date(9999, 12, 31))
    assert session.get(IndicatorReading, read()).read_on == TODAY


def test_a_day_has_one_reading(read, session):
    read(value=12.0)
    with pytest.raises(Duplicate) as error:
        read(value=13.0)
    assert error.value.field == "read_on"
    assert [one.value for one in session.scalars(sa.select(IndicatorReading))] == [12.0]


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_what_is_not_a_number_is_no_reading(value, read):
    with pytest.raises(Invalid, match="value: not_a_number"):
        read(value=value)


def test_a_reading_may_be_negative_or_come_out_of_order(read, session):
    read(TODAY, -3.5)
    read(TODAY - timedelta(days=30), 0.0)
    assert len(session.scalars(sa.select(IndicatorReading)).all()) == 2


def test_a_reading_and_its_documentation_are_one_write(read, session):
    with pytest.raises(Invalid, match="not_a_web_address"):
        read(proof=[Documentation("Rapport", "www.example.org", TODAY)])
    assert session.scalars(sa.select(IndicatorReading)).all() == []
    reading = read(proof=[Documentation("Rapport", "https://example.org/rapport", TODAY)])
    assert session.scalars(sa.select(Document)).one().reading_id == reading


def test_an_indicator_that_is_not_there_is_not_read(writer):
    with pytest.raises(NotThere):
        add_reading(writer, indicator_id=404, contents=ReadingContents(read_on=TODAY, value=1.0))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "//example.org/x",
        "example.org",
        "https://",
        "https:///sti",
        "https://example.org/to ord",
        'https://example.org/"onmouseover=x',
        "https://example.org/<script>",
        "https://politi@example.org/",
        "https://[::1",
        "https://example.org:999999/",
        "https://example.org\\@other.example",
    ],
)
def test_documentation_is_a_plain_web_address(address, make, writer):
    with pytest.raises(Invalid, match="not_a_web_address"):
        add_document(writer, element_id=make.element(), title="Bevis", url=address, dated_on=TODAY)


@pytest.mark.parametrize(
    "address", ["http://example.org", "HTTPS://Example.org/æøå?q=1&r=2#x", "https://127.0.0.1:8000/fil.pdf"]
)
def test_a_web_address_is_kept_as_it_was_given(address, make, writer, session):
    added = add_document(writer, element_id=make.element(), title="Bevis", url=address, dated_on=TODAY)
    assert session.get(Document, added).url == address


def test_a_document_is_dated_today_at_the_latest_and_has_a_title(make, writer):
    document = {"element_id": make.element(), "url": "https://example.org/"}
    with pytest.raises(Invalid, match="in_the_future"):
        add_document(writer, **document, title="Bevis", dated_on=TODAY + timedelta(days=1))
    with pytest.raises(Invalid, match="document_title: required"):
        add_document(writer, **document, title="", dated_on=TODAY)


def test_a_document_proves_exactly_one_thing(writer):
    with pytest.raises(ValueError, match="exactly one"):
        add_document(writer, title="Bevis", url="https://example.org/", dated_on=TODAY)
    with pytest.raises(ValueError, match="exactly one"):
        add_document(
            writer, element_id=1, milestone_id=1, title="Bevis", url="https://example.org/", dated_on=TODAY
        )
