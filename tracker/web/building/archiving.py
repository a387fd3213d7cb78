"""A part is taken out of its plan, and what is done to a part by one press: carried out or proposed."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from flask.typing import ResponseReturnValue

from tracker.web.building.changing import BuildingForm, RemarkForm, done_or_proposed
from tracker.web.building.workbench import form_in_panel
from tracker.web.forms.saving import Saved, confirm_again, press, save


class Part(Protocol):
    """A row that hangs on a plan, as it is stored."""

    @property
    def plan_id(self) -> int: ...

    @property
    def version(self) -> int: ...


def take_out(
    row: Part,
    stored: Callable[[], Part],
    change: "partial[Any]",
    saved: Saved,
    *,
    template: str = "building/archive_part.html",
    **shown: Any,
) -> ResponseReturnValue:
    """Asks once more, and takes a row out of its plan. ``stored`` gives it anew where somebody else was
    first; ``change`` is the verb with what names the row; ``template`` shows what goes with it."""
    form = RemarkForm.of_version(row.version)
    return save(
        form,
        lambda: done_or_proposed(
            form, row.plan_id, partial(change, version=form.version_seen, reason=form.remark)
        ),
        saved,
        overtaken=lambda: confirm_again(form, stored().version),
    ) or form_in_panel(template, form, **shown)


def press_on_part(
    plan_id: int, change: "partial[Any]", saved: Saved, *, refused: str = ""
) -> ResponseReturnValue:
    """Carries out the button of a part, or proposes what it does; ``refused`` as ``press`` has it."""
    form = BuildingForm()
    return press(form, lambda: done_or_proposed(form, plan_id, change), saved, refused=refused)
