"""Takes the ideas of a strategy file into the database, and its round with the group's scores."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import sqlalchemy as sa

from tracker.exchange.strategy.contents import StrategyFile
from tracker.exchange.strategy.prioritisation_reading import IdeaEntry, RoundEntry, Scores
from tracker.records import models
from tracker.services.loading.lookup import Loading, at
from tracker.services.priorities.ideas import add_idea
from tracker.services.priorities.scoring_rounds import open_round, score_entry
from tracker.theory.contents.fields import contents_of
from tracker.theory.contents.idea import IdeaContents
from tracker.theory.contents.scoring_round import RoundContents


def load_ideas(loading: Loading, strategy_id: int, file: StrategyFile) -> dict[str, int]:
    """Adds the ideas that are not there yet, found by code. Gives the numbers of all by code."""
    there = loading.codes(models.Candidate, models.Candidate.strategy_id == strategy_id)
    for idea in file.ideas:
        make = partial(
            add_idea,
            loading.writer,
            strategy_id=strategy_id,
            contents=contents_of(
                idea,
                IdeaContents,
                goal_ids=[loading.goals[code] for code in idea.goals],
                finding_ids=[loading.findings[code] for code in idea.findings],
            ),
            illustrative=file.illustrative,
        )
        loading.take("ideas", there, idea, make)
    return there


def load_round(
    loading: Loading,
    strategy_id: int,
    file: StrategyFile,
    plans: Mapping[str, int],
    ideas: Mapping[str, int],
    scorer: str,
) -> None:
    """Opens the file's round with every plan and idea of the file, scored by the post ``scorer``.

    A strategy that has a round keeps it as it is. Raises StrategyFileError.
    """
    found = file.round
    if found is None:
        return
    query = sa.select(models.Round.id).where(models.Round.strategy_id == strategy_id)
    if loading.writer.session.scalars(query).first() is not None:
        loading.found["rounds"] += 1
        return
    with at(found.line, "prioritisation_model"):
        round_id = open_round(
            loading.writer,
            strategy_id=strategy_id,
            contents=RoundContents(title=found.title, title_en=found.title_en),
            plan_ids=[plans[plan.code] for plan in file.plans],
            candidate_ids=[ideas[idea.code] for idea in file.ideas],
            weighings=found.criteria,
            illustrative=file.illustrative,
        )
        loading.added["rounds"] += 1
        if scorer in loading.people:
            _score(loading, round_id, loading.people[scorer], _by_row(found, file.ideas, plans, ideas))


def _by_row(
    found: RoundEntry, ideas: tuple[IdeaEntry, ...], plan_ids: Mapping[str, int], idea_ids: Mapping[str, int]
) -> dict[tuple[int | None, int | None], Scores]:
    """Scores by (plan, idea), one of which is None."""
    by_row: dict[tuple[int | None, int | None], Scores] = {}
    for code, scores in found.plans.items():
        by_row[plan_ids[code], None] = scores
    for idea in ideas:
        by_row[None, idea_ids[idea.code]] = idea.scores
    return by_row


def _score(
    loading: Loading,
    round_id: int,
    scorer: int,
    scores: Mapping[tuple[int | None, int | None], Scores],
) -> None:
    member = replace(loading.writer, actor_id=scorer)
    query = sa.select(models.RoundEntry).where(models.RoundEntry.round_id == round_id)
    for place in loading.writer.session.scalars(query.order_by(models.RoundEntry.id)).all():
        given = scores.get((place.plan_id, place.candidate_id), {})
        if given:
            score_entry(member, entry_id=place.id, scores=dict(given))
            loading.added["scores"] += len(given)
