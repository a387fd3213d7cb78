"""What the tests of the catalogue's pages share."""

import pytest

from tests.factories import Maker
from tests.web.catalogue.rows import furnish


@pytest.fixture
def made(make_in_demo: Maker) -> Maker:
    return furnish(make_in_demo)
