"""A file from a stranger makes nothing run, grow or crash: it is refused with a line."""

import pytest

from tests.exchange.strategy.samples import fault_in

LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

HOSTILE = {
    "an object": (b"meta: !!python/object/apply:os.system [echo]", 1, "tags"),
    "a tag of its own": (b"meta:\n  id: !secret x", 2, "tags"),
    "an explicit type": (b"meta: !!int 3", 1, "tags"),
    "a billion laughs": (LAUGHS.encode(), 1, "anchors"),
    "an alias to nothing": (b"meta: *gone", 1, "anchors"),
    "a merge": (b"meta: {<<: {id: x}}", 1, "unknown key"),
    "lists in lists": (b"meta: " + b"[" * 50_000, 1, "levels deep"),
    "mappings in mappings": (b"{a: " * 50_000, 1, "levels deep"),
    "many values": (b"meta: [" + b"1," * 60_000 + b"]", 1, "more than 50000 values"),
    "a very long file": (b"#" * 2_000_001, 1, "longer than"),
    "NUL": (b"meta:\n  id: a\x00b", 2, "cannot be printed"),
    "an escaped NUL": (b'meta:\n  id: "a\\0b"', 2, "cannot be printed"),
    "half a surrogate pair": (b'meta:\n  id: "\\uD800"', 2, "cannot be printed"),
    "not UTF-8": (b"meta:\n  id: \xff\xfe\xfa", 2, "UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", 1, ""),
    "nothing": (b"", 1, "empty"),
    "comments only": (b"# nothing\n", 1, "empty"),
    "a number": (b"42", 1, "expected a mapping"),
    "a list": (b"- meta", 1, "expected a mapping"),
    "two documents": (b"meta: {}\n---\nmeta: {}\n", 2, "second document"),
    "a tab": (b"meta:\n\tid: x", 2, "not YAML"),
    "a list that is not closed": (b"meta: [1,\n2", 2, "not YAML"),
    "a list as key": (b"? [a]\n: b", 1, "a key has to be a text"),
    "a key twice": (b"meta: {}\nmeta: {}\n", 2, "stands twice"),
    "a section that nobody knows": (b"meta: {}\nmeasurments: []\n", 2, "unknown key “measurments”"),
    "no section": (b"{}", 1, "“meta” is missing"),
    "a date far away": (b"meta: {id: x, strategy_period: {start: 99999-01-01, end: 2017-01-01}}", 1, "date"),
}


@pytest.mark.parametrize(("data", "line", "reason"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_with_its_line(data: bytes, line: int, reason: str) -> None:
    fault = fault_in(data)
    assert fault.line == line
    assert reason in fault.reason
