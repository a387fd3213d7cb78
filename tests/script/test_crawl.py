"""A walk finds what can be reached, within its caps, and says where a link leads nowhere."""

from pathlib import Path

import pytest
from flask import Flask, abort, redirect

from script import crawl

FRONT = """<h1 id="top">Front</h1><a href="/rows/1">1</a><a href="/rows/2">2</a><a href="/rows/3">3</a>
<a href="/gone">4</a><a href="/moved">5</a><a href="#top">6</a><a href="/rows/1#cells">7</a>"""


@pytest.fixture
def site() -> Flask:
    app = Flask("site", static_folder=None)
    app.add_url_rule("/", view_func=lambda: FRONT, endpoint="front")
    app.add_url_rule("/rows/<int:number>", view_func=lambda number: f"<p>Row {number}</p>", endpoint="row")
    app.add_url_rule("/gone", view_func=lambda: abort(404), endpoint="gone")
    app.add_url_rule("/moved", view_func=lambda: redirect("/there", 303), endpoint="moved")
    app.add_url_rule("/there", view_func=lambda: "<p>There</p>", endpoint="there")
    return app


def test_every_page_is_written_down_with_its_status_once_and_in_order(site: Flask) -> None:
    lines = list(crawl.lines_of(crawl.walk(site.test_client())))
    assert [line for line in lines if not line.startswith("  ")] == [
        "/",
        "/gone",
        "/moved",
        "/rows/1",
        "/rows/2",
        "/rows/3",
        "/there",
    ]
    assert "  303 text/html → /there" in lines
    assert lines[lines.index("/rows/2") :][:3] == ["/rows/2", "  200 text/html", "  Row 2"]


def test_links_that_lead_nowhere_are_told_with_the_page_they_stand_on(site: Flask) -> None:
    assert set(crawl.faults_of(crawl.walk(site.test_client()))) == {
        "404: /gone, linked from /",
        "no #cells: /rows/1, linked from /",
    }


def test_of_one_kind_so_many_are_fetched_and_the_others_counted(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawl, "MOST", 2)
    done = crawl.walk(site.test_client())
    assert len([link for link in done.answers if link.address.startswith("/rows/")]) == 2
    assert list(crawl.lines_of(done))[-1] == "/rows/<n> … 1 more of this kind"


def test_a_comparison_fails_where_anything_differs(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    assert crawl.main(["compare", str(tmp_path / "one"), str(tmp_path / "other")]) == 0
    (tmp_path / "one" / "owner.txt").write_text("/\n  200 text/html\n")
    assert crawl.main(["compare", str(tmp_path / "one"), str(tmp_path / "other")]) == 1
