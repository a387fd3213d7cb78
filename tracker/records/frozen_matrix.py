"""The matrix of a decided round as it is kept in ``Round.result``, and back. Pure.

Fractions are kept as they are ("200/3"), moments in ISO 8601, texts in every language; nothing has to be
looked up or reckoned again to show what was decided on.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any
from zlib import crc32

from tracker.theory.kinds import EffectDirection, EntryDecision, EvidenceLevel, Party, PlanState
from tracker.theory.pathway import Finding
from tracker.theory.priorities.candidates import Candidate, Criterion, Gate
from tracker.theory.priorities.matrix import Actor, Entry, Given, Grounds, Matrix, WeakLink
from tracker.theory.priorities.scoring import Assessment, Variant

Plain = dict[str, Any]


def as_plain(matrix: Matrix) -> Plain:
    """What JSON can hold."""
    return {
        "weights": {criterion.value: weight for criterion, weight in matrix.weights.items()},
        "anchors": {criterion.value: list(texts) for criterion, texts in matrix.anchors.items()},
        "members": [{"id": number, "name": dict(name)} for number, name in matrix.members.items()],
        "entries": [_entry_as_plain(entry) for entry in matrix.entries.values()],
        "ranked": [_assessment_as_plain(one) for one in matrix.ranked],
        "variants": [
            {
                "criterion": one.criterion.value,
                "factor": str(one.factor),
                "top": list(one.top),
                "enters": list(one.enters),
                "leaves": list(one.leaves),
            }
            for one in matrix.variants
        ],
    }


def from_plain(kept: Plain) -> Matrix:
    """The matrix as it was."""
    entries = {row["id"]: _entry(row) for row in kept["entries"]}
    return Matrix(
        weights={Criterion(name): weight for name, weight in kept["weights"].items()},
        anchors={Criterion(name): tuple(texts) for name, texts in kept["anchors"].items()},
        entries=entries,
        members={row["id"]: row["name"] for row in kept["members"]},
        ranked=tuple(_assessment(row, entries[row["id"]].candidate) for row in kept["ranked"]),
        variants=tuple(
            Variant(
                Criterion(row["criterion"]),
                Fraction(row["factor"]),
                tuple(row["top"]),
                tuple(row["enters"]),
                tuple(row["leaves"]),
            )
            for row in kept["variants"]
        ),
    )


def edition_of(matrix: Matrix) -> int:
    """A number that stands for everything in the matrix, for the form that decides on it: another as soon as
    anything in it is another."""
    return crc32(json.dumps(as_plain(matrix), sort_keys=True).encode()) % 1_000_000_000


def _entry_as_plain(entry: Entry) -> Plain:
    candidate = entry.candidate
    return {
        "id": candidate.id,
        "code": entry.code,
        "title": dict(entry.title),
        "plan_id": entry.plan_id,
        "candidate_id": entry.candidate_id,
        "goal_ids": sorted(candidate.goals, key=str),
        "goals": list(entry.goals),
        "joint": candidate.joint,
        "harm": [
            {
                "id": finding.id,
                "citation": finding.citation,
                "direction": finding.direction.value,
                "level": finding.level.value,
                "effect": finding.effect,
                "sentence": finding.sentence,
            }
            for finding in candidate.harm
        ],
        "derived": _fractions(candidate.derived),
        "scores": {criterion.value: score for criterion, score in candidate.scores.items()},
        "grounds": None if entry.grounds is None else _grounds_as_plain(entry.grounds),
        "given": [
            {
                "member": one.member,
                "criterion": one.criterion.value,
                "score": one.score,
                "at": one.at.isoformat(),
            }
            for one in entry.given
        ],
        "state": None if entry.state is None else entry.state.value,
        "archived": entry.archived,
        "turned_down": entry.turned_down,
        "decision": None if entry.decision is None else entry.decision.value,
        "reason": entry.reason,
    }


def _entry(row: Plain) -> Entry:
    candidate = Candidate(
        row["id"],
        frozenset(row["goal_ids"]),
        row["joint"],
        tuple(
            Finding(
                one["id"],
                one["citation"],
                EffectDirection(one["direction"]),
                EvidenceLevel(one["level"]),
                one["effect"],
                one["sentence"],
            )
            for one in row["harm"]
        ),
        _points(row["derived"]),
        {Criterion(name): score for name, score in row["scores"].items()},
    )
    return Entry(
        candidate,
        row["code"],
        row["title"],
        row["plan_id"],
        row["candidate_id"],
        tuple(row["goals"]),
        None if row["grounds"] is None else _grounds(row["grounds"]),
        tuple(
            Given(one["member"], Criterion(one["criterion"]), one["score"], datetime.fromisoformat(one["at"]))
            for one in row["given"]
        ),
        None if row["state"] is None else PlanState(row["state"]),
        row["archived"],
        row["turned_down"],
        None if row["decision"] is None else EntryDecision(row["decision"]),
        row["reason"],
    )


def _grounds_as_plain(grounds: Grounds) -> Plain:
    return {
        "has_theory": grounds.has_theory,
        "level": None if grounds.level is None else grounds.level.value,
        "weakest": [
            {"link": one.link, "source": dict(one.source), "target": dict(one.target)}
            for one in grounds.weakest
        ],
        "acting": [{"name": dict(one.name), "party": one.party.value} for one in grounds.acting],
    }


def _grounds(row: Plain) -> Grounds:
    return Grounds(
        row["has_theory"],
        None if row["level"] is None else EvidenceLevel(row["level"]),
        tuple(WeakLink(one["link"], one["source"], one["target"]) for one in row["weakest"]),
        tuple(Actor(one["name"], Party(one["party"])) for one in row["acting"]),
    )


def _assessment_as_plain(one: Assessment) -> Plain:
    return {
        "id": one.candidate.id,
        "failed": [gate.value for gate in one.failed],
        "points": _fractions(one.points),
        "total": _fraction(one.total),
        "lower_of_two": _fraction(one.lower_of_two),
        "place": one.place,
    }


def _assessment(row: Plain, candidate: Candidate) -> Assessment:
    return Assessment(
        candidate,
        tuple(Gate(gate) for gate in row["failed"]),
        _points(row["points"]),
        None if row["total"] is None else Fraction(row["total"]),
        None if row["lower_of_two"] is None else Fraction(row["lower_of_two"]),
        row["place"],
    )


def _fraction(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _fractions(points: Mapping[Criterion, Fraction | None]) -> dict[str, str | None]:
    return {criterion.value: _fraction(given) for criterion, given in points.items()}


def _points(kept: dict[str, str | None]) -> dict[Criterion, Fraction | None]:
    return {Criterion(name): None if given is None else Fraction(given) for name, given in kept.items()}
