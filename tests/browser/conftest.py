"""A real browser against a running server: Debian's Chromium, in Danish, on the demo strategy."""

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from werkzeug.serving import make_server

from tests.browsing import Browser

CHROMIUM = "/usr/bin/chromium"
PASSWORD = "hestene spiser af sukkerroer"
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
TABLET = {"width": 768, "height": 1024}

# Rules of WCAG 2.2 AA and best practice; nothing is excepted.
AXE_OPTIONS = {"resultTypes": ["violations"]}


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
    }


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    return {"viewport": WIDE, "locale": "da-DK", "timezone_id": "Europe/Copenhagen"}


@pytest.fixture(scope="session")
def port() -> int:
    """The same for every test, so that a browser that stays open keeps the program's files."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def server(app, port: int) -> Iterator[str]:
    """The address of the program, served on the loopback interface."""
    running = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    thread.join(5)
    running.server_close()


@pytest.fixture
def enter(as_, page: Page, server: str) -> Callable[..., Page]:
    """Opens the browser as one of the demo's people, with a session that the server knows, at an address."""

    def entered(persona: str, at: str | None = None, language: str = "da") -> Page:
        sign_in(page, as_(persona), server, language)
        if at:
            page.goto(server + at)
        return page

    return entered


def sign_in(page: Page, client: Browser, server: str, language: str) -> None:
    """Gives the browser the session of a signed-in client."""
    with client.session_transaction() as stored:
        stored["language"] = language
    cookie = client.get_cookie("tracker")
    assert cookie is not None
    page.context.add_cookies([{"name": "tracker", "value": cookie.value, "url": server}])


@pytest.fixture
def no_axe_findings() -> Callable[[Page], None]:
    """Fails with what axe says about the page as it stands."""
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page, options=AXE_OPTIONS).response["violations"]
        assert not found, "\n".join(
            f"{one['id']}: {one['help']}\n    {one['nodes'][0]['html'][:300]}" for one in found
        )

    return check


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
