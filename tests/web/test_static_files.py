"""Our own files: kept by the browser for good, because their address changes when they do."""

from dataclasses import replace
from pathlib import Path

from flask import Flask

from tests.browsing import Browser
from tests.conftest import settings
from tracker.app import STATIC, create_app
from tracker.web import static_files


def style_sheets(browser: Browser) -> list[str]:
    page = browser.page("/sign-in")
    return [node["href"] for node in page.root.all("link", rel="stylesheet")]


def test_a_file_is_kept_for_good(client: Browser) -> None:
    for address in style_sheets(client):
        response = client.get(address)
        assert response.status_code == 200
        assert response.mimetype == "text/css"
        assert "immutable" in response.headers["Cache-Control"]
        assert "public" in response.headers["Cache-Control"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "Set-Cookie" not in response.headers


def test_a_file_that_the_browser_has_is_not_sent_again(client: Browser) -> None:
    address = style_sheets(client)[0]
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_the_address_changes_with_any_of_the_files(tmp_path: Path) -> None:
    found = set()
    for name, content in (("a.css", "1"), ("a.css", "2"), ("b/c.css", "2"), ("b/c.css", "3")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
        static_files.fingerprint.cache_clear()
        found.add(static_files.fingerprint(tmp_path))
    (tmp_path / "a.css").rename(tmp_path / "d.css")
    static_files.fingerprint.cache_clear()
    found.add(static_files.fingerprint(tmp_path))
    static_files.fingerprint.cache_clear()
    assert len(found) == 5


def test_an_address_of_before_is_not_there(client: Browser) -> None:
    for address in ("/static/css/tracker.css", "/static/0123456789abcdef/css/tracker.css"):
        assert client.get(address).status_code == 404


def test_nothing_outside_the_folder_is_served(client: Browser, app: Flask) -> None:
    for path in ("../config.py", "..%2fconfig.py", "%2e%2e/config.py", "css/../../config.py", "/etc/passwd"):
        response = client.get(f"{app.static_url_path}/{path}")
        assert response.status_code in (301, 308, 404)
        assert "TRACKER_SECRET_KEY" not in response.get_data(as_text=True)


def test_while_developing_a_file_is_read_anew(demo_url: str) -> None:
    app = create_app(replace(settings(demo_url), developing=True))
    app.test_client_class = Browser
    browser = app.test_client()
    assert isinstance(browser, Browser)
    response = browser.get("/static/css/tracker.css")
    assert response.status_code == 200
    assert "immutable" not in response.headers.get("Cache-Control", "")
    assert response.get_data() == (STATIC / "css" / "tracker.css").read_bytes()
