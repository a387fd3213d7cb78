"""Waiting for what a page does by itself."""

import time
from typing import Any

from playwright.sync_api import Page

PATIENCE = 10
"""Seconds."""


def until(page: Page, expression: str, argument: Any = None) -> Any:
    """The value of a JavaScript expression as soon as it is true.

    Playwright's own waiting asks again from within the page, by text: what the pages' policy on scripts
    forbids, so that it fails whenever the first answer is no.
    """
    last = time.monotonic() + PATIENCE
    while not (found := page.evaluate(expression, argument)):
        assert time.monotonic() < last, f"never true: {expression}"
        page.wait_for_timeout(50)
    return found
