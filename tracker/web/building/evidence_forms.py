"""The forms of evidence on a link: which finding of the register, how directly it speaks of the link."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField

from tracker.records.queries.plans.building_parts import LibraryFinding
from tracker.theory.contents.link import AttachmentContents
from tracker.theory.kinds import Directness
from tracker.web.addresses import number_in
from tracker.web.building.changing import BuildingForm
from tracker.web.evidence.labels import effect_words
from tracker.web.forms.base import NO_CITIZENS, LongTextField, Needed
from tracker.web.forms.contents import form_contents
from tracker.web.wording import choices, word


class AttachmentForm(BuildingForm):
    directness = SelectField(
        _("How directly does it speak of this link?"),
        [Needed()],
        choices=[],
        description=_("Indirect evidence, from another group, place or effect, counts one level lower."),
    )
    note = LongTextField(_("Why does it count here?"), description=NO_CITIZENS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.directness.choices = choices(Directness)

    def contents(self) -> AttachmentContents:
        """What the verbs take; only of a valid form."""
        return form_contents(self, AttachmentContents)


class NewAttachmentForm(AttachmentForm):
    """``findings`` are those of the register that the link does not have yet."""

    finding_id = SelectField(_("Finding in the register"), [Needed()], coerce=number_in, choices=[])

    def __init__(self, findings: Sequence[LibraryFinding], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_effect: dict[str, list[tuple[str, str]]] = {"": [("", str(_("Choose a finding")))]}
        for one in findings:
            text = f"E{one.level.value} {word(one.direction).lower()}: {one.citation}"
            by_effect.setdefault(effect_words(one.effect), []).append((str(one.id), text))
        self.finding_id.choices = by_effect
