"""What a verb refuses, as the tests of services name it."""

from collections.abc import Callable

import pytest

from tracker.services.errors import Invalid


def refused(act: Callable[[], object]) -> tuple[str, str]:
    """The field and the fault for which a verb is not carried out."""
    with pytest.raises(Invalid) as caught:
        act()
    return caught.value.field, caught.value.fault
