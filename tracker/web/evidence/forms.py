"""The forms of the register: one finding, a pasted reference, and the reason for archiving."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired

from tracker.exchange.references.reference import Reference
from tracker.records.queries.evidence.findings import StoredFinding
from tracker.services.errors import Invalid
from tracker.theory.contents.fields import is_web_address
from tracker.theory.contents.finding import FindingContents
from tracker.theory.evidence.designs import DESIGNS, Family, suggest
from tracker.theory.kinds import EffectDirection, EvidenceLevel
from tracker.web.evidence.labels import EFFECTS, FAMILIES, GROUNDS, design_word, effect_typed
from tracker.web.forms.base import (
    NEEDED,
    NO_CITIZENS,
    DayField,
    LongTextField,
    Needed,
    TitleField,
    TrackerForm,
    WholeNumberField,
)
from tracker.web.forms.contents import form_contents, form_values
from tracker.web.wording import choices, word


class FindingForm(TrackerForm):
    citation = LongTextField(
        _("Citation"),
        [InputRequired(NEEDED)],
        description=_("Authors (year). Title. Where it was published."),
    )
    sentence = LongTextField(
        _("The finding in a sentence"),
        description=_("ONE finding about ONE effect. Write nothing about identifiable citizens."),
    )
    effect = TitleField(
        _("Effect studied"),
        [InputRequired(NEEDED)],
        description=_("What was measured, such as fear of crime. Use the register's words where they fit."),
    )
    direction = SelectField(_("Direction"), [InputRequired(NEEDED)], choices=[])
    design = SelectField(_("Study design"), choices=[])
    studies = WholeNumberField(
        _("Number of studies"), description=_("Those that the finding rests on; left empty it counts as one.")
    )
    level = SelectField(_("Evidence level"), choices=[])
    doi = TitleField(_("DOI"), description=_("For example 10.1002/cl2.1046"))
    url = TitleField(_("Address"), description=_("Begins with https://"))
    country = TitleField(_("Country"), description=_("Two letters, for example DK"))
    retrieved_from = LongTextField(_("Retrieved from"), description=NO_CITIZENS)
    review_by = DayField(
        _("Review by"),
        description=_("The day on which somebody looks at it again. It comes up in the work list."),
    )
    code = TitleField(_("Code"), description=_("Left empty, it gets the next of the register."))

    def __init__(self, *args: Any, kept: str = "", **kwargs: Any) -> None:
        """``kept`` is the design that the finding is stored with, which may be one that is not offered."""
        super().__init__(*args, **kwargs)
        self.direction.choices = [("", str(_("Choose"))), *choices(EffectDirection)]
        self.design.choices = _designs(kept)
        self.level.choices = [
            ("", str(_("As the design suggests"))),
            *((str(one.value), f"E{one.value} {word(one)}") for one in EvidenceLevel),
        ]

    def contents(self) -> FindingContents:
        """What the verbs take; only of a valid form."""
        level = EvidenceLevel(int(self.level.data)) if self.level.data else None
        return form_contents(self, FindingContents, effect=effect_typed(self.effect.data or ""), level=level)

    @property
    def suggestion(self) -> str:
        """The level that what the form holds suggests, and why; empty where it suggests none."""
        return suggestion_words(self.design.data or "", self.studies.data)


class PasteForm(TrackerForm):
    reference = LongTextField(
        _("DOI, BibTeX or RIS"),
        [Needed()],
        description=_("One entry. Nothing is fetched from the internet: only what you paste is read."),
    )

    def refuse_text(self, fault: str, details: dict[str, Any]) -> None:
        """Puts the reason at the field."""
        self.refuse(Invalid("reference", fault, details))


def suggestion_words(design: str, studies: int | None) -> str:
    """``E2 Promising. One study ...``; empty for a design that suggests nothing."""
    found = suggest(design, studies)
    return "" if found is None else f"E{found.level.value} {word(found.level)}. {GROUNDS[found.ground]}"


def suggestions() -> dict[str, list[str]]:
    """For each design the words for no, one and more studies, as the form's script shows them."""
    return {name: [suggestion_words(name, studies) for studies in (0, 1, 2)] for name in DESIGNS}


def stored_values(one: StoredFinding) -> dict[str, Any]:
    """A finding as its form holds it, with the effect in words."""
    return {**form_values(one), "effect": str(EFFECTS.get(one.effect, one.effect))}


def parsed_values(reference: Reference) -> dict[str, Any]:
    """What a pasted reference fills in."""
    address = reference.url if is_web_address(reference.url) else ""
    return {"citation": reference.citation, "doi": reference.doi, "url": address}


def _designs(held: str) -> dict[str, list[tuple[str, str]]]:
    """By what they suggest, the weakest first; a design that the register holds under another name stays."""
    offered: dict[str, list[tuple[str, str]]] = {"": [("", str(_("Not stated")))]}
    if held and held not in DESIGNS:
        offered[""].append((held, design_word(held)))
    for family in Family:
        offered[str(FAMILIES[family])] = [
            (one.name, design_word(one.name)) for one in DESIGNS.values() if one.family is family
        ]
    return offered
