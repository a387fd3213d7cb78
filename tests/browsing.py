"""A person at a browser without JavaScript: fetches pages, checks each, sends forms as they stand."""

from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.page import Page


class Browser(FlaskClient):
    """Flask's test client with what a person does."""

    def page(self, path: str, status: int = 200) -> Page:
        """The page at ``path``, checked (``tests.page``)."""
        return self.checked(self.get(path), path, status)

    def checked(self, response: TestResponse, path: str = "", status: int = 200) -> Page:
        """The page that an answer holds, checked."""
        assert response.status_code == status, f"{path}: {response.status} {response.headers.get('Location')}"
        page = Page(response, path)
        faults = page.faults(self.application)
        assert not faults, f"{path}: {faults}"
        return page

    def submit(self, path: str, data: Mapping[str, Any] | None = None, *, action: str = "") -> TestResponse:
        """Fetches ``path``, fills its form in with ``data`` and sends it; the answer is not followed.

        Fields that ``data`` leaves out go as the page has them: CSRF token, idempotency key and version
        too. ``action`` names the form by its address where that is not ``path``.
        """
        page = self.page(path)
        form = page.form(action or path, *(data or {}))
        return self.send(form.values(), data, form.action or path)

    def send(
        self, values: Mapping[str, list[str]], data: Mapping[str, Any] | None, address: str
    ) -> TestResponse:
        """Sends the values of a form, some of them replaced by ``data``; None leaves a field out."""
        filled: dict[str, Any] = {**values, **(data or {})}
        return super().post(
            address, data={name: value for name, value in filled.items() if value is not None}
        )

    def follow(self, response: TestResponse) -> Page:
        """The page that a form led to (303), checked."""
        assert response.status_code == 303, f"{response.status}: {response.get_data(as_text=True)[:2000]}"
        return self.page(response.headers["Location"])
