"""Who the tests of the administration are about."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.personas import EMAILS
from tests.web.account.people import number

SignInAs = Callable[[str], Browser]


@pytest.fixture
def admin(as_: SignInAs) -> Browser:
    return as_("admin")


@pytest.fixture
def owner(app: Flask) -> int:
    return number(app, EMAILS["owner"])
