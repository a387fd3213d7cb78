"""The forms of the priorities: ideas, rounds, weights, scores and the decision."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from tracker.records.queries.priorities.ideas import Choice, KeyEvidence, StoredIdea
from tracker.records.queries.priorities.scoring_rounds import StoredCriterion
from tracker.records.queries.strategies.goals import GoalLine
from tracker.theory.contents.plan import LONGEST_TYPED_CODE
from tracker.theory.kinds import EntryDecision, PlanState
from tracker.theory.priorities.candidates import Criterion
from tracker.theory.priorities.matrix import Matrix
from tracker.theory.priorities.scoring import HIGHEST_SCORE
from tracker.theory.priorities.weighings import NO_ANCHORS, WHOLE, Weighing
from tracker.web.evidence.labels import short_citation
from tracker.web.forms.base import NEEDED, NO_CITIZENS, LongTextField, NumberField, TitleField, TrackerForm
from tracker.web.forms.row_fields import RowField, RowsField
from tracker.web.priorities.matrix_labels import criterion_name
from tracker.web.wording import choices, word

SCORED = tuple(criterion for criterion in Criterion if not criterion.is_derived)
SCORES = range(HIGHEST_SCORE + 1)
NOT_SCORED = "none"


class PercentField(NumberField):
    """A number of per cent; the sign may be typed along."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata([str(text).strip().removesuffix("%") for text in valuelist])


class IdeaForm(TrackerForm):
    title = TitleField(_("Title"), [DataRequired(NEEDED)])
    title_en = TitleField(_("Title in English"), description=_("Shown to those who read in English."))
    code = TitleField(_("Code"), description=_("Left empty, it gets the next one."))
    description = LongTextField(_("Description"), description=NO_CITIZENS)
    goal_ids = RowsField(_("Goals of the strategy"))
    finding_ids = RowsField(
        _("Key evidence"), description=_("Findings of the register that speak for the idea or against it.")
    )
    joint = BooleanField(
        _("Joint"), description=_("Police and municipality would both be responsible for an activity.")
    )
    rejected = BooleanField(_("Rejected"))
    decision = LongTextField(_("Why it is rejected"), description=_("Needed where the idea is rejected."))

    def __init__(
        self, goals: Sequence[GoalLine], findings: Sequence[KeyEvidence], /, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goal_ids.choices = [(goal.id, f"{goal.code} {goal.title}") for goal in goals]
        self.finding_ids.choices = [
            (one.id, f"{one.code} {short_citation(one.citation)}") for one in findings
        ]
        self.finding_notes = {
            one.id: f"{word(one.direction)}, E{one.level.value}: {one.sentence}" for one in findings
        }


class PlanOfIdeaForm(TrackerForm):
    """What a plan needs beside what the idea says."""

    code = TitleField(
        _("Code"),
        [DataRequired(NEEDED)],
        description=_("The short name in lists, diagrams and files: at most 12 characters."),
    )
    lead_organisation_id = RowField(
        _("Lead organisation"), [InputRequired(_("Choose the organisation that leads the plan."))]
    )
    primary_goal_id = RowField(_("Primary goal"))
    state = RadioField(_("What does it begin as?"), default=PlanState.IDEA.value)

    def __init__(
        self, idea: StoredIdea, organisations: Sequence[tuple[int, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lead_organisation_id.choices = [("", _("Choose …")), *organisations]
        self.primary_goal_id.choices = [
            ("", _("Choose …")),
            *((goal.id, f"{goal.code} {goal.title}") for goal in idea.goals),
        ]
        self.state.choices = [(one.value, word(one)) for one in (PlanState.IDEA, PlanState.DRAFT)]
        if len(idea.goals) < 2:
            del self.primary_goal_id

    def validate_code(self, field: TitleField) -> None:
        if len(field.data or "") > LONGEST_TYPED_CODE:
            raise ValidationError(gettext("At most %(max)d characters.", max=LONGEST_TYPED_CODE))


class EntriesForm(TrackerForm):
    """Which plans and ideas take part."""

    plan_ids = RowsField(_("Action plans"))
    candidate_ids = RowsField(_("Ideas"))

    def __init__(self, plans: Sequence[Choice], ideas: Sequence[Choice], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan_ids.choices = [(one.id, f"{one.code} {one.title}") for one in plans]
        self.candidate_ids.choices = [(one.id, f"{one.code} {one.title}") for one in ideas]
        self.plan_notes = {one.id: word(one.state) for one in plans}


class RoundTitleForm(TrackerForm):
    title = TitleField(_("Title"), [DataRequired(NEEDED)])
    title_en = TitleField(_("Title in English"), description=_("Shown to those who read in English."))


class RoundForm(EntriesForm, RoundTitleForm):
    """A round that is opened."""


class CriteriaForm(TrackerForm):
    """Every weight in per cent, and what each score means; fields by ``criteria_form``."""

    @property
    def weighings(self) -> dict[Criterion, Weighing]:
        """What the verb takes; only of a valid form."""
        return {
            criterion: Weighing(self[f"weight_{criterion.value}"].data, self._anchors(criterion))
            for criterion in Criterion
        }

    def _anchors(self, criterion: Criterion) -> Any:
        if criterion.is_derived:
            return NO_ANCHORS
        return tuple(self[f"anchor_{criterion.value}_{score}"].data for score in SCORES)

    @property
    def typed_sum(self) -> float | None:
        """What the typed weights add up to; None where one of them is no number."""
        given = [self[f"weight_{criterion.value}"].data for criterion in Criterion]
        return None if None in given else round(sum(given), 9)


def criteria_form(**kwargs: Any) -> CriteriaForm:
    """The form of one request: a weight for each criterion, anchors for those that are scored."""
    fields: dict[str, Any] = {}
    for criterion in Criterion:
        label = _("%(criterion)s, weight in per cent", criterion=criterion_name(criterion))
        fields[f"weight_{criterion.value}"] = PercentField(label, [InputRequired(NEEDED)])
        if not criterion.is_derived:
            for score in SCORES:
                label = _(
                    "%(criterion)s, what %(score)s means", criterion=criterion_name(criterion), score=score
                )
                fields[f"anchor_{criterion.value}_{score}"] = TitleField(label)
    made: CriteriaForm = type("CriteriaForm", (CriteriaForm,), fields)(**kwargs)
    return made


def stored_criteria(criteria: Sequence[StoredCriterion]) -> dict[str, Any]:
    """The criteria as their form holds them."""
    held: dict[str, Any] = {}
    for one in criteria:
        held[f"weight_{one.criterion.value}"] = round(one.weight * WHOLE, 9)
        for score, text in enumerate(one.anchors):
            held[f"anchor_{one.criterion.value}_{score}"] = text or ""
    return held


class ScoreForm(TrackerForm):
    """One member's scores of one candidate; fields by ``score_form``."""

    @property
    def scores(self) -> dict[Criterion, int | None]:
        """What the verb takes; only of a valid form."""
        given = {criterion: self[criterion.value].data for criterion in SCORED}
        return {one: None if text == NOT_SCORED else int(text) for one, text in given.items()}


def score_form(anchors: Mapping[Criterion, Sequence[str | None]], **kwargs: Any) -> ScoreForm:
    """Radio buttons 0–3 with the anchors as labels, and one for leaving blank."""
    fields = {one.value: RadioField(word(one), default=NOT_SCORED) for one in SCORED}
    made: ScoreForm = type("ScoreForm", (ScoreForm,), fields)(**kwargs)
    for criterion in SCORED:
        texts = anchors[criterion]
        made[criterion.value].choices = [
            *((str(score), _label(score, texts[score])) for score in reversed(SCORES)),
            (NOT_SCORED, _("Not scored")),
        ]
    return made


class DecisionForm(TrackerForm):
    """What is decided on each candidate, and why; fields by ``decision_form``."""


def decision_form(matrix: Matrix, **kwargs: Any) -> DecisionForm:
    """``decision_<place>`` and ``reason_<place>`` for each candidate, counted from 0 in the ranking."""
    fields: dict[str, Any] = {}
    for place, one in enumerate(matrix.ranked):
        code = matrix.entries[one.candidate.id].code
        fields[f"decision_{place}"] = RadioField(code, [InputRequired(_("Choose a decision."))])
        fields[f"reason_{place}"] = LongTextField(
            _("%(code)s: reason", code=code),
            description=NO_CITIZENS,
        )
    fields["reasons"] = LongTextField(
        _("Reasons of the whole decision"),
        [InputRequired(NEEDED)],
        description=_(
            "What the group attached importance to, and where it departs from the ranking. "
            "Write nothing about identifiable citizens."
        ),
    )
    made: DecisionForm = type("DecisionForm", (DecisionForm,), fields)(**kwargs)
    for place in range(len(matrix.ranked)):
        made[f"decision_{place}"].choices = choices(EntryDecision)
    return made


def _label(score: int, anchor: str | None) -> str:
    return f"{score}: {anchor}" if anchor else str(score)
