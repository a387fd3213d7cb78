"""By what an indicator's readings are broken down."""

from enum import StrEnum
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, ValidationError

from tracker.extensions import db
from tracker.records.queries.indicators.breakdowns import breakdowns, edition
from tracker.records.queries.plans.building_parts import stored_indicator
from tracker.services.follow_up.breakdowns import break_down_indicator
from tracker.theory.follow_up.breakdowns import is_ratio
from tracker.theory.kinds import Dimension
from tracker.web.access import CONTRIBUTE, requires
from tracker.web.forms.base import TrackerForm
from tracker.web.forms.saving import Saved, both_versions, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.indicators.blueprint import blueprint
from tracker.web.indicators.pages import address_of_indicator, form_page, indicator_or_404

_ = lazy_gettext


class Answer(StrEnum):
    NO = "no"
    PARTS = "parts"
    SUM = "sum"


class Chosen:
    """Refuses nothing chosen and what is no choice, with one sentence."""

    def __call__(self, _form: object, field: RadioField) -> None:
        if field.data not in list(Answer):
            raise ValidationError(gettext("Choose one of the answers."))


class BreakdownForm(TrackerForm):
    """A field for each dimension."""

    area = RadioField(_("By area"), validators=[Chosen()], validate_choice=False)
    age = RadioField(_("By age"), validators=[Chosen()], validate_choice=False)
    sex = RadioField(_("By sex"), validators=[Chosen()], validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for dimension in Dimension:
            self[dimension.value].choices = [
                (Answer.NO.value, gettext("No")),
                (Answer.PARTS.value, gettext("Yes, and the parts need not add up to the reading")),
                (Answer.SUM.value, gettext("Yes, and the parts add up to the reading")),
            ]

    @property
    def dimensions(self) -> dict[Dimension, bool]:
        """What the verb takes; only of a valid form."""
        answers = {dimension: self[dimension.value].data for dimension in Dimension}
        return {one: answer == Answer.SUM for one, answer in answers.items() if answer != Answer.NO}


@blueprint.route("/indicators/<int:indicator_id>/breakdowns", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def choose_breakdowns(indicator_id: int) -> ResponseReturnValue:
    """Choose whether readings are broken down by area, age and sex."""
    found = indicator_or_404(indicator_id).followed
    back = address_of_indicator(found)
    form = BreakdownForm(**unless_sent(**_stored(indicator_id)))
    return save(
        form,
        lambda: break_down_indicator(
            writer(), indicator_id=indicator_id, seen=form.version_seen, dimensions=form.dimensions
        ),
        Saved(gettext("The breakdown is saved. Readings have their parts below."), back),
        overtaken=lambda: both_versions(found.indicator.title, form, _stored(indicator_id), back),
    ) or form_page("breakdowns", form, found, ratio=is_ratio(found.indicator.unit))


def _stored(indicator_id: int) -> dict[str, str]:
    """What is stored now, as the form holds it."""
    session = db.session()
    there = breakdowns(session, indicator_id)
    indicator = stored_indicator(session, indicator_id)
    answers = dict.fromkeys((dimension.value for dimension in Dimension), Answer.NO.value)
    answers |= {one.dimension.value: (Answer.SUM if one.adds_up else Answer.PARTS).value for one in there}
    version = edition(indicator.version if indicator else 0, [(one.id, one.version) for one in there])
    return {**answers, "version": str(version)}
