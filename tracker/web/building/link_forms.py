"""The form of an arrow: two elements, and what is claimed between them."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField
from wtforms.validators import NumberRange, Optional

from tracker.records.queries.plans.building import StoredLink
from tracker.theory.contents.link import LONGEST_LAG, LinkContents
from tracker.theory.kinds import ElementKind, LinkBasis, LinkKind
from tracker.theory.pathway import Element, Pathway
from tracker.theory.structure import allowed_kinds, may_hold_by_definition
from tracker.web.addresses import number_in
from tracker.web.building.changing import BuildingForm
from tracker.web.building.offers import by_column
from tracker.web.forms.base import NO_CITIZENS, LongTextField, Needed, WholeNumberField
from tracker.web.forms.contents import form_contents, form_values
from tracker.web.wording import choices, word

FORWARD_FIRST = tuple(LinkKind)


class LinkForm(BuildingForm):
    """``kind`` may be left to the rules: they allow most pairs one kind only."""

    source_id = SelectField(_("From"), [Needed()], coerce=number_in, choices=[], validate_choice=False)
    target_id = SelectField(_("To"), [Needed()], coerce=number_in, choices=[], validate_choice=False)
    kind = SelectField(_("Kind of link"), [Needed()], choices=[])
    by_definition = BooleanField(_("The outcome is its goal by definition, so there is nothing to prove"))
    lag_days = WholeNumberField(
        _("Expected lag in days"),
        [Optional(), NumberRange(min=0, max=LONGEST_LAG)],
        description=_("How long it takes from the one to the other."),
    )
    rationale = LongTextField(_("Why do we believe this?"), description=NO_CITIZENS)

    def __init__(self, pathway: Pathway, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pathway = pathway
        self.source_id.choices = {**_nothing(), **by_column(pathway)}
        self.target_id.choices = {**_nothing(), **by_column(pathway)}
        self.kind.choices = [("", _("As the rules have it")), *choices(LinkKind)]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Refuses a pair or a kind that the rules don't allow, and says what they do allow."""
        valid: bool = super().validate(*args, **kwargs)
        source, target = self._end("source_id"), self._end("target_id")
        if source is None or target is None:
            return False
        if source.id == target.id:
            self._refuse("target_id", gettext("A link cannot run from an element to itself."))
            return False
        allowed = allowed_kinds(source.kind, target.kind)
        if not allowed:
            self._refuse(
                "target_id",
                gettext(
                    "No link runs from %(source)s to %(target)s.",
                    source=word(source.kind).lower(),
                    target=word(target.kind).lower(),
                ),
            )
            return False
        if self.kind.errors:
            return False
        if self.kind.data and self.chosen_kind not in allowed:
            self._refuse(
                "kind",
                gettext(
                    "From %(source)s to %(target)s there can be: %(kinds)s.",
                    source=word(source.kind).lower(),
                    target=word(target.kind).lower(),
                    kinds=", ".join(word(kind).lower() for kind in FORWARD_FIRST if kind in allowed),
                ),
            )
            return False
        if self.by_definition.data and not may_hold_by_definition(source.kind, target.kind):
            self._refuse(
                "by_definition", gettext("Only a link from an outcome to its goal can hold by definition.")
            )
            return False
        return valid

    @property
    def chosen_kind(self) -> LinkKind:
        """The chosen kind; else the first that the rules allow, what runs forward before feedback."""
        if self.kind.data:
            return LinkKind(self.kind.data)
        source, target = self._end("source_id"), self._end("target_id")
        allowed = allowed_kinds(source.kind, target.kind) if source and target else frozenset()
        return next(kind for kind in FORWARD_FIRST if kind in allowed)

    def contents(self) -> LinkContents:
        """What the verbs take; only of a valid form."""
        basis = LinkBasis.DEFINITION if self.by_definition.data else LinkBasis.HYPOTHESIS
        return form_contents(self, LinkContents, kind=self.chosen_kind, basis=basis)

    @property
    def allowed(self) -> dict[str, dict[str, list[str]]]:
        """Kind of the one end, kind of the other, the kinds of link: for the script that offers no others."""
        return {
            source.value: {
                target.value: [kind.value for kind in FORWARD_FIRST if kind in allowed_kinds(source, target)]
                for target in ElementKind
            }
            for source in ElementKind
        }

    def end_kind(self, number: str) -> str:
        """The kind of an element that is offered as an end."""
        found = number_in(number)
        element = None if found is None else self.pathway.element.get(found)
        return "" if element is None else element.kind.value

    def _end(self, name: str) -> Element | None:
        number = self[name].data
        element = None if number is None else self.pathway.element.get(number)
        if element is None:
            self._refuse(name, gettext("Choose an element of the plan."))
        return element

    def _refuse(self, name: str, sentence: str) -> None:
        if sentence not in self[name].errors:
            self[name].errors = [*self[name].errors, sentence]


def stored_values(link: StoredLink) -> dict[str, Any]:
    """A link as the form holds it."""
    return {**form_values(link), "by_definition": link.basis is LinkBasis.DEFINITION}


def _nothing() -> dict[str, list[tuple[str, str]]]:
    return {"": [("", str(gettext("Choose an element")))]}
