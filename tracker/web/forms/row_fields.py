"""Fields that name rows: several or one chosen from a list; and an amount of money."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import IntegerField, SelectField, SelectMultipleField
from wtforms.validators import StopValidation, ValidationError

from tracker.records.queries.people.administration import OrganisationLine
from tracker.web.addresses import number_in
from tracker.web.i18n import localised, number

_ = lazy_gettext

NOT_IN_THE_LIST = _("Something that was chosen is no longer in the list. Choose again.")


def row_number(value: Any) -> int:
    """The number of a row as a form sends it. Raises ValueError."""
    found = number_in(value)
    if found is None:
        raise ValueError(str(value))
    return found


class RowsField(SelectMultipleField):
    """Several rows from a list, as tick boxes. What is not in the list is refused with a sentence."""

    def __init__(self, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, coerce=row_number, validate_choice=False, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [found for value in valuelist if (found := number_in(value)) is not None]
        if len(self.data) < len(valuelist):
            raise ValueError(gettext("Choose from the list."))

    def pre_validate(self, form: object) -> None:
        if self.process_errors:
            return
        offered = {value for value, *_rest in self.iter_choices()}
        if not offered.issuperset(self.data or ()):
            raise StopValidation(str(NOT_IN_THE_LIST))

    @property
    def chosen(self) -> list[int]:
        """The rows' numbers, in the order of the list."""
        return [value for value, _label, selected, *_rest in self.iter_choices() if selected]

    def words(self, rows: Any) -> str:
        """The labels of ``rows`` (numbers), in the order of the list."""
        return ", ".join(str(label).strip() for value, label, *_rest in self.iter_choices() if value in rows)


class RowField(SelectField):
    """One row from a list; the first choice, without a number, is none."""

    def __init__(self, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, coerce=number_in, validate_choice=False, **kwargs)

    def pre_validate(self, form: object) -> None:
        if self.data is not None and self.data not in {value for value, *_rest in self.iter_choices()}:
            raise ValidationError(str(NOT_IN_THE_LIST))

    def words(self, row: int | None) -> str:
        """The label of a row, as it stands in the list but not moved in."""
        labels = {value: str(label).strip() for value, label, *_rest in self.iter_choices()}
        return labels.get(row, "")


class AmountField(IntegerField):
    """Whole kroner, thousands separated by point, comma, space or nothing."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return number(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]) if valuelist else ""
        self.data = None
        plain = re.sub(r"(?i)\s|\u00a0|kr\.?|dkk", "", text)
        if not plain:
            return
        if not re.fullmatch(r"[0-9]{1,16}|[0-9]{1,3}(\.[0-9]{3}){1,5}|[0-9]{1,3}(,[0-9]{3}){1,5}", plain):
            raise ValueError(
                gettext("“%(text)s” is not a whole number of kroner, for example 1500000.", text=text[:40])
            )
        self.data = int(re.sub(r"[.,]", "", plain))


def organisation_choices(lines: Sequence[OrganisationLine], keep: int | None = None) -> list[tuple[str, str]]:
    """The tree as a list, deeper ones moved in; archived ones only where it is the one chosen already."""
    return [
        (str(line.id), "\u2003" * line.depth + localised(line.name, line.name_en))
        for line in lines
        if line.archived_at is None or line.id == keep
    ]
