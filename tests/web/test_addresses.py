"""A person is sent to pages of ours only."""

import pytest
from flask import Flask

from tracker.web.addresses import own_page, page_before


@pytest.mark.parametrize(
    "address",
    ["/", "/account", "/milestones?state=overdue&goal=5", "/plans/3", "/my-work#top", "/plans?q=%2F%2Fx"],
)
def test_a_page_of_ours_is_an_own_page(address: str, app: Flask) -> None:
    with app.test_request_context():
        assert own_page(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "account",
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/account\n",
        "/acc\x00ount",
        "/account ",
        "\x85/account",
        "/sign-out",
        "/nowhere",
        "/plans/x",
        "http://[::1",
        "/[",
        "/account?" + "x" * 2000,
    ],
)
def test_anything_else_is_not(address: str | None, app: Flask) -> None:
    with app.test_request_context():
        assert own_page(address, "/otherwise") == "/otherwise"


@pytest.mark.parametrize(
    ("referrer", "page"),
    [
        ("http://localhost/plans/3?x=1", "/plans/3?x=1"),
        ("http://evil.example/plans/3", "-"),
        ("http://localhost//evil.example", "-"),
        ("http://localhost@evil.example/account", "-"),
        ("", "-"),
    ],
)
def test_the_page_before_is_an_own_page(referrer: str, page: str, app: Flask) -> None:
    with app.test_request_context(headers={"Referer": referrer}):
        assert page_before("-") == page
